from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest

from formcheck.analysis.pose import TRUNK_POINTS, Array, PoseFrame
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Evidence, Finding
from formcheck.output import draw
from formcheck.output.draw.strokes import Image, Ink
from formcheck.output.draw.text import label, place
from tests.support import reports as r

SHAPE = (480, 854, 3)
BACKGROUNDS = {"white": 255, "black": 0, "grey": 128}


def bridge() -> PoseFrame:
    """A person on the back at the top of a bridge, head to the right, seen from the side."""
    image = np.full((33, 2), np.nan)
    at = {
        "SHOULDER": (600, 330),
        "ELBOW": (520, 370),
        "WRIST": (440, 380),
        "HIP": (430, 250),
        "KNEE": (270, 200),
        "ANKLE": (250, 370),
        "HEEL": (265, 385),
        "FOOT_INDEX": (200, 385),
    }
    for name, (x, y) in at.items():
        image[L[f"LEFT_{name}"]] = x, y
        image[L[f"RIGHT_{name}"]] = x + 14, y - 9
    image[[L.NOSE, L.LEFT_EAR, L.RIGHT_EAR]] = [[665, 290], [680, 320], [685, 318]]
    world = np.zeros((33, 3))
    world[:, :2] = np.nan_to_num(image) / 300
    world[list(range(11, 33, 2)), 2] = -0.15
    world[list(range(12, 33, 2)), 2] = 0.15
    trunk = np.full((2, TRUNK_POINTS), 0.12)
    trunk[0, :5] = np.nan
    return PoseFrame(4.0, image, world, np.ones(33), trunk)


def picture(value: int = 128) -> Image:
    return np.full(SHAPE, value, np.uint8)


def changed(before: Image, after: Image, at: Array, within: int = 12) -> bool:
    x, y = (round(float(v)) for v in at)
    part = np.s_[max(y - within, 0) : y + within, max(x - within, 0) : x + within]
    return bool((before[part] != after[part]).any())


def shows(f: Finding, draw: Any, *landmarks: int, **changes: Any) -> Finding:
    return replace(f, evidence=Evidence(time=4.0, draw=draw, landmarks=landmarks), **changes)


FINDINGS = {
    "angle": shows(r.HEIGHT, "angle", 11, 23, 25, **r.LOW),
    "past straight": shows(r.HEIGHT, "angle", 11, 23, 25, value=205.0, limit=185.0, high=185.0),
    "change": shows(r.HEIGHT, "angle", 11, 23, 25, value=12.0, limit=10.0, low=None, high=10.0),
    "line": shows(r.PELVIS, "line", 11, 23, value=21.0, margin=4.0, limit=15.0, high=15.0),
    "two lines": shows(r.PELVIS, "line", 23, 24, 27, 28, value=8.0, margin=2.0, limit=6.6),
    "separation": shows(r.KNEES, "separation", 25, 26, 27, 28, **r.CAVE),
    "outline": shows(r.KNEES, "outline", value=0.12, margin=0.01, limit=0.06, unit=""),
    "moment": shows(r.HOLD, "moment"),
    "nothing": r.PELVIS,
}


@pytest.mark.parametrize("value", BACKGROUNDS.values(), ids=BACKGROUNDS)
@pytest.mark.parametrize("finding", FINDINGS.values(), ids=FINDINGS)
def test_evidence_keeps_the_picture_and_draws_on_a_copy(finding: Finding, value: int) -> None:
    before = picture(value)
    after = draw.draw_evidence(before, bridge(), finding, "left")
    assert (after.shape, after.dtype) == (before.shape, before.dtype)
    assert (before == value).all()
    assert (after != before).any()


@pytest.mark.parametrize("side", ["left", "right", "both", None])
def test_pose_is_drawn_where_the_joints_are(side: Any) -> None:
    before, frame = picture(), bridge()
    after = draw.draw_pose(before, frame.image, side)
    for joint in (L.LEFT_KNEE, L.RIGHT_HIP, L.LEFT_WRIST):
        assert changed(before, after, frame.image[joint])
    assert not changed(before, after, np.array([60.0, 60.0]))


