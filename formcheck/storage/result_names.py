"""The names of a result's files, with the title and media type of each."""

import re
from dataclasses import dataclass

FRAMES = "frames.json.gz"
PLAYABLE = "playable.webm"
ANNOTATED = "annotated.webm"
THUMBNAIL = "thumbnail.jpg"
POSES = "poses.npz"
HTML, PDF = "report.html", "report.pdf"
IN_LANGUAGES = (HTML, PDF)
"""Files for people: kept in English, and made in another language for whoever asks for one."""
DRAWN = {"poses": "poses.json.gz", "curves": "curves_2.json.gz"}
"""Data that the page draws; stored, because a long set takes seconds.

A new layout gets a new name, so that files of an earlier version are made again.
"""


@dataclass(frozen=True, slots=True)
class ResultFile:
    """Description of a file."""

    title: str
    media_type: str
    listed: bool = True


FILES = {
    HTML: ResultFile("Report, one page to keep or print", "text/html; charset=utf-8"),
    PDF: ResultFile("Report as a PDF, to send or to print", "application/pdf"),
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
"""Files that depend on the video only, and so stay when the set is judged again."""

FROM_REPORT = (
    *(HTML, PDF, "report.json", "reps.csv", "poses.trc", "motion.mot"),
    *DRAWN.values(),
)
"""Files that follow from the report, the poses and the pictures of faults: made where they are
served, never taken from elsewhere."""

VIDEO_TYPES = frozenset(
    {
        "video/mp4",
        "video/webm",
        "video/x-matroska",
        "video/x-msvideo",
        "video/mp2t",
        "video/mpeg",
    }
)
"""Media types of the videos that are taken in."""

_PICTURE = re.compile(r"rep(\d{1,4})-([a-z][a-z_]{0,60})\.jpg")


def picture_name(rep: int, cue: str) -> str:
    """Return the name of the picture of a fault."""
    return f"rep{rep}-{cue}.jpg"


def pictured(name: str) -> tuple[int, str] | None:
    """Return repetition and cue of the picture of a fault, None if `name` is no such picture's."""
    found = _PICTURE.fullmatch(name)
    return (int(found[1]), found[2]) if found else None


def known(name: str) -> bool:
    """Whether a file of a result can have this name."""
    return name in FILES or pictured(name) is not None


def describe(name: str) -> ResultFile:
    """Return the description of the file called `name`."""
    return FILES.get(name, ResultFile("Picture of a fault", "image/jpeg", listed=False))


def file_order(name: str) -> int:
    """Return the sort position of a file among those of a result."""
    return list(FILES).index(name) if name in FILES else len(FILES)
