"""Render, train and evaluate the network that reads the pelvis: one command, from seeds.

    python -m tests.pelvis_recipe --generator ../synth --out /tmp/pelvis

Run it with the generator's own environment (its README says how to make one) with torch and onnx
added, from the folder of the sources. `--generator` is a copy of the generator to which
`generator.patch` has been applied (`patch -p1 < .../generator.patch`).
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tests.pelvis_recipe.crops import POSTURES, load
from tests.pelvis_recipe.scores import calibrated, score

STEPS = ("bodies", "render", "train")
"""Each in a process of its own: the renderer and torch cannot share one."""


def main() -> None:
    """Run the whole recipe, or the one step that is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.pelvis_recipe", description=__doc__)
    parser.add_argument("--generator", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--posture", choices=POSTURES, default="standing")
    parser.add_argument("--people", type=int, default=1000, help="to train on; a tenth to test on")
    parser.add_argument("--steps", type=int, default=25_000)
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

    for split, count in (("test", max(given.people // 10, 1)), ("train", given.people)):
        for person in range(count):
            if not (given.out / f"{given.posture}_{split}_{person:05d}.npz").exists():
                write(given.out, given.posture, split, person)


def _train(given: argparse.Namespace) -> None:
    from tests.pelvis_recipe import train

    net = train.Network()
    train.fit(net, load(given.out, given.posture, "train"), given.steps, _told)
    train.export(net, given.out / f"{given.posture}.onnx")
    for split in ("train", "test"):
        data = load(given.out, given.posture, split)
        read = train.read(net, data)
        print(f"{given.posture} {split}: {score(data.tilts, read)}")
    print(f"predicted spreads must grow by {calibrated(data.tilts, read):.2f}")


def _told(step: int, error: float) -> None:
    if step % 500 == 0:
        print(f"step {step} mean square error {error:.1f}", flush=True)


if __name__ == "__main__":
    main()
