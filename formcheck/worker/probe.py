"""Probes an uploaded file in a sandboxed process: its properties, or why it is refused.

`python -m formcheck.worker.probe PATH SETTINGS SOUND` prints one line of JSON, and copies the video
without metadata into its working folder, with its sound or without. A file that crashes the process
or exceeds a limit is refused like any other that cannot be read.
"""

import json
import logging
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.errors import FormcheckError, InvalidVideoError
from formcheck.settings import SECRET, Settings
from formcheck.worker import sandbox

if TYPE_CHECKING:
    from formcheck.video import Clip

log = logging.getLogger(__name__)

COPY = "copy"
"""Name of the copy in the working folder."""

KEEP_SOUND, NO_SOUND = "keep-sound", "no-sound"

KILL_AFTER_SECONDS = 5.0
"""Seconds beyond its wall-clock limit after which the parent ends the process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeResult:
    """Properties of an uploaded video.

    Attributes:
        clip: from its header and first frame.
        seconds: duration from its header, or counted if the header has none.
        media_type: of the file that is stored.
        playable: whether browsers can play it.
        rewrapped: whether a copy without metadata was made, which is stored instead.
        filmed_on: the day of filming; None if not known.
    """

    clip: "Clip"
    seconds: float
    media_type: str
    playable: bool
    rewrapped: bool = False
    filmed_on: date | None = None


def probe_and_rewrap(
    path: Path,
    copy: Path,
    settings: Settings,
    *,
    keep_sound: bool = False,
    limits: sandbox.ResourceLimits | None = None,
) -> ProbeResult:
    """Return the properties of a file, and copy it without metadata: see `video.rewrap`.

    Args:
        path: the file.
        copy: path of the copy, if one can be made.
        settings: limits.
        keep_sound: the copy has the sound too.
        limits: of the process; None for the usual ones.

    Raises:
        InvalidVideoError: it is no video that we read.
        FormcheckError: `cannot_look`, no process can be confined here any more.
    """
    sound = KEEP_SOUND if keep_sound else NO_SOUND
    with tempfile.TemporaryDirectory(dir=copy.parent, prefix="probing-") as folder:
        work = Path(folder)
        result = _probe(
            path, settings, limits or sandbox.ResourceLimits.for_rewrap(settings), work, sound
        )
        made = work / COPY
        if result.rewrapped and made.is_file() and not made.is_symlink():
            made.replace(copy)
            return result
        log.warning("a video could not be copied without its metadata: it is kept as it was sent")
        return replace(result, rewrapped=False)


def _probe(
    path: Path, settings: Settings, limits: sandbox.ResourceLimits, work: Path, sound: str
) -> ProbeResult:
    settings_json = settings.model_dump_json(exclude=SECRET)
    todo = sandbox.wrapped(
        [
            sys.executable,
            "-m",
            "formcheck.worker.probe",
            str(path.absolute()),
            settings_json,
            sound,
        ],
        work=work,
        limits=limits,
        readable=[path],
    )
    try:
        done = sandbox.run(todo, limits.wall + KILL_AFTER_SECONDS)
    except subprocess.TimeoutExpired:
        from formcheck.video.containers import INCOMPLETE

        raise InvalidVideoError(INCOMPLETE, "unreadable") from None
    return _parse_answer(path, done, limits)


def _parse_answer(
    path: Path, done: "subprocess.CompletedProcess[str]", limits: sandbox.ResourceLimits
) -> ProbeResult:
    """Return the result of the process; raises as `probe_and_rewrap` does."""
    from formcheck.video import Clip
    from formcheck.video.containers import INCOMPLETE

    try:
        answer = json.loads(done.stdout)
        if "refused" in answer:
            raise InvalidVideoError(str(answer["message"]), str(answer["refused"]))
        filmed_on = answer["filmed_on"]
        return ProbeResult(
            clip=Clip(**{**answer["clip"], "path": path}),
            seconds=float(answer["seconds"]),
            media_type=str(answer["media_type"]),
            playable=bool(answer["playable"]),
            rewrapped=bool(answer["rewrapped"]),
            filmed_on=None if filmed_on is None else date.fromisoformat(filmed_on),
        )
    except (ValueError, KeyError, TypeError):  # no output, or not what was expected
        if done.stderr.startswith("bwrap:"):
            raise FormcheckError(
                "The video could not be looked at: 'formcheck doctor' says why.", "cannot_look"
            ) from None
        message = sandbox.limit_exceeded(done.returncode, done.stderr, limits)
        code, text = message or ("unreadable", INCOMPLETE)
        raise InvalidVideoError(text, code) from None


def main() -> None:
    """Probe one file and print the result."""
    from formcheck.video import probe
    from formcheck.video.rewrap import rewrap
    from formcheck.worker import playback

    path, settings = Path(sys.argv[1]), Settings.model_validate_json(sys.argv[2])
    try:
        clip = probe(path, settings)
        made = rewrap(path, Path(COPY), settings, keep_sound=sys.argv[3] == KEEP_SOUND)
        if made.faithful:
            path = Path(COPY)
            clip = probe(path, settings)
        seconds = clip.duration or max(playback.frame_times(path, settings), default=0.0)
        answer = {
            "clip": {k: v for k, v in asdict(clip).items() if k != "path"},
            "seconds": seconds,
            "media_type": playback.media_type(path, clip),
            "playable": playback.playable(path, clip, settings),
            "rewrapped": made.faithful,
            "filmed_on": made.filmed_on and made.filmed_on.isoformat(),
        }
    except InvalidVideoError as error:
        answer = {"refused": error.code, "message": str(error)}
    print(json.dumps(answer, allow_nan=False))


if __name__ == "__main__":
    main()