def test_near_side_is_stronger() -> None:
    before, frame = picture(0), bridge()
    left = draw.draw_pose(before, frame.image, "left").astype(int)
    right = draw.draw_pose(before, frame.image, "right").astype(int)
    x, y = frame.image[[L.LEFT_KNEE, L.LEFT_ANKLE]].mean(0).round().astype(int)
    assert left[y, x - 2 : x + 3].max() > right[y, x - 2 : x + 3].max() + 50


@pytest.mark.parametrize("missing", [slice(None), slice(23, 27), [L.LEFT_HIP], slice(0, 11)])
@pytest.mark.parametrize("finding", FINDINGS.values(), ids=FINDINGS)
def test_missing_points_are_left_out(finding: Finding, missing: Any) -> None:
    frame = bridge()
    image = frame.image.copy()
    image[missing] = np.nan
    gone = replace(frame, image=image, world=np.full((33, 3), np.nan))
    for made in (
        draw.draw_evidence(picture(), gone, finding, "left"),
        draw.evidence_picture(picture(), gone, finding, "left"),
        draw.draw_live(picture(), gone, r.rep(1, (r.KNEES, r.CAVE)), "left"),
    ):
        assert made.dtype == np.uint8
    assert (draw.draw_pose(picture(), np.full((33, 2), np.nan)) == 128).all()


def test_points_far_outside_do_no_harm() -> None:
    frame = bridge()
    far = replace(frame, image=frame.image * 1e7)
    assert draw.draw_evidence(picture(), far, FINDINGS["angle"], "left").shape == SHAPE
    past = replace(frame, image=frame.image + 700)
    assert draw.draw_evidence(picture(), past, FINDINGS["angle"], "left").shape == SHAPE
    part, _ = draw.crop(picture(), past)
    assert 0 < part.size <= picture().size


def test_limit_is_drawn_where_the_limit_lies() -> None:
    # A right angle: shoulder to the right of the hip, knee straight above it; the limit, 135
    # degrees, lies up and to the left.
    frame = bridge()
    image = np.full((33, 2), np.nan)
    image[[11, 23, 25]] = [[600, 300], [400, 300], [400, 100]]
    frame = replace(frame, image=image)
    f = replace(FINDINGS["angle"], value=90.0, limit=135.0, low=135.0)
    after = draw.draw_evidence(picture(), frame, f, None)
    there = np.array([400.0, 300.0]) + 120 * np.array([-1, -1]) / np.sqrt(2)
    mirrored = np.array([400.0, 300.0]) + 120 * np.array([1, -1]) / np.sqrt(2)
    assert changed(picture(), after, there)
    assert not changed(picture(), after, mirrored, 8)


def test_the_back_is_drawn_on_its_own_side() -> None:
    frame = bridge()
    after = draw.draw_evidence(picture(), frame, FINDINGS["outline"], "left").astype(int)
    orange = (after[..., 0] - after[..., 2]) > 60
    frame_hip, shoulder = frame.image[L.LEFT_HIP], frame.image[L.LEFT_SHOULDER]
    assert not orange.any()  # ok is drawn in teal
    teal = np.argwhere(after[..., 2] - after[..., 0] > 60)[:, ::-1]
    chord = shoulder - frame_hip
    below = chord[0] * (teal[:, 1] - frame_hip[1]) - chord[1] * (teal[:, 0] - frame_hip[0])
    assert len(teal) > 50
    assert (below > 0).mean() > 0.95  # a person on the back: the back is the lower side


@pytest.mark.parametrize("anchor", [(0, 0), (853, 479), (427, 240), (-50, 900), (430, 250)])
def test_labels_are_inside_and_beside_their_joint(anchor: tuple[int, int]) -> None:
    at = np.array(anchor, float)
    x, y = place((480, 854), (70, 200), at, bridge().image[11:])
    assert 0 <= x <= 854 - 200
    assert 0 <= y <= 480 - 70
    if 0 <= anchor[0] < 854 and 0 <= anchor[1] < 480:
        assert not (x <= anchor[0] <= x + 200 and y <= anchor[1] <= y + 70)
        nearest = np.clip(at, [x, y], [x + 200, y + 70])
        assert np.hypot(*(nearest - at)) < 150


