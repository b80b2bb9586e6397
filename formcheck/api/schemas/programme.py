"""The JSON of the programme: requests and responses."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from formcheck.api.deps import Day
from formcheck.api.schemas.sets import (
    Band,
    FromAttributes,
    Kilograms,
    LoadNoted,
    NewLoad,
    Text,
)
from formcheck.training.plan import Sides
from formcheck.training.timeline import Factor, Lasted, NoRange, Severity

Range = tuple[Annotated[int, Field(ge=1, le=500)], Annotated[int, Field(ge=1, le=500)]]
Seconds = Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)]
Weekday = Annotated[int, Field(ge=0, le=6)]
Pain = Annotated[int, Field(ge=0, le=10)]


class PlannedOut(FromAttributes):
    """An exercise as this person does it; `days`: 0 = Monday; `hold`: seconds at the top.

    `load_kg`, `band`, `progression`: the load to use, and when it is to grow, in the coach's words.
    `changed`: not as the routine.
    """

    exercise: str
    title: str
    filmed: bool
    reps: tuple[int, int]
    sets: tuple[int, int]
    days: list[int]
    hold: tuple[float, float] | None
    sides: Sides
    load_kg: float | None
    band: str | None
    progression: str
    changed: bool = False


class SetDone(LoadNoted):
    """A set that was done: `id` of one filmed, `entry` of one by hand (`sets` of them)."""

    id: str | None
    kind: Literal["filmed", "by_hand"]
    entry: str | None
    good: int | None
    reps: int
    sets: int
    note: str


class TodayOut(PlannedOut):
    """An exercise of today: `done` of `target` sets; `partial`: reps of a set that has too few."""

    done: int
    target: int
    finished: bool
    partial: int | None
    sets_done: list[SetDone]


class OtherDone(BaseModel):
    """Something done today that was not planned for today."""

    exercise: str
    title: str
    sets_done: list[SetDone]


class CircuitStep(PlannedOut):
    """One exercise of the activation circuit: one set, then `rest` seconds; `done`: sets today."""

    rest: int
    done: int


class Circuit(BaseModel):
    """The activation circuit before training, in order."""

    steps: list[CircuitStep]


class PhaseOut(BaseModel):
    """One phase of the programme; `exercises`: what belongs to it."""

    number: int
    title: str
    about: str
    exercises: list[dict[str, str]]


class CheckInOut(FromAttributes):
    """One day's check-in: pain 0-10, hours of sitting, how often sitting was interrupted."""

    day: date
    back: int | None
    hip: int | None
    knee: int | None
    sitting: float | None
    breaks: int | None


class PainOut(FromAttributes):
    """Pain in one region: the mean of the last week, of the three before, and the trend."""

    region: Literal["back", "hip", "knee"]
    recent: float | None
    earlier: float | None
    trend: Literal["up", "down", "level", "unknown"]


class ExerciseFactsOut(FromAttributes):
    """How one exercise of the plan went in the last 14 days.

    `good` of `reps` were clean, of the `sets` that were filmed.
    """

    exercise: str
    title: str
    sets: int
    good: int
    reps: int


class FactsOut(FromAttributes):
    """What speaks for and against moving on, of the last 14 days; `clean`: shares."""

    days_planned: int
    days_done: int
    clean: float | None
    clean_before: float | None
    pains: list[PainOut]
    stop: str | None
    exercises: list[ExerciseFactsOut]


class Programme(BaseModel):
    """The programme as it stands on one day."""

    phase: PhaseOut
    phases: list[PhaseOut]
    day: date
    today: list[TodayOut]
    others: list[OtherDone]
    plan: list[PlannedOut]
    checkin: CheckInOut | None
    facts: FactsOut
    reminder: str | None
    streak: int


class Entered(BaseModel):
    """The phase that somebody enters."""

    phase: Literal[1, 2, 3]


class PlanChange(BaseModel):
    """The plan of one exercise; no days: it is not done at all.

    `hold` and `sides` stay as they are where they are left out. A hold of null asks for none; an
    exercise that is checked by camera then keeps its own. `load_kg`, `band` and `progression` stay
    likewise; null takes them away.
    """

    exercise: str
    days: Annotated[list[Weekday], Field(max_length=7)]
    reps: Range
    sets: Range
    hold: tuple[Seconds, Seconds] | None = None
    sides: Sides | None = None
    load_kg: Kilograms = None
    band: Band = None
    progression: Annotated[Text, Field(max_length=300)] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "PlanChange":
        if any(low > high for low, high in (self.reps, self.sets, self.hold or (0, 0))):
            raise ValueError("the fewest come first, then the most")
        return self


class NewCheckIn(BaseModel):
    """A day's check-in; null: not recorded."""

    back: Pain | None = None
    hip: Pain | None = None
    knee: Pain | None = None
    sitting: Annotated[float, Field(ge=0, le=24, allow_inf_nan=False)] | None = None
    breaks: Annotated[int, Field(ge=0, le=1000)] | None = None


class CheckIns(BaseModel):
    """Check-ins in order of their days."""

    checkins: list[CheckInOut]


class NewEntry(NewLoad):
    """Sets that were done without the camera: `sets` of `reps` repetitions each."""

    day: Day
    exercise: str
    reps: Annotated[int, Field(ge=1, le=1000)]
    sets: Annotated[int, Field(ge=1, le=50)] = 1
    note: Annotated[Text, Field(max_length=500)] = ""


class Entry(FromAttributes, LoadNoted):
    """Sets that were logged by hand."""

    id: str
    day: date
    exercise: str
    title: str
    reps: int
    sets: int
    note: str


class StartOut(FromAttributes):
    """What somebody said at the start.

    `lasted`: how long it had been so; `severity`: how strong it was; `disc`, `nerve`: what else
    there is; `cleared`: a professional has said that they may train; `sitting`: hours a day.
    """

    day: date
    lasted: Lasted
    severity: Severity
    disc: bool
    nerve: bool
    cleared: bool
    sitting: float | None


class NewStart(BaseModel):
    """What somebody says at the start; without `day` it is today, or stays as it was."""

    day: Day | None = None
    lasted: Lasted
    severity: Severity
    disc: bool = False
    nerve: bool = False
    cleared: bool = False
    sitting: Annotated[float, Field(ge=0, le=24, allow_inf_nan=False)] | None = None


class WeeksOut(FromAttributes):
    """Weeks from today, the fewest and the most; `open`: it may take longer."""

    low: int
    high: int
    open: bool


class HoldingBackOut(FromAttributes):
    """What holds recovery back: `pace` is what is left of the pace by it, 0-1.

    `value`: the share of planned days trained, hours of sitting, or the share of clean repetitions.
    """

    factor: Factor
    pace: float
    value: float


class TimelineOut(FromAttributes):
    """How long it takes as of a day, in weeks from then: to first changes, and to full recovery.

    `first` and `full` are at the pace of late, the others if all is done as planned from now on.
    All are null where no range is given; `no_range` says why: see a professional first, pain
    grows or is severe, or too little was trained of late. `counted`: weeks since the start, as far
    as they were trained. `skipped`: weeks by which a phase was entered too early.
    """

    first: WeeksOut | None
    full: WeeksOut | None
    first_as_planned: WeeksOut | None
    full_as_planned: WeeksOut | None
    no_range: NoRange | None
    less_pain: bool
    weeks: int
    counted: float
    holding_back: list[HoldingBackOut]
    skipped: int


class TimelinePage(BaseModel):
    """What was said at the start, and how long it takes; null before anything was said."""

    start: StartOut | None
    timeline: TimelineOut | None
