"""What the page's worker computes is what the server would have: the trunk's outline, the bytes."""

import base64
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page

from formcheck.analysis.camera_view import body_axes
from formcheck.analysis.geometry import knee_doubt, trunk_profile
from formcheck.analysis.pose import Array
from formcheck.live.protocol import unpack
from tests.support.filming import camera, film
from tests.support.motions import donkey_kick, glute_bridge
from tests.web.browser import Guard, Server

PROFILE = """([values, stride, width, height, shoulder, hip, front]) =>
  import('/js/pose/trunk-outline.js').then(({ trunkProfile }) => {
    const bytes = Uint8Array.from(atob(values), (c) => c.charCodeAt(0));
    const mask = { values: new Float32Array(bytes.buffer), stride, width, height };
    const told = trunkProfile(mask, shoulder, hip, front);
    return Array.from(told, (x) => (Number.isNaN(x) ? null : x));
  })"""


@pytest.fixture(scope="module")
def here(browser: Browser, server: Server, origins: set[str]) -> Iterator[Page]:
    """One page for all: nothing but pure functions is asked of it."""
    page = browser.new_context().new_page()
    guard = Guard(page, origins)
    page.goto(f"{server.url}/exercises", wait_until="networkidle")
    yield page
    page.context.close()
    guard.verdict()


