"""Both knees caving in, where squats and bridges show it: the knees come nearer to each other."""

from formcheck.analysis.cue_landmarks import joint_pairs
from formcheck.analysis.exercise import Cue
from formcheck.analysis.frontal_knees import loose_separation_error, separation_ratio
from formcheck.analysis.measurements import FromSeries, worst
from formcheck.analysis.report import Phase
from formcheck.analysis.truth import true_values, true_views
from formcheck.analysis.truth.ground_truth import CueTruth
from formcheck.analysis.visibility import raised_end
from formcheck.model_size import by_size

KNEES_OVER_FEET = 1.0
"""Knee over ankle separation of knees that are over the feet (rendered bridges from where it shows:
0.79 to 1.02): coming back to it from further out is no caving in."""


def separation_kept(seconds: float, phase: Phase) -> FromSeries:
    """Measure the least share of the start's knee over ankle separation, kept for `seconds`."""
    return worst(
        lambda p, _: separation_ratio(p),
        seconds,
        phase,
        ratio=True,
        lowest=True,
        most_start=KNEES_OVER_FEET,
        clothes=loose_separation_error,
    )


KNEES_CAVE = Cue(
    id="knee_cave",
    title="Knees caving in",
    unit="of the start",
    phase="top",
    measure=separation_kept(0.3, "top"),
    low=0.8,
    source="Ours: a fifth of the start's knee-to-ankle separation lost, where knees that start "
    "outside the feet count as over them: coming back over the feet is no caving in. Knee:ankle "
    "separation ratio follows 3-D knee abduction better than a projected angle (r2 .35 against "
    ".145, drop jump).",
    error=by_size(heavy=0.065, full=0.2, lite=0.23),
    visibility=raised_end,
    camera_move="Put the camera at chest height, half-way between your side and your feet.",
    fix_low="Press your knees out, over your feet.",
    spoken_low="Press your knees out",
    rule="knees over the feet",
    method="The distance between the knees along the line between the ankles, over the distance "
    "between the ankles; at the top against the start, kept for 0.3 s.",
    known_confounders="Feet that move during the repetition; a low camera.",
    draw="separation",
    landmarks=joint_pairs("knee", "ankle"),
    truth=CueTruth(
        faults=("knee_cave",), value=true_values.knee_separation, view=true_views.over_the_knees
    ),
)
"""Of both knees, over the feet; the side on which one leg works has `ONE_KNEE_CAVE`."""
