"""Read labels made by hand: a CSV beside the videos, one repetition a row.

    video,exercise,side,rep,start,top_start,top_end,end,faults
    monday.mp4,glute_bridge,,1,2.1,3.4,8.6,10.0,
    monday.mp4,glute_bridge,,2,11.0,12.3,17.4,18.9,knee_cave;height
    break.mp4,glute_bridge,,,,,,,

Needed: `video` (a name beside the CSV, or a path from it), `exercise` (its id), `start`, `end`
(seconds on the video's clock). Optional, as columns or cell by cell: `side` (left, right, both),
`rep` (else counted), `top_start` and `top_end`, and `faults`: cue ids between semicolons. An
empty `faults` says that nothing was wrong; without that column faults are not compared. A row
with neither `start` nor `end` says that the video shows no repetition. Further columns are
ignored. A bad row takes its whole video out, since the truth would have a hole.
"""

import csv
from collections.abc import Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path

from formcheck.analysis.report import Side
from formcheck.analysis.truth.ground_truth import TrueRep
from formcheck.errors import UnknownExerciseError
from formcheck.evaluation.truth import InvalidTruthError, Truth
from formcheck.exercises import get

NEEDED = ("video", "exercise", "start", "end")
_SIDES: dict[str, Side | None] = {"": None, "left": "left", "right": "right", "both": "both"}


def read(path: Path) -> tuple[list[Truth], list[str]] | None:
    """Read one .csv: the sets, and a sentence for each bad row; None if it is another table.

    Raises:
        InvalidTruthError: it is a table of labels, but lacks a column or is not text.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidTruthError(f"{path.name} is not UTF-8 text: save it as CSV (UTF-8).") from None
    except OSError as error:
        raise InvalidTruthError(f"{path.name} cannot be read ({error.strerror}).") from error
    first = text.partition("\n")[0]
    rows = csv.DictReader(StringIO(text), delimiter=";" if _semicolons(first) else ",")
    columns = [c.strip().lower() for c in rows.fieldnames or []]
    if "video" not in columns:
        return None
    lacking = [c for c in NEEDED if c not in columns]
    if lacking:
        raise InvalidTruthError(
            f"{path.name} has no column {lacking[0]!r}: its first line must name one."
        )
    rows.fieldnames = columns
    return _sets(path, rows)


def _semicolons(first: str) -> bool:
    return first.count(";") > first.count(",")


def _sets(path: Path, rows: "csv.DictReader[str]") -> tuple[list[Truth], list[str]]:
    sets: dict[tuple[str, str], list[TrueRep]] = {}
    bad: dict[str, list[str]] = {}
    exercise_of: dict[str, str] = {}
    for raw in rows:
        row = {k: (v or "").strip() for k, v in raw.items() if isinstance(k, str)}
        if not any(row.values()):
            continue
        video = row["video"]
        try:
            exercise = _exercise(path, row)
            if exercise_of.setdefault(video, exercise) != exercise:
                raise InvalidTruthError(
                    f"{video} already holds {exercise_of[video]}: one set, one exercise"
                )
            reps = sets.setdefault((video, exercise), [])
            rep = _rep(row, exercise, len(reps) + 1)
            if rep is not None:
                _in_order(reps, rep)
                reps.append(rep)
        except InvalidTruthError as error:
            bad.setdefault(video, []).append(f"{path.name}, line {rows.line_num}: {error}.")
    truths = [
        Truth(path=path.parent / video, exercise=exercise, reps=tuple(reps))
        for (video, exercise), reps in sets.items()
        if video not in bad
    ]
    return truths, [sentence for sentences in bad.values() for sentence in sentences]


def _exercise(path: Path, row: Mapping[str, str]) -> str:
    video = row["video"]
    if not video:
        raise InvalidTruthError("the video is not named")
    if not (path.parent / video).is_file():
        raise InvalidTruthError(f"there is no video {video} beside the table")
    try:
        return get(row["exercise"]).id
    except UnknownExerciseError:
        raise InvalidTruthError(f"there is no exercise called {row['exercise']!r}") from None


def _rep(row: Mapping[str, str], exercise: str, number: int) -> TrueRep | None:
    start, end = _seconds(row, "start"), _seconds(row, "end")
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise InvalidTruthError("a repetition needs both its start and its end")
    top_start, top_end = _seconds(row, "top_start"), _seconds(row, "top_end")
    if (top_start is None) != (top_end is None):
        raise InvalidTruthError("the top needs both top_start and top_end, or neither")
    times = [t for t in (start, top_start, top_end, end) if t is not None]
    if times != sorted(times) or start == end:
        raise InvalidTruthError("start, top_start, top_end and end must follow each other in time")
    side = row.get("side", "").lower()
    if side not in _SIDES:
        raise InvalidTruthError(f"side is {side!r}: write left, right, both, or nothing")
    given = row.get("rep", "")
    if given and not given.isdecimal():
        raise InvalidTruthError(f"rep is {given!r}: write a whole number, or nothing")
    rep = TrueRep(
        number=int(given or number),
        side=_SIDES[side],
        start=start,
        end=end,
        top_start=top_start,
        top_end=top_end,
    )
    if "faults" not in row:
        return rep
    return replace(rep, faults=_faults(row["faults"], exercise), complete=True)


def _seconds(row: Mapping[str, str], name: str) -> float | None:
    text = row.get(name, "")
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e6:
        raise InvalidTruthError(f"{name} is {text!r}: write seconds, like 12.3")
    return value


def _faults(text: str, exercise: str) -> dict[str, float | None]:
    known = {c.id for c in get(exercise).cues}
    out: dict[str, float | None] = {}
    for cue in (c.strip() for c in text.split(";")):
        if cue and cue not in known:
            cues = ", ".join(sorted(known))
            raise InvalidTruthError(f"{exercise} has no cue {cue!r}; it has {cues}")
        if cue:
            out[cue] = None
    return out


def _in_order(reps: list[TrueRep], rep: TrueRep) -> None:
    if reps and rep.start < reps[-1].end:
        raise InvalidTruthError(
            f"this repetition begins before the one before it ends ({reps[-1].end:g} s)"
        )
    if any(r.number == rep.number for r in reps):
        raise InvalidTruthError(f"there is a repetition {rep.number} already")
