"""Sets that people reviewed, out of an export or a data folder: labels for `evaluate`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.evaluation import Reviewed

DATABASE = "formcheck.db"


def holds_reviews(path: Path) -> bool:
    """Whether a path is an export, or a data folder, and not videos with truths."""
    return (path / DATABASE).is_file() or (path.is_file() and path.suffix.lower() == ".zip")


@contextmanager
def reviewed(path: Path) -> "Iterator[list[Reviewed]]":
    """Give the sets of an export or a data folder that somebody reviewed, while they last.

    Raises:
        FormcheckError: it cannot be read, or nobody decided on anything in it.
    """
    with TemporaryDirectory(prefix="formcheck-") as folder:
        found = _kept(path) if path.is_dir() else _exported(path, Path(folder))
        if not found:
            raise FormcheckError(
                f"Nobody decided on a finding in {path}: agree with findings or reject them on the "
                "result page first."
            )
        yield found


def _exported(path: Path, folder: Path) -> "list[Reviewed]":
    from pydantic import TypeAdapter

    from formcheck.analysis.report import Report
    from formcheck.evaluation import Reviewed
    from formcheck.training.review_labels import COACH, OWNER, Decided, Missed
    from formcheck.worker import export_layout
    from formcheck.worker.export_words import read, report_in
    from formcheck.worker.result_names import POSES
    from formcheck.worker.unzip import Unzipped

    out = []
    with Unzipped(path) as unzipped:
        for n, one in enumerate(read(unzipped).sets):
            said, place = one.review, export_layout.folder(one.about.id)
            if said is None or not one.judged or POSES not in one.names:
                continue
            decided = tuple(
                Decided(
                    d.rep,
                    d.cue,
                    d.start,
                    d.end,
                    d.verdict,
                    d.decision == "accepted",
                    OWNER if d.own else COACH,
                    d.formcheck,
                )
                for d in said.decisions
            )
            missed = tuple(Missed(a.cue, a.time, a.rep) for a in said.added if a.cue)
            if decided or missed:
                poses = folder / f"{n}.npz"
                unzipped.unpack(f"{place}/{POSES}", poses)
                report = TypeAdapter(Report).validate_python(report_in(unzipped, place))
                out.append(Reviewed(one.about.title, report, decided, missed, poses))
    return out


def _kept(folder: Path) -> "list[Reviewed]":
    from sqlalchemy import select

    from formcheck.evaluation import Reviewed
    from formcheck.storage import Files, open_store, reports, sets
    from formcheck.storage.models import Analysis
    from formcheck.storage.review_models import Added, Decision
    from formcheck.training.review_labels import COACH, OWNER, Decided, Missed
    from formcheck.worker.result_names import POSES

    out = []
    store, files = open_store(folder), Files(folder / "files")
    try:
        with store.reading() as s:
            ids = {*s.scalars(select(Decision.analysis_id)), *s.scalars(select(Added.analysis_id))}
            rows = select(Analysis).where(Analysis.id.in_(ids), Analysis.deleted_at.is_(None))
            for row in s.scalars(rows.order_by(Analysis.created)):
                report = reports.one(s, row.owner, row.id)
                file = sets.file_of(s, row.owner, row.id, POSES)
                if report is None or file is None:
                    continue
                made = s.scalars(select(Decision).where(Decision.analysis_id == row.id))
                decided = tuple(
                    Decided(
                        d.rep,
                        d.cue,
                        d.start,
                        d.end,
                        d.verdict,
                        d.decision == "accepted",
                        OWNER if d.by == d.owner else COACH,
                        d.formcheck,
                    )
                    for d in made.all()
                )
                added = s.scalars(select(Added).where(Added.analysis_id == row.id)).all()
                missed = tuple(Missed(a.cue, a.time, a.rep) for a in added if a.cue)
                with files.on_disk(file.sha256) as poses:
                    out.append(Reviewed(row.title, report, decided, missed, poses))
    finally:
        store.close()
    return out
