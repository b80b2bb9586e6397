"""Read whole clips with a trained network, its crops placed by the poses that formcheck found.

    python -m tests.pelvis_recipe.clips pelvis.onnx VIDEOS --poses POSES

VIDEOS are rendered sets with their truth beside them; POSES is the folder that `formcheck evaluate
--poses` kept. Most of the network's error is an offset of the clip, so the change from rest counts.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.estimation.pose_io import Saved
from formcheck.evaluation.runner import PoseStore, digest
from formcheck.model_size import ModelSize
from formcheck.settings import Settings
from formcheck.video import Reader
from tests.pelvis_recipe.reading import PelvisReader, pelvis_crop, pose_points
from tests.pelvis_recipe.scores import changes, score


def read_clip(video: Path, saved: Saved, reader: PelvisReader, settings: Settings) -> Array:
    """Return tilt and spread in each pose of a clip, degrees [F, 2]; NaN where not read."""
    out = np.full((len(saved.poses), 2), np.nan)
    long_side = max(saved.source.width, saved.source.height)
    scale = long_side / min(long_side, settings.pose_side)
    times = saved.poses.time
    with Reader(video, settings, times=times.tolist(), long_side=settings.pose_side) as frames:
        for frame in frames:
            i = int(np.argmin(np.abs(times - frame.time)))
            crop = pelvis_crop(frame.image, saved.poses[i], scale)
            if crop is not None:
                out[i] = reader.read(crop[None], pose_points(saved.poses[i])[None])[0]
    return out


def true_tilts(video: Path, poses: PoseSequence) -> tuple[Array, Bools]:
    """Return how far the hip on the picture's right is above the other, and where nobody moves."""
    about = json.loads(video.with_suffix(".json").read_text())
    truth = np.load(video.with_suffix(".npz"))
    near = [int(np.argmin(np.abs(truth["time"] - t))) for t in poses.time]
    left_higher = truth["angles"][near, about["angles"].index("pelvic_obliquity")].astype(float)
    turned = poses.image[:, L.LEFT_HIP, 0] < poses.image[:, L.RIGHT_HIP, 0]
    resting = (truth["rep"] == 0) | (truth["phase"] == about["phases"].index("rest"))
    return np.where(turned, -left_higher, left_higher), resting[near]


def lines(network: Path, videos: Path, poses: Path) -> Iterator[str]:
    """Yield a line for each clip whose poses are known."""
    settings, reader = Settings(), PelvisReader(network)
    store = PoseStore(poses, settings)
    for video in sorted(videos.glob("*.mp4")):
        saved = store.get(digest(video), ModelSize.HEAVY)
        if saved is None:
            continue
        read = read_clip(video, saved, reader, settings)
        good = np.isfinite(read[:, 0])
        truth, resting = true_tilts(video, saved.poses)
        truth, read, resting = truth[good], read[good], resting[good]
        if len(read):
            moved = np.stack([changes(read[:, 0], resting), read[:, 1]], axis=1)
            yield f"{video.stem:52s} {score(changes(truth, resting), moved)}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", type=Path)
    parser.add_argument("videos", type=Path)
    parser.add_argument("--poses", type=Path, required=True)
    given = parser.parse_args()
    for line in lines(given.network, given.videos, given.poses):
        print(line, flush=True)


if __name__ == "__main__":
    main()
