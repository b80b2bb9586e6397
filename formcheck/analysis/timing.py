"""The cues of time that exercises share: the hold at the top, the way down."""

from formcheck.analysis.exercise import Cue, Visibility
from formcheck.analysis.measurements import held, lowering
from formcheck.analysis.visibility import anywhere
from formcheck.model_size import ModelSize

Errors = dict[ModelSize, float]


def hold_cue(
    low: float | None,
    high: float,
    *,
    errors: Errors,
    rank: int,
    rule: str,
    fix_low: str = "",
    fix_high: str,
    title: str = "Hold at the top",
    visibility: Visibility = anywhere,
    camera_move: str = "",
) -> Cue:
    """Return the cue for the seconds at the top, from the routine's prescription."""
    return Cue(
        id="hold",
        title=title,
        unit="s",
        phase="top",
        measure=held(),
        low=low,
        high=high,
        source="The routine.",
        error=errors[ModelSize.HEAVY],
        errors=errors,
        visibility=visibility,
        camera_move=camera_move,
        fix_low=fix_low,
        fix_high=fix_high,
        rule=rule,
        method="Time at the top, from the video's own timestamps.",
        known_confounders="A slow sink from the top reads as the way back.",
        rank=rank,
    )


def lowering_cue(
    low: float,
    *,
    errors: Errors,
    rank: int,
    fix_low: str,
    rule: str = "lower slowly",
    visibility: Visibility = anywhere,
    camera_move: str = "",
) -> Cue:
    """Return the cue for the seconds of the way down."""
    return Cue(
        id="lowering",
        title="Lower slowly",
        unit="s",
        phase="lower",
        measure=lowering(),
        low=low,
        source="Ours, from the routine's 'lower slowly'.",
        error=errors[ModelSize.HEAVY],
        errors=errors,
        visibility=visibility,
        camera_move=camera_move,
        fix_low=fix_low,
        rule=rule,
        method="Time from the top to the end of the repetition.",
        known_confounders="Repetitions that run into each other.",
        rank=rank,
    )
