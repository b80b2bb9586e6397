"""Whether the quick way says the same: verdicts against every frame and one landmarker.

    python -m tests.benchmarks.same [--model heavy] [videos...]

Each sample set is judged twice: at the settings' own rate with several landmarkers, and from every
frame with one and nothing passed over. Printed is every repetition whose verdict differs. A video
that is refused both times, for the same reason, agrees; one that is refused once does not.
"""

import argparse
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.estimation.landmarker import Landmarker
from formcheck.estimation.model_files import bundle
from formcheck.estimation.pipeline import analyse
from formcheck.model_size import ModelSize
from formcheck.settings import Settings
from tests.support.sample_sets import SAMPLES

EVERY = Settings(pose_rate=240, workers=1, every_frame=True)

Verdicts = dict[tuple[int, str], str]


def judged(video: Path, model: ModelSize, settings: Settings) -> tuple[Verdicts, str]:
    """Return what is said of each cue of each repetition, and how many there are or why none."""
    weights = bundle(model, settings)
    try:
        analysis = analyse(
            video, model=model, settings=settings, new_estimator=lambda: Landmarker(weights)
        )
    except FormcheckError as error:
        return {}, f"refused: {error.code}"
    reps = analysis.report.reps
    verdicts = {(r.number, f.cue): str(f.verdict) for r in reps for f in r.findings}
    return verdicts, f"{len(reps)} repetitions"


def differences(video: Path, model: ModelSize) -> tuple[int, list[str], bool]:
    """Return how many verdicts there are, what differs, and whether the counts agree."""
    a, many = judged(video, model, EVERY)
    b, quick = judged(video, model, Settings())
    told = [
        f"{video.stem}: {cue} of repetition {rep}: {a.get((rep, cue))} from every frame, "
        f"{b.get((rep, cue))} quickly"
        for rep, cue in sorted(a.keys() | b.keys())
        if a.get((rep, cue)) != b.get((rep, cue))
    ]
    if many != quick:
        told.append(f"{video.stem}: {many} from every frame, {quick} quickly")
    return len(a.keys() | b.keys()), told, many == quick


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("videos", nargs="*", type=Path)
    parser.add_argument("--model", default="heavy", choices=("lite", "full", "heavy"))
    given = parser.parse_args()
    videos = given.videos or sorted(SAMPLES.glob("*.mp4"))
    every, other, counts = 0, 0, 0
    for video in videos:
        total, told, same = differences(video, ModelSize(given.model))
        every, other, counts = every + total, other + len(told) - (not same), counts + same
        for line in told:
            print(line, flush=True)
    print(
        f"{len(videos)} sets, {given.model} model: {every - other} of {every} verdicts the same, "
        f"{counts} of {len(videos)} counts the same"
    )


if __name__ == "__main__":
    main()
