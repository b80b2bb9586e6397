"""What can be done, how, and where to put the camera: /api/exercises."""

from functools import cache
from math import inf
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from formcheck.analysis.exercise import PHASE_NAMES, Exercise
from formcheck.analysis.report import Phase, SideOrder
from formcheck.analysis.report.formatting import allowed
from formcheck.exercises import catalogue
from formcheck.filming import guide

router = APIRouter(prefix="/api", tags=["exercises"])


class PrescriptionOut(BaseModel):
    """What the routine asks of one set."""

    reps: tuple[int, int]
    sets: tuple[int, int]
    hold: tuple[float, float] | None
    sides: str
    side_order: SideOrder


class CueOut(BaseModel):
    """One thing that is watched, and how: what a person reads who asks what its name means.

    `limit_text` is the goal and `source` where it comes from; `known_confounders` what can mislead.
    """

    id: str
    title: str
    message: str
    limit_text: str
    rule: str
    method: str
    source: str
    known_confounders: str


class PlaceOut(BaseModel):
    """One place of the camera; more keys as `formcheck film --json` has them."""

    model_config = ConfigDict(extra="allow")

    name: str
    title: str
    text: str
    where: str
    drawing: str
    described: str


class ExerciseOut(BaseModel):
    """One exercise, as the page shows it."""

    id: str
    title: str
    start: str
    wear: str
    steps: str
    prescription: PrescriptionOut
    phases: dict[Phase, str]
    cues: list[CueOut]
    places: list[PlaceOut]


class Exercises(BaseModel):
    """All exercises, in the order of the programme; others after them, in alphabetical order."""

    exercises: list[ExerciseOut]


@cache
def exercise_json(e: Exercise) -> dict[str, Any]:
    """Return one exercise in JSON-safe values."""
    p = e.prescription
    return {
        "id": e.id,
        "title": e.title,
        "start": e.start_text,
        "wear": e.wear,
        "steps": e.steps_text,
        "prescription": {
            "reps": p.reps,
            "sets": p.sets,
            "hold": p.hold,
            "sides": p.sides,
            "side_order": p.side_order,
        },
        "phases": {phase: e.phase_name(phase) for phase in PHASE_NAMES},
        "cues": [
            {
                "id": c.id,
                "title": c.title,
                "message": c.fix("high") or c.fix("low"),
                "limit_text": allowed(c.low, c.high, c.unit),
                "rule": c.rule,
                "method": c.method,
                "source": c.source,
                "known_confounders": c.known_confounders,
            }
            for c in e.cues
        ],
        "places": [
            {**place, "drawing": f"/img/film/{place['drawing']}"}
            for place in guide.film_json(e)["places"]
        ],
    }


@router.get("/exercises", summary="The exercises, and where to put the camera for each")
def exercises() -> Exercises:
    """Return every exercise that can be checked."""
    every = sorted(catalogue().values(), key=_place_in_programme)
    return Exercises.model_validate({"exercises": [exercise_json(e) for e in every]})


def _place_in_programme(e: Exercise) -> tuple[float, int]:
    return (e.programme.phase, e.programme.position) if e.programme else (inf, 0)
