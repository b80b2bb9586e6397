"""Clips of real people, with what a person saw in them: are they recognised and counted?

    [{"file": "bridge_01.npz", "exercise": "glute_bridge", "what": "glute bridge", "view": "side",
      "reps": 3, "side": "both", "visible_faults": ["no hold"], "note": "", "cues": ["hold"]}]

`labels.json` lies beside the clips: poses files or videos. `exercise` is an id, or "none" for
anything else, with `what` it is: a variety of one of ours ("box squat") may be taken for it or
refused, and counts for neither. `reps` whole repetitions, null where they cannot be counted;
`visible_faults` in words. `cues`, if there, are the ids of the cues that a person sees violated:
then faults are compared too. Nothing else is known of these clips: rendered sets have exact truth.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from formcheck.errors import FormcheckError, InvalidVideoError, NoPersonError, WrongExerciseError
from formcheck.estimation import pose_io
from formcheck.estimation.find_poses import find_poses
from formcheck.estimation.pipeline import judge
from formcheck.estimation.pose_io import Saved
from formcheck.evaluation.metrics import Share
from formcheck.evaluation.runner import PoseStore, Progress, digest
from formcheck.evaluation.tables import Table
from formcheck.evaluation.truth import InvalidTruthError
from formcheck.exercises import catalogue
from formcheck.model_size import ModelSize

LABELS = "labels.json"
OTHER = "none"
"""What `exercise` says of a clip that shows none of ours."""

TIMES = ("s",)
"""Units of cues of time: a short hold is no fault of form."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a person saw in one clip; see the head of this module."""

    file: str
    exercise: str
    what: str = ""
    view: str = ""
    reps: int | None = None
    side: str = ""
    visible_faults: tuple[str, ...] = ()
    note: str = ""
    cues: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ClipOutcome:
    """One clip judged with one model size, beside what a person saw.

    Attributes:
        named: the exercise it was taken for, None where it was refused.
        code: why it was refused. counted: repetitions counted.
        form: ids of the cues of form called a fault in any repetition.
    """

    label: Label
    model: ModelSize
    named: str | None
    code: str | None = None
    counted: int = 0
    form: tuple[str, ...] = field(default=())

    @property
    def ours(self) -> bool:
        """Whether the clip shows one of the exercises."""
        return self.label.exercise != OTHER

    @property
    def right(self) -> bool:
        """Whether it was taken for what it is."""
        return self.named is not None and self.named == (
            self.label.exercise if self.ours else self.variety_of
        )

    @property
    def variety_of(self) -> str | None:
        """The exercise of ours that another movement is a variety of, by its name."""
        if self.ours:
            return None
        what = self.label.what.lower().replace("_", " ").replace("-", " ")
        titles = {e.title.lower().replace("-", " "): e.id for e in catalogue().values()}
        ends = [title for title in titles if f" {what}".endswith(f" {title}")]
        return titles[max(ends, key=len)] if ends else None


def holds_labels(folder: Path) -> bool:
    """Whether a folder is one of labelled clips."""
    return (folder / LABELS).is_file()


