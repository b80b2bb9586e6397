"""Stickers on the hip bones: two bright dots that show what the pelvis does.

The pose model draws the hips level whatever the pelvis does. Two dots of 2.5 to 4 cm on the front
hip bones (or on the dimples above the buttocks, seen from behind) show its line to 2 degrees.

This takes two steps. `sample_spots` stores, for each frame, the measurements of a few small blobs
near the hips. `place` takes those of the whole clip in order, finds the stickers by their colour or
by where the user tapped, and tracks them. So the result depends on the clip alone, never on how
many landmarkers processed it, and no image is kept.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.report import Note
from formcheck.analysis.report.english_notes import note, stickers_refused
from formcheck.estimation.markers.blobs import NONE, Crop, Spots, about_hips, spots
from formcheck.estimation.markers.colours import best, name
from formcheck.estimation.markers.detection import Look, looks, tapped
from formcheck.estimation.markers.sampling import Choice, Tap, sample_spots
from formcheck.estimation.markers.tracking import follow

__all__ = [
    "NONE",
    "Choice",
    "Crop",
    "Spots",
    "Tap",
    "about_hips",
    "place",
    "sample_spots",
    "spots",
]

SHARE = 0.2
"""Smallest share of the frames with a person that must show the pair; in a bridge the knees hide
it."""

FRAMES = 12
"""Smallest number of frames that must show the pair: a second of video at 12 frames a second."""

VIVID = 32.0
"""Smallest Lab chroma of a sticker that was not tapped. Skin and hair are below it, clothes may
not be."""

STANDS_OUT = 20.0
"""Smallest Lab distance of its colour from its surroundings; see `colours.apart`."""

WORN = 0.055
"""Largest share of the area around the hips that may have the stickers' colour. Rendered sets: up
to 0.04 for stickers, 0.1 and more for parts of clothes and mats that look like a pair of dots."""

WORN_TAPPED = 0.2
"""The same for stickers that were tapped, whose place is known."""

PATTERN = 0.4
"""Mean number of other blobs of that colour near the hips above which it is a pattern of the
clothes."""

PLAIN = 0.75
"""Share of the frames from which a pair that cannot be used is reported even if it was not
tapped."""


def place(
    poses: PoseSequence, seen: Sequence[Spots], choice: Choice = "auto"
) -> tuple[PoseSequence, list[Note]]:
    """Return the poses with their stickers, if any, and the notes about them.

    Args:
        poses: a whole clip; poses that already have stickers are returned unchanged.
        seen: the result of `spots` for each frame.
        choice: "auto" to find a colour that stands out, "none", or where the user tapped.
    """
    if choice == "none" or np.isfinite(poses.markers).any() or len(seen) != len(poses):
        return poses, []
    if isinstance(choice, Tap):
        points = np.array([choice.one, choice.two], float)
        look = tapped(seen, poses, choice.time, points)
        why = _clash(look, WORN_TAPPED) if look is not None else "unseen"
    else:
        look, why = _found(seen, poses)
    if look is None and not why:
        return poses, []
    if look is None or why:
        return poses, [_refusal(look, why, seen)]
    dots = follow(seen, poses, look).astype(np.float32).astype(float)
    share = np.isfinite(dots).all((1, 2)).mean()
    colour = name(look.colours.mean(0)).capitalize()
    return replace(poses, markers=dots), [note("stickers", colour=colour, share=share)]


def _clash(look: Look, worn: float) -> str:
    """Return why these stickers cannot be distinguished from their surroundings, "" if they can."""
    if look.others > PATTERN:
        return "pattern"
    return "close" if look.contrast < STANDS_OUT or look.worn > worn else ""


def _found(seen: Sequence[Spots], poses: PoseSequence) -> tuple[Look | None, str]:
    """Return the pair that stands out and "", or a likely pair and why it cannot be used."""
    count = int(np.isfinite(poses.image[:, 0, 0]).sum())
    refused: Look | None = None
    for look in looks(seen, poses):
        vivid = float(np.hypot(*look.colours.mean(0)[1:])) >= VIVID
        if not vivid or look.share < SHARE or look.share * count < FRAMES:
            continue
        why = _clash(look, WORN)
        if not why:
            return look, ""
        if why == "close" and look.share >= PLAIN and refused is None:
            refused = look
    return refused, "close" if refused is not None else ""


def _refusal(look: Look | None, why: str, seen: Sequence[Spots]) -> Note:
    colour = name(look.colours.mean(0)) if look is not None else ""
    around = [s.around for s in seen if len(s.around)]
    every: Array = np.concatenate(around) if around else np.zeros((0, 3))
    return stickers_refused("unseen" if look is None else why, colour, best(every, colour))
