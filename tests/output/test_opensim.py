import numpy as np
import pytest

from formcheck.analysis.kinematics import hip_angle, knee_angle
from formcheck.analysis.pose import Array, Landmark, PoseFrame, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.output.opensim import ANGLES, mot, trc
from tests.support.filming import camera, film
from tests.support.motions import glute_bridge


@pytest.fixture
def poses() -> PoseSequence:
    frames = film(glute_bridge(reps=1, hold=1, top=190), camera("side"))
    frames[3] = PoseFrame.nobody(frames[3].time)
    return PoseSequence.of(frames)


def read_trc(text: str) -> tuple[dict[str, str], list[str], Array, Array]:
    """Header, marker names, times [F] and positions [F, M, 3], as a reader of the format does."""
    lines = text.split("\n")
    assert lines[0].split("\t")[:3] == ["PathFileType", "4", "(X/Y/Z)"]
    header = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    top = lines[3].split("\t")
    assert top[:2] == ["Frame#", "Time"]
    markers = top[2::3]
    assert lines[4].split("\t")[2:5] == ["X1", "Y1", "Z1"]
    rows = [line.split("\t") for line in lines[6:] if line]
    assert lines[5] == ""
    assert [int(r[0]) for r in rows] == list(range(1, len(rows) + 1))
    cells = np.array([[float(c) if c else np.nan for c in r[2:]] for r in rows])
    return header, markers, np.array([float(r[1]) for r in rows]), cells.reshape(len(rows), -1, 3)


def read_mot(text: str) -> tuple[dict[str, str], dict[str, Array]]:
    """Header and columns."""
    head, _, body = text.partition("endheader\n")
    header = dict(
        line.split("=", 1) for line in head.splitlines() if "=" in line and " " not in line
    )
    names, *rows = [line.split("\t") for line in body.splitlines()]
    return header, dict(zip(names, np.array(rows, float).T, strict=True))


def test_trc_says_how_much_there_is_and_names_every_landmark(poses: PoseSequence) -> None:
    header, markers, _, points = read_trc(trc(poses))
    assert header["Units"] == "m"
    assert int(header["NumFrames"]) == len(poses) == len(points)
    assert int(header["NumMarkers"]) == len(markers) == points.shape[1] == 33
    assert float(header["DataRate"]) == pytest.approx(1 / np.median(np.diff(poses.time)), rel=1e-4)
    assert markers == [m.name.lower() for m in Landmark]


def test_trc_has_y_up_and_keeps_left_left(poses: PoseSequence) -> None:
    _, _, time, points = read_trc(trc(poses))
    np.testing.assert_allclose(time, poses.time, atol=1e-6)
    # Lying with the knees up: the knees are above the hips.
    assert (points[:3, L.LEFT_KNEE, 1] > points[:3, L.LEFT_HIP, 1]).all()
    # A turn, not a mirror: lengths and handedness stay.
    seen = [0, 1, 2, 4]
    np.testing.assert_allclose(points[seen] * [1, -1, -1], poses.world[seen], atol=1e-5)


def test_trc_leaves_blank_what_was_not_seen(poses: PoseSequence) -> None:
    _, _, _, points = read_trc(trc(poses))
    assert np.isnan(points[3]).all()
    assert np.isfinite(points[[2, 4]]).all()


def test_mot_header_and_columns_agree(poses: PoseSequence) -> None:
    header, columns = read_mot(mot(poses))
    assert header["inDegrees"] == "yes"
    assert int(header["nRows"]) == len(poses) == len(columns["time"])
    assert int(header["nColumns"]) == len(columns) == len(ANGLES) + 1
    assert next(iter(columns)) == "time"


def test_mot_has_the_angles_that_are_judged_in_degrees(poses: PoseSequence) -> None:
    _, columns = read_mot(mot(poses))
    np.testing.assert_allclose(columns["time"], poses.time, atol=1e-6)
    for side in ("left", "right"):
        for name, of in (("hip", hip_angle), ("knee", knee_angle)):
            np.testing.assert_allclose(
                columns[f"{name}_angle_{side}"], of(poses, side), atol=1e-4, equal_nan=True
            )
    assert np.nanmax(columns["hip_angle_left"]) > 180
    assert np.isnan(columns["hip_angle_left"][3])


def test_a_name_cannot_break_the_header(poses: PoseSequence) -> None:
    header, _, _, _ = read_trc(trc(poses, "a\nb\tc.trc"))
    assert header["Units"] == "m"
    told, _ = read_mot(mot(poses, "x\nendheader\ny.mot"))
    assert int(told["nRows"]) == len(poses)


def test_no_frames_make_files_without_rows(poses: PoseSequence) -> None:
    none = poses.part(slice(0, 0))
    assert trc(none).count("\n") == 6
    assert "\n0\t0\t0\t33\tm\t0\t1\t0\n" in trc(none)
    assert "nRows=0\n" in mot(none)
