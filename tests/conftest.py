"""What all tests share: examples, no deadline on a busy machine, and the order they run in."""

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

LONG = (
    *("test_record", "test_roles", "test_many_machines", "test_story", "test_clients"),
    *("test_remote_worker", "test_probe", "test_review", "test_review_states", "test_serve"),
    *("test_supervisor", "test_crashes", "test_compare", "test_upload", "test_markers"),
    *("test_route_fuzz", "test_library", "test_account"),
)
"""Files that take longest: begun first, so that no core is left waiting for one at the end. The
webcam's set is watched as it is played: beside it goes what leaves the cores alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first, the longest foremost; a file's own order stays."""
    items.sort(key=lambda i: LONG.index(i.path.stem) if i.path.stem in LONG else len(LONG))
