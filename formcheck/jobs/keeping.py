"""Keeping a set that was judged live: its report and poses, without a video."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from formcheck.jobs.naming import POSES, about
from formcheck.jobs.services import Services
from formcheck.jobs.supervisor import INCOMING
from formcheck.store import results, sets

if TYPE_CHECKING:
    from formcheck.analyse import Analysis


def keep_live(services: Services, owner: str, analysis: "Analysis", title: str) -> str:
    """Keep a live set as a done one; return its id.

    Args:
        services: where to.
        owner: whose it is.
        analysis: the report with the poses it stands on.
        title: of the set.

    Raises:
        CannotWrite: it could not be written.
    """
    from formcheck.jobs.results import poses_bytes, texts

    report = analysis.report
    with TemporaryDirectory(dir=services.settings.data_dir / INCOMING) as path:
        folder = Path(path)
        contents = [*texts(analysis, {}), (POSES, poses_bytes(analysis, folder))]
        made = []
        with services.files.lock:
            for name, data in contents:
                told = about(name)
                kept = services.files.keep_bytes(data, folder)
                made.append(results.NewFile(name, told.title, kept, told.media_type, told.listed))
            with services.store.writing() as s:
                row = sets.add(
                    s, owner, origin="live", title=title.strip() or report.title,
                    asked=report.exercise, model=report.model, video=None,
                )  # fmt: skip
                results.keep_files(s, row, made)
                results.keep_report(s, row, report)
                sets.settle(row)
                return row.id
