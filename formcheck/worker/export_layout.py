"""What an export holds: the layout that `exporting` writes and `importing` reads."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from formcheck.settings import ModelSize

FORMAT = "formcheck-export-1"

ABOUT, PROGRAMME = "formcheck.json", "programme.json"
CHECKINS, ENTRIES, LIMITS = "checkins.json", "entries.json", "limits.json"
SET, REPORT = "analysis.json", "report.json"

README = f"""\
Everything that formcheck keeps of you
======================================

All text is UTF-8 JSON. Times of day are ISO 8601, UTC; days are your own days (2026-11-02);
times in a video are seconds on its own clock. null: not known, or not told.

{ABOUT}        the format of this export ("{FORMAT}"), when and by which formcheck it was made
{PROGRAMME}        the phase you are in, and the exercises you do otherwise than the routine says
                      (days: 0 = Monday; reps and sets: the fewest and the most)
{CHECKINS}         your check-ins: pain of 0-10 in low back, hip and knee, hours of sitting, and
                      how often you interrupted it
{ENTRIES}          sets you logged by hand
{LIMITS}           limits that were changed for you, with the reason given
account.json          your account, your coaches, and who looked at what; it is not read back in
analyses/ID/          one folder a set:
  {SET}       title, when, what was asked for; the names and kinds of the files beside it
  {REPORT}         the report: repetitions with their findings, values and margins
  review.json         what you and your coaches said of it: findings agreed with or rejected (with
                      the version of formcheck that made them), comments at a moment, answers
  report.html         the same to read or print; reps.csv: as a table
  poses.npz           the poses found in the video (NumPy; read it with allow_pickle=False)
  poses.trc           markers, and motion.mot joint angles, for OpenSim
  video.*             the video as it was sent
  annotated.webm, playable.webm, rep*.jpg, *.json.gz
                      pictures and copies made from the video and the poses

formcheck reads this file back in: as it is, into an empty or a used library. What is there already
is left as it is.
"""


def _sensible(moment: datetime) -> datetime:
    moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    if not 2000 <= moment.year <= 2100:
        raise ValueError("a moment from 2000 to 2100")
    return moment


def _near(day: date) -> date:
    if not 1970 <= day.year <= 2999:
        raise ValueError("a day from 1970 to 2999")
    return day


Moment = Annotated[datetime, AfterValidator(_sensible)]
Day = Annotated[date, AfterValidator(_near)]
Text = Annotated[str, Field(max_length=2000)]
Short = Annotated[str, Field(min_length=1, max_length=60)]
Name = Annotated[str, Field(min_length=1, max_length=255)]
Pain = Annotated[int, Field(ge=0, le=10)]
Count = Annotated[int, Field(ge=1, le=1000)]
Seconds = Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)]
Number = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]


class _Part(BaseModel):
    model_config = ConfigDict(from_attributes=True, protected_namespaces=())


class About(_Part):
    """The export itself."""

    format: Literal["formcheck-export-1"]
    formcheck: Text
    created: Moment


class VideoAbout(_Part):
    """The video of a set: `file` lies in the set's folder; `name` is what it was called."""

    file: Name
    name: Name
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class FileAbout(_Part):
    """A file of a set."""

    name: Name
    title: Text
    media_type: Text


class SetAbout(_Part):
    """One set; what its report says stands in the report."""

    id: Annotated[str, Field(pattern="^[0-9a-z]{1,32}$")]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    origin: Literal["upload", "live"]
    created: Moment
    asked: Short | None
    model: ModelSize
    state: Text
    error: Text | None = None
    video_removed: Moment | None = None
    video: VideoAbout | None
    files: Annotated[list[FileAbout], Field(max_length=100_000)]


class CheckInAbout(_Part):
    """How one day was."""

    day: Day
    back: Pain | None
    hip: Pain | None
    knee: Pain | None
    sitting: Annotated[float, Field(ge=0, le=24, allow_inf_nan=False)] | None
    breaks: Annotated[int, Field(ge=0, le=1000)] | None


class EntryAbout(_Part):
    """Sets logged by hand."""

    id: Annotated[str, Field(pattern="^[0-9a-z]{1,32}$")]
    day: Day
    exercise: Short
    reps: Count
    sets: Count
    note: Text
    created: Moment


class PlanAbout(_Part):
    """An exercise done otherwise than the routine says; without `sides`, hold and sides are its."""

    exercise: Short
    days: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7)]
    reps: tuple[Count, Count]
    sets: tuple[Count, Count]
    hold: tuple[Seconds, Seconds] | None = None
    sides: Literal["both", "each", "left", "right"] | None = None


class ProgrammeAbout(_Part):
    """The phase, and what is done otherwise."""

    phase: Literal[1, 2, 3]
    plan: Annotated[list[PlanAbout], Field(max_length=1000)]


class LimitAbout(_Part):
    """A changed limit."""

    exercise: Short
    cue: Short
    low: Number | None
    high: Number | None
    note: Text
    since: Moment


def folder(set_id: str) -> str:
    """Return where a set lies."""
    return f"analyses/{set_id}"
