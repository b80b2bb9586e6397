"""The id of an installation, stored in both its database and its file store.

With the files of another installation, or with an empty database, all content would look unused and
be moved away. So the ids are compared at every start, and before content that no row names is
moved.
"""

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from formcheck.errors import FormcheckError
from formcheck.storage.blobs import Files
from formcheck.storage.database import Store, new_id, now
from formcheck.storage.models import FileRow, Installation, Video

SAMPLE = 20
"""Number of contents looked up to decide whether files without an id are those of the rows."""

WHAT_TO_DO = (
    "Name the database they belong to with FORMCHECK_DATABASE_URL, put formcheck.db back, or bring "
    "everything back with 'formcheck restore BACKUP'. Nothing was changed. If database and files "
    "do belong together, say so with 'formcheck doctor --adopt'."
)


def id_of(s: Session) -> str | None:
    """Return the id in the database, None if it has none yet."""
    return s.scalar(select(Installation.id).limit(1))


def check(store: Store, files: Files) -> None:
    """Check that the files belong to this database; if both are new, give them an id.

    Raises:
        FormcheckError: `other_files`, they do not; the message says what to do. Nothing is changed.
        OutputError: the file store is unavailable.
    """
    refusal = mismatch(store.engine, files)
    if refusal is not None:
        raise refusal
    with store.reading() as s:
        known = id_of(s)
    if known is None or files.installation() != known:
        adopt(store, files)


def mismatch(engine: Engine, files: Files) -> FormcheckError | None:
    """Return the error if the files do not belong to this database, else None.

    Raises:
        OutputError: the file store is unavailable.
    """
    mark = files.installation()
    with Session(engine) as s:
        known, some = id_of(s), _some_named(s)
    if known is not None and known == mark:
        return None
    contents = next(files.every(), None) is not None
    found = mark is None and any(files.has(sha256) for sha256 in some)
    return None if (found if some else not contents) else _refusal(files, bool(some), contents)


def adopt(store: Store, files: Files, given: str | None = None) -> None:
    """Give this database and these files the same id.

    Args:
        store, files: database and file store.
        given: the id; None for that of the database, or a new one.
    """
    with store.writing() as s:
        known = id_of(s)
        if known is None or (given is not None and given != known):
            s.execute(delete(Installation))
            known = given or new_id()
            s.add(Installation(id=known, created=now()))
    files.set_installation(known)


def _some_named(s: Session) -> list[str]:
    """Return up to `SAMPLE` hashes that rows name, those of the newest videos among them."""
    videos = select(Video.sha256).order_by(Video.created.desc()).limit(SAMPLE)
    return [*s.scalars(videos), *s.scalars(select(FileRow.sha256).limit(SAMPLE))]


def _refusal(files: Files, named: bool, contents: bool) -> FormcheckError:
    if named and not contents:
        return FormcheckError(
            f"The file store {files.where} is empty, but the database names videos in it.",
            "other_files",
            advice="See that its disk is mounted and that FORMCHECK_FILES_URL and "
            "FORMCHECK_DATA_DIR are right. If the files are lost, bring a backup back into a new "
            "folder: 'FORMCHECK_DATA_DIR=FOLDER formcheck restore BACKUP'. Nothing was changed. To "
            "go on without the files, type 'formcheck doctor --adopt'.",
            files=files.where,
        )
    sets = "sets, but not those of" if named else "no sets, and does not belong to"
    return FormcheckError(
        f"The database has {sets} the videos in {files.where}.",
        "other_files",
        advice=WHAT_TO_DO,
        files=files.where,
    )
