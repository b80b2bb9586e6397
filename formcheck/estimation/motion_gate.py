"""Which frames of a segment need a pose: all while the body moves, few while it keeps still.

A pose costs fifty times as much as a look at the picture. The part of the picture round the body is
compared with the frame of an earlier pose, not with the frame before, so that slow movements add
up. How far each small window of it has moved is estimated by least squares from its brightness
gradients (Lucas and Kanade 1981), in shares of the body's size, so that the camera's distance does
not matter; noise and a change of light move nothing. A camera held in the hand always moves.

Frames that were passed over are kept until the next pose: where movement begins, the last of them
get their poses too, so that its beginning is timed as if every frame had had one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.pose import Array, PoseFrame
from formcheck.analysis.recording.skeleton_checks import BODY
from formcheck.estimation.body_box import surroundings
from formcheck.video import Frame
from formcheck.video.conversion import halved

STILL_EVERY = 0.45
"""Seconds after which a body that keeps still gets its next pose: about two a second, enough to see
a slow drift."""

BEFORE = 0.18
"""Seconds before the frame in which movement is seen, from which frames that were passed over get
their poses too: what moved earlier moved less than a tracker's poses tremble."""

MOVED = 0.008
"""Share of the longer side of the part that is compared, by which a window of it must move: about
1 cm of a body that lies, 1.5 cm of one that stands. The smallest lift that counts is 7 cm."""

SIDE = 192
"""Pixels: longer side of the part that is compared; larger ones are scaled down to it."""

FINE, COARSE = 1.0, 8.0
"""Pixels, standard deviations of two Gaussians; what lies between them is compared, without noise
and without differences of light."""

WINDOW = 5.0
"""Pixels, standard deviation of the Gaussian window whose movement is estimated: half a limb."""

PLAIN = 2.0
"""Grey levels a pixel: gradient below which a window's movement is taken for smaller than
estimated, because noise and compression would decide."""

ANOTHER = 3.0
"""Times `MOVED`, by which a window would have to move to change as much as it did, from which it
shows something else; a gradient tells no such movement."""

LEAST_SHARE = 0.4
"""Share of a picture's longer side that a body's part of it takes at least, where only the whole
picture is known."""

AGREE = 0.015
"""Share of a body's longer side, 1.5 to 2.5 cm, by which a main joint must move between two poses:
less is movement that a straight line between them describes. Where poses tremble more than that,
every frame has one, so that the tremble is known as well as ever."""

QUIET = 0.25
"""Seconds in which the poses agree, after which the body keeps still."""

SETTLING = 0.5
"""Seconds from the first frame in which every frame gets a pose, because the tracker settles."""

LEAST = 16
"""Pixels: a part smaller than this, such as that of a body beside the picture, is not compared."""

Picture = NDArray[np.uint8]
Floats = NDArray[np.float32]


class Shown(NamedTuple):
    """A frame for a landmarker, the time it is told, and whether it belongs to the segment."""

    frame: Frame
    stamp: float
    own: bool


def picture_part(image: Picture, box: list[int]) -> Floats:
    """Return the part `box` (left, top, right, bottom) of an RGB picture, ready to be compared."""
    left, top, right, bottom = box
    part = cv2.cvtColor(image[top:bottom, left:right], cv2.COLOR_RGB2GRAY)
    shrink = min(1.0, SIDE / max(part.shape))
    width, height = (max(1, round(side * shrink)) for side in part.shape[::-1])
    small = halved(part, width, height, cv2.INTER_AREA).astype(np.float32)
    fine, coarse = (cv2.GaussianBlur(small, (0, 0), sigma) for sigma in (FINE, COARSE))
    return np.asarray(fine - coarse, np.float32)


def _window(values: Floats) -> Floats:
    return np.asarray(cv2.GaussianBlur(values, (0, 0), WINDOW)[::4, ::4], np.float32)


