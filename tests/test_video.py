"""Reading and writing video, with clips made here."""

import itertools
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.errors import BadVideo, CannotWrite
from formcheck.settings import Settings
from formcheck.video import Frame, Reader, VideoWriter, probe
from formcheck.video.clock import Clock
from tests.clips import (
    BLUE,
    GREEN,
    RED,
    SIZE,
    WHITE,
    Image,
    change_header,
    corners,
    counted,
    cut,
    disguises,
    flip,
    make,
    number,
    sound,
)

SETTINGS = Settings()


def read(path: Path, settings: Settings = SETTINGS, **how: Any) -> tuple[list[Frame], Reader]:
    with Reader(path, settings, **how) as reader:
        return list(reader), reader


def times(frames: list[Frame]) -> list[float]:
    return [frame.time for frame in frames]


def numbers(frames: list[Frame]) -> list[int]:
    return [number(frame.image) for frame in frames]


def quarters(image: Image) -> list[tuple[int, ...]]:
    """The colours of the four quarters, each as the nearest of the four drawn."""
    height, width = image.shape[:2]
    colours = np.array([RED, GREEN, BLUE, WHITE])
    found = []
    for y in (height // 4, 3 * height // 4):
        for x in (width // 4, 3 * width // 4):
            distance = np.abs(colours - image[y, x].astype(int)).max(axis=1)
            assert distance.min() < 40, f"{image[y, x]} is none of the colours drawn"
            found.append(tuple(colours[distance.argmin()].tolist()))
    return found


def refusal(path: Path, settings: Settings = SETTINGS) -> str:
    """The code of the refusal; its text must be a sentence for a person."""
    with pytest.raises(BadVideo) as caught:
        probe(path, settings)
    text = str(caught.value)
    assert text[0].isupper()
    assert text.endswith(".")
    assert len(text) < 160
    assert not any(word in text.lower() for word in ("ffmpeg", "errno", "codec", "stream", "pts"))
    return caught.value.code


@pytest.fixture
def quiet(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Nothing may reach the terminal."""
    capfd.readouterr()
    yield
    assert capfd.readouterr() == ("", "")


# What is read, and its times


KINDS = [
    ("a.mp4", "mpeg4", "mp4", "mpeg4"),
    ("a.mov", "mjpeg", "mp4", "mjpeg"),
    ("a.3gp", "h263", "mp4", "h263"),
    ("a.mkv", "mpeg4", "matroska", "mpeg4"),
    ("a.webm", "libvpx", "matroska", "vp8"),
    ("a.webm", "libvpx-vp9", "matroska", "vp9"),
    ("a.avi", "mpeg4", "avi", "mpeg4"),
    ("a.ts", "mpeg2video", "mpegts", "mpeg2video"),
    ("a.mpg", "mpeg1video", "mpeg", "mpeg1video"),
    ("a.mp4", "libx264", "mp4", "h264"),
    ("a.mp4", "libsvtav1", "mp4", "av1"),
]


@pytest.mark.parametrize(("name", "encoder", "container", "codec"), KINDS)
def test_containers_and_codecs(
    tmp_path: Path, name: str, encoder: str, container: str, codec: str, monkeypatch: Any
) -> None:
    monkeypatch.setenv("SVT_LOG", "0")
    pixels = {"mjpeg": "yuvj420p"}.get(encoder, "yuv420p")
    base = 25 if "mpeg" in encoder or encoder == "h263" else 10_000
    # H.263's smallest size is 176 x 144 of pixels 12/11 wide
    size, square = ((176, 144), (192, 144)) if encoder == "h263" else (SIZE, SIZE)
    pictures = [counted(i, *size) for i in range(30)]
    path = make(tmp_path / name, pictures, codec=encoder, pixels=pixels, base=base)
    frames, reader = read(path)
    assert numbers(frames) == list(range(30))
    assert times(frames) == pytest.approx([i / 25 for i in range(30)], abs=1e-3)
    assert [frame.index for frame in frames] == list(range(30))
    clip = reader.clip
    assert (clip.path, clip.width, clip.height, clip.rotation) == (path, *square, 0)
    assert (clip.container, clip.codec) == (container, codec)
    assert clip.fps == pytest.approx(25, rel=0.05)
    assert clip.duration == pytest.approx(1.2, abs=0.1)
    assert clip.frames in (0, 30)
    assert (reader.damaged, reader.cut_short, reader.frames_read) == (0, False, 30)
    assert reader.last_time == frames[-1].time
    assert clip == probe(path, SETTINGS)


def test_images_are_contiguous_rgb_of_their_own(tmp_path: Path) -> None:
    frames, _ = read(make(tmp_path / "a.mp4", [corners()] * 3))
    for frame in frames:
        assert frame.image.dtype == np.uint8
        assert frame.image.shape == (120, 160, 3)
        assert frame.image.flags.c_contiguous
        assert frame.image.flags.writeable
        assert quarters(frame.image) == [RED, GREEN, BLUE, WHITE]
    frames[0].image[:] = 0
    assert quarters(frames[1].image) == [RED, GREEN, BLUE, WHITE]


def test_variable_rate_keeps_true_times(tmp_path: Path) -> None:
    stamps = [0, 0.04, 0.05, 0.2, 0.9, 0.933, 2.5]
    for name in ("a.mp4", "a.mkv"):
        frames, reader = read(make(tmp_path / name, 7, times=stamps, codec="ffv1", kind="matroska"))
        assert times(frames) == pytest.approx(stamps, abs=1e-3)
        assert numbers(frames) == list(range(7))
        assert not reader.damaged


def test_gaps_that_avi_fills_with_empty_chunks(tmp_path: Path) -> None:
    stamps = [0, 1 / 25, 2 / 25, 10 / 25, 11 / 25]
    path = make(tmp_path / "a.avi", 5, times=stamps, base=25)
    frames, reader = read(path)
    assert numbers(frames) == list(range(5))
    assert times(frames) == pytest.approx(stamps, abs=1e-3)
    assert reader.damaged == 0


def test_time_begins_at_the_first_frame_shown(tmp_path: Path) -> None:
    late = make(tmp_path / "a.mkv", 5, times=[3 + i / 10 for i in range(5)])
    frames, reader = read(late)
    assert times(frames) == pytest.approx([i / 10 for i in range(5)], abs=1e-3)
    assert numbers(frames) == list(range(5))
    assert not reader.cut_short


def test_a_clock_that_begins_hours_late_makes_no_video_hours_long(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mkv", 100, times=[36_000 + i / 25 for i in range(100)])
    frames, reader = read(path)
    assert (len(frames), reader.cut_short) == (100, False)
    assert reader.clip.duration == pytest.approx(4, abs=0.1)
    assert read(cut(path, 0.6))[1].cut_short


def test_negative_times(tmp_path: Path) -> None:
    """Frames before zero are outside an MP4's edit, so they are not shown."""
    stamps = [-0.2 + i / 10 for i in range(6)]
    frames, reader = read(
        make(tmp_path / "a.mp4", 6, times=stamps, codec="mjpeg", pixels="yuvj420p")
    )
    assert numbers(frames) in ([2, 3, 4, 5], [0, 1, 2, 3, 4, 5])
    assert times(frames) == pytest.approx([i / 10 for i in range(len(frames))], abs=1e-3)
    assert not reader.damaged


def test_repeated_times_are_dropped_and_counted(tmp_path: Path) -> None:
    stamps = [0, 40, 40, 80, 60, 120]
    path = make(tmp_path / "a.mkv", 6, codec="ffv1", restamp=stamps)
    frames, reader = read(path)
    assert numbers(frames) == [0, 1, 3, 5]
    assert times(frames) == pytest.approx([0, 0.04, 0.08, 0.12], abs=1e-3)
    assert (reader.damaged, reader.frames_read) == (2, 6)


def test_a_clock_that_is_reset_goes_on(tmp_path: Path) -> None:
    stamps = [9000 + 40 * i for i in range(5)] + [5000 + 40 * i for i in range(5)]
    frames, reader = read(make(tmp_path / "a.mkv", 10, codec="ffv1", restamp=stamps))
    assert numbers(frames) == list(range(10))
    assert times(frames) == pytest.approx([i / 25 for i in range(10)], abs=1e-3)
    assert reader.damaged == 0


@given(st.lists(st.none() | st.integers(-(10**7), 10**7), max_size=50))
def test_clock_always_increases_from_zero(stamps: list[int | None]) -> None:
    clock = Clock(Fraction(1, 1000), 0.04, 10.0)
    seen = [time for time in map(clock.read, stamps) if time is not None]
    assert all(b > a for a, b in itertools.pairwise(seen))
    assert seen[:1] in ([], [0.0])


def test_clock_fills_in_missing_times_and_survives_a_spike() -> None:
    clock = Clock(Fraction(1, 1000), 0.04, 10.0)
    stamps = [0, 50, None, 150, 900_000, 250, 300, -5000, -4950]
    assert list(map(clock.read, stamps)) == pytest.approx(
        [0, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40]
    )


# Upright, square pixels, 8 bits


@pytest.mark.parametrize(
    ("stored", "rotation", "expected"),
    [
        (0, 0, [RED, GREEN, BLUE, WHITE]),
        (-90, 90, [BLUE, RED, WHITE, GREEN]),  # PyAV counts counter-clockwise
        (180, 180, [WHITE, BLUE, GREEN, RED]),
        (90, 270, [GREEN, WHITE, RED, BLUE]),
    ],
)
def test_rotation(tmp_path: Path, stored: int, rotation: int, expected: Any) -> None:
    path = make(
        tmp_path / "a.mp4",
        [corners()] * 3,
        setup=lambda stream: stream.set_display_rotation(stored),
    )
    upright = (160, 120) if rotation % 180 == 0 else (120, 160)
    frames, reader = read(path)
    assert reader.clip.rotation == rotation
    assert (reader.clip.width, reader.clip.height) == upright
    assert all(quarters(frame.image) == expected for frame in frames)
    assert all(frame.image.shape == (*upright[::-1], 3) for frame in frames)
    assert all(frame.image.flags.c_contiguous for frame in frames)
    small, reader = read(path, long_side=80)
    assert max(small[0].image.shape) == 80
    assert quarters(small[0].image) == expected


def test_mirror(tmp_path: Path) -> None:
    path = make(
        tmp_path / "a.mp4",
        [corners()] * 3,
        setup=lambda stream: stream.set_display_rotation(0, True),
    )
    frames, reader = read(path)
    assert reader.clip.rotation == 0
    assert quarters(frames[0].image) == [GREEN, RED, WHITE, BLUE]


@pytest.mark.parametrize(
    ("aspect", "turn", "size"),
    [
        (Fraction(2), 0, (320, 120)),
        (Fraction(1, 2), 0, (160, 240)),
        (Fraction(4, 3), 0, (213, 120)),
        (Fraction(2), 90, (120, 320)),
    ],
)
def test_pixels_become_square(
    tmp_path: Path, aspect: Fraction, turn: int, size: tuple[int, int]
) -> None:
    def setup(stream: Any) -> None:
        stream.codec_context.sample_aspect_ratio = aspect
        stream.set_display_rotation(-turn)

    frames, reader = read(make(tmp_path / "a.mp4", [corners()] * 2, setup=setup))
    assert (reader.clip.width, reader.clip.height) == size
    assert frames[0].image.shape == (*size[::-1], 3)


@pytest.mark.parametrize(
    ("encoder", "pixels", "options"),
    [
        ("libx265", "yuv420p10le", {"x265-params": "log-level=none"}),
        ("libsvtav1", "yuv420p10le", {"preset": "12"}),
        ("libvpx-vp9", "yuv444p", {"deadline": "realtime"}),
        ("libx264", "yuv444p", {}),
        ("ffv1", "yuv422p10le", {}),
        ("ffv1", "bgr0", {}),
        ("mjpeg", "yuvj420p", {}),
    ],
)
def test_pixel_formats(
    tmp_path: Path, monkeypatch: Any, encoder: str, pixels: str, options: Any
) -> None:
    monkeypatch.setenv("SVT_LOG", "0")
    path = make(tmp_path / "a.mkv", [corners()] * 3, codec=encoder, pixels=pixels, options=options)
    frames, _ = read(path)
    assert len(frames) == 3
    assert quarters(frames[2].image) == [RED, GREEN, BLUE, WHITE]


def test_black_and_white_keep_their_range(tmp_path: Path) -> None:
    picture = np.zeros((120, 160, 3), np.uint8)
    picture[:, 80:] = 255
    for encoder, pixels in (("mpeg4", "yuv420p"), ("mjpeg", "yuvj420p"), ("ffv1", "bgr0")):
        frames, _ = read(make(tmp_path / "a.mkv", [picture], codec=encoder, pixels=pixels))
        assert frames[0].image[:, :60].mean() < 4
        assert frames[0].image[:, 100:].mean() > 251


def test_hdr_is_brought_to_the_range_of_a_display(tmp_path: Path) -> None:
    def code(trc: int) -> list[int]:
        def setup(stream: Any) -> None:
            context = stream.codec_context
            context.color_trc, context.colorspace, context.color_primaries = trc, 9, 9

        grey = np.repeat(np.linspace(0, 255, 160).astype(np.uint8), 3).reshape(1, 160, 3)
        path = make(
            tmp_path / "a.mkv",
            [np.repeat(grey, 120, axis=0)],
            codec="ffv1",
            pixels="yuv420p10le",
            setup=setup,
        )
        image = read(path)[0][0].image
        assert np.ptp(image[:, :, :], axis=2).max() < 8  # still grey
        row = image[60, :, 1].astype(int)
        assert (np.diff(row) >= -1).all()
        return [int(row[0]), int(row[93]), int(row[150])]

    pq = code(16)
    assert pq[0] < 4
    assert 150 < pq[1] < 220  # 203 cd/m2, white paper
    assert pq[2] > 240
    hlg = code(18)
    assert hlg == pytest.approx([0, 148, 239], abs=6)  # made to be shown as it is


@pytest.mark.parametrize("size", [(161, 121), (131, 97)])
def test_odd_sizes(tmp_path: Path, size: tuple[int, int]) -> None:
    path = make(tmp_path / "a.mkv", [corners(*size)] * 2, codec="ffv1", pixels="yuv444p")
    frames, reader = read(path)
    assert (reader.clip.width, reader.clip.height) == size
    assert frames[0].image.shape == (*size[::-1], 3)
    assert quarters(frames[0].image) == [RED, GREEN, BLUE, WHITE]


def test_long_side_keeps_the_aspect_and_never_enlarges(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mp4", 3)
    assert [f.image.shape for f in read(path, long_side=80)[0]] == [(60, 80, 3)] * 3
    assert numbers(read(path, long_side=80)[0]) == [0, 1, 2]
    assert read(path, long_side=1000)[0][0].image.shape == (120, 160, 3)
    with Reader(path, SETTINGS, long_side=80) as reader:
        assert (reader.clip.width, reader.clip.height) == SIZE


# Taking some of the frames


def test_rate(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mp4", 50)
    frames, reader = read(path, rate=10)
    expected: list[int] = []
    last = None
    for i in range(50):
        tick = int(i / 25 * 10 + 1e-6)
        if tick != last:
            expected, last = [*expected, i], tick
    assert numbers(frames) == expected
    assert [frame.index for frame in frames] == expected
    assert times(frames) == pytest.approx([i / 25 for i in expected])
    assert reader.frames_read == 50
    assert len(read(path, rate=240)[0]) == 50


def test_frames_not_taken_are_not_converted(tmp_path: Path, monkeypatch: Any) -> None:
    from formcheck.video import picture

    calls = []
    real = picture.Converter.__call__

    def spy(self: Any, frame: Any) -> Any:
        calls.append(frame)
        return real(self, frame)

    monkeypatch.setattr(picture.Converter, "__call__", spy)
    frames, _ = read(make(tmp_path / "a.mp4", 50), rate=5)
    assert len(calls) == len(frames) == 10


def test_one_frame_is_a_valid_reading(tmp_path: Path) -> None:
    frames, reader = read(make(tmp_path / "a.mp4", 1))
    assert (times(frames), reader.last_time) == ([0.0], 0.0)


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
@pytest.mark.parametrize("encoder", ["mpeg4", "libx264"])
def test_times_takes_the_nearest_of_a_full_reading(tmp_path: Path, name: str, encoder: str) -> None:
    options = {"g": "50", "bf": "2"}
    path = make(tmp_path / name, 400, codec=encoder, options=options, base=25)
    every, _ = read(path)
    chosen = [0, 1, 2, 60, 61, 199, 300, 399]
    frames, reader = read(path, times=[every[i].time for i in reversed(chosen)])
    assert numbers(frames) == chosen
    assert times(frames) == [every[i].time for i in chosen]
    assert all(np.array_equal(f.image, every[i].image) for f, i in zip(frames, chosen, strict=True))
    assert reader.damaged == 0
    index = [frame.index for frame in frames]
    assert index == sorted(set(index))
    if name == "a.mp4":
        assert reader.frames_read < 300  # it leapt


def test_times_between_frames_and_outside(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mp4", 10)
    frames, reader = read(path, times=[-0.01, 0.05, 0.07, 0.075, 0.2])
    assert numbers(frames) == [0, 1, 2, 5]
    assert reader.frames_read < 10  # nothing more is wanted
    assert numbers(read(path, times=[0.37])[0]) == [9]
    assert numbers(read(path, times=[0.5, 99])[0]) == []
    assert numbers(read(path, times=[])[0]) == []


def test_times_in_a_variable_rate(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mp4", 5, times=[0, 0.04, 1.0, 4.0, 4.04], base=1000)
    assert numbers(read(path, times=[0.3, 2.0, 2.6, 4.03])[0]) == [1, 2, 3, 4]


@given(st.lists(st.floats(-0.1, 4.2), max_size=6), st.sampled_from(["a.mp4", "a.mkv"]))
def test_times_agree_with_a_search(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[float], name: str
) -> None:
    stamps = [0, 0.04, 0.1, 0.5, 0.54, 1.2, 1.3, 2.9, 3.0, 3.04, 4.0]
    path = tmp_path_factory.getbasetemp() / name
    if not path.exists():
        make(path, len(stamps), times=stamps, base=1000, options={"g": "3"})
    frames, _ = read(path, times=wanted)
    inside = [t for t in wanted if 0 <= t <= 4]
    distance = [np.abs(np.array(stamps) - t) for t in inside]
    clear = {int(d.argmin()) for d in distance if np.diff(np.sort(d)[:2])[0] > 1e-6}
    assert clear <= set(numbers(frames))
    assert len(frames) <= len(wanted)


# Damage


@pytest.mark.parametrize(
    ("name", "encoder"),
    [("a.avi", "mpeg4"), ("a.mp4", "libx264"), ("a.webm", "libsvtav1"), ("a.ts", "mpeg2video")],
)
def test_flipped_bytes(
    tmp_path: Path, quiet: None, monkeypatch: Any, name: str, encoder: str
) -> None:
    monkeypatch.setenv("SVT_LOG", "0")
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 60, (120, 160, 3), dtype=np.uint8)
    pictures = [counted(i) // 2 + np.roll(noise, i, 1) for i in range(60)]
    base = 25 if "mpeg" in encoder else 10_000
    path = make(tmp_path / name, pictures, codec=encoder, options={"g": "12"}, base=base)
    frames, reader = read(flip(path, 0.3, 0.6, 12))
    assert reader.damaged > 0
    assert 40 <= len(frames) < 60
    assert np.all(np.diff(times(frames)) > 0)
    assert times(frames)[-1] == pytest.approx(59 / 25, abs=0.01)


@pytest.mark.parametrize("seed", range(8))
def test_any_damage_ends_in_frames_or_a_refusal(tmp_path: Path, quiet: None, seed: int) -> None:
    name, encoder = [
        ("a.mp4", "mpeg4"),
        ("a.mkv", "mpeg4"),
        ("a.avi", "mjpeg"),
        ("a.ts", "mpeg2video"),
    ][seed % 4]
    pixels = "yuvj420p" if encoder == "mjpeg" else "yuv420p"
    path = flip(make(tmp_path / name, 20, codec=encoder, pixels=pixels, base=25), 0, 1, 60, seed)
    try:
        frames, _ = read(path)
    except BadVideo:
        return
    assert np.all(np.diff(times(frames)) > 0)


def test_cut_in_half(tmp_path: Path, quiet: None) -> None:
    cases: list[tuple[str, dict[str, str]]] = [
        ("a.mp4", {"movflags": "+faststart"}),
        ("a.mkv", {}),
        ("a.avi", {}),
    ]
    for name, container in cases:
        path = make(tmp_path / name, 100, container=container, base=25)
        assert read(path)[1].cut_short is False
        frames, reader = read(cut(path))
        assert reader.cut_short, name
        assert reader.clip.duration == pytest.approx(4, abs=0.1)
        assert 30 < len(frames) < 70
        assert numbers(frames)[:30] == list(range(30))


def test_cut_before_its_index(tmp_path: Path, quiet: None) -> None:
    assert refusal(cut(make(tmp_path / "a.mp4", 50))) == "unreadable"


def test_sound_that_goes_on_longer_is_no_cut(tmp_path: Path) -> None:
    for name in ("a.mkv", "a.mp4"):
        path = make(tmp_path / name, 25, also=lambda output: sound(output, 5))
        frames, reader = read(path)
        assert (len(frames), reader.cut_short, reader.damaged) == (25, False, 0)


def test_no_frame_can_be_decoded(tmp_path: Path, quiet: None) -> None:
    path = make(tmp_path / "a.mp4", 10, container={"movflags": "+faststart"})
    data = bytearray(path.read_bytes())
    begin = data.index(b"mdat") + 4
    data[begin:] = bytes(len(data) - begin)
    path.write_bytes(data)
    assert refusal(path) == "unreadable"


def test_a_decoder_that_cannot_start(tmp_path: Path, quiet: None) -> None:
    """It answers with an error for ever, at the end too."""
    options = {"x265-params": "log-level=none"}
    path = make(tmp_path / "a.mp4", 10, codec="libx265", options=options)
    data = bytearray(path.read_bytes())
    data[data.index(b"hvcC") + 29] ^= 0xFF  # the length of a parameter set
    path.write_bytes(data)
    assert refusal(path) == "unreadable"


def test_a_stream_that_appears_late(tmp_path: Path) -> None:
    """PyAV may then raise IndexError after the last packet."""
    with Reader(make(tmp_path / "a.ts", 20, codec="mpeg2video", base=25), SETTINGS) as reader:
        decoder = reader._decoder
        packets = decoder._packets

        def failing() -> Iterator[Any]:
            yield from (packet for packet in packets if packet.size)
            raise IndexError

        decoder._packets = failing()
        assert numbers(list(reader)) == list(range(20))
        assert (reader.damaged, reader.cut_short) == (0, False)


def join(a: Path, b: Path, to: Path) -> Path:
    to.write_bytes(a.read_bytes() + b.read_bytes())
    return to


def test_size_may_change_but_not_the_shape(tmp_path: Path) -> None:
    def part(name: str, size: tuple[int, int]) -> Path:
        pictures = [corners(*size)] * 40
        return make(tmp_path / name, pictures, codec="mpeg2video", base=25)

    first, larger, other = (
        part("a.ts", (160, 120)),
        part("b.ts", (320, 240)),
        part("c.ts", (320, 128)),
    )
    frames, reader = read(join(first, larger, tmp_path / "d.ts"))
    assert len(frames) >= 78
    assert {frame.image.shape for frame in frames} == {(120, 160, 3)}
    assert quarters(frames[-1].image) == [RED, GREEN, BLUE, WHITE]
    assert np.all(np.diff(times(frames)) > 0)
    frames, reader = read(join(first, other, tmp_path / "e.ts"))
    assert 39 <= len(frames) <= 40
    assert reader.damaged >= 39
    with (
        pytest.raises(BadVideo) as caught,
        Reader(tmp_path / "d.ts", Settings(max_side=200)) as reader,
    ):
        list(reader)
    assert caught.value.code == "too_large_picture"


# Refusals


def test_files_that_are_not_there_or_not_files(tmp_path: Path, monkeypatch: Any) -> None:
    assert refusal(tmp_path / "no.mp4") == "missing_file"
    assert refusal(tmp_path / "a\0b.mp4") == "missing_file"
    assert refusal(tmp_path) == "is_folder"
    (tmp_path / "empty.mp4").touch()
    assert refusal(tmp_path / "empty.mp4") == "empty_file"
    os.mkfifo(tmp_path / "pipe.mp4")
    assert refusal(tmp_path / "pipe.mp4") == "not_a_video"
    path = make(tmp_path / "a.mp4", 3)

    def forbid(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)
    assert refusal(path) == "cannot_open"


def test_disguised_files_are_refused(tmp_path: Path, quiet: None) -> None:
    for kind, data in disguises(tmp_path).items():
        for end in (".mp4", ".m3u8", ".ffconcat", ".png"):
            path = tmp_path / (kind + end)
            path.write_bytes(data)
            assert refusal(path) == "not_a_video", kind


@pytest.mark.parametrize(
    "name", ["http:a.mp4", "concat:a.mp4|b.mp4", "-", "%03d.mp4", "ü\udcff.mp4"]
)
def test_a_name_is_only_a_name(tmp_path: Path, monkeypatch: Any, name: str) -> None:
    make(tmp_path / "made.mp4", 3).rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert numbers(read(Path(name))[0]) == [0, 1, 2]


def test_sound_and_covers_are_no_video(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "sound.mp4"), "w") as output:
        sound(output)
    assert refusal(tmp_path / "sound.mp4") == "no_video"

    def cover(stream: Any) -> None:
        stream.disposition = av.stream.Disposition.attached_pic

    make(
        tmp_path / "cover.mp4",
        [corners()],
        codec="mjpeg",
        pixels="yuvj420p",
        setup=cover,
        also=sound,
    )
    assert refusal(tmp_path / "cover.mp4") == "not_a_video"


def test_the_first_real_video_is_taken(tmp_path: Path) -> None:
    def second(output: Any) -> None:
        stream = output.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for i in range(10):
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), "rgb24")
            frame.pts = i
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))

    for name in ("a.mp4", "a.mkv"):
        frames, reader = read(make(tmp_path / name, 10, also=second))
        assert (reader.clip.width, reader.clip.height) == SIZE
        assert numbers(frames) == list(range(10))


def test_limits_of_the_header(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mp4", 50)
    size = path.stat().st_size
    assert refusal(path, Settings(max_bytes=size - 1)) == "too_big"
    assert refusal(path, Settings(max_seconds=1.9)) == "too_long"
    assert refusal(path, Settings(max_frames=49)) == "too_many_frames"
    assert refusal(path, Settings(max_side=159)) == "too_large_picture"
    assert refusal(path, Settings(max_pixels=160 * 120 - 1)) == "too_large_picture"
    assert refusal(path, Settings(min_side=121)) == "too_small_picture"
    exact = Settings(
        max_bytes=size,
        max_frames=50,
        max_side=160,
        max_pixels=160 * 120,
        min_side=120,
        max_seconds=2,
    )
    assert len(read(path, exact)[0]) == 50
    longer = change_header(make(tmp_path / "a.mkv", 50), 60)
    assert refusal(longer, Settings(max_seconds=59)) == "too_long"
    frames, reader = read(longer)
    assert (len(frames), reader.clip.duration, reader.cut_short) == (50, 60, True)


def test_square_pixels_count_for_the_limits(tmp_path: Path) -> None:
    def setup(stream: Any) -> None:
        stream.codec_context.sample_aspect_ratio = Fraction(4)

    path = make(tmp_path / "a.mp4", 3, setup=setup)
    assert refusal(path, Settings(max_side=600)) == "too_large_picture"


@pytest.mark.parametrize(
    ("limit", "code"),
    [(Settings(max_frames=20), "too_many_frames"), (Settings(max_seconds=1), "too_long")],
)
def test_limits_hold_when_the_header_lies(tmp_path: Path, limit: Settings, code: str) -> None:
    path = change_header(make(tmp_path / "a.mp4", 50), 0.5)
    if code == "too_many_frames":  # one that gives no count
        path = make(tmp_path / "a.mkv", 50)
    taken: list[Frame] = []
    with Reader(path, limit) as reader, pytest.raises(BadVideo) as caught:
        taken.extend(reader.__next__() for _ in itertools.count())
    assert caught.value.code == code
    assert 20 <= len(taken) <= 26


def test_a_refusal_closes_the_file(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mp4", 5)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        refusal(path, Settings(max_frames=4))
        refusal(path, Settings(min_side=121))
    assert len(os.listdir("/proc/self/fd")) == before


# Writing


@pytest.mark.parametrize("name", ["a.webm", "a.mp4"])
def test_written_video_reads_back(tmp_path: Path, quiet: None, name: str) -> None:
    stamps = [0, 0.04, 0.08, 0.3, 0.333, 1.5]
    with VideoWriter(tmp_path / name, *SIZE, fps=10) as writer:
        for i, time in enumerate(stamps):
            writer.write(counted(i), time)
        assert not (tmp_path / name).exists()
    assert [p.name for p in tmp_path.iterdir()] == [name]
    frames, reader = read(tmp_path / name)
    assert numbers(frames) == list(range(6))
    assert times(frames) == pytest.approx(stamps, abs=6e-4)
    assert reader.clip.codec == "vp9"
    assert reader.clip.duration == pytest.approx(1.6, abs=0.02)
    assert not reader.cut_short


def test_written_colours_and_odd_sizes(tmp_path: Path) -> None:
    picture = corners(161, 121)
    with VideoWriter(tmp_path / "a.webm", 161, 121) as writer:
        for i in range(3):
            writer.write(picture, i / 25)
    frames, reader = read(tmp_path / "a.webm")
    assert (reader.clip.width, reader.clip.height) == (162, 122)
    assert quarters(frames[2].image) == [RED, GREEN, BLUE, WHITE]
    flat = np.abs(frames[2].image[:121, :161].astype(int) - picture)
    assert np.median(flat) <= 3
    assert np.abs(frames[2].image[:110, 161].astype(int) - picture[:110, 160]).mean() < 20


def test_mp4_plays_while_it_loads(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "a.mp4", *SIZE) as writer:
        writer.write(counted(1), 0)
    data = (tmp_path / "a.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_what_cannot_be_written_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.webm or \.mp4"):
        VideoWriter(tmp_path / "a.avi", *SIZE)
    with VideoWriter(tmp_path / "a.webm", *SIZE) as writer:
        with pytest.raises(ValueError, match="expected shape"):
            writer.write(counted(0, 80, 60), 0)
        with pytest.raises(ValueError, match="time"):
            writer.write(counted(0), -1)
        writer.write(counted(0), 0.5)
        with pytest.raises(ValueError, match="time"):
            writer.write(counted(0), 0.5)


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Let no file grow past `size` bytes, which fails as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", ["a.webm", "a.mp4"])
@pytest.mark.parametrize("size", [0, 5_000, 60_000])
def test_full_disk(tmp_path: Path, quiet: None, name: str, size: int) -> None:
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 255, (40, 120, 160, 3), dtype=np.uint8)

    def write() -> None:
        with VideoWriter(tmp_path / name, *SIZE) as writer:
            for i, picture in enumerate(noise):
                writer.write(picture, i / 25)

    with full_disk(size), pytest.raises(CannotWrite, match="could not be written"):
        write()
    assert list(tmp_path.iterdir()) == []


def test_nowhere_to_write(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="could not be written"):
        VideoWriter(tmp_path / "no" / "a.webm", *SIZE)


def test_a_failure_inside_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.webm"
    path.write_bytes(b"old")
    writer = VideoWriter(path, *SIZE)
    with pytest.raises(ValueError, match="shape"), writer:
        writer.write(counted(0, 80, 60), 0)
    assert [p.name for p in tmp_path.iterdir()] == ["a.webm"]
    assert path.read_bytes() == b"old"
