"""Why a live set ended without a repetition: one true cause, tried in the order of this table.

nobody          somebody was seen in less than half of the frames
too_slow        fewer than `ENOUGH` poses a second came: movements pass between them
not_counted     something moved, and the report says why it is no repetition
(of a clip)     what `recognition.refusal` sees: too far, partly visible, another movement, ...
"""

import numpy as np

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.recognition.refusal import Refusal, why_refused
from formcheck.analysis.report import Report

ENOUGH = 8.0
"""Poses a second from which a live set can be counted: the way up of a quick repetition takes half
a second, and start, turning point and speed need four poses on it."""

MOSTLY = 0.5
"""Share of the frames in which somebody has to be seen."""


def why_nothing_counted(report: Report, poses: PoseSequence, exercise: Exercise) -> Refusal:
    """Return the cause for a report without a repetition.

    Args:
        report: of the set. poses: its frames. exercise: what was to be done.
    """
    seen = np.isfinite(poses.image[:, 0, 0])
    if not len(seen) or seen.mean() < MOSTLY:
        return Refusal(
            "nobody",
            "You were seen in less than half of the set: stay in the picture from start to end.",
        )
    lasted = float(poses.time[-1] - poses.time[0])
    rate = (len(poses) - 1) / lasted if lasted > 0 else 0.0
    if rate < ENOUGH:
        return Refusal(
            "too_slow",
            f"Only {rate:.0f} poses a second were found, too few to count by. Check the recording: "
            "it is complete.",
        )
    reasons = [n.text for n in report.notes if n.code == "not_counted"]
    if reasons:
        return Refusal("not_counted", " ".join(reasons))
    size = report.source.width, report.source.height
    return why_refused(poses, (), {exercise.id: exercise}, report.model, size)
