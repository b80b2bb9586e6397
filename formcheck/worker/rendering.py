"""Makes the files that follow from a set's report and poses, once, in a sandbox.

The analyser makes them with every report. For live sets, sets of older versions and sets from a
backup they are made when one is first asked for: `python -m formcheck.worker.rendering POSES` reads
`report.json` and `pictures.json` in its working folder and writes the files there. With a language
other than English, `... POSES LANGUAGE`, it makes those that people read in that language.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from formcheck.analysis.report import Report
from formcheck.analysis.report.json_format import to_record
from formcheck.errors import OutputError
from formcheck.languages import DEFAULT, Language, known
from formcheck.storage import results, sets
from formcheck.storage.content_holds import storing
from formcheck.storage.models import Analysis, FileRow
from formcheck.storage.result_names import FROM_REPORT, POSES, describe, pictured
from formcheck.worker import sandbox
from formcheck.worker.supervisor import INCOMING, Services

REPORT, PICTURES = "report.json", "pictures.json"
"""Names in the working folder of the report, and of the paths of its pictures."""

LIMITS = replace(sandbox.ResourceLimits.for_probe(), cpu=180, wall=270, file_bytes=256 * 1024**2)
"""Limits of the process. A live set of 20 minutes at 20 poses a second takes 60 s and 30 MB."""

KILL_AFTER_SECONDS = 5.0
"""Seconds beyond its wall-clock limit after which the parent ends the process."""


@dataclass(frozen=True, slots=True)
class _Source:
    """What the files of a set are made of: its report, and the rows of its poses and pictures."""

    report: Report
    poses: FileRow
    pictures: dict[str, FileRow]


def missing(services: Services, set_id: str) -> tuple[str, ...]:
    """Return the names of those files of a set that can be made and are not there yet."""
    with services.store.reading() as s:
        row = s.get(Analysis, set_id)
        stored = sets.files_of(s, row.owner, set_id) if row is not None else []
    return not_made(row, stored)


def not_made(row: Analysis | None, stored: list[FileRow]) -> tuple[str, ...]:
    """Return what `missing` does, for a set whose files are known already."""
    names = {f.name for f in stored}
    if row is None or row.report_run == 0 or POSES not in names:
        return ()
    return tuple(name for name in FROM_REPORT if name not in names)


def in_language(services: Services, set_id: str, name: str, language: Language) -> bytes:
    """Return a file of `IN_LANGUAGES` of a set in a language; it is not stored.

    Raises:
        OutputError: `not_drawn`, it could not be made.
    """
    with _working(services, set_id) as (source, poses, pictures, work):
        _run(source.report, poses, pictures, work, (name,), language)
        return (work / name).read_bytes()


def render(services: Services, set_id: str) -> None:
    """Make all files of `FROM_REPORT` of a set, and store them.

    Nothing is stored if the set was analysed again meanwhile: the analysis makes its own.

    Raises:
        OutputError: `not_drawn`, the files could not be made or stored.
    """
    with _working(services, set_id) as (source, poses, pictures, work):
        _run(source.report, poses, pictures, work, FROM_REPORT)
        new, contents = [], []
        for name in FROM_REPORT:
            kept, file = services.files.measure(work / name), describe(name)
            contents.append((work / name, kept))
            new.append(results.NewFile(name, file.title, kept, file.media_type, file.listed))
        with storing(services.store, services.files, contents) as s:
            row = s.get(Analysis, set_id)
            now = sets.file_of(s, row.owner, set_id, POSES) if row is not None else None
            if row is not None and now is not None and now.sha256 == source.poses.sha256:
                results.store_files(s, row, new)


@contextmanager
def _working(
    services: Services, set_id: str
) -> Iterator[tuple[_Source, Path, dict[str, Path], Path]]:
    """Give a set's source, its poses and pictures on disk, and a working folder, while it lasts."""
    source = _source(services, set_id)
    if source is None:
        raise OutputError("There are no poses to draw.", "not_drawn")
    incoming, on_disk = services.settings.data_dir / INCOMING, services.files.on_disk
    with (
        tempfile.TemporaryDirectory(dir=incoming, prefix="rendering-") as folder,
        ExitStack() as fetched,
    ):
        try:
            poses = fetched.enter_context(on_disk(source.poses.sha256))
            pictures = {
                name: fetched.enter_context(on_disk(row.sha256))
                for name, row in source.pictures.items()
                if services.files.has(row.sha256)
            }
        except FileNotFoundError:
            raise OutputError("There are no poses to draw.", "not_drawn") from None
        yield source, poses, pictures, Path(folder)


def _source(services: Services, set_id: str) -> _Source | None:
    with services.store.reading() as s:
        row = s.get(Analysis, set_id)
        if row is None:
            return None
        report = results.read_report(s, row.owner, set_id)
        files = {f.name: f for f in sets.files_of(s, row.owner, set_id)}
    if report is None or POSES not in files:
        return None
    pictures = {name: f for name, f in files.items() if pictured(name) is not None}
    return _Source(report, files[POSES], pictures)


def _run(
    report: Report,
    poses: Path,
    pictures: Mapping[str, Path],
    work: Path,
    names: Sequence[str],
    language: Language = DEFAULT,
) -> None:
    """Make the files called `names` in the working folder."""
    (work / REPORT).write_text(json.dumps(to_record(report), allow_nan=False))
    (work / PICTURES).write_text(json.dumps({n: str(p.absolute()) for n, p in pictures.items()}))
    todo = sandbox.wrapped(
        [sys.executable, "-m", "formcheck.worker.rendering", str(poses.absolute()), language],
        work=work,
        limits=LIMITS,
        readable=[poses, *pictures.values()],
    )
    try:
        done = sandbox.run(todo, LIMITS.wall + KILL_AFTER_SECONDS)
        made = done.returncode == 0
    except subprocess.TimeoutExpired:
        made = False
    paths = [work / name for name in names]
    if not made or any(path.is_symlink() or not path.is_file() for path in paths):
        raise OutputError(
            "The skeleton and the report of this set could not be drawn: analyse the set again.",
            "not_drawn",
        )


def main() -> None:
    """Make the files of one set in the working folder."""
    from formcheck.estimation.pose_io import load
    from formcheck.worker import result_files

    saved = load(Path(sys.argv[1]))
    report = results.report_from_json(json.loads(Path(REPORT).read_text()))
    given: dict[str, str] = json.loads(Path(PICTURES).read_text())
    pictures = {
        at: Path(path).read_bytes()
        for name, path in given.items()
        if (at := pictured(name)) is not None
    }
    language = known(sys.argv[2]) or DEFAULT
    if language == DEFAULT:
        made = result_files.from_report(report, saved.poses, pictures)
    else:
        made = iter(result_files.in_language(report, saved.poses, pictures, language).items())
    for name, data in made:
        Path(name).write_bytes(data)


if __name__ == "__main__":
    main()
