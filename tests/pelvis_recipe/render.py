"""Render crops of the pelvis whose tilt is exactly known.

The renderer and torch must not share a process (both bring LLVM), so this imports no torch.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.analysis.pose import Array
from tests.pelvis_recipe.crops import MARGIN, STORED, line_tilt
from tests.pelvis_recipe.people import TRAINING, Random, bodies, look
from tests.pelvis_recipe.postures import AllFours, standing
from tests.pelvis_recipe.reading import Picture, crop_side

ROOMS = {
    "train": [(kind, seed) for kind in ("living", "gym", "studio") for seed in (11, 12, 13)],
    "test": [("plain", 21), ("plain", 22), ("plain", 23)],
}
"""Rooms by kind and seed: those of the test are of a kind that was not trained on."""

SEED = {"train": 100_000, "test": 200_000}

POSES, VIEWS = 16, 3
"""Poses of one person in one set of clothes, and pictures of each pose."""

EMPTY = 6.0
"""Standard deviation of a picture's values below which the camera is inside the furniture."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is known of a crop: the tilt of the hip line in the picture, and of what it is."""

    posture: str
    body: int
    person: int
    tilt: float
    azimuth: float
    height: float
    top: str
    loose: float
    hem: float


def crops(split: str, person: int) -> Iterator[tuple[Picture, Label]]:
    """Yield the crops of one person in one set of clothes and one room, from its number alone."""
    from synth import pipeline, scene, texture
    from synth import render as gl
    from synth.body import build
    from synth.person import Person

    r = np.random.default_rng(SEED[split] + person)
    count = TRAINING if split == "train" else len(bodies()) - TRAINING
    body = int(r.integers(count)) + (0 if split == "train" else TRAINING)
    clothes = look(r)
    shape = build(bodies()[body])
    dressed = Person(shape, clothes, seed=1)
    stage = gl.Renderer(STORED, STORED, taps=3, msaa=0)
    kind, seed = ROOMS[split][int(r.integers(len(ROOMS[split])))]
    mat = tuple(np.random.default_rng(seed).integers(20, 220, 3))
    parts, floor, mat_texture, wall, _ = scene.build(
        kind, (0, 0, 0), seed=seed, room=(3.3, 3.2, 2.7), mat_w=0.7, mat_color=mat
    )
    stage.set_static(parts)
    textures = {
        "Tbody": stage.texture(texture.bake(stage.ctx, shape, clothes, 384)),
        "Tfloor": stage.texture(floor, True),
        "Tmat": stage.texture(mat_texture),
        "Twall": stage.texture(wall, True),
    }
    kneels = r.random() < 0.2
    all_fours = AllFours(dressed.rig) if kneels else None
    for _ in range(POSES):
        pose = standing(dressed.rig, r) if all_fours is None else all_fours(r)
        buffers, _ = dressed.buffers(pose.D, pose.P)
        if r.random() < 0.3:
            band = pipeline.band_mesh(
                pose, color=tuple(r.uniform(0, 0.8, 3)), where=r.uniform(0.3, 0.9)
            )
            buffers["band"] = (pipeline._buf(band[0], band[2], band[3]), band[1])
        stage.dyn = {}
        for name, (buffer, index) in buffers.items():
            stage.add_dynamic(name, buffer, index)
        light = _light(r, scene.LIGHTS)
        for view in range(VIEWS):
            camera, azimuth, height = _camera(pose, kneels, r)
            hips, shoulders = (_both(pose, part, camera) for part in ("hip", "shoulder"))
            _aim(camera, shoulders, hips, r)
            picture = stage.render(camera, light, textures, pose.midhip(), shadows=view == 0)
            if picture.std() >= EMPTY:
                yield (
                    picture,
                    Label(
                        posture="all_fours" if kneels else "standing",
                        body=body,
                        person=person,
                        tilt=line_tilt(hips[0], hips[1]),
                        azimuth=azimuth,
                        height=height,
                        top=clothes.top,
                        loose=clothes.loose_top,
                        hem=clothes.hem_dz,
                    ),
                )


def _light(r: Random, presets: dict[str, Any]) -> dict[str, Any]:
    light = dict(presets[str(r.choice(list(presets)))])
    turn = r.uniform(0, 2 * np.pi)
    x, y, z = light["dir"]
    light["dir"] = [
        np.cos(turn) * x - np.sin(turn) * y,
        np.sin(turn) * x + np.cos(turn) * y,
        z,
    ]
    return light


def _camera(pose: Any, kneels: bool, r: Random) -> tuple[Any, float, float]:
    """Return a phone in front of or behind somebody, its azimuth in degrees and height in m."""
    from synth import render as gl

    hips = pose.midhip()
    if kneels:
        azimuth, away, height = 180 + r.uniform(-48, 48), r.uniform(1.7, 3.6), r.uniform(0.6, 2.1)
    else:
        azimuth = (180 if r.random() < 0.5 else 0) + r.uniform(-42, 42)
        away, height = r.uniform(2.0, 4.2), r.uniform(0.35, 1.7)
    turn = np.radians(azimuth)
    eye = np.array([hips[0] + away * np.cos(turn), hips[1] + away * np.sin(turn), height])
    aim = [r.normal(0, 0.15), r.normal(0, 0.2), r.normal(0.35 if kneels else 0.85, 0.12)]
    target = hips * np.array([1, 1, 0]) + np.array(aim)
    return (
        gl.Camera(eye, target, r.uniform(50, 75), r.normal(0, 1.5), 854, 480),
        float(azimuth),
        float(height),
    )


def _both(pose: Any, part: str, camera: Any) -> Array:
    """Return the left and the right joint in the picture, [2, 2] pixels."""
    joints = np.array([pose.joint(part, s) for s in "LR"])
    out: Array = camera.project(joints)[:, :2]
    return out


def _aim(camera: Any, shoulders: Array, hips: Array, r: Random) -> None:
    """Have the camera render nothing but the crop, about where the hips would be found."""
    inside = crop_side(shoulders, hips)
    wide = inside * MARGIN
    corner = hips.mean(0) + r.normal(0, 0.02, 2) * inside - wide / 2
    matrix = camera.K.copy()
    matrix[:2, 2] -= corner
    matrix[:2] *= STORED / wide
    camera.K, camera.w, camera.h = matrix, STORED, STORED


def write(folder: Path, split: str, person: int) -> int:
    """Write the crops of one person and return their number."""
    made = list(crops(split, person))
    name = folder / f"{split}_{person:05d}"
    name.with_suffix(".json").write_text(json.dumps([asdict(label) for _, label in made]))
    np.savez(name.with_suffix(".npz"), crops=np.array([picture for picture, _ in made]))
    return len(made)
