"""What all tests share: examples, no deadline on a busy machine, and the order they run in."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

LONG = """
    web/test_record worker/test_remote_worker worker/test_many_machines trial/test_crashes
    cli/test_serve web/test_story web/test_record_filmed web/test_record_troubles web/test_upload
    estimation/test_markers web/test_review_queue web/test_clients api/test_roles web/test_phone
    web/test_account web/test_review_states analysis/test_session web/test_recordings
    test_privacy worker/test_supervisor web/test_library api/test_restore trial/test_route_fuzz
    web/test_reviewing web/test_review web/test_shell web/test_home cli/test_cli api/test_live
    storage/test_backup web/test_limits web/test_docs web/test_today web/test_exercises
    estimation/test_video_poses api/test_desk trial/test_break_in worker/test_sandbox
    worker/test_probe web/test_settings trial/test_phone_break_in trial/test_accidents
    web/test_compare web/test_progress web/test_desk worker/test_analyser worker/test_playback
    web/test_restore web/test_pose trial/test_load worker/test_process
""".split()  # noqa: SIM905
"""Files that take 8 s and more, the longest foremost: begun first, so that at the end no core is
left waiting for one of them. Beside the webcam's set, which is watched as it is played, go files
that mostly wait. The first fifteen take 50 to 140 s each, with five at once on two cores."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first, the longest foremost; a file's own order stays."""
    rank = {f"{name}.py": n for n, name in enumerate(LONG)}
    tests = Path(__file__).parent
    items.sort(key=lambda i: rank.get(i.path.relative_to(tests).as_posix(), len(rank)))
