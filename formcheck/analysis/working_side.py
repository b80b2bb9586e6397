"""Which side works in a repetition, and how far a joint of it has moved."""

from collections.abc import Callable

import numpy as np

from formcheck.analysis.camera_view import Pose
from formcheck.analysis.kinematics import joint, moved
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.report import Side

FROM_WIDEST = 0.2
"""Share of the opening below its widest point in which the side is read."""


def both_sides(_: PoseSequence, __: PoseSequence) -> Side:
    """Both sides work together."""
    return "both"


def further_knee(apart: Callable[[Pose], Array]) -> Callable[[PoseSequence, PoseSequence], Side]:
    """Return a rule: the side whose knee goes further from its rest where both are widest apart."""

    def side(rep: PoseSequence, rest: PoseSequence) -> Side:
        gap = apart(rep)
        wide = rep.part(gap >= np.nanmax(gap) - FROM_WIDEST * np.nanmax(gap - np.nanmin(gap)))
        left, right = (
            float(np.nanmedian(moved(wide, rest, joint(s, "knee")))) for s in ("left", "right")
        )
        return "left" if left >= right else "right"

    return side


def working_joint_moved(part: str) -> Callable[[PoseSequence, PoseSequence, Side], Array]:
    """Return a timing: how far a joint of the working side is from where it rested, [F]."""
    return lambda rep, rest, working: moved(
        rep, rest, joint("left" if working == "left" else "right", part)
    )
