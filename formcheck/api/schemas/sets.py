"""The JSON of the API. Times are seconds; dates ISO 8601, UTC; null is the only "missing"."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer

from formcheck.model_size import ModelSize
from formcheck.storage.models import Analysis as Row
from formcheck.storage.models import FileRow, Video
from formcheck.storage.result_names import describe
from formcheck.training.load import EFFORTS, MAX_BAND, MAX_KG


def iso(moment: datetime) -> str:
    """Return a moment as JSON has it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def one_line(text: str) -> str:
    """Return a name without what cannot be shown."""
    return "".join(c for c in text if c.isprintable()).strip()


Moment = Annotated[datetime, PlainSerializer(iso, return_type=str)]


def written(text: str) -> str:
    """Return what somebody wrote without what cannot be shown, and without space around it."""
    return "".join(c for c in text if c.isprintable() or c == "\n").strip()


Text = Annotated[str, AfterValidator(written)]
"""Text that somebody wrote."""


def _named(text: str | None) -> str | None:
    return (text and one_line(text)) or None


Kilograms = Annotated[float | None, Field(ge=0, le=MAX_KG, allow_inf_nan=False)]
Band = Annotated[str | None, Field(max_length=MAX_BAND), AfterValidator(_named)]
"""A band by its colour or strength."""


class LoadNoted(BaseModel):
    """The load of a set and its effort from 1 to 10, as its owner noted them; null: not noted."""

    load_kg: float | None
    band: str | None
    effort: int | None


class NewLoad(BaseModel):
    """The load of a set, and its effort: 1 is hardly any, 10 is not one repetition more."""

    load_kg: Kilograms = None
    band: Band = None
    effort: Annotated[int, Field(ge=EFFORTS[0], le=EFFORTS[1])] | None = None

    def noted(self) -> dict[str, Any]:
        """Return what was said of load, band and effort, without what was left out."""
        return self.model_dump(include=set(NewLoad.model_fields), exclude_unset=True)


class FromAttributes(BaseModel):
    """A model that can be made of a row or a dataclass with attributes of the same names."""

    model_config = ConfigDict(from_attributes=True)


class Problem(BaseModel):
    """What went wrong: `code` for programs, `message` for people."""

    code: str
    message: str


class ProblemWithParams(Problem):
    """What went wrong; `params`: the values that the message names."""

    params: dict[str, str | int | float | bool]


class Failure(BaseModel):
    """The one shape of every failure."""

    error: ProblemWithParams


class Somebody(BaseModel):
    """A person by name."""

    id: str
    name: str


class ExerciseNamed(BaseModel):
    """An exercise by name."""

    id: str
    title: str


class Fault(BaseModel):
    """What to fix first, and in how many repetitions it was seen."""

    cue: str
    title: str
    message: str
    count: int


SetState = Literal["queued", "running", "done", "failed", "cancelled"]


class Analysis(LoadNoted):
    """One set: its video or live recording, its job, and what the report says in short.

    A report may be ready while the state is still `running`, in the stage `rendering`. `filmed_on`:
    the day it counts on; null where that is the day of `created`. `mirrored`: a selfie camera's
    picture, whose left and right are put right.
    """

    id: str
    title: str
    origin: Literal["upload", "live", "sample"]
    state: SetState
    created: Moment
    filmed_on: date | None
    requested: str | None
    exercise: ExerciseNamed | None
    model: str
    mirrored: bool
    good: int | None
    total: int | None
    fault: Fault | None
    seconds: float | None
    width: int | None
    height: int | None
    stage: Literal["waiting", "analysing", "rendering"] | None
    progress: float | None
    left: float | None
    error: Problem | None
    tries: int
    thumbnail: str | None
    has_video: bool
    report_ready: bool
    video_removed: Moment | None
    owner: Somebody | None
    reviewed: Moment | None
    comments: int


class Playable(BaseModel):
    """A video that browsers play; page time = source time - start."""

    url: str
    type: str
    start: float


class FileOut(BaseModel):
    """A file that can be downloaded; `bytes` is null if it is made when it is first asked for."""

    name: str
    title: str
    bytes: int | None
    type: str
    url: str


class Detail(Analysis):
    """One set with all that is known of it; `report` as `report.json` has it.

    `as_sent`: its video is kept with sound and metadata; copied without, it would have changed.
    """

    report: dict[str, Any] | None
    video: Playable | None
    files: list[FileOut]
    log: list[str] | None
    as_sent: bool


class Choice(BaseModel):
    """An exercise that lists can be filtered by."""

    id: str
    title: str
    count: int


class FaultChoice(BaseModel):
    """A fault that lists can be filtered by."""

    cue: str
    title: str
    count: int


