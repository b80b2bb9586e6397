"""Only the pictures are kept of a video, and they stay as they were."""

from datetime import date
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from formcheck.settings import Settings
from formcheck.video import Reader
from formcheck.video.rewrap import Rewrapped, rewrap
from tests.support.sample_sets import BRIDGE
from tests.support.video_files import cut, make, sound

PLACE, PHONE = "+48.2082+016.3738/", "Phone of Ben"
TAGS = {
    "location": PLACE,
    "com.apple.quicktime.location.ISO6709": PLACE,
    "com.apple.quicktime.model": PHONE,
    "creation_time": "2026-03-04T05:06:07.000000Z",
    "comment": PHONE,
    "title": PHONE,
}


def tagged(output: Any) -> None:
    """Give a video what phones write into theirs, and sound."""
    output.metadata.update(TAGS)
    for stream in output.streams:
        stream.metadata.update({"handler_name": PHONE, "title": PHONE})
    sound(output)


def seen(path: Path) -> tuple[list[float], list[bytes], tuple[int, int, int], bool, int]:
    """Everything that a reader tells of a video."""
    with Reader(path, Settings()) as reader:
        frames = list(reader)
        clip = reader.clip
        return (
            [f.time for f in frames],
            [f.image.tobytes() for f in frames],
            (clip.width, clip.height, clip.rotation),
            reader.cut_short,
            reader.damaged,
        )


def made(path: Path, **more: Any) -> Path:
    kind = {"container": {"movflags": "use_metadata_tags"}} if path.suffix != ".mkv" else {}
    return make(path, 30, also=tagged, **{**kind, **more})


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv"])
def test_place_phone_and_sound_go_and_the_pictures_stay(tmp_path: Path, name: str) -> None:
    path, out = made(tmp_path / name), tmp_path / "out"
    assert PLACE.encode() in path.read_bytes() or name == "a.mkv"
    assert PHONE.encode() in path.read_bytes()
    told = rewrap(path, out, Settings())
    assert told.faithful
    assert seen(out) == seen(path)
    data = out.read_bytes()
    assert PLACE.encode() not in data
    assert PHONE.encode() not in data
    assert b"2026-03-04" not in data
    with av.open(str(out)) as container:
        assert not container.streams.audio
        assert len(container.streams) == 1
        assert not {"location", "title", "creation_time"} & set(container.metadata)


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_the_sound_stays_where_it_is_wanted(tmp_path: Path, name: str) -> None:
    path, out = made(tmp_path / name), tmp_path / "out"
    assert rewrap(path, out, Settings(), keep_sound=True).faithful
    assert seen(out) == seen(path)
    assert PHONE.encode() not in out.read_bytes()
    with av.open(str(out)) as container:
        assert len(container.streams.audio) == 1


def test_the_day_that_it_was_filmed_is_told(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mp4")
    assert rewrap(path, tmp_path / "out", Settings()) == Rewrapped(True, date(2026, 3, 4))
    assert rewrap(tmp_path / "out", tmp_path / "again", Settings()).filmed_on is None


@pytest.mark.parametrize("told", ["1904-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "soon", ""])
def test_a_day_that_cannot_be_is_none(tmp_path: Path, told: str) -> None:
    def tag(output: Any) -> None:
        output.metadata["DATE"] = told

    path = make(tmp_path / "a.mkv", 5, also=tag)
    assert rewrap(path, tmp_path / "out", Settings()).filmed_on is None


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_the_same_file_gives_the_same_bytes_and_its_copy_gives_itself(
    tmp_path: Path, name: str
) -> None:
    path = made(tmp_path / name)
    data = []
    for n, source in enumerate((path, path, tmp_path / "0")):
        rewrap(source, tmp_path / str(n), Settings())
        data.append((tmp_path / str(n)).read_bytes())
    assert data[0] == data[1] == data[2]


def test_the_turn_stays(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mp4", 5)
    data = bytearray(path.read_bytes())
    turned = np.array([0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30], ">i4").tobytes()
    plain = np.array([65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30], ">i4").tobytes()
    at = data.rindex(plain)  # the track's; the one before is the film's
    data[at : at + len(plain)] = turned
    path.write_bytes(data)
    out = tmp_path / "out"
    assert rewrap(path, out, Settings()).faithful
    assert seen(out) == seen(path)
    assert seen(out)[2][2] in (90, 270)


def test_a_file_that_was_cut_short_is_still_known_for_one(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mp4", 100, container={"movflags": "+faststart"})
    cut(path, 0.6)
    out = tmp_path / "out"
    assert rewrap(path, out, Settings()).faithful
    before, after = seen(path), seen(out)
    assert (before[3], after[3]) == (True, True)
    assert before[0] == after[0]


def test_a_real_set_stays_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert rewrap(BRIDGE, out, Settings()).faithful
    assert seen(out) == seen(BRIDGE)


def test_where_it_cannot_be_there_is_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "a.mp4", 5)
    monkeypatch.setattr("formcheck.video.rewrap._faithful", lambda *_: False)
    assert not rewrap(path, tmp_path / "out", Settings()).faithful
    assert not (tmp_path / "out").exists()
