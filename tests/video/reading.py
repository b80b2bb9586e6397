"""Reads clips for tests: frames, their times, the numbers drawn on them, refusals."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.errors import InvalidVideoError
from formcheck.settings import Settings
from formcheck.video import Frame, Reader, probe
from tests.support.video_files import BLUE, GREEN, RED, WHITE, Image, number

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
    with pytest.raises(InvalidVideoError) as caught:
        probe(path, settings)
    text = str(caught.value)
    assert text[0].isupper()
    assert text.endswith(".")
    assert len(text) < 160
    assert not any(word in text.lower() for word in ("ffmpeg", "errno", "codec", "stream", "pts"))
    return caught.value.code
