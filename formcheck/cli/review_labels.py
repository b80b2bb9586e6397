"""Read the reviewed sets of a data folder as labels for `evaluate`."""

from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.evaluation import ReviewedSet

DATABASE = "formcheck.db"


def holds_reviews(path: Path) -> bool:
    """Whether a path is a data folder rather than videos with ground truth."""
    return (path / DATABASE).is_file()


def reviewed(folder: Path) -> "list[ReviewedSet]":
    """Return the reviewed sets of a data folder.

    Raises:
        FormcheckError: no finding in it has been reviewed.
    """
    from sqlalchemy import select

    from formcheck.evaluation import ReviewedSet
    from formcheck.storage import Files, open_store, results, sets
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
                report = results.read_report(s, row.owner, row.id)
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
                    out.append(
                        ReviewedSet(
                            name=row.title,
                            report=report,
                            decided=decided,
                            missed=missed,
                            poses=poses,
                        )
                    )
    finally:
        store.close()
    if not out:
        raise FormcheckError(
            f"No finding in {folder} has been reviewed yet. Accept or reject findings on the "
            "result page first."
        )
    return out
