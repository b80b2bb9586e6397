"""Judges sets again by one cue with another limit, in a sandbox; nothing is kept.

`python -m formcheck.worker.limit_preview LIMIT POSES...` prints one JSON list: for each poses file
the number of repetitions by verdict, null where the file cannot be read.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path

from formcheck.analysis.report import Report
from formcheck.analysis.thresholds import Limit, applied
from formcheck.errors import FormcheckError, InvalidPosesError
from formcheck.exercises import get
from formcheck.storage import Files
from formcheck.worker import sandbox

LIMITS = replace(sandbox.ResourceLimits.for_probe(), cpu=60, wall=90)
"""Limits of the process: twenty sets of the usual minute take 2 s."""

KILL_AFTER_SECONDS = 5.0
"""Seconds beyond its wall-clock limit after which the parent ends the process."""

Counts = dict[str, int]


def counted(report: Report, cue: str) -> Counts:
    """Return how many repetitions got each verdict for a cue."""
    found = [f.verdict for rep in report.reps for f in rep.findings if f.cue == cue]
    return {verdict: found.count(verdict) for verdict in ("fault", "ok", "unsure")}


def preview(files: Files, limit: Limit, poses: Sequence[str]) -> list[Counts | None]:
    """Judge sets by a limit.

    Args:
        files: the file store.
        limit: of the exercise that the sets show.
        poses: hashes of their poses files.

    Returns:
        what `counted` does, for each; None where the file is gone or cannot be read.

    Raises:
        FormcheckError: `too_slow`, it takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="formcheck-limit-") as work, ExitStack() as fetched:
        paths: dict[int, Path] = {}
        for i, sha256 in enumerate(poses):
            if files.has(sha256):
                paths[i] = fetched.enter_context(files.on_disk(sha256)).absolute()
        found = _run(Path(work), limit, list(paths.values()))
        judged = dict(zip(paths, found, strict=True))
    return [judged.get(i) for i in range(len(poses))]


def _run(work: Path, limit: Limit, paths: list[Path]) -> list[Counts | None]:
    limit_json = json.dumps(asdict(limit))
    todo = sandbox.wrapped(
        [sys.executable, "-m", "formcheck.worker.limit_preview", limit_json, *map(str, paths)],
        work=work,
        limits=LIMITS,
        readable=paths,
    )
    try:
        done = sandbox.run(todo, LIMITS.wall + KILL_AFTER_SECONDS)
        found: list[Counts | None] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise FormcheckError(
            "Judging the last sets again took too long: keep the limit, and analyse them again.",
            "too_slow",
        ) from None
    return found


def main() -> None:
    """Judge the sets and print the result."""
    from formcheck.analysis.recording.stillness import evenly_timed
    from formcheck.analysis.session import Session
    from formcheck.estimation.pose_io import load

    limit = Limit(**json.loads(sys.argv[1]))
    exercise = get(str(limit.exercise))
    trial, _ = applied(replace(exercise, cues=(exercise.cue(limit.cue),)), [limit])
    found: list[Counts | None] = []
    for path in sys.argv[2:]:
        try:
            saved = load(Path(path))
        except InvalidPosesError:
            found.append(None)
            continue
        session = Session(trial, saved.model)
        session.extend(evenly_timed(saved.poses))
        found.append(counted(session.finish(saved.source), limit.cue))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
