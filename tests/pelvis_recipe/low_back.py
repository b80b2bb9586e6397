"""Fit the weights of `formcheck.analysis.low_back` to rendered stills, and score them.

    python -m tests.pelvis_recipe.low_back /tmp/arch --model models/pose_landmarker_heavy.task

Runs with formcheck's own environment on what `stills` has written.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from formcheck.analysis.kinematics import SMOOTH_BACK, hollow, middle
from formcheck.analysis.low_back import AT_BELLY, BACK, lumbar_curve
from formcheck.analysis.pose import Array, PoseFrame
from formcheck.estimation.landmarker import Landmarker
from tests.pelvis_recipe.scores import score

RIDGE = 3.0
"""Strength of the ridge, for features of unit spread."""

FOLDS = 10

UPRIGHT = ("cable_kickback", "hip_flexor_stretch")
"""Exercises whose stills are fitted: there the low back's outline is not lifted by the thigh."""

NEAR_THE_SIDE = 26.0
"""Degrees off the side view up to which the cue is judged."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from the start to each top: one row a still.

    Attributes:
        features: [n, 8] % of the trunk's length: the back's outline by sixths, the belly's, and
            the logarithm of the trunk's length.
        arches: [n] true degrees.
        people: [n] number of the person.
        hollows: [n] change of `hollow`.
        curves: [n] change of `lumbar_curve` as it now is in formcheck.
    """

    features: Array
    arches: Array
    people: Array
    hollows: Array
    curves: Array


def features(pose: PoseFrame) -> Array:
    """Return what is fitted of one pose, [8]; NaN where an arm is in an outline."""
    back, belly = pose.trunk[0], pose.trunk[1, AT_BELLY]
    length = np.log(np.linalg.norm(middle(pose.image, "hip") - middle(pose.image, "shoulder")))
    out = 100 * np.array([*back.reshape(len(BACK), -1).mean(-1), belly.mean(), length])
    leap = max(np.abs(np.diff(edge)).max() for edge in (back, belly))
    return out if leap < SMOOTH_BACK else np.full(len(out), np.nan)


def fitted(x: Array, y: Array) -> Array:
    """Return the ridge's weights, without an offset: nothing changed means no arch."""
    spread = x.std(0) + 1e-9
    scaled = x / spread
    weights = np.linalg.solve(scaled.T @ scaled + RIDGE * np.eye(x.shape[1]), scaled.T @ y)
    return np.asarray(weights / spread, float)


def on_others(x: Array, y: Array, people: Array) -> Array:
    """Return what weights that were fitted to the other people say of each still."""
    out = np.zeros(len(y))
    for fold in range(FOLDS):
        aside = people % FOLDS == fold
        if aside.any():
            out[aside] = x[aside] @ fitted(x[~aside], y[~aside])
    return out


def poses(folder: Path, person: int, model: Path) -> list[PoseFrame]:
    """Return a pose of each still of a person: each exercise by a model that begins anew."""
    found: list[PoseFrame] = []
    labels = json.loads((folder / f"{person:04d}.json").read_text())
    landmarker = None
    for label in labels:
        picture = cv2.imread(str(folder / label["file"]))
        if picture is None:
            raise FileNotFoundError(label["file"])
        rgb = np.ascontiguousarray(picture[:, :, ::-1], dtype=np.uint8)
        if label["top"] == 0:
            if landmarker is not None:
                landmarker.close()
            landmarker = Landmarker(model)
            landmarker.estimate(rgb, 0.0)  # found once, then followed
        assert landmarker is not None
        found.append(landmarker.estimate(rgb, 0.1 * (label["top"] + 1)))
    if landmarker is not None:
        landmarker.close()
    return found


def changes(labels: list[dict[str, Any]], found: list[PoseFrame], person: int) -> Changes:
    """Return the changes of one person's stills from the start before them."""
    rows, start = [], found[0]
    for label, pose in zip(labels, found, strict=True):
        if label["top"] == 0:
            start = pose
        elif abs(label["aside"]) < NEAR_THE_SIDE:
            both = [np.array([hollow(p), lumbar_curve(p)]) for p in (pose, start)]
            told = both[0] - both[1]
            row = features(pose) - features(start)
            rows.append([*row, label["arch"], person, *told])
    table = np.array(rows, float).reshape(len(rows), len(BACK) + 6)
    seen = table[np.isfinite(table).all(1)]
    return Changes(seen[:, :-4], *seen[:, -4:].T)


def joined(parts: list[Changes]) -> Changes:
    """Return all changes in one."""
    return Changes(
        *(
            np.concatenate([getattr(p, name) for p in parts])
            for name in ("features", "arches", "people", "hollows", "curves")
        )
    )


def main() -> None:
    """Print the weights, and how well they read people they were not fitted to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    given = parser.parse_args()
    parts: dict[str, list[Changes]] = {}
    for file in sorted(given.folder.glob("*.json")):
        person, labels = int(file.stem), json.loads(file.read_text())
        found = poses(given.folder, person, given.model)
        for exercise in dict.fromkeys(label["exercise"] for label in labels):
            chosen = [i for i, label in enumerate(labels) if label["exercise"] == exercise]
            some = changes([labels[i] for i in chosen], [found[i] for i in chosen], person)
            parts.setdefault(exercise, []).append(some)
    fit = joined([one for exercise in UPRIGHT for one in parts[exercise]])
    print("weights", fitted(fit.features, fit.arches).round(2).tolist())
    read = on_others(fit.features, fit.arches, fit.people)
    print("people not fitted:", score(fit.arches, np.stack([read, np.full(len(read), 2.5)], 1)))
    for exercise, of_people in parts.items():
        every = joined(of_people)
        told = np.stack([every.curves, np.full(len(every.arches), 2.5)], 1)
        print(f"{exercise} as in formcheck: {score(every.arches, told)}")
        slope = np.polyfit(every.arches, every.hollows, 1)
        by_back = (every.hollows - slope[1]) / slope[0]
        print(f"{exercise} by the back alone: SD {np.std(by_back - every.arches):.1f}")


if __name__ == "__main__":
    main()
