"""Render, train and evaluate the network that reads the pelvis: one command, from seeds.

    python -m tests.pelvis_recipe --generator ../synth --out /tmp/pelvis

Run it with the generator's own environment (its README says how to make one) with torch and onnx
added, from the folder of the sources. `--generator` is a copy of the generator to which
`generator.patch` has been applied (`patch -p1 < .../generator.patch`).
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from formcheck.analysis.pose import Array
from tests.pelvis_recipe.reading import Picture
from tests.pelvis_recipe.scores import calibrated, score

STEPS = ("bodies", "render", "train")
"""Each in a process of its own: the renderer and torch cannot share one."""


def main() -> None:
    """Run the whole recipe, or the one step that is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.pelvis_recipe", description=__doc__)
    parser.add_argument("--generator", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--people", type=int, default=400, help="to train on; a tenth to test on")
    parser.add_argument("--steps", type=int, default=12_000)
    parser.add_argument("--only", choices=STEPS)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.only is None:
        for step in STEPS:
            again = [sys.executable, "-m", "tests.pelvis_recipe", *sys.argv[1:], "--only", step]
            subprocess.run(again, check=True)
        return
    sys.path.insert(0, str(given.generator.resolve()))
    os.environ.setdefault("SYNTH_CACHE", str((given.out / "bodies").resolve()))
    {"bodies": _bodies, "render": _render, "train": _train}[given.only](given)


def _bodies(given: argparse.Namespace) -> None:
    """Build the bodies with one model: it takes minutes to load and moments to use."""
    from synth import body

    from tests.pelvis_recipe.people import bodies

    missing = [one for one in bodies() if not body.file(one).exists()]
    if not missing:
        return
    import anny

    model = anny.Anny()
    anny.Anny = lambda: model
    body.CACHE.mkdir(parents=True, exist_ok=True)
    for one in missing:
        body._make(one, body.file(one))


def _render(given: argparse.Namespace) -> None:
    from tests.pelvis_recipe.render import write

    for split, count in (("train", given.people), ("test", max(given.people // 10, 1))):
        for person in range(count):
            if not (given.out / f"{split}_{person:05d}.npz").exists():
                write(given.out, split, person)


def _train(given: argparse.Namespace) -> None:
    from tests.pelvis_recipe import train

    crops, tilts, _ = load(given.out, "train")
    net = train.network()
    train.fit(net, crops, tilts, given.steps, _told)
    train.export(net, given.out / "pelvis.onnx")
    crops, tilts, postures = load(given.out, "test")
    read = train.read(net, crops)
    for posture in np.unique(postures):
        of = postures == posture
        print(f"{posture:10s} {score(tilts[of], read[of])}")
    print(f"predicted spreads must grow by {calibrated(tilts, read):.2f}")


def _told(step: int, loss: float) -> None:
    if step % 500 == 0:
        print(f"step {step} loss {loss:.2f}", flush=True)


def load(folder: Path, split: str) -> tuple[Picture, Array, Array]:
    """Return the crops of a folder, their tilts in degrees and the names of their postures."""
    files = sorted(folder.glob(f"{split}_*.npz"))
    labels = [one for f in files for one in json.loads(f.with_suffix(".json").read_text())]
    crops = np.concatenate([np.load(f)["crops"] for f in files])
    return crops, np.array([x["tilt"] for x in labels]), np.array([x["posture"] for x in labels])


if __name__ == "__main__":
    main()