class Gradients:
    """The brightness gradients of a picture made by `picture_part`, to compare others with it."""

    def __init__(self, part: Floats) -> None:
        self._part = part
        self._x, self._y = (
            np.asarray(cv2.Sobel(part, cv2.CV_32F, *d, scale=1 / 8), np.float32)
            for d in ((1, 0), (0, 1))
        )
        self._xx, self._xy, self._yy = (
            _window(a * b) for a, b in ((self._x, self._x), (self._x, self._y), (self._y, self._y))
        )
        self._xx, self._yy = self._xx + PLAIN**2 / 2, self._yy + PLAIN**2 / 2
        self._determinant = self._xx * self._yy - self._xy * self._xy

    def movement(self, after: Floats) -> float:
        """Return how far the window that moved most has moved, in shares of the longer side.

        `after` is the same part of a later picture.
        """
        xx, xy, yy = self._xx, self._xy, self._yy
        change = after - self._part
        xt, yt, tt = (_window(a * change) for a in (self._x, self._y, change))
        across = np.hypot(yy * xt - xy * yt, xx * yt - xy * xt) / self._determinant
        seeming = float(np.sqrt(tt / (xx + yy)).max())
        return max(float(across.max()), seeming / ANOTHER) / float(max(after.shape))


@dataclass(frozen=True, slots=True, eq=False)
class _Anchor:
    """What later frames are compared with: a body [33, 2], and the picture round it."""

    body: Array
    box: list[int]
    part: Gradients


def keeps_still(frames: Sequence[Frame]) -> bool:
    """Return whether nothing moves in successive pictures, wherever a body may be in them."""
    if not frames:
        return True
    height, width = frames[0].image.shape[:2]
    first, *later = (picture_part(f.image, [0, 0, width, height]) for f in frames)
    moved = Gradients(first).movement
    return all(moved(one) < MOVED * LEAST_SHARE for one in later)


class MotionGate:
    """Decides which frames of one segment get a pose.

    For each frame, in order, `due` returns those that now get one; `found` is then called with the
    pose of each of them.

    Args:
        scale: how many times larger the poses' pixels are than those of the frames.
    """

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._still: _Anchor | None = None  # None while the body moves
        self._body: Array | None = None
        self._moved = self._last = 0.0
        self._waiting: list[Shown] = []

    def due(self, shown: Shown, *, always: bool = False) -> list[Shown]:
        """Return the frames that get a pose, in order, now that `shown` is there.

        `always`: it gets one, whatever moves.
        """
        still = self._still
        out = [shown]
        if still is not None:
            part = picture_part(shown.frame.image, still.box)
            if still.part.movement(part) >= MOVED:
                self._still = None
                self._moved = shown.stamp
                out = [w for w in self._waiting if shown.stamp - w.stamp <= BEFORE] + [shown]
            elif shown.stamp - self._last < STILL_EVERY and not always:
                self._waiting.append(shown)
                return []
        self._waiting = []
        self._last = shown.stamp
        return out

    def found(self, shown: Shown, pose: PoseFrame) -> None:
        """Take the pose of a frame that was due."""
        body = pose.image / self._scale
        if self._body is None:
            self._moved = shown.stamp + SETTLING - QUIET
        elif apart(self._body, body) < AGREE:
            if shown.stamp - self._moved >= QUIET:
                self._rests(shown.frame.image, body)
            return
        else:
            self._still = None
            self._moved = max(self._moved, shown.stamp)
        self._body = body

    def _rests(self, image: Picture, body: Array) -> None:
        """Compare the next frames with this one."""
        height, width = image.shape[:2]
        box = [0, 0, width, height]
        if np.isfinite(body).all():
            round_it = surroundings(body, width, height)
            if min(round_it[2] - round_it[0], round_it[3] - round_it[1]) >= LEAST:
                box = round_it
        self._still = _Anchor(body, box, Gradients(picture_part(image, box)))
        self._body = body


def apart(a: Array, b: Array) -> float:
    """Return how far the main joints of two bodies [33, 2] lie apart at most, in their sizes.

    0 where nobody is in either picture, infinite where somebody is in one of them.
    """
    seen = [bool(np.isfinite(body).all()) for body in (a, b)]
    if not all(seen):
        return inf if any(seen) else 0.0
    size = float(np.ptp(a, axis=0).max())
    return float(np.hypot(*(b - a)[list(BODY)].T).max()) / max(size, 1.0)
