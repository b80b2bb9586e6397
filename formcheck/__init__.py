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

__all__ = ["__version__", "check"]


def check(
    video: str | PathLike[str],
    exercise: str | None = None,
    *,
    model: Literal["lite", "full", "heavy"] | None = None,
) -> "Report":
    """Read a video of one set and return its report.

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
