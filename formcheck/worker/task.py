"""The task of an analyser, and the protocol of its events: one JSON object a line.

Input: one `Task`. Output events: `progress` (stage, share 0..1), `file` (a file of the result was
written in the task's folder), `report` (the report, after its files; `beside` names the poses files
of the video's other sets), then `done`; or `failed` with code and message, if a retry cannot help.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from formcheck.analysis.thresholds import Limit
from formcheck.model_size import ModelSize
from formcheck.settings import Settings

Stage = Literal["analysing", "rendering"]


@dataclass(frozen=True, slots=True)
class Task:
    """One set to work on.

    Attributes:
        folder: where files are written.
        name: of the video, as shown to people.
        video: path of the video, None if there is none.
        poses: path of saved poses to judge instead of finding poses in the video.
        exercise: its id; None to recognise it, or to take the one saved with the poses.
        only_rendering: the report exists; only the videos are to be made.
        have: names of files that need not be made again.
        playable: whether browsers can play the video.
        settings: limits, model and number of workers, as JSON.
        changed: the limits that are changed for this person.
        near: time of the set's first repetition when it was judged before, seconds; it selects
            this set among several in the video.
        mirrored: the picture comes from a selfie camera that mirrors it.
    """

    folder: str
    name: str
    video: str | None
    poses: str | None
    exercise: str | None
    model: ModelSize
    only_rendering: bool
    have: tuple[str, ...]
    playable: bool
    seconds: float
    settings: str
    changed: tuple[Limit, ...] = ()
    near: float | None = None
    mirrored: bool = False

    def line(self) -> bytes:
        """Return the task as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def of(cls, line: str) -> "Task":
        """Read a task."""
        told: dict[str, Any] = json.loads(line)
        told["have"] = tuple(told["have"])
        told["changed"] = tuple(Limit(**x) for x in told.get("changed", ()))
        return cls(**told)

    def limits(self) -> Settings:
        """Return the settings to work with."""
        return Settings.model_validate_json(self.settings)
