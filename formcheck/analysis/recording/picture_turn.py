"""A picture that lies on its side: found from what it shows when turned, judged as turned.

Poses are kept as the picture shows them, so that everything is drawn where it was seen;
`Source.turned` says how the picture must be turned, and `upright` turns poses for judging.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.analysis.camera_view import POSTURES, posture_scores
from formcheck.analysis.exercise import Exercise
from formcheck.analysis.kinematics import knee_angle_3d
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.recognition.classifier import CLEAR, LEAST, FoundSet, find_sets
from formcheck.analysis.recognition.movement import Movement
from formcheck.analysis.recording.breaks import Break
from formcheck.analysis.recording.sets import movements_of
from formcheck.analysis.report import Note, Source, english_notes
from formcheck.model_size import ModelSize

BENT_KNEE = 130.0
"""Degrees of the more bent knee, most of the time, up to which nobody stands: on the floor it has
78 to 94 in the sets at hand, 170 when standing."""

MOSTLY = 2 / 3
"""Share of the movements in a turned picture that must fit the exercise: a walk in a deep squat has
half of its steps like lifts of the hips when it is turned."""


@dataclass(frozen=True, slots=True)
class PictureTurn:
    """How a picture must be turned to show an exercise.

    Attributes:
        degrees: clockwise, 90, 180 or 270.
        plain: nothing else looks like it, so that it may be judged as turned: somebody who lies on
            the back in a picture on its side. Somebody on hands and knees looks upside down like
            one who lies on the back, and on its side like one who sits on a chair; a plank like
            somebody who stands. These are not judged.
    """

    degrees: int
    plain: bool


def find_turn(
    poses: PoseSequence, jumps: Sequence[Break], exercises: Iterable[Exercise], model: ModelSize
) -> PictureTurn | None:
    """Return how the picture must be turned to show one of `exercises`, None where no turn does.

    Nor is a picture turned in which somebody stands: knees that are bent on the floor are straight.
    """
    if _may_stand(poses):
        return None
    known = {e.id: e for e in exercises}
    seen: dict[int, list[FoundSet]] = {}
    for quarters in (1, 3, 2):
        movements = movements_of(quarter_turned(poses, quarters), jumps, known.values(), model)
        seen[quarters] = [s for s in find_sets(movements) if _sure(s, movements[s.exercise])]
    best = max(seen, key=lambda q: sum(s.weight for s in seen[q]))
    if not seen[best]:
        return None
    lying = all(known[s.exercise].rep.posture == ("supine",) for s in seen[best])
    return PictureTurn(90 * best, best != 2 and lying)


def _may_stand(poses: PoseSequence) -> bool:
    """Whether somebody may stand in the picture as it is: the head up and a leg under the body."""
    up = float(np.nanmedian(posture_scores(poses.world)[:, POSTURES.index("upright")]))
    knees = [float(np.nanmedian(knee_angle_3d(poses, side))) for side in ("left", "right")]
    return up > 0 and min(knees) > BENT_KNEE


def _sure(found: FoundSet, every: Sequence[Movement]) -> bool:
    """Whether a set in a turned picture is plain, and hardly any other movement is seen in it."""
    fit = sum(m.misfit is None for m in every)
    clear = found.likeness >= CLEAR and len(found.movements) >= LEAST
    return found.rival is None and clear and fit >= MOSTLY * len(every)


def quarter_turned(
    poses: PoseSequence, quarters: int, size: tuple[int, int] = (0, 0)
) -> PoseSequence:
    """Return poses as in the picture turned clockwise by quarters.

    Args:
        poses: in pixels of the picture as it is.
        quarters: how many, 0 or more.
        size: width and height of the picture, pixels; without it, it is turned about its corner.
    """
    image, world, markers = poses.image, poses.world, poses.markers
    width, height = size
    for _ in range(quarters % 4):
        image, markers = (_clockwise(p, height) for p in (image, markers))
        world = np.stack([-world[..., 1], world[..., 0], world[..., 2]], axis=-1)
        width, height = height, width
    return replace(poses, image=image, world=world, markers=markers)


def _clockwise(points: Array, height: float) -> Array:
    """Return points [..., 2] of a picture of that height, turned by a quarter."""
    return np.stack([height - points[..., 1], points[..., 0]], axis=-1)


def upright(poses: PoseSequence, source: Source) -> PoseSequence:
    """Return poses of `source` in its picture turned upright."""
    size = (source.width, source.height)
    return quarter_turned(poses, source.turned // 90, size) if source.turned else poses


def upright_source(source: Source) -> Source:
    """Return `source` with the width and the height of its picture turned upright."""
    if source.turned % 180 == 0:
        return source
    return replace(source, width=source.height, height=source.width)


def turn_note(source: Source) -> Note:
    """Return the note that the picture was turned for judging."""
    return english_notes.note("picture_turned", way=english_notes.PICTURE_TURNS[source.turned])
