"""Keeping a set that was judged live: its report and poses, without a video."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from formcheck.storage import results, sets
from formcheck.storage.blob_references import keeping
from formcheck.storage.blobs import cannot_write
from formcheck.worker.result_names import POSES, about
from formcheck.worker.services import Services
from formcheck.worker.supervisor import INCOMING

if TYPE_CHECKING:
    from formcheck.estimation.pipeline import Analysis


def keep_live(services: Services, owner: str, analysis: "Analysis", title: str) -> str:
    """Keep a live set as a done one; return its id.

    Args:
        services: where to.
        owner: whose it is.
        analysis: the report with the poses it stands on.
        title: of the set.

    Raises:
        OutputError: it could not be written.
    """
    from formcheck.worker.result_files import poses_bytes, texts

    report = analysis.report
    with TemporaryDirectory(dir=services.settings.data_dir / INCOMING) as path:
        folder = Path(path)
        contents = [*texts(analysis, {}), (POSES, poses_bytes(analysis, folder))]
        made, written = [], []
        for n, (name, data) in enumerate(contents):
            told, place = about(name), folder / f"{n}.content"
            try:
                place.write_bytes(data)
            except OSError as error:
                raise cannot_write(error) from error
            kept = services.files.measure(place)
            written.append((place, kept))
            made.append(results.NewFile(name, told.title, kept, told.media_type, told.listed))
        with keeping(services.store, services.files, written) as s:
            row = sets.add(
                s,
                owner,
                origin="live",
                title=title.strip() or report.title,
                requested=report.exercise,
                model=report.model,
                video=None,
            )
            results.keep_files(s, row, made)
            results.keep_report(s, row, report)
            sets.settle(row)
            return row.id
