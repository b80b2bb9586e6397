"""The pages draw the skeleton that Python declares."""

from pathlib import Path

from formcheck.output.draw.page_skeleton import module

WRITTEN = Path(__file__).parents[2] / "web" / "js" / "pose" / "skeleton.js"


def test_the_pages_skeleton_is_up_to_date() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == module()
