"""Which landmarks of a cue the pictures show: `landmarks=near_joints("hip", "knee", "ankle")`."""

from collections.abc import Callable

from formcheck.analysis.kinematics import joint
from formcheck.analysis.rep_frames import RepFrames

CueLandmarks = Callable[[RepFrames], tuple[int, ...]]


def near_joints(*parts: str) -> CueLandmarks:
    """Return the joints of the side towards the camera."""
    return lambda rep: tuple(joint(rep.near, part) for part in parts)


def working_joints(*parts: str) -> CueLandmarks:
    """Return the joints of the working side."""
    return lambda rep: tuple(joint(rep.working, part) for part in parts)


def joint_pairs(*parts: str) -> CueLandmarks:
    """Return the left and the right joint of each part: a line, or two to compare."""
    pairs = tuple(joint(side, part) for part in parts for side in ("left", "right"))
    return lambda _: pairs
