"""What a camera wrote into a file: the moment, and the rate it filmed with."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.settings import Settings
from formcheck.video import probe
from formcheck.video.rewrap import rewrap


def filmed(path: Path, **tags: str) -> Path:
    options = {"movflags": "use_metadata_tags"}
    with av.open(str(path), "w", format="mp4", options=options) as out:
        out.metadata.update(tags)
        stream = out.add_stream("h264", rate=30)
        stream.width, stream.height = 160, 120
        for _ in range(30):
            picture = av.VideoFrame.from_ndarray(np.full((120, 160, 3), 90, np.uint8), "rgb24")
            out.mux(stream.encode(picture))
        out.mux(stream.encode())
    return path


@pytest.mark.parametrize(
    ("tags", "moment"),
    [
        ({"creation_time": "2026-11-01T18:30:00Z"}, "2026-11-01T18:30:00+00:00"),
        (
            {"com.apple.quicktime.creationdate": "2026-11-01T19:30:00+0100"},
            "2026-11-01T19:30:00+01:00",
        ),
        ({"creation_time": "1904-01-01T00:00:00Z"}, None),
        ({}, None),
    ],
)
def test_the_moment_of_filming_is_read_where_it_is_one(
    tmp_path: Path, tags: dict[str, str], moment: str | None
) -> None:
    assert probe(filmed(tmp_path / "set.mp4", **tags), Settings()).filmed_at == moment


def test_slow_motion_is_told_by_the_rate_that_was_filmed_with_and_survives_a_copy(
    tmp_path: Path,
) -> None:
    path = filmed(tmp_path / "slow.mp4", **{"com.android.capture.fps": "120.0"})
    assert probe(path, Settings()).speed == pytest.approx(0.25, abs=0.01)
    copy = tmp_path / "copy.mp4"
    assert rewrap(path, copy, Settings()).faithful
    assert probe(copy, Settings()).speed == pytest.approx(0.25, abs=0.01)
    assert probe(copy, Settings()).filmed_at is None


def test_an_ordinary_video_plays_as_it_was_filmed(tmp_path: Path) -> None:
    path = filmed(tmp_path / "set.mp4", **{"com.android.capture.fps": "30.0"})
    assert probe(path, Settings()).speed == pytest.approx(1.0, abs=0.01)


def test_the_day_is_kept_unless_it_is_only_known_in_utc_and_just_now(tmp_path: Path) -> None:
    def day(moment: str) -> date | None:
        path = filmed(tmp_path / "set.mp4", creation_time=moment)
        return rewrap(path, tmp_path / "copy.mp4", Settings()).filmed_on

    now = datetime.now(UTC).replace(microsecond=0)
    assert day((now - timedelta(hours=1)).isoformat()) is None
    assert day((now - timedelta(days=2)).isoformat()) == (now - timedelta(days=2)).date()
    assert day("2026-11-01T18:30:00Z") == date(2026, 11, 1)
