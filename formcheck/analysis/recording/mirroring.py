"""Mirrored video from a selfie camera: exchange left and right in the results.

Poses stay as the picture shows them, so that everything is drawn where it was seen.
"""

from collections.abc import Iterable
from dataclasses import replace

from formcheck.analysis.camera_view import Direction, place_of
from formcheck.analysis.report import Rep, Side, View

OTHER: dict[Side, Side] = {"left": "right", "right": "left", "both": "both"}
"""The side that a side of a mirrored picture is."""


def reps_put_right(reps: Iterable[Rep]) -> tuple[Rep, ...]:
    """Return repetitions of a mirrored picture with their true sides."""
    return tuple(replace(r, side=OTHER[r.side]) for r in reps)


def view_put_right(view: View, direction: Direction) -> View:
    """Return where the camera of a mirrored picture stands with the person's true sides.

    `direction`: the way to the camera in the mirrored picture.
    """
    return replace(view, **place_of(direction.mirrored()))
