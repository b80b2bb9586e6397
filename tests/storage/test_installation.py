"""A database and a file store that do not belong together are not used together."""

from pathlib import Path

import pytest

from formcheck.errors import FormcheckError
from formcheck.storage import Files, Store, installation, maintenance
from formcheck.worker.supervisor import open_services
from tests.storage.rows import done, file
from tests.support import data_folder
from tests.support.data_folder import opened


def other(tmp_path: Path) -> Store:
    """Another database, which is new."""
    folder = tmp_path / "other"
    folder.mkdir()
    return opened(folder)


def test_new_ones_get_the_same_id_and_keep_it(store: Store, files: Files, person: str) -> None:
    installation.check(store, files)
    first = files.installation()
    assert first
    file(store, files, done(store, person), "reps.csv", b"named")
    installation.check(store, files)
    with store.reading() as s:
        assert installation.id_of(s) == files.installation() == first


def test_files_without_an_id_are_known_by_their_content(
    store: Store, files: Files, person: str
) -> None:
    """As the versions before left them."""
    file(store, files, done(store, person), "reps.csv", b"named")
    installation.check(store, files)
    assert files.installation()


@pytest.mark.parametrize("marked", [True, False])
def test_an_empty_database_does_not_take_over_the_files(
    store: Store, files: Files, person: str, tmp_path: Path, marked: bool
) -> None:
    if marked:
        installation.check(store, files)
    named = file(store, files, done(store, person), "reps.csv", b"named")
    empty = other(tmp_path)
    with pytest.raises(FormcheckError, match="FORMCHECK_DATABASE_URL") as told:
        installation.check(empty, files)
    assert told.value.code == "other_files"
    assert maintenance.sweep_strays(empty, files) == 0
    assert list(files.every()) == [named.sha256]
    installation.adopt(empty, files)
    installation.check(empty, files)
    empty.close()


def test_two_installations_do_not_share_their_files(
    store: Store, files: Files, person: str, tmp_path: Path
) -> None:
    installation.check(store, files)
    file(store, files, done(store, person), "reps.csv", b"named")
    theirs, elsewhere = other(tmp_path), Files(tmp_path / "elsewhere")
    installation.check(theirs, elsewhere)
    file(theirs, elsewhere, done(theirs, theirs.only_person()), "reps.csv", b"theirs")
    with pytest.raises(FormcheckError, match="not those of"):
        installation.check(theirs, files)
    theirs.close()


def test_an_emptied_file_store_is_refused(lite: Store, local: Files, tmp_path: Path) -> None:
    file(lite, local, done(lite, lite.only_person()), "reps.csv", b"named")
    with pytest.raises(FormcheckError, match="is mounted"):
        installation.check(lite, Files(tmp_path / "unmounted"))


def test_a_start_with_a_lost_database_is_refused_and_loses_nothing(tmp_path: Path) -> None:
    services = data_folder.services(tmp_path / "data")
    row = done(services.store, services.store.only_person())
    named = file(services.store, services.files, row, "reps.csv", b"named")
    services.close()
    for path in (tmp_path / "data").glob("formcheck.db*"):
        path.unlink()
    with pytest.raises(FormcheckError, match="no sets"):
        open_services(data_folder.settings(tmp_path / "data"))
    assert services.files.read(named.sha256) == b"named"
