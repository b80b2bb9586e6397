"""The sample sets, with poses found once a test run by the real model (lite: the quickest)."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from formcheck.estimation.pipeline import Analysis, analyse
from formcheck.model_size import ModelSize

SAMPLES = Path(__file__).parents[2] / "sample_videos"
BRIDGE = SAMPLES / "glute_bridge__hyperextension18__side__ben_L.mp4"


def truth(video: Path) -> dict[str, Any]:
    """Return the truth of a sample set."""
    told: dict[str, Any] = json.loads(video.with_suffix(".json").read_text())
    return told


@cache
def analysed(video: Path = BRIDGE) -> Analysis:
    """Return a sample set as the lite model sees it."""
    return analyse(video, model=ModelSize.LITE)
