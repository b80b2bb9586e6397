"""Makes the skeleton and curve data that the page draws, from a set's poses, in a sandbox.

The analyser makes these files with every report. For live sets, and sets of older versions, they
are made when the page first asks for them: `python -m formcheck.worker.overlays POSES` reads
`report.json` in its working folder and writes the files there.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from formcheck.analysis.report.json_format import to_record
from formcheck.errors import OutputError
from formcheck.storage import results, sets
from formcheck.storage.blobs import keeping
from formcheck.storage.models import Analysis
from formcheck.worker import sandbox
from formcheck.worker.result_files import DRAWN, POSES, describe
from formcheck.worker.supervisor import INCOMING, Services

REPORT = "report.json"
"""Name of the report in the working folder."""

LIMITS = replace(sandbox.Limits.to_look(), cpu=120, wall=180, file_bytes=64 * 1024**2)
"""Limits of the process. A live set of 20 minutes at 20 poses a second takes 40 s and 8 MB."""

LATE = 5.0
"""Seconds beyond its wall-clock limit after which the parent ends the process."""


def make_overlays(services: Services, set_id: str) -> None:
    """Make the skeleton and curve data of a set, and store them as its files.

    Nothing is stored if the set was analysed again meanwhile: the analysis makes its own.

    Raises:
        OutputError: `not_drawn`, the files could not be made or stored.
    """
    with services.store.reading() as s:
        row = s.get(Analysis, set_id)
        report = results.read_report(s, row.owner, set_id) if row is not None else None
        poses = sets.file_of(s, row.owner, set_id, POSES) if row is not None else None
    if report is None or poses is None:
        raise OutputError("There are no poses to draw.", "not_drawn")
    incoming = services.settings.data_dir / INCOMING
    with tempfile.TemporaryDirectory(dir=incoming, prefix="overlays-") as folder:
        work = Path(folder)
        (work / REPORT).write_text(json.dumps(to_record(report), allow_nan=False))
        with services.files.on_disk(poses.sha256) as path:
            _draw(path, work)
        new, contents = [], []
        for name in DRAWN.values():
            kept, file = services.files.measure(work / name), describe(name)
            contents.append((work / name, kept))
            new.append(results.NewFile(name, file.title, kept, file.media_type, file.listed))
        with keeping(services.store, services.files, contents) as s:
            row = s.get(Analysis, set_id)
            now = sets.file_of(s, row.owner, set_id, POSES) if row is not None else None
            if row is not None and now is not None and now.sha256 == poses.sha256:
                results.store_files(s, row, new)


def _draw(poses: Path, work: Path) -> None:
    todo = sandbox.wrapped(
        [sys.executable, "-m", "formcheck.worker.overlays", str(poses.absolute())],
        work=work,
        limits=LIMITS,
        readable=[poses],
    )
    try:
        done = sandbox.run(todo, LIMITS.wall + LATE)
        made = done.returncode == 0
    except subprocess.TimeoutExpired:
        made = False
    paths = [work / name for name in DRAWN.values()]
    if not made or any(path.is_symlink() or not path.is_file() for path in paths):
        raise OutputError(
            "The skeleton of this set could not be drawn: analyse the set again.", "not_drawn"
        )


def main() -> None:
    """Make the files of one set in the working folder."""
    from formcheck.estimation.pose_io import load
    from formcheck.worker.result_files import overlay_files

    saved = load(Path(sys.argv[1]))
    report = results.report_from_json(json.loads(Path(REPORT).read_text()))
    for name, data in overlay_files(saved.poses, report).items():
        Path(name).write_bytes(data)


if __name__ == "__main__":
    main()
