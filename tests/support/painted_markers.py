"""Paints stickers on the pelvis of a rendered set, where its truth says the bones are."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.settings import Settings
from formcheck.video import Reader, VideoWriter

Image = NDArray[np.uint8]
Array = NDArray[np.float64]

COLOURS = {
    "green": (60, 220, 70),
    "yellow": (250, 225, 40),
    "orange": (255, 130, 20),
    "pink": (255, 70, 170),
    "blue": (40, 110, 240),
    "white": (245, 245, 245),
}

_HERE = Path(__file__).parents[2]
FOLDERS = (_HERE / "sample_videos", _HERE.parent / "shared" / "videos")


def find(stem: str) -> Path | None:
    """Return a rendered set by its name, or None where only some are at hand."""
    paths = (folder / f"{stem}.mp4" for folder in FOLDERS)
    return next((p for p in paths if p.is_file()), None)


@dataclass(frozen=True)
class Place:
    """Where a pair of dots sits on the pelvis, metres from mid-hip."""

    up: float
    forward: float
    aside: float
    normal: tuple[float, float, float]  # up, forward, aside


ASIS = Place(0.09, 0.11, 0.115, (0.15, 0.85, 0.5))
PSIS = Place(0.08, -0.10, 0.05, (0.1, -0.97, 0.2))
Where = Literal["front", "back"]
PLACES: dict[Where, Place] = {"front": ASIS, "back": PSIS}


class Truth:
    """The truth of one rendered set."""

    def __init__(self, video: Path) -> None:
        self.video = video
        self.about: dict[str, Any] = json.loads(video.with_suffix(".json").read_text())
        with np.load(video.with_suffix(".npz")) as z:
            self.time: Array = z["time"]
            self.points: Array = z["points3d"].astype(float)
            self.pelvis: Array = z["pelvis"].astype(float)
        camera = self.about["camera"]
        self.k, self.r = np.array(camera["K"], float), np.array(camera["R"], float)
        self.t = np.array(camera["t"], float).reshape(3)
        self.eye = -self.r.T @ self.t
        self.names: list[str] = list(self.about["points"])

    def point(self, frame: int, name: str) -> Array:
        """Return a joint, metres."""
        out: Array = self.points[frame, self.names.index(name)]
        return out

    def project(self, points: Array) -> Array:
        """Return the pixels [..., 2] of points [..., 3]."""
        x = points @ self.r.T + self.t
        x = x @ self.k.T
        out: Array = x[..., :2] / x[..., 2:]
        return out

    def axes(self, frame: int) -> tuple[Array, Array, Array]:
        """Return the pelvis' way up, forward and left."""
        left = self.pelvis[frame, :, 0]
        hips = self.point(frame, "left_hip") - self.point(frame, "right_hip")
        left = left * np.sign(left @ hips)
        up = self.pelvis[frame, :, 2]
        spine = self.point(frame, "mid_shoulder") - self.point(frame, "mid_hip")
        up = up * np.sign(up @ spine)
        return up, np.cross(left, up), left

    def tilt(self, frame: int) -> float:
        """Return the angle of the hip line over the floor, degrees."""
        return float(np.degrees(np.arcsin(self.axes(frame)[2][2])))

    def dots(self, frame: int, where: Where, roll: float = 0.0) -> tuple[Array, Array]:
        """Return centres and normals [2 (left, right), 3], the pelvis rolled by so many degrees."""
        up, forward, left = self.axes(frame)
        c, s = np.cos(np.radians(roll)), np.sin(np.radians(roll))
        up, left = c * up - s * left, c * left + s * up
        p, middle = PLACES[where], self.point(frame, "mid_hip")
        base = np.stack([up, forward, left])
        signs = np.array([[1, 1, 1], [1, 1, -1]])
        centres = middle + (signs * [p.up, p.forward, p.aside]) @ base
        normals = (signs * p.normal) @ base
        return centres, normals / np.linalg.norm(normals, axis=1, keepdims=True)

    def visible(self, frame: int, centre: Array, normal: Array) -> bool:
        """Whether a dot faces the camera, and neither leg nor arm is before it."""
        way = self.eye - centre
        way /= np.linalg.norm(way)
        if normal @ way < 0.15:
            return False
        bones = [
            (a, b, r, s)
            for side in ("left", "right")
            for a, b, r, s in (
                (f"{side}_hip", f"{side}_knee", 0.07, 0.3),
                (f"{side}_knee", f"{side}_ankle", 0.05, 0.0),
                (f"{side}_shoulder", f"{side}_elbow", 0.045, 0.0),
                (f"{side}_elbow", f"{side}_wrist", 0.04, 0.0),
            )
        ]
        steps = np.linspace(0, 1, 25)[:, None]
        ray = centre + np.arange(0.03, 1.2, 0.02)[:, None] * way
        for a, b, radius, start in bones:
            p, q = self.point(frame, a), self.point(frame, b)
            bone = p + (start + (1 - start) * steps) * (q - p)
            if np.linalg.norm(ray[:, None] - bone[None], axis=-1).min() < radius:
                return False
        return True

    def paint(
        self,
        image: Image,
        frame: int,
        where: Where,
        colour: tuple[int, int, int],
        size: float = 0.03,
        roll: float = 0.0,
    ) -> tuple[Image, Array]:
        """Return the picture with dots of diameter `size` (m), and their centres [2, 2].

        NaN where a dot cannot be seen.
        """
        out = image.copy()
        seen = np.full((2, 2), np.nan)
        centres, normals = self.dots(frame, where, roll)
        for side in (0, 1):
            centre, normal = centres[side], normals[side]
            if not self.visible(frame, centre, normal):
                continue
            other = np.cross(normal, [0.3, 0.5, 0.8])
            other /= np.linalg.norm(other)
            around = np.linspace(0, 2 * np.pi, 48, endpoint=False)[:, None]
            rim = np.cos(around) * other + np.sin(around) * np.cross(normal, other)
            outline = self.project(centre + size / 2 * rim)
            seen[side] = self.project(centre)
            shade = 0.75 + 0.25 * float(np.clip(normal @ [0.3, 0.2, 0.93], 0, 1))
            _blend(out, outline, np.array(colour, np.float32) * shade)
        return out, seen


