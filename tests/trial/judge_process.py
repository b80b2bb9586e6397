"""Judges one file after another in a process of its own, which may die without taking us along.

`python -m tests.trial.judge_process` reads a path a line (JSON) and answers a line of JSON each:
`{"reps": [...], "notes": [...]}`, `{"refused": code}` or `{"broke": traceback}`; `mb` is the most
memory held so far.
"""

import json
import os
import resource
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from formcheck.model_size import ModelSize

MEMORY = 6 * 1024**3
"""Address space of the judging process, bytes; the lite model takes about 2 GiB of it."""

WALL = 180.0
"""Seconds that one file may take, on a busy machine."""

SIDE = 960
"""Longer side of the pictures the model sees: the clip is smaller, so that it is never scaled.
Scaled, a picture depends on where its container says that colours lie between the pixels."""

Answer = dict[str, Any]


def judged(path: Path, model: ModelSize, *, look_only: bool, **limits: int) -> Answer:
    """Return what formcheck says of one file; `limits` are settings."""
    from formcheck.errors import FormcheckError
    from formcheck.estimation.pipeline import analyse
    from formcheck.settings import Settings
    from formcheck.video import probe

    settings = Settings(
        workers=1,
        model=model,
        pose_side=SIDE,
        **limits,  # type: ignore[arg-type]
    )
    try:
        if look_only:
            clip = probe(path, settings)
            return {"width": clip.width, "height": clip.height, "reps": []}
        report = analyse(path, settings=settings).report
    except FormcheckError as error:
        return {"refused": error.code, "message": str(error)}
    reps = [
        {
            "times": [r.start, r.end],
            "verdict": r.verdict,
            "values": {f.cue: f.value for f in r.findings if f.unit == "deg"},
        }
        for r in report.reps
    ]
    return {"exercise": report.exercise, "reps": reps, "notes": [n.code for n in report.notes]}


def _main() -> None:
    import traceback

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = judged(Path(asked.pop("path")), asked.pop("model"), **asked)
        except BaseException:
            answer = {"broke": traceback.format_exc()}
        answer["mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        out.write(json.dumps(answer) + "\n")
        out.flush()


def _line(**asked: Any) -> bytes:
    return json.dumps(asked).encode() + b"\n"


class Judge:
    """The process; started again after a death. A context manager that leaves none behind."""

    def __init__(self, log: Path) -> None:
        self._log = log.open("ab")
        self._process: subprocess.Popen[bytes] | None = None

    def __call__(
        self,
        path: Path,
        model: ModelSize = ModelSize.LITE,
        *,
        look_only: bool = False,
        limits: dict[str, int] | None = None,
    ) -> Answer:
        """Return what formcheck says of a file, or `{"died": how}`; `seconds` is how long it took.

        `look_only`: only what an upload is looked at for, without judging it. `limits`: settings.
        """
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.trial.judge_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
            )
        child, begun = self._process, time.monotonic()
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(_line(path=str(path), model=model, look_only=look_only, **(limits or {})))
        child.stdin.flush()
        ready, _, _ = select.select([child.stdout], [], [], WALL)
        line = child.stdout.readline() if ready else b""
        answer: Answer
        if line:
            answer = json.loads(line)
        elif not ready:
            answer = {"died": f"gave no answer in {WALL:.0f} s"}
            self.end()
        else:
            answer = {"died": f"ended with {child.wait()}"}
        return {**answer, "seconds": time.monotonic() - begun}

    def end(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def __enter__(self) -> "Judge":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self._log.close()


if __name__ == "__main__":
    _main()
