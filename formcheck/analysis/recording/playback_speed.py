"""Whether a video plays as fast as it was filmed: slow motion and time lapse.

A phone says so in the file's tags, if they survive. Else the movement does: nobody lifts the hips
for five seconds again and again without one quicker movement, and hips do not fall faster than
free fall. Half speed cannot be told from an unhurried person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from formcheck.analysis.recognition.movement import Movement
from formcheck.analysis.report import Finding, Rep, english

SLOW_WAY = 4.0
"""Seconds that the way up and the way back take at least in slow motion: 0.7 to 2.5 in real and
rendered sets; a very slow repetition takes three each way."""

SLOW_FASTEST = 3.0
"""Seconds that even the quickest way takes then."""

FAST_WAY = 0.25
"""Seconds that a way takes at most in a time lapse: hips that fall freely by 0.25 m take 0.22."""

PLAIN_TAG = 0.75
"""Speed by the tags below which it is slow motion; above its inverse it is a time lapse."""


def playback(movements: Sequence[Movement], tagged: float) -> str | None:
    """Return "slow motion" or "time lapse", None where it plays as it was filmed.

    Args:
        movements: those of the set.
        tagged: how fast it plays against how fast it was filmed, by the file's tags.
    """
    if tagged <= PLAIN_TAG:
        return "slow motion"
    if tagged >= 1 / PLAIN_TAG:
        return "time lapse"
    ways = np.array([w for m in movements for w in (m.up, m.down)])
    ways = ways[np.isfinite(ways)]
    if len(ways) < 2:
        return None
    if np.median(ways) >= SLOW_WAY and ways.min() >= SLOW_FASTEST:
        return "slow motion"
    return "time lapse" if np.median(ways) <= FAST_WAY else None


def untimed(reps: Iterable[Rep], speed: str) -> list[Rep]:
    """Return repetitions whose times are not judged."""
    return [replace(r, findings=tuple(_untimed(f, speed) for f in r.findings)) for r in reps]


def _untimed(finding: Finding, speed: str) -> Finding:
    if finding.unit != "s" or finding.verdict == "unsure":
        return finding
    return replace(
        finding,
        verdict="unsure",
        reason="speed",
        value=None,
        margin=None,
        evidence=None,
        message=english.CANNOT_TELL["speed"].format(speed=speed),
    )
