"""A file that has arrived, looked at in a confined process of its own: what it is, or why not.

`python -m formcheck.worker.probe PATH SETTINGS` answers one line of JSON. A file that takes the
process with it, or meets a limit, is refused like any other that cannot be read.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.errors import FormcheckError, InvalidVideoError
from formcheck.settings import SECRET, Settings
from formcheck.worker import sandbox

if TYPE_CHECKING:
    from formcheck.video import Clip

LATE = 5.0
"""Seconds beyond its wall time after which the process is ended from outside."""

LOOK = sandbox.Limits.to_look()


@dataclass(frozen=True, slots=True)
class Looked:
    """What a video is.

    Attributes:
        clip: by its header and first frame.
        seconds: by its header, or counted where that does not say.
        media_type: of the original.
        playable: whether browsers play it as it is.
    """

    clip: "Clip"
    seconds: float
    media_type: str
    playable: bool


def look(path: Path, settings: Settings, limits: sandbox.Limits = LOOK) -> Looked:
    """Say what a file is.

    Raises:
        InvalidVideoError: it is no video that we read.
        FormcheckError: `cannot_look`, no process can be confined here any more.
    """
    with tempfile.TemporaryDirectory(prefix="formcheck-look-") as work:
        told = settings.model_dump_json(exclude=SECRET)
        todo = sandbox.wrapped(
            [sys.executable, "-m", "formcheck.worker.probe", str(path.absolute()), told],
            work=Path(work),
            limits=limits,
            readable=[path],
        )
        try:
            done = sandbox.run(todo, limits.wall + LATE)
        except subprocess.TimeoutExpired:
            from formcheck.video.containers import INCOMPLETE

            raise InvalidVideoError(INCOMPLETE, "unreadable") from None
    return _understood(path, done, limits)


def _understood(
    path: Path, done: "subprocess.CompletedProcess[str]", limits: sandbox.Limits
) -> Looked:
    """Return what the process told; raises as `look` does."""
    from formcheck.video import Clip
    from formcheck.video.containers import INCOMPLETE

    try:
        answer = json.loads(done.stdout)
        if "refused" in answer:
            raise InvalidVideoError(str(answer["message"]), str(answer["refused"]))
        return Looked(
            Clip(**{**answer["clip"], "path": path}),
            float(answer["seconds"]),
            str(answer["media_type"]),
            bool(answer["playable"]),
        )
    except (ValueError, KeyError, TypeError):  # it ended without a word, or spoke nonsense
        if done.stderr.startswith("bwrap:"):
            raise FormcheckError(
                "The video could not be looked at: 'formcheck doctor' says why.", "cannot_look"
            ) from None
        message = sandbox.how_it_ended(done.returncode, done.stderr, limits)
        code, text = message or ("unreadable", INCOMPLETE)
        raise InvalidVideoError(text, code) from None


def main() -> None:
    """Look at one file and tell."""
    from formcheck.video import probe
    from formcheck.worker import playback

    path, settings = Path(sys.argv[1]), Settings.model_validate_json(sys.argv[2])
    try:
        clip = probe(path, settings)
        seconds = clip.duration or max(playback.frame_times(path, settings), default=0.0)
        answer = {
            "clip": {k: v for k, v in asdict(clip).items() if k != "path"},
            "seconds": seconds,
            "media_type": playback.media_type(path, clip),
            "playable": playback.playable(path, clip, settings),
        }
    except InvalidVideoError as error:
        answer = {"refused": error.code, "message": str(error)}
    print(json.dumps(answer, allow_nan=False))


if __name__ == "__main__":
    main()
