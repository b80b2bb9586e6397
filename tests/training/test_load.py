"""The load of a set as it is read."""

import pytest

from formcheck.training.load import load_text


@pytest.mark.parametrize(
    ("kg", "band", "text"),
    [
        (20.0, None, "20 kg"),
        (12.5, None, "12.5 kg"),
        (1.25, "green", "1.25 kg, green band"),
        (None, "Heavy band", "Heavy band"),
        (0.0, None, "0 kg"),
        (None, None, ""),
        (None, "", ""),
    ],
)
def test_a_load_is_kilograms_and_a_band(kg: float | None, band: str | None, text: str) -> None:
    assert load_text(kg, band) == text
