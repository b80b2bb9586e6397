"""The same person all the way, where a reflection, a trainer or a passer-by is in the picture too.

Each segment of a video has its own landmarker, which finds somebody by itself and may choose
somebody else than the one before. On the frames that two neighbours share, their bodies then lie
in different places. The segment that chose otherwise is followed again, with the picture covered
except round the place of the neighbour's body until the tracker has settled on it. So is one whose
tracker had not settled when its segment began: the seam would look like a movement.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.recording.skeleton_checks import BODY
from formcheck.estimation.body_box import body_box, overlap, surroundings
from formcheck.estimation.markers import Spots
from formcheck.estimation.picture_watch import Step

OVERLAP = 0.3
"""Share of two bodies' boxes, intersection over union, below which they are two people. Trackers of
one person share 0.7 to 1.0 on the same frame, a person and the reflection beside them 0.0."""

COMPARED = 4
"""Shared frames at most that are compared: those last seen, when the tracker has settled."""

NEXT = 0.35
"""Seconds between two frames in which a body stays in its place, where no frame is shared."""

LARGER = 1.25
"""Ratio of body sizes from which the larger of two is the person, when both were followed for about
as long: a reflection or a passer-by in the background is further away."""

SETTLED = 0.06
"""Share of the body's diagonal by which the joints of one body may differ between two trackers that
have settled, in the median: 0.00 to 0.04 on the last frame that neighbours share, 0.1 where the
second one found the body only just before."""

AS_LONG = 1.5
"""Ratio of times below which two bodies were followed for about as long."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What was found in one segment.

    Attributes:
        poses: of its frames. spots: possible stickers in each of them.
        shared: poses of frames that belong to a neighbour, on which the tracker settled.
        steps: how the background changed from frame to frame.
        activity: in how many frames each block of the picture changed, [rows, columns].
        worn: the clothes' colours in each of its frames, [F, 2, 3]; see `clothes.colours`.
    """

    poses: PoseSequence
    spots: Sequence[Spots] = ()
    shared: PoseSequence = field(default_factory=lambda: PoseSequence.of([]))
    steps: Sequence[Step] = ()
    activity: Array = field(default_factory=lambda: np.zeros((0, 0)))
    worn: Array = field(default_factory=lambda: np.zeros((0, 2, 3)))


FollowAgain = Callable[[int, PoseSequence, bool], Part]
"""Follows segment `k` again, from the place of a neighbour's poses: those of the segment before it,
or, backwards in time, of the one after it."""


def another_body(ours: PoseSequence, theirs: PoseSequence) -> bool:
    """Whether two trackers follow different people in the frames they share."""
    _, i, j = np.intersect1d(ours.time, theirs.time, return_indices=True)
    both = [_apart(ours.image[a], theirs.image[b]) for a, b in zip(i, j, strict=True)]
    told = [apart for apart in both if apart is not None]
    return bool(told) and all(told[-COMPARED:])


def _changes(earlier: Part, later: Part) -> bool:
    """Whether somebody else is followed in the segment after `earlier`."""
    if not len(earlier.poses) or not len(later.poses):
        return False
    if len(np.intersect1d(earlier.poses.time, later.shared.time)):
        return another_body(earlier.poses, later.shared)
    near = later.poses.time[0] - earlier.poses.time[-1] <= NEXT
    return bool(near and _apart(earlier.poses.image[-1], later.poses.image[0]))


def _apart(a: Array, b: Array) -> bool | None:
    """Whether bodies [33, 2] on a frame are two people's; None where one is not seen."""
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return None
    return overlap(body_box(a), body_box(b)) < OVERLAP


def covered(image: NDArray[np.uint8], body: Array) -> NDArray[np.uint8]:
    """Return a picture [H, W, 3] with everything covered but the surroundings of a body.

    `body` [33, 2] are its landmarks in the picture's own pixels.
    """
    x0, y0, x1, y1 = surroundings(body, image.shape[1], image.shape[0])
    out = np.empty_like(image)
    out[:] = image[::8, ::8].reshape(-1, 3).mean(0).astype(np.uint8)
    out[y0:y1, x0:x1] = image[y0:y1, x0:x1]
    return out


