"""The recipe of the pelvis network, as far as it needs neither torch nor renderer."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.analysis.pose import Array, PoseFrame
from formcheck.analysis.pose import Landmark as L
from tests.pelvis_recipe import gradients
from tests.pelvis_recipe.crops import POSTURES, STORED, Crops, line_tilt, load
from tests.pelvis_recipe.reading import (
    PIXELS,
    Picture,
    both_ways,
    mirrored_points,
    network_input,
    pelvis_crop,
    points,
    square,
)
from tests.pelvis_recipe.scores import calibrated, changes, score
from tests.support.filming import camera, film
from tests.support.motions import lateral_band_walk

DRAWN = 120


def drawn(seed: int) -> tuple[Picture, Array]:
    """Tiny training crops: a pelvis drawn as a bar, of any colour and tilt."""
    r = np.random.default_rng(seed)
    tilts = r.uniform(-15, 15, DRAWN)
    out = np.zeros((DRAWN, STORED, STORED, 3), np.uint8)
    for crop, tilt in zip(out, tilts, strict=True):
        crop[:] = r.integers(140, 255, 3)
        box = cv2.boxPoints(((STORED / 2, STORED / 2), (44, 20), -float(tilt)))
        cv2.fillPoly(crop, [np.round(box).astype(np.int32)], r.integers(0, 90, 3).tolist())
    return out, tilts


def small(crops: Picture) -> Array:
    tiny = np.stack([cv2.resize(c, (16, 16), interpolation=cv2.INTER_AREA) for c in crops])
    out: Array = network_input(tiny).mean(1).reshape(len(crops), -1).astype(float)
    return out


@pytest.mark.parametrize("posture", POSTURES)
def test_a_tiny_model_learns_the_angle_from_stored_crops(tmp_path: Path, posture: str) -> None:
    for split, seed in (("train", 1), ("test", 2)):
        crops, tilts = drawn(seed)
        np.savez(tmp_path / f"{posture}_{split}_00000.npz", crops=crops)
        labels = [{"level": float(t), "points": [0.0] * 8} for t in tilts]
        (tmp_path / f"{posture}_{split}_00000.json").write_text(json.dumps(labels))
    data = load(tmp_path, posture, "train")
    assert data.stacked == (posture == "clamshell")
    x = small(data.crops)
    weights = np.linalg.solve(x.T @ x + np.eye(x.shape[1]), x.T @ data.tilts)
    data = load(tmp_path, posture, "test")
    read = np.stack([small(data.crops) @ weights, np.full(len(data.tilts), 2.0)], axis=1)
    got = score(data.tilts, read)
    assert data.points.shape == (DRAWN, 8)
    assert got.gain == pytest.approx(1, abs=0.2)
    assert got.spread < 3
    assert got.correlation > 0.9


def test_histograms_of_edges_learn_the_tilt_of_crops() -> None:
    train, test = (Crops(c, np.zeros((DRAWN, 8)), t) for c, t in (drawn(1), drawn(2)))
    read = gradients.read(train, test)
    assert np.corrcoef(read, test.tilts)[0, 1] > 0.9
    mirror = Crops(np.ascontiguousarray(test.crops[:, :, ::-1]), test.points, -test.tilts)
    assert np.corrcoef(gradients.read(train, mirror), -read)[0, 1] > 0.99


def test_a_score_tells_gain_bias_spread_and_what_the_spreads_hold() -> None:
    truth = np.array([-10.0, 0.0, 10.0, 20.0])
    read = np.stack([truth / 2 + 1, np.full(4, 2.0)], axis=1)
    got = score(truth, read)
    assert got.gain == pytest.approx(0.5)
    assert got.bias == pytest.approx(-1.5)
    assert got.within == 0.5  # off by 6, 1, 4 and 9
    assert np.isnan(score(np.zeros(4), read).gain)


def test_spreads_are_widened_until_they_hold_what_they_claim() -> None:
    r = np.random.default_rng(0)
    truth = r.normal(0, 8, 4000)
    read = np.stack([truth + r.normal(0, 3, 4000), np.full(4000, 1.5)], axis=1)
    factor = calibrated(truth, read)
    assert factor == pytest.approx(2, abs=0.15)
    read[:, 1] *= factor
    assert score(truth, read).within == pytest.approx(0.95, abs=0.01)


def test_a_change_is_free_of_the_offset_of_its_clip() -> None:
    values = np.array([7.0, 7.0, 12.0])
    resting = np.array([True, True, False])
    assert changes(values, resting).tolist() == [0, 0, 5]
    assert changes(values, np.zeros(3, bool)).tolist() == [0, 0, 5]


def test_a_line_tilts_up_to_the_right_whichever_end_comes_first() -> None:
    low, high = np.array([10.0, 50.0]), np.array([20.0, 40.0])
    assert line_tilt(low, high) == line_tilt(high, low) == pytest.approx(45)


def test_a_mirrored_picture_reads_the_opposite_tilt() -> None:
    outputs, mirrors = np.array([[1.0, 0.0], [2.0, 1.0]]), np.array([[-0.5, 2.0], [1.0, -9.0]])
    read, mirrored = both_ways(outputs, mirrors), both_ways(mirrors, outputs)
    assert read[:, 0].tolist() == [6.0, 4.0]
    assert mirrored[:, 0].tolist() == [-6.0, -4.0]
    assert mirrored[:, 1] == pytest.approx(read[:, 1])


def test_a_mirrored_picture_of_somebody_on_one_side_reads_the_same_roll() -> None:
    outputs, mirrors = np.array([[1.0, 0.0], [2.0, 1.0]]), np.array([[0.5, 2.0], [1.0, -9.0]])
    read = both_ways(outputs, mirrors, stacked=True)
    assert read[:, 0].tolist() == [6.0, 12.0]
    assert both_ways(mirrors, outputs, stacked=True) == pytest.approx(read)


def test_points_of_a_mirrored_picture_of_somebody_on_one_side_keep_their_order() -> None:
    hips = np.array([[50.0, 90.0], [48.0, 110.0]])
    shoulders = hips + np.array([[60, 5], [62, 3]])
    knees = hips + np.array([[-40, -20], [-42, 6]])
    given = points(hips, shoulders, knees, 80, stacked=True)
    assert given[:2] == pytest.approx([61 / 80, -5 / 80])  # the upper hip's shoulder
    lower_first = points(hips[::-1], shoulders[::-1], knees[::-1], 80, stacked=True)
    assert lower_first == pytest.approx(given)
    hips, shoulders, knees = (part * [-1, 1] + [100, 0] for part in (hips, shoulders, knees))
    mirrored = points(hips, shoulders, knees, 80, stacked=True)
    assert mirrored == pytest.approx(mirrored_points(given, stacked=True))


def test_points_of_a_mirrored_picture_are_its_mirrored_points() -> None:
    left, right = np.array([60.0, 100.0]), np.array([40.0, 100.0])
    hips = np.stack([left, right])
    shoulders = hips + np.array([[8, -60], [-6, -55]])
    knees = hips + np.array([[3, 50], [-20, 40]])
    given = points(hips, shoulders, knees, 80)
    hips, shoulders, knees = (part * [-1, 1] + [100, 0] for part in (hips, shoulders, knees))
    assert points(hips, shoulders, knees, 80) == pytest.approx(mirrored_points(given))
    assert mirrored_points(mirrored_points(given)) == pytest.approx(given)
    assert given[:2] == pytest.approx(
        [-16 / 80, -55 / 80]
    )  # the shoulder of the left in the picture


def test_light_does_not_change_what_the_network_is_given() -> None:
    crops, _ = drawn(3)
    given = network_input(crops[:4])
    assert network_input((crops[:4] * 0.6 + 20).astype(np.uint8)) == pytest.approx(given, abs=0.3)


def test_a_crop_lies_round_the_hips_that_were_found() -> None:
    picture = np.zeros((480, 640, 3), np.uint8)
    pose = next(iter(film(lateral_band_walk(1), camera("front"))))
    hips = pose.image[[L.LEFT_HIP, L.RIGHT_HIP]]
    cv2.circle(picture, np.round(hips.mean(0)).astype(int).tolist(), 4, (255, 255, 255), -1)
    crop = pelvis_crop(picture, pose)
    assert crop is not None
    rows, columns = np.nonzero(crop[:, :, 0] > 100)
    assert rows.mean() == pytest.approx(PIXELS / 2, abs=1.5)
    assert columns.mean() == pytest.approx(PIXELS / 2, abs=1.5)
    assert pelvis_crop(picture, PoseFrame.nobody(0)) is None
    assert pelvis_crop(picture, pose, scale=40) is None  # too small to show anything


def test_a_part_beyond_the_picture_repeats_its_edge() -> None:
    picture = np.zeros((40, 40, 3), np.uint8)
    picture[:, 0] = 255
    assert (square(picture, np.array([-20.0, 20.0]), 20, 10) == 255).all()
