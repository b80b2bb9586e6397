"""The cues of time that exercises share: the hold at the top, the way down."""

from formcheck.analysis.exercise import Cue, ModelSize, Seen
from formcheck.analysis.measurements import held, lowering
from formcheck.analysis.visibility import anywhere

Errors = dict[ModelSize, float]


def hold_cue(
    low: float | None,
    high: float,
    *,
    errors: Errors,
    rank: int,
    rule: str,
    say_low: str = "",
    say_high: str,
    title: str = "Hold at the top",
    seen: Seen = anywhere,
    move: str = "",
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
        error=errors["heavy"],
        errors=errors,
        seen=seen,
        move=move,
        say_low=say_low,
        say_high=say_high,
        rule=rule,
        how="Time at the top, from the video's own timestamps.",
        known_confounders="A slow sink from the top reads as the way back.",
        rank=rank,
    )


def lowering_cue(
    low: float,
    *,
    errors: Errors,
    rank: int,
    say_low: str,
    rule: str = "lower slowly",
    seen: Seen = anywhere,
    move: str = "",
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
        error=errors["heavy"],
        errors=errors,
        seen=seen,
        move=move,
        say_low=say_low,
        rule=rule,
        how="Time from the top to the end of the repetition.",
        known_confounders="Repetitions that run into each other.",
        rank=rank,
    )
