"""The names of a result's files, and what is told of each."""

from dataclasses import dataclass

FRAMES = "frames.json.gz"
PLAYABLE = "playable.webm"
ANNOTATED = "annotated.webm"
THUMBNAIL = "thumbnail.jpg"
POSES = "poses.npz"
DRAWN = {"poses": "poses.json.gz", "curves": "curves_2.json.gz"}
"""What a page draws, made once: a long set's takes seconds.

A file of another layout has another name, so that what an earlier version kept is drawn anew.
"""


@dataclass(frozen=True, slots=True)
class ResultFile:
    """What is told of a file beside its content."""

    title: str
    media_type: str
    listed: bool = True


FILES = {
    "report.html": ResultFile("Report, one page to keep or print", "text/html; charset=utf-8"),
    "report.json": ResultFile("Report for programs (JSON)", "application/json"),
    "reps.csv": ResultFile("Table of repetitions (CSV)", "text/csv; charset=utf-8"),
    POSES: ResultFile("Poses, to judge again (NumPy)", "application/octet-stream"),
    "poses.trc": ResultFile("Markers for OpenSim (.trc)", "text/plain; charset=utf-8"),
    "motion.mot": ResultFile("Joint angles for OpenSim (.mot)", "text/plain; charset=utf-8"),
    ANNOTATED: ResultFile("Video with the skeleton drawn on it", "video/webm"),
    PLAYABLE: ResultFile("Copy that browsers play", "video/webm", listed=False),
    THUMBNAIL: ResultFile("Small picture", "image/jpeg", listed=False),
    FRAMES: ResultFile("Times of the frames", "application/gzip", listed=False),
    DRAWN["poses"]: ResultFile("Skeleton over time", "application/gzip", listed=False),
    DRAWN["curves"]: ResultFile("Signals over time", "application/gzip", listed=False),
}
FROM_VIDEO = (PLAYABLE, FRAMES)
"""Files that depend on the video alone: another judgement does not change them."""


def about(name: str) -> ResultFile:
    """Return what is told of the file called `name`."""
    return FILES.get(name, ResultFile("Picture of a fault", "image/jpeg", listed=False))


def order(name: str) -> int:
    """Return the place of a file among those of a result."""
    return list(FILES).index(name) if name in FILES else len(FILES)