def _blend(image: Image, outline: Array, colour: NDArray[np.float32]) -> None:
    """Fill an outline in place, with softened edges and a mild shine from its top."""
    fine = 8
    x0, y0 = np.floor(outline.min(0)).astype(int) - 2
    x1, y1 = np.ceil(outline.max(0)).astype(int) + 3
    if x0 < 0 or y0 < 0 or x1 > image.shape[1] or y1 > image.shape[0]:
        return
    patch = np.zeros(((y1 - y0) * fine, (x1 - x0) * fine), np.uint8)
    # Pixel centres lie at whole numbers in the truth's own projection.
    cv2.fillPoly(patch, [np.rint((outline - [x0, y0] + 0.5) * fine).astype(np.int32)], 255)
    alpha = cv2.resize(patch, (x1 - x0, y1 - y0), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(alpha.astype(np.float32) / 255, (0, 0), 0.5)[..., None]
    shine = np.linspace(1.08, 0.92, y1 - y0, dtype=np.float32)[:, None, None]
    area = image[y0:y1, x0:x1]
    mixed = area * (1 - soft) + soft * np.minimum(colour * shine, 255)
    area[:] = np.clip(np.rint(mixed), 0, 255).astype(np.uint8)


@dataclass(frozen=True)
class Dotted:
    """A clip with dots painted on: where the file is, its truth, and the dots [F, 2, 2]."""

    path: Path
    truth: Truth
    time: Array
    dots: Array


def dotted(
    video: Path,
    out: Path,
    where: Where,
    colour: tuple[int, int, int],
    *,
    size: float = 0.03,
    span: tuple[float, float] = (0.0, 1e9),
    turn: float = 0.0,
    gain: tuple[float, float] = (1.0, 1.0),
    roll: Callable[[float], float] = lambda _: 0.0,
) -> Dotted:
    """Paint dots on a rendered set and write it as a real, compressed video.

    It has only as many pictures a second as poses are found in: all of them are looked at.
    `turn` rotates the picture by so many degrees (a camera that is not level); `gain` is the
    brightness at its first and its last frame; `roll` says how far the pelvis drops besides, at
    each second.
    """
    truth = Truth(video)
    times, dots = [], []
    rate = Settings().pose_rate
    with Reader(video, Settings(), rate=rate) as reader:
        clip = reader.clip
        with VideoWriter(out, clip.width, clip.height, rate) as writer:
            for frame in reader:
                if frame.time < span[0]:
                    continue
                if frame.time > span[1]:
                    break
                k = int(np.argmin(np.abs(truth.time - frame.time)))
                image, seen = truth.paint(frame.image, k, where, colour, size, roll(frame.time))
                if turn:
                    middle = (clip.width / 2, clip.height / 2)
                    m = cv2.getRotationMatrix2D(middle, turn, 1.0)
                    image = np.asarray(
                        cv2.warpAffine(
                            image, m, (clip.width, clip.height), borderMode=cv2.BORDER_REPLICATE
                        ),
                        np.uint8,
                    )
                    seen = seen @ m[:, :2].T + m[:, 2]
                light = np.interp(frame.time, truth.time[[0, -1]], gain)
                if light != 1:
                    image = np.clip(image * light, 0, 255).astype(np.uint8)
                writer.write(image, frame.time - max(span[0], 0.0))
                times.append(frame.time - max(span[0], 0.0))
                dots.append(seen)
    return Dotted(out, truth, np.array(times), np.array(dots))


def line(dots: Array) -> Array:
    """Return the tilt of the lines through dots [F, 2, 2], degrees, as `signals.pelvic_line`."""
    d = dots[:, 1] - dots[:, 0]
    d = np.where(d[:, :1] < 0, -d, d)
    out: Array = np.degrees(np.arctan2(d[:, 1], d[:, 0]))
    return out
