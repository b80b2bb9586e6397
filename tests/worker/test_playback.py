"""Which videos browsers play as they are, and the copies of those that they do not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from formcheck.settings import Settings
from formcheck.video import Reader, VideoWriter, probe
from formcheck.worker.playback import frame_times, make_playable, media_type, playable
from tests.support.sample_sets import BRIDGE
from tests.support.video_files import corners, counted, make, number

PLAIN = Settings()


def plays(path: Path) -> bool:
    return playable(path, probe(path, PLAIN), PLAIN)


def webm(path: Path) -> Path:
    with VideoWriter(path, 160, 120) as writer:
        for i in range(10):
            writer.write(counted(i), i / 10)
    return path


def no_length(path: Path) -> Path:
    """A WebM as browsers record it: no length, no index."""
    made = webm(path.with_name("whole.webm"))
    with av.open(str(made)) as source, path.open("wb") as sink:
        output: Any = av.open(
            sink, "w", format="webm", container_options={"live": "1", "cluster_time_limit": "200"}
        )
        stream = output.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.pts is not None:
                packet.stream = stream
                output.mux(packet)
        output.close()
    return path


LATE = [0.5 + i / 10 for i in range(10)]

KINDS: dict[str, tuple[bool, Callable[[Path], Path]]] = {
    "h264 in mp4": (True, lambda p: make(p / "v.mp4", codec="libx264")),
    "vp9 in webm": (True, lambda p: webm(p / "v.webm")),
    "a recording": (False, lambda p: no_length(p / "v.webm")),
    "mpeg4 in mp4": (False, lambda p: make(p / "v.mp4")),
    "10 bit": (False, lambda p: make(p / "v.mp4", codec="libx264", pixels="yuv420p10le")),
    "4:4:4": (False, lambda p: make(p / "v.mp4", codec="libx264", pixels="yuv444p")),
    "h264 in mkv": (False, lambda p: make(p / "v.mkv", codec="libx264")),
    "vp9 in mkv": (False, lambda p: make(p / "v.mkv", codec="libvpx-vp9")),
    "avi": (False, lambda p: make(p / "v.avi")),
    "late": (False, lambda p: make(p / "v.webm", 10, times=LATE, codec="libvpx-vp9")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_browsers_play(tmp_path: Path, kind: str) -> None:
    wanted, made = KINDS[kind]
    assert plays(made(tmp_path)) is wanted


def test_the_sample_sets_play() -> None:
    assert plays(BRIDGE)
    assert media_type(BRIDGE, probe(BRIDGE, PLAIN)) == "video/mp4"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("v.webm", "video/webm"), ("v.mkv", "video/x-matroska"), ("v.mov", "video/mp4")],
)
def test_media_types(tmp_path: Path, name: str, wanted: str) -> None:
    path = make(tmp_path / name, codec="libvpx-vp9" if name == "v.webm" else "mpeg4")
    assert media_type(path, probe(path, PLAIN)) == wanted


@pytest.mark.parametrize("kind", [k for k, (plays_, _) in KINDS.items() if not plays_])
def test_a_copy_plays_and_keeps_the_pictures_at_their_times(tmp_path: Path, kind: str) -> None:
    source = KINDS[kind][1](tmp_path)
    copy = tmp_path / "copy.webm"
    make_playable(source, copy, PLAIN, lambda _: None)
    assert plays(copy)
    with Reader(source, PLAIN) as old, Reader(copy, PLAIN) as new:
        before = [(f.time, number(f.image)) for f in old]
        after = [(f.time, number(f.image)) for f in new]
    assert [n for _, n in after] == [n for _, n in before]
    np.testing.assert_allclose([t for t, _ in after], [t for t, _ in before], atol=0.002)
    assert sorted(p.name for p in tmp_path.iterdir() if ".part" in p.name) == []


def test_a_copy_is_small_enough_for_a_page(tmp_path: Path) -> None:
    source = make(tmp_path / "v.avi", [corners(1920, 1080)] * 4, fps=60)
    copy = tmp_path / "copy.webm"
    make_playable(source, copy, PLAIN, lambda _: None)
    clip = probe(copy, PLAIN)
    assert (clip.width, clip.height) == (1280, 720)


def test_frame_times_are_those_of_the_reader(tmp_path: Path) -> None:
    uneven = make(tmp_path / "v.mp4", 6, times=[0.2, 0.3, 0.35, 0.6, 0.61, 0.9], codec="libx264")
    for path in (uneven, BRIDGE):
        with Reader(path, PLAIN) as reader:
            wanted = [f.time for f in reader]
        np.testing.assert_allclose(frame_times(path, PLAIN), wanted, atol=1e-4)
