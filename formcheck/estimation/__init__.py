"""From pictures to poses: the pose model, its files, and the one path from a video to a report."""
