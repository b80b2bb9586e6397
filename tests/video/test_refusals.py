"""What is refused, and with which code."""

import itertools
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from formcheck.errors import InvalidVideoError
from formcheck.settings import Settings
from formcheck.video import Frame, Reader
from tests.support.video_files import (
    SIZE,
    change_header,
    corners,
    disguises,
    make,
    sound,
)
from tests.video.reading import numbers, read, refusal


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
    with Reader(path, limit) as reader, pytest.raises(InvalidVideoError) as caught:
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
