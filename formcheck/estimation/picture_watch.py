"""Cuts, zooms and knocks against the camera, seen in the background of successive pictures.

The picture outside the body's box is compared block by block with the one before, at a small size.
On a stand nothing changes there, and that costs a hundredth of a pose. Where blocks change, corners
are followed from one picture to the next: if they move as one, the camera moved or zoomed; if they
cannot be followed, the picture is another one. A plain background, in which there is nothing to
follow, tells nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.pose import Array, Bools, PoseFrame
from formcheck.analysis.recording.breaks import ZOOM, Break, joined
from formcheck.estimation.body_box import surroundings
from formcheck.video import Frame
from formcheck.video.conversion import halved

Picture = NDArray[np.uint8]

LONG_SIDE, BLOCK = 320, 16
"""Pixels: the longer side of the pictures compared, and the side of a block."""

TEXTURED = 4.0
"""Grey levels of standard deviation from which a block shows something to compare."""

FEWEST_BLOCKS, LEAST_TEXTURED = 10, 0.05
"""Textured blocks, and their share of those beside the body, from which a background tells of the
camera. Below it is a plain wall, on which a logo or a shadow would decide."""

MOST_PLAIN = 0.5
"""Share of steps with too plain a background above which a recording tells nothing: the others then
show a body that leaves its box, or a logo."""

QUARTERS, IN_A_QUARTER = 3, 2
"""Quarters of the picture in which textured blocks lie, and how many in each, at least: a mat in an
empty studio lies in one or two, and moves with the body."""

SPREAD = 0.3
"""Share of the picture that the corners which move as one surround, at least: what somebody lifts
or lies on covers less."""

ALIKE = 0.6
"""Correlation of a block with the one before below which it has changed. Brightness and contrast
do not matter to it."""

LOOKED_AT = 0.1
"""Share of changed blocks from which corners are followed."""

REPLACED = 0.7
"""Share of changed blocks from which the picture may be another one: real clips filmed by hand
reach 1.0, but their corners can be followed."""

FOLLOWED = 0.4
"""Share of corners that move as one, at least, when only the camera moves: 0.7 to 1.0 in real clips
filmed by hand, 0.0 to 0.3 at cuts."""

LASTS = 0.15
"""Seconds after which a picture must still be another one: a flash or a damaged frame is no cut."""

ACTIVE = 3
"""Mean change of a block's pixels, grey levels, from which something moves there: noise and
compression change it by 0 to 1."""

KNOCK = 0.03
"""Share of the picture's longer side by which the background moves in a knock, at least."""

KNOCK_STEP = 0.01
"""The same from one frame to the next, about 0.1 s, while it lasts."""

KNOCK_SECONDS = 1.0
"""Seconds that a knock lasts at most; a camera that is carried or panned moves for longer."""

CALM, CALM_SECONDS = 0.004, 1.0
"""The same share as `KNOCK_STEP` below which the camera stands, and for how many seconds before and
after a knock it does in the median."""

_CORNERS, _FEWEST_CORNERS = 150, 12


@dataclass(frozen=True, slots=True)
class Step:
    """How the background changed from one frame to the next.

    Attributes:
        before, after: seconds of the two frames.
        plain: whether the background is too plain to tell.
        replaced: whether it is another picture.
        moved: by how much it moved, as a share of the picture's longer side.
        growth: by how much it grew, as a ratio.
    """

    before: float
    after: float
    plain: bool = False
    replaced: bool = False
    moved: float = 0.0
    growth: float = 1.0


