"""Whether the quick way says the same: verdicts against every frame and one landmarker.

    python -m tests.benchmarks.same [--model heavy] [videos...]

Each sample set is judged twice: at the settings' own rate with several landmarkers, and from every
frame with one and nothing passed over. Printed is every repetition whose verdict differs.
"""

import argparse
from pathlib import Path

from formcheck.estimation.landmarker import Landmarker
from formcheck.estimation.model_files import bundle
from formcheck.estimation.pipeline import Analysis, analyse
from formcheck.settings import Settings
from tests.support.sample_sets import SAMPLES

EVERY = Settings(pose_rate=240, workers=1, every_frame=True)

Verdicts = dict[tuple[int, str], str]


def verdicts(analysis: Analysis) -> Verdicts:
    """Return what is said of each cue of each repetition."""
    return {(r.number, f.cue): f.verdict for r in analysis.report.reps for f in r.findings}


def differences(video: Path, model: str) -> tuple[int, list[str], bool]:
    """Return how many verdicts there are, those that differ, and whether the counts agree."""
    size = Settings(model=model)
    weights = bundle(size.model, EVERY)
    quick = analyse(video, model=size.model)
    slow = analyse(
        video, model=size.model, settings=EVERY, new_estimator=lambda: Landmarker(weights)
    )
    a, b = verdicts(slow), verdicts(quick)
    told = [
        f"{video.stem}: {cue} of repetition {rep}: {a.get((rep, cue))} from every frame, "
        f"{b.get((rep, cue))} quickly"
        for rep, cue in sorted(a.keys() | b.keys())
        if a.get((rep, cue)) != b.get((rep, cue))
    ]
    return len(a.keys() | b.keys()), told, len(slow.report.reps) == len(quick.report.reps)


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("videos", nargs="*", type=Path)
    parser.add_argument("--model", default="heavy", choices=("lite", "full", "heavy"))
    given = parser.parse_args()
    videos = given.videos or sorted(SAMPLES.glob("*.mp4"))
    every, other, counts = 0, 0, 0
    for video in videos:
        total, told, same = differences(video, given.model)
        every, other, counts = every + total, other + len(told), counts + same
        print("\n".join([*told, *([] if same else [f"{video.stem}: another count"])] or [""]))
    print(
        f"{len(videos)} sets, {given.model} model: {every - other} of {every} verdicts the same, "
        f"{counts} of {len(videos)} counts the same"
    )


if __name__ == "__main__":
    main()
