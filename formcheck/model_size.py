"""The three sizes of the pose model."""

from enum import StrEnum


class ModelSize(StrEnum):
    """Size of the pose model: the larger, the slower and the more exact."""

    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"


def by_size(*, heavy: float, full: float, lite: float) -> dict[ModelSize, float]:
    """Return one number for each model size, such as a measured error."""
    return {ModelSize.HEAVY: heavy, ModelSize.FULL: full, ModelSize.LITE: lite}