class PictureWatch:
    """Compares each picture of a segment with the one before it.

    Attributes:
        activity: in how many pictures each block has changed, while the camera stood; [rows,
        columns], empty before the second picture.
        steps: one for each picture so far but the first.
    """

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.activity: Array = np.zeros((0, 0))
        self._last: tuple[float, Picture, Bools] | None = None
        self._next: tuple[Picture, Step | None] | None = None
        self._doubted: list[tuple[int, Picture, Bools]] = []

    def is_another(self, frame: Frame) -> bool:
        """Whether a picture, which `see` takes next, seems to come after a cut or a zoom."""
        small = _small(frame.image)
        step = None
        if self._last is not None:
            before, picture, free = self._last
            step = _step(before, frame.time, picture, small, free)
        self._next = small, step
        return step is not None and (step.replaced or _zoomed(step))

    def see(self, frame: Frame, pose: PoseFrame, scale: float) -> None:
        """Compare a picture with the one before, unless `is_another` has.

        `pose` is the one found in it, or the last before it; `scale` is how many times larger the
        pose's pixels are than those of the picture.
        """
        if self._next is None:
            self.is_another(frame)
        assert self._next is not None
        small, step = self._next
        self._next = None
        free = _free(small, pose.image / scale * max(small.shape) / max(frame.image.shape[:2]))
        if self._last is not None and step is not None:
            _, picture, free_before = self._last
            if step.replaced:
                self._doubted.append((len(self.steps), picture, free_before))
            self.steps.append(step)
            if not step.replaced and step.moved <= CALM:
                self._count(picture, small)
        self._last = frame.time, small, free
        self._confirm(small, free, frame.time)

    def _count(self, before: Picture, after: Picture) -> None:
        shape = tuple(-(-side // BLOCK) for side in before.shape)
        if not self.activity.size:
            self.activity = np.zeros(shape)
        change = cv2.resize(cv2.absdiff(before, after), shape[::-1], interpolation=cv2.INTER_AREA)
        self.activity += change >= ACTIVE

    def _confirm(self, small: Picture, free: Bools, time: float) -> None:
        """Take back what was another picture for a moment only."""
        while self._doubted:
            i, before, free_before = self._doubted[0]
            if time - self.steps[i].after < LASTS:
                return
            changed = _changed(before, small, free_before)
            if changed is not None and changed < REPLACED:
                self.steps[i:] = [replace(step, replaced=False) for step in self.steps[i:]]
                self._doubted.clear()
                return
            self._doubted.pop(0)


def picture_breaks(steps: Sequence[Step]) -> list[Break]:
    """Return the cuts, zooms and knocks that the steps of a recording show, in order of time."""
    if not steps or float(np.mean([s.plain for s in steps])) > MOST_PLAIN:
        return []
    cuts = [Break("cut", s.before, s.after) for s in steps if s.replaced]
    zooms = [Break("cut", s.before, s.after) for s in steps if _zoomed(s)]
    return joined([*cuts, *zooms, *_knocks(steps)])


def _zoomed(step: Step) -> bool:
    return max(step.growth, 1 / step.growth) >= ZOOM


def _knocks(steps: Sequence[Step]) -> list[Break]:
    out = []
    moving = np.array([s.moved >= KNOCK_STEP for s in steps], bool)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], moving, [False]]).astype(int)))
    for a, b in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        run = steps[a:b]
        if any(s.replaced for s in run) or sum(s.moved for s in run) < KNOCK:
            continue
        begin, end = run[0].before, run[-1].after
        around = [
            [s.moved for s in steps[:a] if s.after >= begin - CALM_SECONDS],
            [s.moved for s in steps[b:] if s.before <= end + CALM_SECONDS],
        ]
        calm = all(part and float(np.median(part)) <= CALM for part in around)
        if end - begin <= KNOCK_SECONDS and calm:
            out.append(Break("knocked", begin, end))
    return out


def _small(image: Picture) -> Picture:
    shrink = LONG_SIDE / max(image.shape[:2])
    width, height = round(image.shape[1] * shrink), round(image.shape[0] * shrink)
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    return np.asarray(halved(grey, width, height, cv2.INTER_AREA), np.uint8)


def _free(small: Picture, body: Array) -> Bools:
    """Return the pixels beside a body [33, 2] in the picture's own pixels."""
    out = np.ones(small.shape, bool)
    if np.isfinite(body).all():
        x0, y0, x1, y1 = surroundings(body, small.shape[1], small.shape[0])
        out[y0:y1, x0:x1] = False
    return out


