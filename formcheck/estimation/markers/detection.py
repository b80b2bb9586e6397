"""Find the stickers: pairs of blobs that appear repeatedly where a pelvis has them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.camera_view import body_axes
from formcheck.analysis.geometry import unit
from formcheck.analysis.kinematics import middle, pixels_per_metre
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.estimation.markers.blobs import COLUMNS, LAB, ROUND, SIZE, Spots
from formcheck.estimation.markers.colours import alike, apart

SAMPLE = 160
"""Frames, spread over the clip, from which the colour is determined; bounds the time."""

MOST = 4
"""Most colours considered."""

CROWD = 6
"""Most pairs of one frame that are considered, by contrast; the cost grows with its square."""

NEAR = 0.07
"""Metres by which a sticker's place relative to mid-hip may vary: the drift of the hip
landmarks."""

SIDEWAYS = 0.3
"""Smallest share of the hip-to-hip line in the image plane; from the side only one sticker is
visible."""

TAP = 0.04
"""Metres by which a tap may miss a sticker."""

HELD = 0.5
"""Seconds by which a tap may be off in time."""


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """The body's position, scale and orientation in each frame, to which blobs are related.

    Attributes:
        hip: [F, 2] pixels of mid-hip; scale: [F] pixels per metre.
        left: [F, 2] direction of the body's left in the image; seen: [F] the share of it that
            lies in the image plane, 0..1.
    """

    time: Array
    hip: Array
    scale: Array
    left: Array
    seen: Array

    @classmethod
    def of(cls, poses: PoseSequence) -> "Frames":
        """Measure a sequence."""
        way = body_axes(poses.world)[:, 1, :2]
        return cls(
            poses.time,
            middle(poses.image, "hip"),
            pixels_per_metre(poses),
            unit(way),
            np.linalg.norm(way, axis=-1),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of blobs that might be the stickers.

    Attributes:
        frame: [n] their frame; two: [n, 2, COLUMNS] the left and the right blob.
        place: [n, 2, 2] left and right relative to mid-hip, metres in the image plane.
    """

    frame: NDArray[np.int_]
    two: Array
    place: Array

    def part(self, keep: NDArray[np.int_]) -> "Pairs":
        """Return the pairs of those rows."""
        return Pairs(self.frame[keep], self.two[keep], self.place[keep])


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The appearance of a pair of stickers.

    Attributes:
        colours: [2 (left, right), 3] Lab.
        place: [2, 2] median position relative to mid-hip, metres.
        apart: median distance between the two, metres; steady: its spread, metres.
        share: of the frames, those in which both are visible.
        contrast: median Lab distance from the surroundings.
        others: mean number of other blobs of that colour.
        worn: share of the area around the hips that has this colour too.
    """

    colours: Array
    place: Array
    apart: float
    size: float
    share: float
    contrast: float
    others: float
    steady: float
    worn: float


LEAST_APART, MOST_APART = 0.07, 0.38
"""Metres between two stickers on a pelvis, along the line of the hips: the least (of what a turned
pelvis shows of it) and the most."""

STEEPEST, LEVEL_ERROR = 0.75, 0.02
"""Most slope of the line between them against the line of the hips (37 degrees), and the metres by
which the hip landmarks may be off."""

OFF_CENTRE, OFF_HIPS = 0.15, 0.22
"""Metres that the middle of the pair may be beside the middle of the hips, and away from it."""

SMALLER, LARGER = 0.45, 2.2
"""Ratio of the sizes of two equal stickers, one of which is turned away."""

RIVAL, FAINTER = 0.8, 0.5
"""Likeness of colour up to which another blob is like the stickers, and the share of their contrast
below which it is a compression artefact."""


def pairs_in(blobs: Array, hip: Array, scale: float, left: Array, seen: float) -> NDArray[np.int_]:
    """Return the pairs (row left, row right) [n, 2] of one frame that fit a pelvis."""
    n = len(blobs)
    if n < 2 or not seen > SIDEWAYS:
        return np.zeros((0, 2), int)
    i, j = np.nonzero(~np.eye(n, dtype=bool))
    at = (blobs[:, :2] - hip) / scale
    d = at[i] - at[j]
    along = d @ left
    off = np.abs(d @ np.array([-left[1], left[0]]))
    mid = (at[i] + at[j]) / 2
    ratio = blobs[i, SIZE] / blobs[j, SIZE]
    ok = (
        (along >= LEAST_APART * seen)
        & (along <= MOST_APART)
        & (off <= STEEPEST * along + LEVEL_ERROR)
        & (np.abs(mid @ left) <= OFF_CENTRE)
        & (np.linalg.norm(mid, axis=-1) <= OFF_HIPS)
        & (ratio > SMALLER)
        & (ratio < LARGER)
        & (alike(blobs[i, LAB], blobs[j, LAB]) <= 1)
    )
    out: NDArray[np.int_] = np.stack([i[ok], j[ok]], 1)
    return out


def _all_pairs(spots: Sequence[Spots], frames: Frames, chosen: NDArray[np.int_]) -> Pairs:
    """Return the pairs of the chosen frames."""
    rows, twos, places = [], [], []
    for f in chosen:
        b = spots[f].blobs
        fit = pairs_in(b, frames.hip[f], frames.scale[f], frames.left[f], frames.seen[f])
        plain = apart(b[:, LAB], b[:, ROUND])[fit].min(-1)
        for i, j in fit[np.argsort(-plain, kind="stable")[:CROWD]]:
            two = b[[i, j]]
            rows.append(f)
            twos.append(two)
            places.append((two[:, :2] - frames.hip[f]) / frames.scale[f])
    two = np.array(twos).reshape(-1, 2, COLUMNS)
    return Pairs(np.array(rows, int), two, np.array(places).reshape(-1, 2, 2))


def looks(spots: Sequence[Spots], poses: PoseSequence) -> list[Look]:
    """Return the possible pairs of stickers, the most frequent first, one per colour."""
    frames = Frames.of(poses)
    there = np.flatnonzero(np.isfinite(frames.scale) & (frames.seen > SIDEWAYS))
    if not len(there):
        return []
    chosen = there[np.unique(np.linspace(0, len(there) - 1, SAMPLE).round().astype(int))]
    pairs = _all_pairs(spots, frames, chosen)
    colour = pairs.two[:, :, LAB].mean(1)
    found: list[Look] = []
    left_over = np.ones(len(colour), bool)
    while left_over.any() and len(found) < MOST:
        index = np.flatnonzero(left_over)
        same = alike(colour[index, None], colour[None, index]) <= 1
        near = np.linalg.norm(pairs.place[index, None] - pairs.place[None, index], axis=-1)
        support = same & (near <= NEAR).all(-1)
        count = [len(np.unique(pairs.frame[index[row]])) for row in support]
        best = int(np.argmax(count))
        found.append(look(spots, pairs.part(index[support[best]]), len(chosen)))
        left_over[index[same[best]]] = False
    return found


def look(spots: Sequence[Spots], pairs: Pairs, total: int) -> Look:
    """Return the common appearance of `pairs`, all of the same two objects, over `total` frames."""
    two = pairs.two
    colours = np.median(two[:, :, LAB], axis=0)
    contrast = float(np.median(apart(two[:, :, LAB], two[:, :, ROUND]).min(-1)))
    others, worn = [], []
    for f in np.unique(pairs.frame):
        b = spots[f].blobs
        # A blob far fainter than the dots is a compression artefact, not another sticker.
        rival = (alike(b[:, LAB], colours.mean(0)) <= RIVAL) & (
            apart(b[:, LAB], b[:, ROUND]) > FAINTER * contrast
        )
        others.append(max(int(rival.sum()) - 2, 0))
        worn.append(float((alike(spots[f].around, colours.mean(0)) <= 1).mean()))
    gaps = np.linalg.norm(pairs.place[:, 0] - pairs.place[:, 1], axis=-1)
    return Look(
        colours,
        np.median(pairs.place, axis=0),
        float(np.median(gaps)),
        float(np.median(two[:, :, SIZE])),
        len(np.unique(pairs.frame)) / total,
        contrast,
        float(np.mean(others)),
        float(np.median(np.abs(gaps - np.median(gaps)))),
        float(np.median(worn)),
    )


def tapped(spots: Sequence[Spots], poses: PoseSequence, time: float, points: Array) -> Look | None:
    """Return the appearance of the two objects tapped at `points` [2, 2]; None if there are none.

    The nearest frame within `HELD` seconds of the tap that shows both is used: somebody who taps
    during playback is a little late.
    """
    frames = Frames.of(poses)
    late = np.abs(frames.time - time)
    for f in np.argsort(late, kind="stable"):
        if late[f] > HELD:
            break
        b, scale = spots[f].blobs, frames.scale[f]
        if not len(b) or not np.isfinite(scale):
            continue
        far = np.linalg.norm(b[:, None, :2] - points[None], axis=-1) / scale  # [n, 2]
        pick = far.argmin(0)
        if (far.min(0) > TAP).any() or pick[0] == pick[1]:
            continue
        if (b[pick[0], :2] - b[pick[1], :2]) @ frames.left[f] < 0:
            pick = pick[::-1]
        two = b[pick]
        place = (two[:, :2] - frames.hip[f]) / scale
        return look(spots, Pairs(np.array([f]), two[None], place[None]), 1)
    return None
