"""Pose estimation: MediaPipe's PoseLandmarker behind a small protocol, and a stand-in.

Pitfalls of MediaPipe that this module works around: a segmentation mask whose width is not a
multiple of 32 aborts the process (images are padded right and bottom, and landmarks scaled by the
padded size); row strides are ignored (images are copied); the mask is only valid until the next
call (it is copied); a landmarker used after a fork hangs (processes are spawned).
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.camera_view import body_axes
from formcheck.analysis.geometry import knee_doubt, trunk_profile
from formcheck.analysis.pose import Array, N, PoseFrame
from formcheck.analysis.pose import Landmark as L

BLOCK = 32
"""Pixels: both sides of an image must be a multiple of this for MediaPipe to return a mask."""

MODEL_SIDE = 640
"""Longer side, pixels, of the images given to the model, which itself works on a 256-pixel crop.
From 854 down to 640 pixels the verdicts on 55 rendered sets stay the same, and the mask takes a
sixth of the time."""

_quiet_lock = threading.Lock()
_import_lock = threading.Lock()


class Estimator(Protocol):
    """Estimates one person's pose in successive images."""

    def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
        """Return the pose in an RGB picture [H, W, 3] at `time` seconds.

        `scale` multiplies the returned pixels, for an image that was decoded at reduced size.
        Times must increase from call to call.
        """

    def close(self) -> None:
        """Let go of the model."""


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the model's C++ log off the terminal while it starts up."""
    with _quiet_lock:
        kept = os.dup(2)
        sink = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(sink, 2)
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            os.close(sink)


def _mediapipe() -> tuple[Any, Any, Any]:
    """Import MediaPipe without `sounddevice`, whose import runs a compiler to find the library."""
    with _import_lock:
        if "mediapipe" not in sys.modules and "sounddevice" not in sys.modules:
            sys.modules["sounddevice"] = None  # type: ignore[assignment]
            try:
                import mediapipe.tasks.python
            finally:
                del sys.modules["sounddevice"]
        import mediapipe
        from mediapipe.tasks.python import BaseOptions, vision
    return mediapipe, BaseOptions, vision


class Landmarker:
    """MediaPipe's PoseLandmarker in VIDEO mode, one person, with the segmentation mask."""

    def __init__(self, bundle: Path) -> None:
        os.environ.setdefault("GLOG_minloglevel", "2")
        with _quiet():
            mp, base_options, vision = _mediapipe()
            self._mp = mp
            self._model: Any = vision.PoseLandmarker.create_from_options(
                vision.PoseLandmarkerOptions(
                    base_options=base_options(model_asset_path=str(bundle)),
                    running_mode=vision.RunningMode.VIDEO,
                    output_segmentation_masks=True,
                )
            )
        self._last = -1
        self._warm = False
        self._canvas: NDArray[np.uint8] = np.zeros((0, 0, 3), np.uint8)

    def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
        """Return the pose in `image` at `time`; all NaN when nobody is found."""
        image, shrunk = _for_model(image, averaged=scale > 1)
        scale *= shrunk
        h, w = image.shape[:2]
        padded = (h + (-h) % BLOCK, w + (-w) % BLOCK, 3)
        if self._canvas.shape != padded:
            self._canvas = np.zeros(padded, np.uint8)
        self._canvas[:h, :w] = image
        stamp = max(round(time * 1000), self._last + 1)
        self._last = stamp
        picture = self._mp.Image(image_format=self._mp.ImageFormat.SRGB, data=self._canvas)
        if self._warm:
            found = self._model.detect_for_video(picture, stamp)
        else:
            with _quiet():
                found = self._model.detect_for_video(picture, stamp)
            self._warm = True
        if not found.pose_landmarks:
            return PoseFrame.nobody(time)
        points = found.pose_landmarks[0]
        size = np.array([padded[1], padded[0]], float)
        pixels = np.array([[p.x, p.y] for p in points]) * size
        world = np.array([[p.x, p.y, p.z] for p in found.pose_world_landmarks[0]])
        mask = np.array(found.segmentation_masks[0].numpy_view(), copy=True).reshape(padded[:2])
        trunk = read_trunk(mask[:h, :w], pixels, world)
        knees = read_knees(mask[:h, :w], pixels)
        confidence = np.array([p.visibility for p in points], float)
        return PoseFrame(
            time,
            _kept(pixels * scale),
            _kept(world),
            _kept(confidence),
            _kept(trunk),
            knees=_kept(knees),
        )

    def close(self) -> None:
        """Release the model; required before the interpreter exits."""
        if self._model is not None:
            self._model.close()
            self._model = None


def _for_model(image: NDArray[np.uint8], averaged: bool = False) -> tuple[NDArray[np.uint8], float]:
    """Return an image no larger than `MODEL_SIDE`, and how many times larger the original is.

    `averaged`: the image was already reduced by averaging, so that linear interpolation is enough;
    it takes a fifth of the time of area averaging.
    """
    shrink = MODEL_SIDE / max(image.shape[:2])
    if shrink >= 1:
        return image, 1.0
    # One factor for both sides; rounding shifts the other side by less than a pixel.
    size = (round(image.shape[1] * shrink), round(image.shape[0] * shrink))
    way = cv2.INTER_LINEAR if averaged else cv2.INTER_AREA
    return np.asarray(cv2.resize(image, size, interpolation=way), np.uint8), 1 / shrink


def _kept(values: Array) -> Array:
    """Round to the precision of a saved poses file, so that judging it gives the same report."""
    out: Array = values.astype(np.float32).astype(np.float64)
    return out


def read_trunk(mask: NDArray[Any], pixels: Array, world: Array) -> Array:
    """Return the trunk profile [2, K] (see `trunk_profile`) of a mask [H, W].

    `pixels` [33, 2] are landmarks in the mask's own pixels, `world` [33, 3] metres.
    """
    shoulder = (pixels[L.LEFT_SHOULDER] + pixels[L.RIGHT_SHOULDER]) / 2
    hip = (pixels[L.LEFT_HIP] + pixels[L.RIGHT_HIP]) / 2
    return trunk_profile(mask, shoulder, hip, body_axes(world)[2, :2])


def read_knees(mask: NDArray[Any], pixels: Array) -> Array:
    """Return how far off the knee points may be [2] (see `knee_doubt`), left and right."""
    legs = (
        (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE),
        (L.RIGHT_HIP, L.RIGHT_KNEE, L.RIGHT_ANKLE),
    )
    return np.array([knee_doubt(mask, *pixels[list(leg)]) for leg in legs])


assert len(L) == N
