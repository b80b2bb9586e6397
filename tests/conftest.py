"""What all tests share: examples, no deadline on a busy machine, and the order they run in."""

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

LONG = (
    *("test_record", "test_remote_worker", "test_many_machines", "test_crashes", "test_serve"),
    *("test_story", "test_reviewing", "test_review_queue", "test_clients", "test_record_troubles"),
    *("test_account", "test_review_states", "test_review", "test_library", "test_privacy"),
    *("test_upload", "test_markers", "test_route_fuzz", "test_today", "test_shell"),
    *("test_session", "test_roles", "test_cli", "test_compare", "test_video_poses"),
    *("test_restore", "test_backup", "test_supervisor", "test_desk", "test_live", "test_media"),
)
"""Files that take longest: begun first, so that no core is left waiting for one at the end. The
webcam's set is watched as it is played: beside it go files that mostly wait. In processor seconds:
`test_record` 68, the next twelve browser files 27 to 40 each, the others 7 to 25; all files 820."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first, the longest foremost; a file's own order stays."""
    items.sort(key=lambda i: LONG.index(i.path.stem) if i.path.stem in LONG else len(LONG))
