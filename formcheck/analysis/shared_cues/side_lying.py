"""What exercises lying on the side share: the camera before the belly, how far the body rolls."""

from dataclasses import replace

import numpy as np

from formcheck.analysis.cue_landmarks import joint_pairs
from formcheck.analysis.exercise import Cue, Placement, Reading, RepFrames
from formcheck.analysis.kinematics import rolled
from formcheck.analysis.timing import HOLD, LOWERING
from formcheck.analysis.truth import true_values, true_views
from formcheck.analysis.truth.ground_truth import CueTruth
from formcheck.analysis.visibility import before_side_lying, round_the_front
from formcheck.model_size import by_size

IN_FRONT = "Put the camera at knee height, two steps in front of your belly, looking at you."

FRONT = Placement(
    name="front",
    azimuth=90,
    height=0.7,
    distance=2.2,
    text="On a chair (about 0.7 m high), two steps in front of your belly, so that head and feet "
    "are both in the picture.",
    shows=("hold", "lowering"),
)


def roll(rep: RepFrames) -> Reading | None:
    """Measure how far hips and shoulders roll back at the top, as the model draws them."""
    top = rep.during("top")
    if len(rep.rest) == 0 or len(top) == 0:
        return None
    lines = [rolled(top, rep.rest, part, rep.working) for part in ("hip", "shoulder")]
    value = float(np.nanmedian((lines[0] + lines[1]) / 2))
    return Reading(value, (rep.top_start + rep.top_end) / 2, float(np.nanstd(lines[0])) / 2)


ROLLING = Cue(
    id="hips_rocking",
    title="Hips rolling back",
    unit="deg",
    phase="top",
    measure=roll,
    high=10.0,
    source="Ours; rolling back is the commonest fault of this exercise (Reinold; Human Kinetics: "
    "lift only as far as the hips stay still).",
    error=by_size(heavy=12.0, full=15.0, lite=18.0),
    visibility=before_side_lying(),
    camera_move=IN_FRONT,
    fix_high="Keep your hips stacked: lift only as far as they stay still.",
    spoken_high="Hips stacked",
    rule="the pelvis stacked",
    method="How far the hip line and the shoulder line turn about the body's long axis, at the top "
    "against the start. Rolls of 25 degrees hardly show.",
    known_confounders="Depth is the worst thing the model knows.",
    rank=1,
    draw="line",
    landmarks=joint_pairs("hip", "shoulder"),
    truth=CueTruth(
        faults=("hips_rock_back",), value=true_values.pelvic_roll, view=true_views.nowhere
    ),
)

SIDE_HOLD = replace(
    HOLD,
    error=by_size(heavy=0.14, full=0.16, lite=0.2),
    rule="hold 2-3 s",
    visibility=round_the_front,
    camera_move=IN_FRONT,
)

SIDE_LOWERING = replace(LOWERING, visibility=round_the_front, camera_move=IN_FRONT)
