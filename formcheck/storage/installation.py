"""Which installation a database and a file store belong to: the same id stands in both.

Rows name content by its hash, so a database with somebody else's files, or files with an empty
database, look like content that nobody needs. The id is compared at every start and before
anything that no row names is moved.
"""

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from formcheck.errors import FormcheckError
from formcheck.storage.blobs import Files
from formcheck.storage.database import Store, new_id, now
from formcheck.storage.models import FileRow, Installation, Video

SAMPLE = 20
"""Contents looked for to tell whether files without an id are those that the rows name."""

WHAT_TO_DO = (
    "Name the database they belong to with FORMCHECK_DATABASE_URL, put formcheck.db back, or bring "
    "everything back with 'formcheck restore BACKUP'. Nothing was changed. If database and files "
    "do belong together, say so with 'formcheck doctor --adopt'."
)


def id_of(s: Session) -> str | None:
    """Return the id that the database has, None where it has none yet."""
    return s.scalar(select(Installation.id).limit(1))


def check(store: Store, files: Files) -> None:
    """See that the files are those of this database; where both are new, they get their id.

    Raises:
        FormcheckError: `other_files`, they are not; it says what to do, and nothing is changed.
        OutputError: the file store does not answer.
    """
    refusal = mismatch(store.engine, files)
    if refusal is not None:
        raise refusal
    with store.reading() as s:
        known = id_of(s)
    if known is None or files.installation() != known:
        adopt(store, files)


def mismatch(engine: Engine, files: Files) -> FormcheckError | None:
    """Return why these files are not those of this database; None where they are, or may be.

    Raises:
        OutputError: the file store does not answer.
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
    """Say that this database and these files belong together from now on.

    Args:
        store, files: which.
        given: the id that both get; else the database keeps its own, or gets a new one.
    """
    with store.writing() as s:
        known = id_of(s)
        if known is None or (given is not None and given != known):
            s.execute(delete(Installation))
            known = given or new_id()
            s.add(Installation(id=known, created=now()))
    files.set_installation(known)


def _some_named(s: Session) -> list[str]:
    """Return the hashes of a few contents that rows name, the newest videos among them."""
    videos = select(Video.sha256).order_by(Video.created.desc()).limit(SAMPLE)
    return [*s.scalars(videos), *s.scalars(select(FileRow.sha256).limit(SAMPLE))]


def _refusal(files: Files, named: bool, contents: bool) -> FormcheckError:
    if named and not contents:
        return FormcheckError(
            f"The file store {files.where} is empty, but the database names videos in it. See that "
            "its disk is mounted and that FORMCHECK_FILES_URL and FORMCHECK_DATA_DIR are right, or "
            "bring everything back with 'formcheck restore BACKUP'. Nothing was changed. To go on "
            "without the files, type 'formcheck doctor --adopt'.",
            "other_files",
        )
    sets = "sets, but not those of" if named else "no sets, and does not belong to"
    return FormcheckError(
        f"The database has {sets} the videos in {files.where}. {WHAT_TO_DO}", "other_files"
    )
