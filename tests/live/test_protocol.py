"""A frame comes out as it went in, and nonsense is refused in words."""

import struct
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.analysis.pose import PoseFrame
from formcheck.live.protocol import SIZE, VERSION, pack, unmirrored, unpack
from tests.support.body import WIDTH
from tests.support.filming import camera, film, mirrored
from tests.support.motions import still

FRAME = replace(film(still("supine", 0.1), camera("side"))[1], knees=np.array([0.25, 0.5]))


def test_a_frame_comes_out_as_it_went_in() -> None:
    data = pack(FRAME, 7, light=0.25, width=640, height=360, second=True)
    assert len(data) == SIZE == 1016
    got = unpack(data)
    assert (got.seq, got.light, got.width, got.height, got.second) == (7, 0.25, 640, 360, True)
    assert got.pose.time == FRAME.time
    for name in ("image", "world", "confidence", "trunk", "knees"):
        np.testing.assert_array_equal(
            getattr(got.pose, name), getattr(FRAME, name).astype(np.float32)
        )


def test_times_are_told_from_where_the_set_begins() -> None:
    assert unpack(pack(FRAME, 0), 0.05).pose.time == FRAME.time - 0.05


def test_nobody_is_a_frame_too() -> None:
    got = unpack(pack(PoseFrame.nobody(2.5), 1))
    assert not got.pose.seen
    assert got.pose.time == 2.5
    assert np.isnan(got.pose.trunk).all()


def test_a_page_that_does_not_tell_of_the_knees_is_understood() -> None:
    got = unpack(pack(FRAME, 7)[:-8])
    assert np.isnan(got.pose.knees).all()
    np.testing.assert_array_equal(got.pose.trunk, FRAME.trunk.astype(np.float32))


def test_a_trunk_without_edges_stays_missing() -> None:
    trunk = FRAME.trunk.copy()
    trunk[0, 3] = np.nan
    frame = PoseFrame(1.0, FRAME.image, FRAME.world, FRAME.confidence, trunk)
    assert np.isnan(unpack(pack(frame, 0)).pose.trunk[0, 3])
    assert np.isfinite(unpack(pack(frame, 0)).pose.trunk).sum() == 47


def changed(offset: int, form: str, value: float) -> bytes:
    data = bytearray(pack(FRAME, 1))
    struct.pack_into(form, data, offset, value)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "has 1016 bytes, this has 0"),
        (pack(FRAME, 1)[:-1], "has 1016 bytes, this has 1015"),
        (changed(0, "<B", VERSION + 1), "version"),
        (changed(8, "<d", float("nan")), "time"),
        (changed(8, "<d", float("inf")), "time"),
        (changed(8, "<d", -1.0), "time"),
        (changed(16, "<f", float("nan")), "light"),
        (changed(20, "<H", 0), "width"),
        (changed(24, "<f", float("nan")), "landmark"),
        (changed(420, "<f", float("inf")), "landmark"),
    ],
)
def test_what_is_no_frame_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        unpack(data)


@given(st.binary(min_size=SIZE, max_size=SIZE))
def test_any_bytes_are_a_frame_or_refused(data: bytes) -> None:
    try:
        got = unpack(bytes([VERSION]) + data[1:])
    except ValueError:
        return
    assert got.width
    assert not np.isinf(got.pose.trunk).any()


def test_a_mirrored_frame_is_put_right_as_the_camera_would_see_it_without_its_mirror() -> None:
    (frame, *_) = film(still("prone", 1.0), camera("side"))
    (seen, *_) = mirrored([frame])
    back = unmirrored(unpack(pack(seen, 0, width=int(WIDTH))))
    np.testing.assert_allclose(back.pose.image, frame.image, atol=1e-3)
    np.testing.assert_allclose(back.pose.world, frame.world, atol=1e-6)
