"""What exercises on the knees share: the back's own outline, the bent knee, the thigh's way."""

from dataclasses import dataclass, replace

import numpy as np

from formcheck.analysis.camera_view import body_axes
from formcheck.analysis.cue_landmarks import near_joints, working_joints
from formcheck.analysis.exercise import Cue, Placement, RepFrames
from formcheck.analysis.kinematics import hollow, joint, knee_angle
from formcheck.analysis.low_back import arching
from formcheck.analysis.measurements import FromSeries, steady
from formcheck.analysis.truth import true_values, true_views
from formcheck.analysis.truth.ground_truth import CueTruth
from formcheck.analysis.visibility import side
from formcheck.model_size import by_size

ACROSS = "Put the camera low (0.6 m) and straight across your hips, on the working side."

SIDE = Placement(
    name="side",
    azimuth=90,
    height=0.6,
    distance=2.2,
    text="On a chair or low table (about 0.6 m high), two big steps away, straight across your "
    "hips, on the side of the working leg.",
    working_side=True,
    shows=("knee_angle", "hold", "lowering"),
)


def working_knee(bias: float) -> FromSeries:
    """Measure the knee of the working leg at the top; the far leg is half as good."""
    return steady(lambda p, rep: knee_angle(p, rep.working), bias=bias, far=2.0)


@dataclass(frozen=True, slots=True)
class ThighWay:
    """Where the working thigh points at the top, as shares of its length.

    Attributes:
        back: towards the feet, along the trunk. out: to the side, either way.
    """

    back: float
    out: float


def thigh_way(rep: RepFrames) -> ThighWay:
    """Return where the working thigh points at the top, in the body's own axes."""
    top = rep.during("top")
    thigh = top.world[:, joint(rep.working, "knee")] - top.world[:, joint(rep.working, "hip")]
    parts = np.nanmedian((body_axes(top.world) * thigh[:, None, :]).sum(-1), axis=0)
    size = float(np.linalg.norm(parts)) or 1.0
    return ThighWay(float(-parts[0] / size), float(abs(parts[1]) / size))


BACK_ARCH = Cue(
    id="back_arch",
    title="Low back arching",
    unit="% of trunk length",
    phase="top",
    measure=steady(lambda p, _: hollow(p), change=True),
    high=1.8,
    source="Ours: about half of what 22 deg of lumbar extension does to the outline; no degree "
    "threshold exists for this movement in the literature. Arches are called from about 16 deg on.",
    error=by_size(heavy=0.4, full=0.45, lite=0.5),
    visibility=side(26, 34),
    camera_move=ACROSS,
    fix_high="Keep your back still and lift a little less.",
    spoken_high="Keep your back still",
    rule="with the back still",
    method="How far the back's own outline sinks between ribs and pelvis and the buttock tips up, "
    "at the top against the start, from the segmentation mask.",
    known_confounders="Loose tops; an arm or a chair behind the low back.",
    rank=1,
    draw="outline",
    landmarks=near_joints("shoulder", "hip"),
    truth=CueTruth(
        faults=("back_arch", "anterior_tilt"),
        value=true_values.lumbar_extension,
        view=true_views.across,
    ),
)

UPRIGHT_ARCH = replace(
    BACK_ARCH,
    unit="deg",
    measure=arching(hollower=1.8, error=by_size(heavy=0.4, full=0.45, lite=0.5)),
    high=6.0,
    source="Ours: the least that leaves a quiet back plainly ok [judgement]; no degree threshold "
    "was found in the literature. Arches are called from about 11 deg on.",
    error=by_size(heavy=2.2, full=2.2, lite=3.0),
    method="How far the low back bends backwards at the top against the start, from the outlines "
    "of back and belly in the segmentation mask; where an arm hides the belly, how far the back's "
    "own outline sinks between ribs and pelvis, in % of the trunk's length.",
)
"""The back's arch where the trunk is upright: there the belly's outline shows it as well."""

KNEE_AT_90 = Cue(
    id="knee_angle",
    title="Knee at 90 degrees",
    unit="deg",
    phase="top",
    measure=working_knee(bias=1.0),
    low=70.0,
    high=110.0,
    source="Ours, round the routine's 90 degrees.",
    error=by_size(heavy=3.0, full=3.5, lite=5.6),
    visibility=side(26, 42),
    camera_move=ACROSS,
    fix_low="Open your knee a little, to 90 degrees.",
    fix_high="Bend your knee more, to 90 degrees.",
    spoken_low="Open your knee",
    spoken_high="Bend your knee more",
    rule="with the knee kept at 90 degrees",
    method="The hip-knee-ankle angle of the working leg at the top.",
    known_confounders="Wide trousers; the far leg.",
    draw="angle",
    landmarks=working_joints("hip", "knee", "ankle"),
    truth=CueTruth(
        faults=("knee_angle_open",),
        value=true_values.working_knee_angle,
        view=true_views.across,
    ),
)