def body_mask(seed: int, width: int = 320, height: int = 192) -> NDArray[np.float32]:
    """A soft-edged body with a rough outline."""
    rng = np.random.default_rng(seed)
    mask = np.zeros((height, width), np.float32)
    turn = float(rng.uniform(0, 180))
    axes = (int(rng.integers(60, 95)), int(rng.integers(20, 40)))
    cv2.ellipse(mask, (width // 2, height // 2), axes, turn, 0, 360, 1.0, -1)
    rough = rng.normal(0, 0.15, mask.shape).astype(np.float32)
    soft = cv2.GaussianBlur(np.clip(mask + rough, 0, 1), (0, 0), 2.5)
    return np.asarray(soft, np.float32)


def read(page: Page, mask: NDArray[np.float32], chord: Array, front: Array, crop: int = 0) -> Array:
    h, w = mask.shape
    data = base64.b64encode(mask.tobytes()).decode()
    told = page.evaluate(PROFILE, [data, w, w - crop, h - crop, *chord.tolist(), front.tolist()])
    return np.array([np.nan if x is None else x for x in told]).reshape(2, -1)


@pytest.mark.parametrize("seed", range(8))
def test_the_trunk_is_read_off_a_mask_as_on_the_server(here: Page, seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    mask = body_mask(seed)
    middle, half = np.array([160.0, 96.0]), rng.uniform(15, 55)
    turn = rng.uniform(0, 2 * np.pi)
    way = half * np.array([np.cos(turn), np.sin(turn)])
    chord = np.stack([middle - way, middle + way]) + rng.normal(0, 6, 2)
    front = rng.normal(0, 1, 2)
    expected = trunk_profile(mask.astype(float), chord[0], chord[1], front)
    assert np.isfinite(expected).any()
    np.testing.assert_allclose(read(here, mask, chord, front), expected, atol=1e-4)


def test_edges_that_cannot_be_seen_are_missing_as_on_the_server(here: Page) -> None:
    mask = body_mask(3)
    chord, front = np.array([[20.0, 90.0], [300.0, 100.0]]), np.array([0.0, -1.0])
    everywhere = np.ones_like(mask)
    assert np.isnan(read(here, everywhere, chord, front)).all()
    short = np.array([[150.0, 90.0], [160.0, 90.0]])
    assert np.isnan(read(here, mask, short, front)).all()
    nowhere = np.array([[np.nan, 90.0], [160.0, 90.0]])
    assert np.isnan(trunk_profile(mask.astype(float), nowhere[0], nowhere[1], front)).all()
    # Within a padded canvas only the picture counts.
    crop = 120
    inside = mask[:-crop, :-crop].astype(float)
    low = np.array([[60.0, 60.0], [190.0, 65.0]])
    expected = trunk_profile(inside, low[0], low[1], front)
    np.testing.assert_allclose(read(here, mask, low, front, crop), expected, atol=1e-4)


KNEE = """([values, width, height, leg]) =>
  import('/js/pose/knee-outline.js').then(({ kneeDoubt }) => {
    const bytes = Uint8Array.from(atob(values), (c) => c.charCodeAt(0));
    const mask = { values: new Float32Array(bytes.buffer), stride: width, width, height };
    const told = kneeDoubt(mask, ...leg);
    return Number.isNaN(told) ? null : told;
  })"""


def test_loose_trousers_are_told_as_on_the_server(here: Page) -> None:
    mask = np.zeros((192, 320), np.float32)
    mask[10:180, 130:200] = 1.0
    soft = np.asarray(cv2.GaussianBlur(mask, (0, 0), 2.5), np.float32)
    data = base64.b64encode(soft.tobytes()).decode()
    legs = {
        "straight": ((160, 20), (158, 90), (162, 165)),
        "knee beside the middle": ((160, 20), (180, 92), (162, 165)),
        "towards the camera": ((160, 70), (158, 90), (162, 165)),
        "bent": ((160, 20), (158, 90), (215, 100)),
        "outside": ((60, 20), (58, 90), (62, 165)),
    }
    for leg in legs.values():
        points = [np.array(p, float) for p in leg]
        expected = knee_doubt(soft.astype(float), *points)
        told = here.evaluate(KNEE, [data, 320, 192, [p.tolist() for p in points]])
        np.testing.assert_allclose(np.nan if told is None else told, expected, atol=1e-4)
    assert np.isfinite(knee_doubt(soft.astype(float), *np.array(legs["straight"], float)))


def test_the_front_of_the_body_is_told_as_on_the_server(here: Page) -> None:
    frames = [
        *film(glute_bridge(1), camera("three-quarter"))[::40],
        *film(donkey_kick(reps=1), camera("side"))[::40],
    ]
    worlds = [f.world for f in frames]
    told = here.evaluate(
        "(worlds) => import('/js/pose/trunk-outline.js')"
        ".then(({ frontOf }) => worlds.map(frontOf))",
        [w.tolist() for w in worlds],
    )
    np.testing.assert_allclose(told, body_axes(np.array(worlds))[:, 2, :2], atol=1e-9)


def packed(page: Page, frame: dict[str, Any]) -> bytes:
    text = page.evaluate(
        """(frame) => import('/js/pose/frame.js').then(({ packFrame }) => {
             const bytes = new Uint8Array(packFrame(frame));
             return btoa(String.fromCharCode(...bytes));
           })""",
        frame,
    )
    return base64.b64decode(text)


def test_the_server_reads_what_the_page_packs(here: Page) -> None:
    frame = film(glute_bridge(1), camera("side"))[30]
    about = {"seq": 4_000_000_000, "time": 12345.678901, "light": 0.25, "width": 640, "height": 360}
    pose = {
        "pixels": frame.image.tolist(),
        "world": frame.world.tolist(),
        "visibility": frame.confidence.tolist(),
        "trunk": frame.trunk.ravel().tolist(),
        "knees": [0.25, 0.5],
    }
    got = unpack(packed(here, {**about, "pose": pose, "second": True}))
    assert (got.seq, got.pose.time, got.light) == (4_000_000_000, 12345.678901, 0.25)
    assert (got.width, got.height, got.second) == (640, 360, True)
    for name in ("image", "world", "confidence", "trunk"):
        np.testing.assert_array_equal(
            getattr(got.pose, name), getattr(frame, name).astype(np.float32)
        )
    np.testing.assert_array_equal(got.pose.knees, [0.25, 0.5])
    nobody = unpack(packed(here, {**about, "pose": None, "second": False}))
    assert not nobody.pose.seen
