"""One cue judged on one repetition.

Verdicts: `fault` when the value is beyond a limit by more than its margin, `ok` when it is
within both limits by more than the margin, else `unsure`. From a view that does not show the
cue, where the points were hidden or the clip is damaged, always `unsure`, with the reason.
"""

from typing import Literal

import numpy as np

from formcheck.analysis.camera_view import Direction
from formcheck.analysis.exercise import NOT_VISIBLE, WEAK, Cue, RepFrames
from formcheck.analysis.report import Evidence, Finding, Reason, Verdict, english
from formcheck.model_size import ModelSize

GAP, GAP_SHARE = 0.5, 0.5
"""Seconds without a frame, and the share of the phase that is judged, from which it is damaged."""


def judge(cue: Cue, rep: RepFrames) -> Finding:
    """Judge one cue on one repetition."""
    own = cue.markers if rep.wears_markers else None
    measure = own.measure if own else cue.measure
    factor = _shown(cue, rep)
    if not np.isfinite(factor):
        if rep.unsteady and usable(rep.direction):
            return _unsure(cue, rep, "hidden", "", english.UNSTEADY_REP)
        return _unsure(cue, rep, "view", _move(cue, rep.direction))
    if rep.disturbed:
        return _unsure(cue, rep, "hidden", "", rep.disturbed)
    reading = measure(rep)
    if reading is None or not np.isfinite([reading.value, reading.noise, reading.time]).all():
        return _unsure(cue, rep, "hidden", "", _hidden(rep) or cue.why_hidden(rep))
    start, end = rep.bounds(cue.phase)
    if rep.longest_gap > max(GAP, GAP_SHARE * (end - start)):
        return _unsure(cue, rep, "damaged", "")
    otherwise = reading.unit is not None
    low, high = reading.low, reading.high
    if not otherwise:  # a person's own limits only tighten the cue's
        low = max((x for x in (low, cue.low) if x is not None), default=None)
        high = min((x for x in (high, cue.high) if x is not None), default=None)
    error = own.error if own else cue.error_of(rep.model)
    error = error if reading.error is None else reading.error
    margin = 2 * float(np.hypot(error * factor * reading.factor, reading.noise))
    value = reading.value
    below = -np.inf if low is None else low - value
    above = -np.inf if high is None else value - high
    excess = max(below, above)
    limit = high if high is not None and above >= below else low
    verdict: Verdict = "unsure"
    reason: Reason | None = "margin"
    if excess > margin:
        verdict, reason = "fault", None
    elif -excess > margin:
        verdict, reason = "ok", None
    if cue.informative and verdict == "fault":
        verdict, reason = "unsure", "margin"
    title, fix = _words(cue, "high" if above >= below else "low", value - margin)
    title = title if verdict == "fault" else cue.title
    message = {"fault": fix, "ok": ""}.get(verdict, english.TOO_CLOSE)
    return Finding(
        cue=cue.id,
        title=title,
        verdict=verdict,
        reason=reason,
        value=round(value, 3),
        margin=round(margin, 3),
        limit=limit,
        low=low,
        high=high,
        unit=reading.unit or cue.unit,
        phase=cue.phase,
        start=start,
        end=end,
        message=message,
        camera_move="",
        rule=cue.rule,
        evidence=Evidence(time=reading.time, draw=cue.draw, landmarks=cue.landmarks(rep)),
        informative=cue.informative,
    )


def _shown(cue: Cue, rep: RepFrames) -> float:
    """Return by how much the error is larger in this view; `NOT_VISIBLE` where it shows nothing."""
    own = cue.markers if rep.wears_markers else None
    seen = own.visibility if own else cue.visibility
    factor = seen(rep.direction) if usable(rep.direction) else NOT_VISIBLE
    if factor >= WEAK and rep.model != ModelSize.HEAVY and own is None:
        # Smaller models place the camera too close to the side: no weak band for them.
        factor = NOT_VISIBLE
    return factor


def _words(cue: Cue, end: Literal["low", "high"], surely: float) -> tuple[str, str]:
    """Return the title and the fix of a fault; `surely` is the value less its margin."""
    if end == "high" and cue.fix_own and cue.high is not None and surely <= cue.high:
        return cue.title_own, cue.fix_own
    return cue.title, cue.fix(end)


def _move(cue: Cue, direction: Direction) -> str:
    """Return the camera move that would show a cue from where the camera stands."""
    if not direction.steady:
        return english.UNSTEADY
    return english.LOW_CAMERA if direction.low_end_on else cue.camera_move


def usable(direction: Direction) -> bool:
    """Whether anything at all can be judged from there."""
    return direction.steady and not direction.low_end_on


def _hidden(rep: RepFrames) -> str:
    """Return why the points needed were hidden, or an empty string if that is unknown."""
    if rep.out:
        return english.out_of_picture(rep.out)
    return english.CUT_OFF.get(rep.cut, "")


def _unsure(cue: Cue, rep: RepFrames, reason: Reason, move: str, why: str = "") -> Finding:
    start, end = rep.bounds(cue.phase)
    limit = cue.high if cue.high is not None else cue.low
    return Finding(
        cue=cue.id,
        title=cue.title,
        verdict="unsure",
        reason=reason,
        value=None,
        margin=None,
        limit=limit,
        low=cue.low,
        high=cue.high,
        unit=cue.unit,
        phase=cue.phase,
        start=start,
        end=end,
        message=why or english.CANNOT_TELL[reason],
        camera_move=move,
        rule=cue.rule,
        evidence=None,
        informative=cue.informative,
    )
