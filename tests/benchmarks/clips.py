"""Long clips made from a sample set: what a phone records, without shipping any."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from av.video.stream import VideoStream
from numpy.typing import NDArray

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "glute_bridge__clean__side__anna_L.mp4"

REPS, HOLD, REST = 12, 6.0, 1.0
"""A real set: its repetitions, and the seconds at the top and between them."""

NOISE = 3.0
"""Grey levels, standard deviation, of a phone's sensor indoors."""

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How a clip is written."""

    fps: int
    size: tuple[int, int]
    codec: str = "libx264"


def pictures(sample: Path) -> tuple[list[Picture], float]:
    """Return a sample's frames (RGB) and its frames a second."""
    with av.open(str(sample)) as file:
        stream = file.streams.video[0]
        fps = float(stream.average_rate or 25)
        frames = [np.array(f.to_ndarray(format="rgb24"), np.uint8) for f in file.decode(stream)]
        return frames, fps


def there_and_back(count: int) -> Iterator[int]:
    """Yield frame numbers that play a set forwards, then backwards, for ever: no jumps."""
    yield from cycle([*range(count), *range(count - 2, 0, -1)])


def real_tempo(truth: dict[str, Any], fps: float) -> list[int]:
    """Return frame numbers that play a sample at a real set's pace: tops and rests are held."""
    out: list[int] = []
    for rep in islice(cycle(truth["reps"]), REPS):
        held = rep["top_end"] - rep["top_start"]
        top = round((rep["top_start"] + held / 2) * fps)
        start, end = round(rep["start"] * fps), round(rep["end"] * fps)
        out += [start] * round(REST * fps)
        out += [*range(start, top), *[top] * round((HOLD - held) * fps), *range(top, end + 1)]
    return [*out, *[out[-1]] * round(REST * fps)]


def make(path: Path, seconds: float, how: Format, sample: Path = SAMPLE) -> Path:
    """Write a clip of that length out of a sample, at the sample's own speed."""
    if not path.is_file():
        frames, own = pictures(sample)
        order = islice(there_and_back(len(frames)), round(seconds * own))
        _write(path, how, (frames[i] for i in order), own, noise=0.0)
    return path


def make_real_tempo(path: Path, how: Format, sample: Path = SAMPLE) -> Path:
    """Write a set at a real pace, with the noise of a sensor in every frame."""
    if not path.is_file():
        frames, own = pictures(sample)
        order = real_tempo(json.loads(sample.with_suffix(".json").read_text()), own)
        _write(path, how, (frames[i] for i in order), own, noise=NOISE)
    return path


def _write(path: Path, how: Format, shown: Iterable[Picture], own: float, noise: float) -> None:
    """Write frames that come at `own` a second."""
    partial = path.with_suffix(".part" + path.suffix)
    noisy = _Noise(how.size, noise)
    with av.open(str(partial), "w", format="mp4") as out:
        options = {"preset": "ultrafast", "crf": "23" if noise else "26", "g": str(how.fps)}
        if how.codec == "libx265":
            options["x265-params"] = "log-level=none"
        stream = out.add_stream(how.codec, rate=how.fps, options=options)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = how.size
        stream.pix_fmt = "yuv420p"
        stream.time_base = Fraction(1, how.fps)
        k = 0
        for i, image in enumerate(shown):
            bigger = cv2.resize(image, how.size, interpolation=cv2.INTER_LINEAR)
            while k * own < (i + 1) * how.fps:
                frame = av.VideoFrame.from_ndarray(noisy(bigger), format="rgb24")
                frame.pts, frame.time_base = k, Fraction(1, how.fps)
                out.mux(stream.encode(frame))
                k += 1
        out.mux(stream.encode(None))
    partial.replace(path)


class _Noise:
    """Adds grey noise to pictures of one size, another in each."""

    def __init__(self, size: tuple[int, int], level: float) -> None:
        self._draw = np.random.default_rng(0)
        width, height = size
        drawn = self._draw.normal(0, level, (2 * height, width, 1)) if level else None
        self._field = None if drawn is None else np.repeat(np.round(drawn), 3, 2).astype(np.int8)

    def __call__(self, image: NDArray[Any]) -> Picture:
        if self._field is None:
            return np.asarray(image, np.uint8)
        first = int(self._draw.integers(0, len(image)))
        here = self._field[first : first + len(image)]
        lighter, darker = (np.maximum(part, 0).astype(np.uint8) for part in (here, -here))
        return np.asarray(cv2.subtract(cv2.add(image, lighter), darker), np.uint8)
