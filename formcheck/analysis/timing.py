"""The cues of time that exercises share: the hold at the top, the way down, the whole repetition.

An exercise takes one with its own limits and words: `replace(HOLD, low=5.0, high=10.0, rank=4)`.
"""

from formcheck.analysis.exercise import Cue
from formcheck.analysis.measurements import held, lowering, whole_time
from formcheck.analysis.truth import true_views
from formcheck.analysis.truth.ground_truth import CueTruth
from formcheck.analysis.visibility import anywhere
from formcheck.model_size import by_size

HOLD = Cue(
    id="hold",
    title="Hold at the top",
    unit="s",
    phase="top",
    measure=held(),
    low=2.0,
    high=3.0,
    source="The routine.",
    error=by_size(heavy=0.2, full=0.25, lite=0.3),
    visibility=anywhere,
    camera_move="",
    fix_low="Stay at the top for {limit}.",
    fix_high="Come down after {limit}.",
    spoken_low="Hold longer",
    spoken_high="Come down sooner",
    rule="hold at the top",
    method="Time at the top, from the video's own timestamps.",
    known_confounders="A slow sink from the top reads as the way back.",
    truth=CueTruth(seconds=lambda rep: rep.hold, view=true_views.anywhere),
)
"""The seconds at the top, as the routine prescribes them."""

LOWERING = Cue(
    id="lowering",
    title="Lower slowly",
    unit="s",
    phase="lower",
    measure=lowering(),
    low=1.5,
    source="Ours, from the routine's 'lower slowly'.",
    error=by_size(heavy=0.15, full=0.19, lite=0.24),
    visibility=anywhere,
    camera_move="",
    fix_low="Take {limit} on the way down.",
    spoken_low="Lower more slowly",
    rule="lower slowly",
    method="Time from the top to the end of the repetition.",
    known_confounders="Repetitions that run into each other.",
    truth=CueTruth(seconds=lambda rep: rep.lowering, view=true_views.anywhere),
)
"""The seconds of the way down."""

UNHURRIED = Cue(
    id="rushing",
    title="Unhurried repetition",
    unit="s",
    phase="whole",
    measure=whole_time(),
    low=3.0,
    source="Ours: two seconds' hold and an unhurried way up and down.",
    error=by_size(heavy=0.1, full=0.12, lite=0.2),
    visibility=anywhere,
    camera_move="",
    fix_low="Slow down: up, hold, and lower in {limit} or more.",
    spoken_low="Slow down",
    rule="lower slowly, do not rush",
    method="Time from start to end of the repetition.",
    known_confounders="Repetitions that run into each other.",
    rank=6,
    truth=CueTruth(faults=("rushing",), seconds=lambda rep: rep.duration, view=true_views.anywhere),
)
"""The seconds of a repetition from start to end."""
