"""What an analyser is told to do, and what it tells: one JSON object a line.

In, once: a `Task`. Out, as it goes: `progress` (stage, share 0..1), `file` (a file of the result,
written in the task's folder), `report` (ready, with every file told before it, and in `beside` the
names of poses files of the video's other sets), then `done`; or
`failed` with code and words, when there is nothing to be tried again.
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
        name: of the video, for people.
        video: path of the video, None where there is none.
        poses: path of saved poses that are judged instead of looking for poses.
        exercise: its id, None to have it recognised (or as the poses say).
        only_rendering: the report is ready; what comes after it is not.
        have: names of files that need not be made again.
        playable: whether browsers play the video as it is.
        settings: limits, model and number of workers, as JSON.
        changed: limits of cues that are other ones for this person.
        near: seconds of the set's first repetition, where it was judged before: of several sets in
            a video it is this one.
        mirrored: a selfie camera's picture.
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