class SetPage(BaseModel):
    """A part of the sets; `total` counts all that were asked for."""

    analyses: list[Analysis]
    total: int
    exercises: list[Choice]
    faults: list[FaultChoice]


class Deleted(BaseModel):
    """Until when it can be brought back."""

    undo_until: Moment


class Upload(BaseModel):
    """How much of a file has arrived; `analysis` once it is whole."""

    id: str
    offset: int
    bytes: int
    chunk: int
    analysis: Analysis | None = None
    known: bool = False


EARLIEST = date(1970, 1, 1)
"""The first day a set may have been filmed on; a camera that says less was never set."""


class Changes(NewLoad):
    """A new title, the day the set was filmed, its load and effort; what is left out stays.

    Null takes load, band or effort away.
    """

    title: str | None = None
    filmed_on: Annotated[date, Field(ge=EARLIEST)] | None = None


class Reanalysis(BaseModel):
    """How to judge a set again; what is left out stays as it was."""

    exercise: str | None = None
    model: ModelSize | None = None
    mirrored: bool | None = None


class NewUpload(BaseModel):
    """A file that is about to be sent.

    `analysis`: the live set whose recording it is; `keep_sound`: keep the video with its sound.
    `mirrored`: it is a selfie camera's picture. `recording`: it is sent while it is filmed, so that
    its `bytes` are not known: 0.
    """

    name: Annotated[str, AfterValidator(one_line)]
    bytes: int
    exercise: str | None = None
    model: ModelSize | None = None
    analysis: str | None = None
    keep_sound: bool = False
    mirrored: bool = False
    recording: bool = False


class EndedRecording(BaseModel):
    """A recording that has ended, all of it sent.

    `bytes`: how much that is. `analysis`: the live set whose recording it is. `mirrored`: it is a
    selfie camera's picture.
    """

    bytes: int
    analysis: str | None = None
    mirrored: bool = False


class OpenRecording(BaseModel):
    """A recording that has begun to arrive and has not ended.

    `quiet`: seconds since something of it arrived.
    """

    id: str
    name: str
    exercise: str | None
    begun: Moment
    bytes: int
    mirrored: bool
    quiet: float


class OpenRecordings(BaseModel):
    """The recordings that have not ended, the newest first."""

    recordings: list[OpenRecording]


_SAME = (
    *("id", "title", "origin", "state", "created", "filmed_on", "requested", "model", "mirrored"),
    *("good", "total", "seconds", "width", "height", "stage", "progress", "tries"),
    *("video_removed", "reviewed", "comments", "load_kg", "band", "effort"),
)
"""Columns that have the same name in JSON."""


def set_json(row: Row, owner: str | None = None) -> dict[str, Any]:
    """Return a set as lists show it; `owner`: whose it is, said in team mode."""
    base = f"/api/analyses/{row.id}"
    picture = f"{base}/files/thumbnail.jpg?v={row.thumbnail[:12]}" if row.thumbnail else None
    return {
        **{name: getattr(row, name) for name in _SAME},
        "exercise": row.exercise_id and {"id": row.exercise_id, "title": row.exercise_title},
        "fault": row.fault_cue
        and {
            "cue": row.fault_cue,
            "title": row.fault_title,
            "message": row.fault_message,
            "count": row.fault_count,
        },
        "left": row.seconds_left,
        "error": row.error_code and {"code": row.error_code, "message": row.error_message},
        "thumbnail": picture,
        "has_video": row.video_id is not None,
        "report_ready": row.report_run > 0,
        "owner": owner and {"id": row.owner, "name": owner},
    }


def playable(row: Row, video: Video | None, files: list[FileRow]) -> Playable | None:
    """Return the video that a page shows: the copy where there is one, else the original."""
    base = f"/api/analyses/{row.id}"
    copy = next((f for f in files if f.name == "playable.webm"), None)
    if copy is not None:
        url = f"{base}/files/{copy.name}?v={copy.sha256[:12]}"
        return Playable(url=url, type=copy.media_type, start=0.0)
    if video is not None and video.playable:
        url = f"{base}/video?v={video.sha256[:12]}"
        return Playable(url=url, type=video.media_type, start=0.0)
    return None


def file_out(file: FileRow) -> FileOut:
    """Return a file that can be downloaded."""
    shown = describe(file.name)
    return FileOut(
        name=file.name,
        title=shown.title,
        bytes=file.bytes,
        type=shown.media_type.partition(";")[0],
        url=f"/api/analyses/{file.analysis_id}/files/{file.name}?v={file.sha256[:12]}",
    )


def file_to_make(set_id: str, name: str) -> FileOut:
    """Return a file that is made when it is first asked for."""
    shown = describe(name)
    return FileOut(
        name=name,
        title=shown.title,
        bytes=None,
        type=shown.media_type.partition(";")[0],
        url=f"/api/analyses/{set_id}/files/{name}",
    )
