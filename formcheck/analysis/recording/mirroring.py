"""Mirrored video from a selfie camera: exchange left and right in the results.

Poses stay as the picture shows them, so that everything is drawn where it was seen.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from formcheck.analysis.report import Rep, Side, View

OTHER: dict[Side, Side] = {"left": "right", "right": "left", "both": "both"}
"""The side that a side of a mirrored picture is."""


def reps_put_right(reps: Iterable[Rep]) -> tuple[Rep, ...]:
    """Return repetitions of a mirrored picture with their true sides."""
    return tuple(replace(r, side=OTHER[r.side]) for r in reps)


def view_put_right(view: View) -> View:
    """Return where the camera of a mirrored picture stands with the person's true sides."""
    return replace(
        view,
        azimuth=-view.azimuth,
        near=OTHER[view.near],
        name=_swapped(view.name),
        text=_swapped(view.text),
    )


def _swapped(text: str) -> str:
    words = {"left": "right", "right": "left"}
    return re.sub(r"\b(left|right)\b", lambda m: words[m[0]], text)
