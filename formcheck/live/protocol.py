"""One frame as the page sends it: a fixed 1,016 bytes, little-endian.

    offset  what
    0       u8 version, u8 flags (1 somebody is seen, 2 a second person), u16 0
    4       u32 sequence number
    8       f64 seconds on the camera's clock
    16      f32 light: the picture's mean luminance, 0..1
    20      u16 width, u16 height of the picture the landmarks are pixels of
    24      f32 [33, 3] x, y in pixels (x right, y down, not mirrored), visibility 0..1
    420     f32 [33, 3] world landmarks, metres
    816     f32 [2, 24] trunk profile; NaN where no edge was met
    1008    f32 [2] how far off the left and the right knee point may be; a page that was open
            before the server knew them leaves them out

A phone that is too slow to find poses sends pictures, in which its computer's page finds them:

    0       u8 2, u8 0, u16 0
    4       u32 sequence number
    8       f64 seconds on the camera's clock
    16      a JPEG

With nobody in the picture the last four are ignored. 32 bits are what a poses file keeps, so a
live set judged again from its file gives the same report. `web/js/pose/frame.js` writes it.
"""

import struct
from dataclasses import dataclass, replace

import numpy as np

from formcheck.analysis.pose import MIRROR, TRUNK_POINTS, Array, N, PoseFrame

VERSION = 1
SEEN, SECOND = 1, 2

_HEAD = struct.Struct("<BBHIdfHH")
_POINTS, _TRUNK = 3 * N, 2 * TRUNK_POINTS
_WITHOUT_KNEES = _HEAD.size + 4 * (2 * _POINTS + _TRUNK)
SIZE = _WITHOUT_KNEES + 8
"""Bytes of one frame."""

PICTURE = 2
"""First byte of a picture."""

LARGEST_PICTURE = 256 * 1024
"""Bytes of a picture: 640 pixels on its longer side as a JPEG have 30,000 to 90,000."""

FAR = 1e5
"""Pixels or metres beyond which a landmark is nonsense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFrame:
    """One frame as it arrived.

    Attributes:
        seq: the sender's number, growing from frame to frame.
        pose: the pose in it.
        light: mean luminance of the picture, 0..1.
        width, height: of the picture, pixels.
        second: whether a second person is in the picture.
    """

    seq: int
    pose: PoseFrame
    light: float
    width: int
    height: int
    second: bool


def unpack(data: bytes, start: float = 0.0) -> LiveFrame:
    """Read one frame; its time becomes seconds since `start`.

    Raises:
        ValueError: it is not such a frame; the text says what is wrong with it.
    """
    if len(data) not in (SIZE, _WITHOUT_KNEES):
        raise ValueError(f"a frame has {SIZE} bytes, this has {len(data)}")
    version, flags, _, seq, time, light, width, height = _HEAD.unpack_from(data)
    if version != VERSION:
        raise ValueError(f"a frame has version {VERSION}, this has {version}")
    if not 0 <= time < 1e9:
        raise ValueError(f"a frame's time is in seconds from 0 on, this is {time}")
    if not width or not height:
        raise ValueError(f"a picture has a width and a height, this has {width} and {height}")
    if not 0 <= light <= 1:
        raise ValueError(f"a frame's light is from 0 to 1, this is {light}")
    return LiveFrame(
        seq=seq,
        pose=_pose(data, time - start) if flags & SEEN else PoseFrame.nobody(time - start),
        light=light,
        width=width,
        height=height,
        second=bool(flags & SECOND),
    )


def unmirrored(frame: LiveFrame) -> LiveFrame:
    """Return a frame of a mirrored picture as the camera would give it without its mirror."""
    pose = frame.pose
    image = pose.image[MIRROR] * [-1.0, 1.0] + [float(frame.width), 0.0]
    world = pose.world[MIRROR] * [-1.0, 1.0, 1.0]
    confidence = pose.confidence[MIRROR]
    pose = replace(pose, image=image, world=world, confidence=confidence, knees=pose.knees[::-1])
    return replace(frame, pose=pose)


def _pose(data: bytes, time: float) -> PoseFrame:
    with np.errstate(invalid="ignore"):  # some kinds of NaN
        numbers = np.frombuffer(data, "<f4", offset=_HEAD.size).astype(np.float64)
    points = numbers[: 2 * _POINTS]
    if not (np.abs(points) < FAR).all():  # false for NaN too
        raise ValueError("a landmark of somebody who is seen must be a number of pixels or metres")
    picture = points[:_POINTS].reshape(N, 3)
    return PoseFrame(
        time,
        picture[:, :2],
        points[_POINTS:].reshape(N, 3),
        picture[:, 2],
        _outline(numbers[2 * _POINTS : 2 * _POINTS + _TRUNK].reshape(2, TRUNK_POINTS)),
        knees=_outline(np.append(numbers[2 * _POINTS + _TRUNK :], [np.nan, np.nan])[:2]),
    )


def _outline(read: Array) -> Array:
    return read if np.abs(read).max() < FAR else np.where(np.isfinite(read), read, np.nan)


def pack(
    frame: PoseFrame,
    seq: int,
    *,
    light: float = 0.5,
    width: int = 854,
    height: int = 480,
    second: bool = False,
) -> bytes:
    """Write one frame, as the page does."""
    flags = SEEN * frame.seen + SECOND * second
    head = _HEAD.pack(VERSION, flags, 0, seq, frame.time, light, width, height)
    picture = np.concatenate([frame.image, frame.confidence[:, None]], axis=1)
    parts = (picture, frame.world, frame.trunk, frame.knees)
    return head + b"".join(np.ascontiguousarray(p, "<f4").tobytes() for p in parts)