def same_person(parts: Sequence[Part], again: FollowAgain, *, first: bool = False) -> list[Part]:
    """Return the parts with every segment following the person, as far as that can be had.

    The person is the body that was followed for the longest time; of several about as long the one
    that is clearly larger, else the first.

    Args:
        parts: what was found in each segment. again: follows one of them again.
        first: whether the first segment is known to follow the person.
    """
    out = list(parts)
    runs = _runs(out)
    if len(runs) < 2:
        return _settled(out, again)
    person = runs[0] if first else _person(out, runs)
    for k in range(person[-1] + 1, len(out)):
        if _changes(out[k - 1], out[k]):
            beside = out[k - 1].poses
            out[k] = _accepted(out[k], again(k, beside, False), beside)
    for k in range(person[0] - 1, -1, -1):
        if _changes(out[k], out[k + 1]):
            beside = out[k + 1].poses
            out[k] = _accepted(out[k], again(k, beside, True), beside)
    return _settled(out, again)


def _settled(parts: list[Part], again: FollowAgain) -> list[Part]:
    """Return the parts, those followed again whose tracker had not settled at its seam."""
    for k in range(1, len(parts)):
        beside, part = parts[k - 1].poses, parts[k]
        off = _off_at_the_seam(beside, part.shared)
        somebody = bool(np.isfinite(part.poses.image[:, 0, 0]).any())
        if off <= SETTLED or not somebody or _changes(parts[k - 1], part):
            continue
        new = _accepted(part, again(k, beside, False), beside)
        if _off_at_the_seam(beside, new.shared) < off:
            parts[k] = new
    return parts


def _off_at_the_seam(ours: PoseSequence, theirs: PoseSequence) -> float:
    """Return how far two trackers' bodies differ on the last frame they share, in diagonals.

    Zero where the first one sees nobody there, or no frame is shared; infinite where only the
    second one does.
    """
    _, i, j = np.intersect1d(ours.time, theirs.time, return_indices=True)
    if not len(i) or not np.isfinite(ours.image[i[-1]]).all():
        return 0.0
    a, b = ours.image[i[-1]], theirs.image[j[-1]]
    if not np.isfinite(b).all():
        return float(np.inf)
    apart = np.linalg.norm((a - b)[list(BODY)], axis=-1)
    return float(np.median(apart)) / max(_diagonal(body_box(a)), 1.0)


def _runs(parts: Sequence[Part]) -> list[list[int]]:
    """Return the segments in which the same body was followed, next to each other."""
    runs: list[list[int]] = []
    for k, part in enumerate(parts):
        if not runs or _changes(parts[k - 1], part):
            runs.append([])
        runs[-1].append(k)
    return runs


def _person(parts: Sequence[Part], runs: Sequence[list[int]]) -> list[int]:
    """Return the first run in which the person was followed."""
    bodies: list[list[list[int]]] = []
    for run in runs:
        box = _usual_box(parts, run)
        for body in bodies:
            if overlap(_usual_box(parts, body[-1]), box) >= OVERLAP:
                body.append(run)
                break
        else:
            bodies.append([run])
    seconds = [sum(_seconds(parts[k].poses) for run in body for k in run) for body in bodies]
    among = [body for body, s in zip(bodies, seconds, strict=True) if s * AS_LONG > max(seconds)]
    sizes = [_diagonal(_usual_box(parts, body[0])) for body in among]
    largest = int(np.argmax(sizes))
    return among[largest if sizes[largest] >= LARGER * sizes[0] else 0][0]


def _seconds(poses: PoseSequence) -> float:
    return float(poses.time[-1] - poses.time[0]) if len(poses) else 0.0


def _usual_box(parts: Sequence[Part], run: Sequence[int]) -> Array:
    """Return the median of a body's boxes over the segments of a run, pixels [4]."""
    images = np.concatenate([parts[k].poses.image for k in run])
    seen = images[np.isfinite(images).all((1, 2))]
    return np.median([body_box(image) for image in seen], axis=0) if len(seen) else np.zeros(4)


def _diagonal(box: Array) -> float:
    return float(np.hypot(*(box[2:] - box[:2])))


def _accepted(old: Part, new: Part, beside: PoseSequence) -> Part:
    """Return the segment followed again, unless somebody else, or hardly anybody, was found."""
    seen = [int(np.isfinite(p.poses.image[:, 0, 0]).sum()) for p in (old, new)]
    share = [n / max(len(p.poses), 1) for n, p in zip(seen, (old, new), strict=True)]
    if not len(new.shared) or share[1] < share[0] / 2 or another_body(beside, new.shared):
        return old
    return replace(
        new, steps=old.steps, activity=old.activity
    )  # those of the covered pictures tell nothing
