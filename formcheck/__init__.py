"""Check exercise form from video.

from formcheck import check
for rep in check("set.mp4").reps:
    print(rep.number, rep.verdict, [(f.cue, f.verdict, f.value) for f in rep.findings])
"""

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from formcheck.model_size import ModelSize
from formcheck.version import __version__

if TYPE_CHECKING:
    from formcheck.analysis.report import Report

__all__ = ["__version__", "check", "check_sets"]


def check(
    video: str | PathLike[str],
    exercise: str | None = None,
    *,
    model: Literal["lite", "full", "heavy"] | None = None,
) -> "Report":
    """Read a video and return the report of its main set: the one with the most repetitions.

    Args:
        video: path of the file.
        exercise: its id, or None to have it recognised.
        model: size of the pose model; heavy by default.

    Raises:
        FormcheckError: the video could not be judged; its text says why and what to do.
    """
    from formcheck.estimation.pipeline import analyse

    size = None if model is None else ModelSize(model)
    return analyse(Path(video), exercise, model=size).report


def check_sets(
    video: str | PathLike[str],
    *,
    model: Literal["lite", "full", "heavy"] | None = None,
) -> "list[Report]":
    """Read a video and return a report of every set in it, in order of time.

    Two exercises, a pause of half a minute or another exercise in between make two sets; both
    sides of one exercise are one.

    Args:
        video: path of the file.
        model: size of the pose model; heavy by default.

    Raises:
        FormcheckError: the video could not be judged; its text says why and what to do.
    """
    from formcheck.estimation.pipeline import analyse_sets

    size = None if model is None else ModelSize(model)
    return [a.report for a in analyse_sets(Path(video), model=size)]
