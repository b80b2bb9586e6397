"""Sticker colours by name, and which of them would stand out from what a person wears."""

from functools import cache

import numpy as np

from formcheck.analysis.pose import Array
from formcheck.estimation.markers.blobs import lab

COMMON = {
    "green": (60, 210, 70),
    "yellow": (250, 225, 40),
    "orange": (255, 130, 20),
    "pink": (255, 70, 170),
    "blue": (40, 110, 240),
    "white": (245, 245, 245),
}
"""Common colours of sticker dots and tape, RGB."""

_NAMES = {k: v for k, v in COMMON.items() if k != "white"} | {
    "red": (210, 25, 35),
    "purple": (110, 50, 150),
    "teal": (0, 140, 140),
}


@cache
def _lab(*colours: tuple[int, int, int]) -> Array:
    """Return RGB colours in Lab, [n, 3]; OpenCV takes a tenth of a second to make its table."""
    out: Array = lab(np.array([colours], np.uint8))[0].astype(float)
    return out


def apart(a: Array, b: Array) -> Array:
    """Return the distance between Lab colours [..., 3], with brightness halved.

    The light changes brightness more than hue, and video keeps it better than small colours.
    """
    d = (a - b) * [0.5, 1.0, 1.0]
    out: Array = np.sqrt((d**2).sum(-1))
    return out


def alike(a: Array, b: Array) -> Array:
    """Return the dissimilarity of Lab colours [..., 3]; up to 1 may be one colour in other light.

    A small dot blends with its surroundings and gets paler, but hardly changes its hue.
    """
    strength = np.maximum(np.hypot(a[..., 1], a[..., 2]), np.hypot(b[..., 1], b[..., 2]))
    colour = np.hypot(a[..., 1] - b[..., 1], a[..., 2] - b[..., 2]) / (7 + 0.35 * strength)
    out: Array = np.hypot(colour, (a[..., 0] - b[..., 0]) / 32)
    return out


def name(colour: Array) -> str:
    """Return the everyday name of a Lab colour [3]."""
    chroma = np.hypot(colour[1], colour[2])
    if chroma < 12:
        return "white" if colour[0] > 70 else "grey" if colour[0] > 25 else "black"
    named = _lab(*_NAMES.values())
    turn = np.arctan2(named[:, 2], named[:, 1]) - np.arctan2(colour[2], colour[1])
    turn = np.abs((turn + np.pi) % (2 * np.pi) - np.pi)
    # Small dots look paler and darker than they are, so of vivid ones only the hue counts.
    dark = np.abs(named[:, 0] - colour[0]) / 120 if chroma < 30 else 0
    return list(_NAMES)[int(np.argmin(turn + dark))]


def best(around: Array, refused: str = "", count: int = 2) -> list[str]:
    """Return the common colours that stand out best from `around` [m, 3], best first."""
    if not len(around):
        return ["green", "pink"][:count]
    near = np.percentile(apart(_lab(*COMMON.values())[:, None], around[None]), 5, axis=1)
    order = np.argsort(-near, kind="stable")
    return [n for n in (list(COMMON)[k] for k in order) if n != refused][:count]
