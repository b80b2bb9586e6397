"""Render crops of the pelvis whose tilt is exactly known.

The renderer and torch must not share a process (both bring LLVM), so this imports no torch.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from tests.pelvis_recipe.crops import MARGIN, POSTURES, STACKED, STORED, line_tilt
from tests.pelvis_recipe.people import BODIES, KEPT_ASIDE, Random, bodies, look
from tests.pelvis_recipe.postures import poser
from tests.pelvis_recipe.reading import Picture, crop_side, points

ROOMS = {
    "train": [(kind, seed) for kind in ("living", "gym", "studio") for seed in (11, 12, 13)],
    "test": [("plain", 21), ("plain", 22), ("plain", 23)],
}
"""Rooms by kind and seed: those of the test are of a kind that was not trained on."""

SEED = {"train": 100_000, "test": 200_000}

POSES, VIEWS = 6, 2
"""Poses of one person in one set of clothes, and pictures of each pose: more people teach more."""

EMPTY = 8.0
"""Standard deviation of the values in the middle of a picture below which the camera is inside
the furniture."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is known of a crop.

    Attributes:
        level: what the network is to read: how far the hip on the picture's right is above the
            other, degrees against level, with the camera's own roll; or how far the upper hip has
            rolled backwards, on one side.
        picture: tilt of the hip line in the picture, which perspective changes.
        points: shoulders and knees as `reading.points` gives them.
    """

    posture: str
    body: int
    person: int
    level: float
    picture: float
    points: list[float]
    azimuth: float
    height: float
    top: str
    loose: float
    hem: float


@lru_cache
def _stage() -> Any:
    """Return the renderer. Twelve samples of each shadow: with three, cloth looks like gravel."""
    from synth import render as gl

    return gl.Renderer(STORED, STORED, taps=12, msaa=0)


@lru_cache
def _room(kind: str, seed: int) -> tuple[Any, dict[str, Any]]:
    from synth import scene

    mat = tuple(np.random.default_rng(seed).integers(20, 220, 3))
    parts, floor, mat_texture, wall, _ = scene.build(
        kind, (0, 0, 0), seed=seed, room=(3.3, 3.2, 2.7), mat_w=0.7, mat_color=mat
    )
    stage = _stage()
    return parts, {
        "Tfloor": stage.texture(floor, True),
        "Tmat": stage.texture(mat_texture),
        "Twall": stage.texture(wall, True),
    }


def crops(posture: str, split: str, person: int) -> Iterator[tuple[Picture, Label]]:
    """Yield the crops of one person in one set of clothes and one room, from its number alone."""
    from synth import pipeline, scene, texture
    from synth.body import build
    from synth.person import Person

    r = np.random.default_rng([SEED[split] + person, POSTURES.index(posture)])
    trained_on = [i for i in range(BODIES) if i not in KEPT_ASIDE]
    body = int(r.choice(trained_on if split == "train" else KEPT_ASIDE))
    clothes = look(r)
    shape = build(bodies()[body])
    dressed = Person(shape, clothes, seed=1)
    stage = _stage()
    parts, textures = _room(*ROOMS[split][int(r.integers(len(ROOMS[split])))])
    stage.set_static(parts)
    skin = stage.texture(texture.bake(stage.ctx, shape, clothes, 384))
    draw = poser(posture, dressed.rig)
    for _ in range(POSES):
        pose = draw(r)
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
            camera, azimuth, height, roll = _camera(pose, posture, r)
            shown = _Shown(pose, camera)
            side = _aim(camera, shown, r)
            picture = stage.render(
                camera, light, textures | {"Tbody": skin}, pose.midhip(), shadows=view == 0
            )
            inner = slice(STORED // 5, -STORED // 5)
            if picture[inner, inner].std() >= EMPTY:
                yield (
                    picture,
                    Label(
                        posture=posture,
                        body=body,
                        person=person,
                        level=rolled(pose) if posture in STACKED else shown.level - roll,
                        picture=line_tilt(shown.hips[0], shown.hips[1]),
                        points=points(
                            shown.hips, shown.shoulders, shown.knees, side, posture in STACKED
                        ).tolist(),
                        azimuth=azimuth,
                        height=height,
                        top=clothes.top,
                        loose=clothes.loose_top,
                        hem=clothes.hem_dz,
                    ),
                )
    skin.release()


class _Shown:
    """Joints in the picture, left and right [2, 2] pixels, and how level the hips truly are."""

    def __init__(self, pose: Any, camera: Any) -> None:
        joints = {
            part: np.array([pose.joint(part, s) for s in "LR"])
            for part in ("hip", "shoulder", "knee")
        }
        self.hips, self.shoulders, self.knees = (
            camera.project(joints[part])[:, :2] for part in ("hip", "shoulder", "knee")
        )
        along = joints["hip"][0] - joints["hip"][1]
        level = float(np.degrees(np.arcsin(along[2] / np.linalg.norm(along))))
        self.level = level if self.hips[0, 0] > self.hips[1, 0] else -level


def rolled(pose: Any) -> float:
    """Return how far the upper hip of somebody on one side is turned backwards, degrees."""
    upper, lower = "LR" if upward(pose) > 0 else "RL"
    line = pose.joint("hip", upper) - pose.joint("hip", lower)
    along = pose.midsh() - pose.midhip()
    along /= np.linalg.norm(along)
    up = np.array([0.0, 0.0, 1.0])
    up -= (up @ along) * along
    up /= np.linalg.norm(up)
    back = np.cross(along, up) * upward(pose)
    return float(np.degrees(np.arctan2(line @ back, line @ up)))


def upward(pose: Any) -> float:
    """Return 1 if the left hip is the upper one, else -1: the belly then faces -y."""
    return 1.0 if pose.joint("hip", "L")[2] > pose.joint("hip", "R")[2] else -1.0


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


AROUND = {"standing": 38.0, "all_fours": 48.0, "bridge": 42.0, "clamshell": 35.0}
"""Degrees round the body, either way from straight in front, behind or along it."""


def _camera(pose: Any, posture: str, r: Random) -> tuple[Any, float, float, float]:
    """Return a phone on some side of somebody, its azimuth and roll in degrees, height in m."""
    from synth import render as gl

    hips = pose.midhip()
    behind = posture == "all_fours" or r.random() < 0.5
    straight = 90 * upward(pose) if posture in STACKED else 180 if behind else 0
    azimuth = straight + r.uniform(-AROUND[posture], AROUND[posture])
    away, low, high = {
        "standing": (r.uniform(2.0, 4.2), 0.35, 1.7),
        "all_fours": (r.uniform(1.7, 3.6), 0.6, 2.1),
        "bridge": (r.uniform(2.0, 3.4), 0.9, 2.2),
        "clamshell": (r.uniform(1.5, 3.0), 0.3, 1.3),
    }[posture]
    height, roll = r.uniform(low, high), r.normal(0, 1.5)
    turn = np.radians(azimuth)
    eye = np.array([hips[0] + away * np.cos(turn), hips[1] + away * np.sin(turn), height])
    over = {"standing": 0.85, "clamshell": 0.2}.get(posture, 0.35)
    aim = [r.normal(0, 0.15), r.normal(0, 0.2), r.normal(over, 0.12)]
    target = hips * np.array([1, 1, 0]) + np.array(aim)
    camera = gl.Camera(eye, target, r.uniform(50, 75), roll, 854, 480)
    return camera, float(azimuth), float(height), float(roll)


def _aim(camera: Any, shown: _Shown, r: Random) -> float:
    """Have the camera render nothing but the crop; return the side of what the network sees."""
    inside = crop_side(shown.shoulders, shown.hips)
    wide = inside * MARGIN
    corner = shown.hips.mean(0) + r.normal(0, 0.02, 2) * inside - wide / 2
    matrix = camera.K.copy()
    matrix[:2, 2] -= corner
    matrix[:2] *= STORED / wide
    camera.K, camera.w, camera.h = matrix, STORED, STORED
    return inside


def write(folder: Path, posture: str, split: str, person: int) -> int:
    """Write the crops of one person and return their number."""
    made = list(crops(posture, split, person))
    name = folder / f"{posture}_{split}_{person:05d}"
    name.with_suffix(".json").write_text(json.dumps([asdict(label) for _, label in made]))
    np.savez(name.with_suffix(".npz"), crops=np.array([picture for picture, _ in made]))
    return len(made)