def _blocks(picture: NDArray[np.generic]) -> Array:
    """Return a picture [H, W] as blocks [rows, columns, pixels]."""
    rows, columns = (side // BLOCK for side in picture.shape)
    whole = picture[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)
    return whole.swapaxes(1, 2).reshape(rows, columns, BLOCK * BLOCK).astype(np.float32)


def _changed(before: Picture, after: Picture, free: Bools) -> float | None:
    """Return the share of textured blocks that changed; None where the background tells nothing."""
    beside = _blocks(free).min(-1) > 0
    a, b = (_blocks(p)[beside] for p in (before, after))
    a, b = a - a.mean(-1, keepdims=True), b - b.mean(-1, keepdims=True)
    sizes = np.sqrt(np.stack([(a * a).mean(-1), (b * b).mean(-1)]))
    textured = sizes.max(0) >= TEXTURED
    where = np.argwhere(beside)[textured, ::-1] * BLOCK
    few = len(where) < max(FEWEST_BLOCKS, LEAST_TEXTURED * len(textured))
    if few or not _all_round(where, before):
        return None
    alike = (a * b).mean(-1)[textured] / np.maximum(sizes.prod(0)[textured], 1.0)
    return float((alike < ALIKE).mean())


def _all_round(points: NDArray[np.generic], picture: Picture) -> bool:
    """Whether points [n, 2 (x, y)] lie in enough quarters of a picture."""
    height, width = picture.shape
    right, low = points[:, 0] > width / 2, points[:, 1] > height / 2
    quarters = np.bincount(2 * low.astype(int) + right, minlength=4)
    return int((quarters >= IN_A_QUARTER).sum()) >= QUARTERS


def _step(before: float, after: float, a: Picture, b: Picture, free: Bools) -> Step:
    changed = _changed(a, b, free)
    if changed is None:
        return Step(before, after, plain=True)
    if changed < LOOKED_AT:
        return Step(before, after)
    followed, motion = _camera_motion(a, b, free)
    if motion is None or followed < FOLLOWED:
        return Step(before, after, replaced=changed >= REPLACED)
    height, width = a.shape
    corners = np.array([[0, 0], [width, 0], [0, height], [width, height]], float)
    moved = corners @ motion[:, :2].T + motion[:, 2] - corners
    return Step(
        before,
        after,
        moved=float(np.linalg.norm(moved, axis=1).max()) / max(height, width),
        growth=float(np.hypot(*motion[:, 0])),
    )


def _camera_motion(a: Picture, b: Picture, free: Bools) -> tuple[float, Array | None]:
    """Return the share of corners that move as one, and that motion, [2, 3], or None."""
    mask = np.where(free, 255, 0).astype(np.uint8)
    corners = cv2.goodFeaturesToTrack(a, _CORNERS, 0.01, BLOCK / 4, mask=mask)
    if corners is None or len(corners) < _FEWEST_CORNERS:
        return 0.0, None
    # OpenCV accepts None for the points it is to find, which its type hints do not say
    there, ok, _ = cv2.calcOpticalFlowPyrLK(a, b, corners, None, maxLevel=4)  # type: ignore[call-overload]
    back, also, _ = cv2.calcOpticalFlowPyrLK(b, a, there, None, maxLevel=4)  # type: ignore[call-overload]
    same = np.linalg.norm((back - corners)[:, 0], axis=-1) < 1.0
    good = (ok[:, 0] > 0) & (also[:, 0] > 0) & same
    if good.sum() < _FEWEST_CORNERS:
        return 0.0, None
    motion, inside = cv2.estimateAffinePartial2D(
        corners[good], there[good], method=cv2.RANSAC, ransacReprojThreshold=1.5
    )
    if motion is None:
        return 0.0, None
    hull = cv2.convexHull(corners[good][inside[:, 0] > 0])
    if cv2.contourArea(hull) < SPREAD * a.size:
        return 0.0, None
    return float(inside.sum()) / len(corners), np.asarray(motion, float)