def read_labels(folder: Path) -> list[Label]:
    """Read a folder's labels.

    Raises:
        InvalidTruthError: they are not what the head of this module says.
    """
    path = folder / LABELS
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
        return [_label(row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidTruthError(
            f"{path} is no list of labels: each needs a file, an exercise and a count."
        ) from error


def _label(row: dict[str, Any]) -> Label:
    reps = row.get("reps")
    return Label(
        file=str(row["file"]),
        exercise=str(row["exercise"]),
        what=str(row.get("what", "")),
        view=str(row.get("view", "")),
        reps=None if reps is None else int(reps),
        side=str(row.get("side", "")),
        visible_faults=tuple(str(f) for f in row.get("visible_faults", ())),
        note=str(row.get("note", "")),
        cues=tuple(str(c) for c in row["cues"]) if "cues" in row else None,
    )


def evaluate_clips(
    folder: Path,
    labels: Sequence[Label],
    models: Sequence[ModelSize],
    store: PoseStore,
    *,
    progress: Progress = lambda share, name: None,
) -> tuple[list[ClipOutcome], list[str]]:
    """Judge labelled clips as `check` does; return outcomes and a sentence for each left out.

    A poses file is judged with the model size it was made with, a video with each of `models`.
    """
    out: list[ClipOutcome] = []
    skipped: list[str] = []
    for i, label in enumerate(labels):
        progress(i / len(labels), label.file)
        path = folder / label.file
        try:
            if path.suffix == ".npz":
                saved = pose_io.load(path)
                out.append(_judged(label, saved.model, saved))
            else:
                out += [_judged(label, m, _poses(path, m, store)) for m in models]
        except FormcheckError as error:
            skipped.append(f"{label.file}: {error}")
    return out, skipped


def _poses(path: Path, model: ModelSize, store: PoseStore) -> Saved | None:
    if not path.is_file():
        raise InvalidVideoError(f"There is no {path.name} beside its label.", "missing_file")
    content = digest(path)
    saved = store.get(content, model)
    if saved is None:
        try:
            saved = find_poses(path, model, store.settings)
        except NoPersonError:
            return None
        store.put(content, model, saved)
    return saved


def _judged(label: Label, model: ModelSize, saved: Saved | None) -> ClipOutcome:
    if saved is None:
        return ClipOutcome(label, model, None, NoPersonError.code)
    try:
        report = judge(saved).report
    except (WrongExerciseError, NoPersonError) as error:
        return ClipOutcome(label, model, None, error.code)
    faults = {
        f.cue
        for r in report.reps
        for f in r.findings
        if f.verdict == "fault" and f.unit not in TIMES
    }
    return ClipOutcome(label, model, report.exercise, None, len(report.reps), tuple(sorted(faults)))


def _counts(clips: Sequence[ClipOutcome]) -> dict[str, Share]:
    ours = [c for c in clips if c.ours]
    varieties = [c for c in clips if c.variety_of is not None]
    others = [c for c in clips if not c.ours and c.variety_of is None]
    countable = [c for c in ours if c.label.reps is not None]
    exact = [c for c in countable if c.right and c.counted == c.label.reps]
    whole = sum(c.label.reps or 0 for c in countable)
    found = sum(min(c.counted, c.label.reps or 0) for c in countable if c.right)
    answered = [c for c in clips if c.named is not None]
    wrong = [c for c in answered if not c.right]
    looked_at = [c for c in ours if c.right and c.label.cues is not None]
    judged_cues = [(c, cue) for c in looked_at for cue in c.form]
    return {
        "exercise recognised": Share(len([c for c in ours if c.right]), len(ours)),
        "repetitions exact": Share(len(exact), len(countable)),
        "repetitions counted": Share(found, whole),
        "other movements named as one of ours": Share(
            sum(c.named is not None for c in others), len(others)
        ),
        "varieties of ours taken for it": Share(sum(c.right for c in varieties), len(varieties)),
        "clips answered, with a wrong name": Share(len(wrong), len(answered)),
        "form faults that a person disputes": Share(
            sum(cue not in (c.label.cues or ()) for c, cue in judged_cues), len(judged_cues)
        ),
    }


ASKED = {
    "exercise recognised": "100 %",
    "repetitions exact": "90 %",
    "repetitions counted": "98 %",
    "other movements named as one of ours": "0",
    "varieties of ours taken for it": "",
    "clips answered, with a wrong name": "0",
    "form faults that a person disputes": "at most 5 %",
}


def real_tables(clips: Sequence[ClipOutcome]) -> list[Table]:
    """Return the figures by model size, and what was said of each clip."""
    models = [m for m in reversed(ModelSize) if any(c.model == m for c in clips)]
    by_model = {m: _counts([c for c in clips if c.model == m]) for m in models}
    rows = [
        (name, *(_share(by_model[m][name]) for m in models), asked)
        for name, asked in ASKED.items()
        if any(by_model[m][name].whole for m in models)
    ]
    each = [
        (
            c.label.file,
            c.model,
            c.label.exercise if c.ours else c.label.what or OTHER,
            c.named or f"refused: {c.code}",
            "-" if c.label.reps is None else str(c.label.reps),
            str(c.counted) if c.named else "-",
            ", ".join(c.form) or "-",
            ", ".join(c.label.visible_faults) or "-",
        )
        for c in clips
    ]
    head = (
        "clip",
        "model",
        "shows",
        "taken for",
        "reps",
        "counted",
        "form faults",
        "a person sees",
    )
    return [
        Table(
            "Real people",
            ("", *models, "asked"),
            tuple(rows),
            note="Clips of real people, labelled by eye: no rendered set is among them.",
        ),
        Table("Clip by clip", head, tuple(each), left=4),
    ]


def _share(s: Share) -> str:
    return "-" if s.percent is None else f"{s.part} of {s.whole} ({s.percent:.0f} %)"


def real_json(clips: Sequence[ClipOutcome], skipped: Sequence[str]) -> dict[str, Any]:
    """Return figures and outcomes as plain dicts, ready for `json.dumps`."""
    models = dict.fromkeys(c.model for c in clips)
    return {
        "format": "formcheck-real-people-1",
        "totals": {
            m: {name: asdict(s) for name, s in _counts([c for c in clips if c.model == m]).items()}
            for m in models
        },
        "clips": [asdict(c) for c in clips],
        "skipped": list(skipped),
    }
