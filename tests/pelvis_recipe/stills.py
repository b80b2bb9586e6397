"""Render stills of people from the side whose low back's arch is exactly known.

    python -m tests.pelvis_recipe.stills --generator ../synth --out /tmp/arch --people 45

Like the crops' recipe it runs with the generator's own environment. `low_back` reads the stills.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from tests.pelvis_recipe.people import KEPT_ASIDE, Random, bodies, look

WIDE, HIGH = 854, 480
"""Pixels of a still."""

EXERCISES = ("donkey_kick", "cable_kickback", "hip_flexor_stretch")

ARCHES = (0.0, 0.0, None, None, None)
"""Degrees of the stills at the top, after one at the start; None: between these two:"""

LEAST, MOST = 3.0, 25.0

ASIDE = 28.0
"""Degrees by which the camera may be off the side view."""

SEED = 700_000


def draw(exercise: str, rig: Any, r: Random) -> Iterator[tuple[Any, Any, float]]:
    """Yield the exercise, a pose and its low back's true change: at the start, then at tops."""
    from synth import exercises

    move = exercises.make(rig, exercises.Spec(exercise=exercise, side=str(r.choice(list("LR")))))
    noise = r.normal(0, 0.8, 24)
    for number, given in enumerate((None, *ARCHES)):
        arch = float(r.uniform(LEAST, MOST)) if given is None else given
        faults = {"back_arch": arch}
        if exercise == "donkey_kick":
            faults["knee_angle_open"] = float(r.normal(0, 10))
        elif number == 2:
            lean = "trunk_swing" if exercise == "cable_kickback" else "trunk_lean"
            faults[lean] = float(r.uniform(0, 12 if exercise == "cable_kickback" else 8))
        shown = noise + r.normal(0, 0.5, 24)
        top = number > 0
        lifted = float(r.uniform(0.85, 1.1)) if top else 0.0
        faults = faults if top else {}
        pose = move.pose(lifted, faults, shown, 0.0, {"faults": faults, "index": 1})
        pose.fk(full=True)
        # Leaning forward in the stretch bends the low back by 0.55 of it (the generator's rule).
        yield move, pose, faults.get("back_arch", 0.0) - 0.55 * faults.get("trunk_lean", 0.0)


def _camera(bodies_shown: Any, azimuth: float, r: Random) -> Any:
    """Return a phone that sees all of these points [n, 3] from there."""
    from synth import render

    height, view = r.uniform(0.35, 1.0), r.uniform(52, 66)
    middle = (bodies_shown.min(0) + bodies_shown.max(0)) / 2
    turn = np.radians(azimuth)
    for away in np.arange(1.5, 5, 0.1):
        eye = np.array([middle[0] + away * np.cos(turn), middle[1] + away * np.sin(turn), height])
        camera = render.Camera(eye, middle, view, float(r.normal(0, 0.7)), WIDE, HIGH)
        at = camera.project(bodies_shown)
        share = at[:, :2] / [WIDE, HIGH]
        if at[:, 2].min() > 0.3 and share.min() > 0.05 and share.max() < 0.95:
            break
    return camera


def write(folder: Path, person: int) -> None:
    """Write the stills of one person in one set of clothes, and what is true of them."""
    from synth import pipeline, scene, texture
    from synth.body import build
    from synth.person import Person

    r = np.random.default_rng([SEED, person])
    body = int(r.integers(KEPT_ASIDE.stop))
    clothes = look(r)
    shape = build(bodies()[body])
    dressed = Person(shape, clothes, seed=1)
    stage = pipeline.renderer(WIDE, HIGH, 4, 0)
    kind, seed = str(r.choice(["living", "gym", "studio", "plain"])), int(r.integers(11, 14))
    parts, floor, mat, wall, _ = scene.build(kind, (0, 0, 0), seed=seed, room=(3.6, 3.6, 2.7))
    textures = {
        "Tfloor": stage.texture(floor, True),
        "Tmat": stage.texture(mat),
        "Twall": stage.texture(wall, True),
        "Tbody": stage.texture(texture.bake(stage.ctx, shape, clothes, 512)),
    }
    labels = []
    for exercise in EXERCISES:
        drawn = list(draw(exercise, dressed.rig, r))
        move = drawn[0][0]
        fixed = move.static_parts() if hasattr(move, "static_parts") else []
        extra = [(v, t, n, c, np.zeros((len(v), 2)), np.zeros(len(v))) for v, t, n, c in fixed]
        stage.set_static([*parts, *extra])
        aside = float(r.uniform(-ASIDE, ASIDE))
        every = np.arange(0, len(shape.verts), 23)
        shown = np.concatenate([dressed.rig_dressed.skin(p.D, p.P, every) for _, p, _ in drawn])
        camera = _camera(shown, pipeline.view_azimuth("side", move) + aside, r)
        light = scene.LIGHTS[str(r.choice(list(scene.LIGHTS)))]
        stage.dyn = {}
        for number, (_, pose, arch) in enumerate(drawn):
            buffers, _ = dressed.buffers(pose.D, pose.P)
            moving = move.dyn_parts(pose) if hasattr(move, "dyn_parts") else {}
            for name, (v, t, n, c) in moving.items():
                buffers[name] = (pipeline._buf(v, n, c), t)
            for name, (buffer, index) in buffers.items():
                if name in stage.dyn:
                    stage.update(name, buffer)
                else:
                    stage.add_dynamic(name, buffer, index)
            picture = stage.render(camera, light, textures, shown.mean(0))
            grain = cv2.resize(r.standard_normal((HIGH // 2, WIDE // 2, 3)), (WIDE, HIGH))
            picture = np.clip(cv2.GaussianBlur(picture, (0, 0), 0.6) + 1.5 * grain, 0, 255)
            name = f"{person:04d}_{exercise}_{number}.jpg"
            cv2.imwrite(str(folder / name), picture[:, :, ::-1].astype(np.uint8))
            labels.append(
                {"file": name, "exercise": exercise, "aside": aside, "arch": arch, "top": number}
            )
    for one in textures.values():
        one.release()
    (folder / f"{person:04d}.json").write_text(json.dumps(labels))


def main() -> None:
    """Write the stills of as many people as are asked for; those that are there are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generator", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--people", type=int, default=45)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(given.generator.resolve()))
    os.environ.setdefault("SYNTH_CACHE", str((given.out / "bodies").resolve()))
    for person in range(given.people):
        if not (given.out / f"{person:04d}.json").exists():
            write(given.out, person)


if __name__ == "__main__":
    main()
