"""OpenSim's text formats: markers (.trc) and angles over time (.mot).

Axes of the markers: x to the right of the picture, y up, z towards the camera; metres, the middle
of the hips at the origin in every frame, so that walking about does not show. "Up" is the
picture's: a tilted camera tilts it. They are BlazePose's world landmarks: good for the look of a
movement, too coarse in depth for joint angles.

Angles are read in the picture, in degrees, and hold only as far as the camera stands across the
movement. They are not the coordinates of an OpenSim model: a joint's angle is the one between its
two segments, 180 = straight. Times are seconds on the video's own clock.
"""

from collections.abc import Callable

import numpy as np

from formcheck.analysis.frontal_knees import frontal_knee_angle
from formcheck.analysis.kinematics import forward_lean, hip_angle, knee_angle, line_tilt, trunk_lean
from formcheck.analysis.pose import Array, Landmark, N, PoseSequence

TO_OPENSIM = np.array([1.0, -1.0, -1.0])
"""From formcheck's axes (y down, z away from the camera): half a turn about x, so left stays
left."""

ANGLES: dict[str, Callable[[PoseSequence], Array]] = {
    "hip_angle_left": lambda p: hip_angle(p, "left"),
    "hip_angle_right": lambda p: hip_angle(p, "right"),
    "knee_angle_left": lambda p: knee_angle(p, "left"),
    "knee_angle_right": lambda p: knee_angle(p, "right"),
    "trunk_forward_lean": forward_lean,
    "trunk_sideways_lean": trunk_lean,
    "hip_line_tilt": lambda p: line_tilt(p, "hip"),
    "shoulder_line_tilt": lambda p: line_tilt(p, "shoulder"),
    "knees_frontal_angle": frontal_knee_angle,
}
"""Columns of a motion file, in degrees: `kinematics` says how each is measured."""


def trc(poses: PoseSequence, name: str = "poses.trc") -> str:
    """Return the 33 landmarks as a .trc file; blank cells where a point was not seen.

    `name` is written into the file. The rate in the header is the usual one; the times of the
    rows are the true ones.
    """
    rate = f"{_rate(poses.time):.6g}"
    n = str(len(poses))
    markers = [m.name.lower() for m in Landmark]
    lines = [
        ["PathFileType", "4", "(X/Y/Z)", _one_line(name)],
        [
            "DataRate",
            "CameraRate",
            "NumFrames",
            "NumMarkers",
            "Units",
            "OrigDataRate",
            "OrigDataStartFrame",
            "OrigNumFrames",
        ],
        [rate, rate, n, str(N), "m", rate, "1", n],
        ["Frame#", "Time", *(cell for m in markers for cell in (m, "", ""))],
        ["", "", *(f"{axis}{k}" for k in range(1, N + 1) for axis in "XYZ")],
        [""],
    ]
    for i, (time, points) in enumerate(zip(poses.time, poses.world * TO_OPENSIM, strict=True)):
        cells = (_cell(v, "") for v in points.ravel().tolist())
        lines.append([str(i + 1), f"{time:.6f}", *cells])
    return _text(lines)


def mot(poses: PoseSequence, name: str = "motion.mot") -> str:
    """Return the angles of each frame as a .mot file; NaN where a point was not seen."""
    columns = [of(poses) for of in ANGLES.values()]
    lines = [
        [_one_line(name)],
        ["version=1"],
        [f"nRows={len(poses)}"],
        [f"nColumns={len(columns) + 1}"],
        ["inDegrees=yes"],
        ["Angles in the picture, 180 = straight; not the coordinates of a model."],
        ["endheader"],
        ["time", *ANGLES],
    ]
    for i, time in enumerate(poses.time):
        lines.append([f"{time:.6f}", *(_cell(float(c[i]), "NaN") for c in columns)])
    return _text(lines)


def _rate(time: Array) -> float:
    """Return the median frame rate, 1/s; 0 for fewer than two frames."""
    return float(1 / np.median(np.diff(time))) if len(time) > 1 else 0.0


def _cell(value: float, missing: str) -> str:
    return f"{value:.5f}" if np.isfinite(value) else missing


def _one_line(name: str) -> str:
    """Return a name without tabs or line breaks, which would corrupt the header."""
    return " ".join(name.split()) or "set"


def _text(lines: list[list[str]]) -> str:
    return "".join("\t".join(line) + "\n" for line in lines)