@pytest.mark.parametrize("size", [(480, 854), (120, 160), (40, 60)])
def test_label_fits_any_picture(size: tuple[int, int]) -> None:
    image = np.full((*size, 3), 90, np.uint8)
    label(image, np.array(size[::-1]) / 2, ["163° ± 4°", "at least 165°"], np.zeros((0, 2)))
    assert (image != 90).any()
    border = np.concatenate([image[0], image[-1]])
    if size[0] > 100:
        assert (border == 90).all()


def test_label_reads_on_white_and_on_black() -> None:
    for value in (0, 255):
        image = picture(value)
        label(image, np.array([400.0, 200.0]), ["163°"], np.zeros((0, 2)))
        assert int(image.max()) - int(image.min()) > 180


def test_live_strip_tells_rep_hold_and_fault() -> None:
    frame, rep = bridge(), r.rep(1, (r.KNEES, r.CAVE))
    corner = np.s_[360:, :330]
    drawn = [
        draw.draw_live(picture(), frame, shown, "left", "Top")[corner]
        for shown in (None, r.rep(1), rep)
    ]
    ink = [(d != 128).any(-1).sum() for d in drawn]
    assert ink[0] < ink[1] < ink[2]
    later = draw.draw_live(picture(), replace(frame, time=5.0), rep, "left", "Top")[corner]
    assert (later != drawn[2]).any()  # the hold runs
    assert draw.rep_at((rep,), 4.0) is rep
    assert draw.rep_at((rep,), 0.5) is None


@pytest.mark.parametrize("shape", [(480, 854), (854, 480), (1920, 1080), (200, 300), (2160, 3840)])
def test_crop_holds_the_person_and_its_format(shape: tuple[int, int]) -> None:
    frame = bridge()
    scale = min(shape[1] / 854, shape[0] / 480)
    frame = replace(frame, image=frame.image * scale)
    part, moved = draw.crop(np.zeros((*shape, 3), np.uint8), frame)
    h, w = part.shape[:2]
    assert w / h == pytest.approx(1.6, abs=0.02)
    assert w <= 800
    assert w >= min(480, 2 * 300) - 1
    inside = moved.image[11:]
    assert (np.nanmin(inside, 0) >= 0).all()
    assert (np.nanmax(inside, 0) <= [w, h]).all()


def test_crop_of_someone_too_tall_shows_the_joints_in_question() -> None:
    frame = bridge()
    standing = np.array([200, 100]) + (frame.image - [200, 190]) @ np.array([[0.0, 3], [1, 0]])
    frame = replace(frame, image=standing)
    about = (L.LEFT_KNEE, L.LEFT_ANKLE)
    part, moved = draw.crop(np.zeros((1700, 480, 3), np.uint8), frame, about)
    assert part.shape[1] == 480
    middle = moved.image[list(about)].mean(0)
    assert (middle >= 0).all()
    assert (middle <= part.shape[1::-1]).all()


def test_dashes_leave_gaps_and_strokes_a_rim() -> None:
    image = picture(255)
    ink = Ink(image)
    ink.line(np.array([[100.0, 100.0], [300.0, 100.0]]), 2, dash=20)
    ink.paint((255, 0, 0))
    row = image[100, 100:300]
    assert (row == 255).all(-1).any()
    assert (row[:, 1] < 60).any()


def test_jpeg_is_the_picture() -> None:
    image = picture()
    image[:, :, 0], image[:, :, 2] = 220, 30
    data = draw.jpeg(image)
    back = np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), 1))[..., ::-1]
    assert back.shape == image.shape
    assert np.abs(back.astype(int) - image).max() < 6
    assert len(draw.jpeg(image, 30)) <= len(data)
