"""Taking some of the frames."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.video import Reader
from tests.support.video_files import make
from tests.video.reading import SETTINGS, numbers, read, times


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


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_reading_from_a_moment_on_takes_what_reading_it_all_takes(
    tmp_path: Path, name: str
) -> None:
    options = {"g": "50", "bf": "2"}
    path = make(tmp_path / name, 400, codec="libx264", options=options, base=25)
    every, _ = read(path, rate=10)
    frames, reader = read(path, rate=10, begin=9.5)
    wanted = [f for f in every if f.time >= 9.5]
    assert times(frames) == times(wanted)
    assert all(np.array_equal(a.image, b.image) for a, b in zip(frames, wanted, strict=True))
    assert reader.last_time == pytest.approx(399 / 25)
    if name == "a.mp4":
        assert reader.frames_read < 220  # it leapt


def test_how_far_the_key_frames_lie_before_a_moment(tmp_path: Path) -> None:
    options = {"g": "50", "sc_threshold": "0"}
    paths = [make(tmp_path / n, 400, codec="libx264", options=options) for n in ("a.mp4", "a.mkv")]
    leads = []
    for path in paths:
        with Reader(path, SETTINGS) as reader:
            leads.append(reader.leads([5.0, 6.5]))
    assert leads[0] == pytest.approx([1.0, 0.5], abs=0.2)
    assert leads[1] == [math.inf, math.inf], "only the index of MP4 is trusted"


def test_frames_not_taken_are_not_converted(tmp_path: Path, monkeypatch: Any) -> None:
    from formcheck.video import conversion

    calls = []
    real = conversion.Converter.__call__

    def spy(self: Any, frame: Any) -> Any:
        calls.append(frame)
        return real(self, frame)

    monkeypatch.setattr(conversion.Converter, "__call__", spy)
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


@pytest.mark.parametrize("encoder", ["libx264", "libx265"])
@pytest.mark.parametrize("gap", [1, 2])
def test_a_moment_just_before_a_key_frame_is_leapt_to(
    tmp_path: Path, encoder: str, gap: int
) -> None:
    # Decoded before the moment and shown after it, that key frame is not the one to begin with.
    options = {"g": "30", "bf": "3", "preset": "ultrafast", "x265-params": "log-level=none"}
    if encoder == "libx264":
        options["x264-params"] = "scenecut=0"
    path = make(tmp_path / "a.mp4", 400, fps=30, codec=encoder, options=options, base=90)
    wanted = range(30 * gap, 400, 30 * gap)
    every, _ = read(path)
    assert numbers(every) == list(range(400))
    frames, reader = read(path, times=[every[i].time - 0.01 for i in wanted])
    assert numbers(frames) == list(wanted)
    assert reader.damaged == 0
    alone = [read(path, times=[every[i].time - 0.01])[1].frames_read for i in wanted]
    assert reader.frames_read <= sum(alone)
    assert max(alone) < 100  # each was leapt to
