"""Content is kept whole under its hash, once, and read in parts."""

import errno
import hashlib
import os
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from formcheck.errors import FormcheckError, OutputError
from formcheck.storage import Files, Store, StoredContent, maintenance
from formcheck.storage.blobs import cannot_write
from formcheck.storage.content_holds import storing
from formcheck.storage.s3_blobs import Bucket, open_files
from tests.support import s3_server
from tests.support.data_folder import store_bytes


def made(folder: Path, data: bytes, name: str = "given") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_file_moves_to_its_hash(files: Files, tmp_path: Path) -> None:
    kept = files.store(made(tmp_path, b"abc"))
    assert kept.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert kept.bytes == 3
    assert not (tmp_path / "given").exists()
    assert files.read(kept.sha256) == b"abc"
    assert list(files.every()) == [kept.sha256]


def test_the_same_content_is_kept_once(local: Files, tmp_path: Path) -> None:
    first = local.store(made(tmp_path, b"abc"))
    place = local.root / local.key(first.sha256)
    before = place.stat().st_ino
    assert local.store(made(tmp_path, b"abc", "again")) == first
    assert place.stat().st_ino == before
    assert not (tmp_path / "again").exists()


def test_half_written_content_is_replaced(local: Files, tmp_path: Path) -> None:
    kept = local.store(made(tmp_path, b"abcdef"))
    (local.root / local.key(kept.sha256)).write_bytes(b"abc")
    local.store(made(tmp_path, b"abcdef"))
    assert local.read(kept.sha256) == b"abcdef"


@pytest.mark.parametrize(("start", "end"), [(0, 10), (3, 7), (9, 10), (0, None), (5, None), (4, 4)])
def test_a_part_is_that_part(files: Files, start: int, end: int | None) -> None:
    kept = store_bytes(files, b"0123456789")
    assert b"".join(files.stream(kept.sha256, start, end)) == b"0123456789"[start:end]


def test_a_large_file_comes_in_pieces(files: Files) -> None:
    data = bytes(range(256)) * 81_920  # more than one part of an upload
    kept = store_bytes(files, data)
    pieces = list(files.stream(kept.sha256, 5))
    assert len(pieces) > 1
    assert b"".join(pieces) == data[5:]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "/" * 64])
def test_only_a_hash_is_a_key(files: Files, name: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal"):
        files.read(name)


def test_content_that_is_gone(files: Files) -> None:
    kept = store_bytes(files, b"x")
    files.remove(kept.sha256)
    files.remove(kept.sha256)
    assert not files.has(kept.sha256)
    with pytest.raises(FileNotFoundError):
        files.stream(kept.sha256)
    with pytest.raises(FileNotFoundError), files.on_disk(kept.sha256):
        pass


def test_a_failed_write_says_why() -> None:
    assert cannot_write(OSError(errno.ENOSPC, "full")).code == "disk_full"
    assert isinstance(cannot_write(OSError(errno.EACCES, "no")), OutputError)
    assert cannot_write(OSError(errno.EACCES, "no")).code == "cannot_write"


def test_from_another_disk_it_is_copied_whole(
    local: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = made(tmp_path, b"from elsewhere")

    def elsewhere(*_: object, **__: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(os, "link", elsewhere)
    kept = local.store(given)
    assert local.read(kept.sha256) == b"from elsewhere"
    assert not given.exists()
    assert [p.name for p in local.root.rglob("*") if p.is_file()] == [kept.sha256]


def test_content_of_the_right_size_is_believed_by_its_hash_alone(
    local: Files, tmp_path: Path
) -> None:
    """As after a crash that left zeros where a video was."""
    kept = local.store(made(tmp_path, b"a video"))
    place = local.root / local.key(kept.sha256)
    place.write_bytes(bytes(kept.bytes))
    local.store(made(tmp_path, b"a video"))
    assert local.read(kept.sha256) == b"a video"


def test_a_link_is_not_followed(files: Files, tmp_path: Path) -> None:
    secret = made(tmp_path, b"secret", "secret")
    link = tmp_path / "link"
    link.symlink_to(secret)
    with pytest.raises(OutputError):
        files.store(link)
    with pytest.raises((OutputError, OSError)):
        files.send(link, files.measure(secret))
    assert list(files.every()) == []


def test_content_has_a_size_and_can_be_a_file(files: Files, tmp_path: Path) -> None:
    kept = files.store(made(tmp_path, b"abc"))
    assert (files.size(kept.sha256), files.has(kept.sha256)) == (3, True)
    with files.on_disk(kept.sha256) as path:
        assert path.read_bytes() == b"abc"
    assert not files.has("0" * 64)
    with pytest.raises(FileNotFoundError):
        files.size("0" * 64)


def test_what_is_new_can_be_left_out(files: Files, tmp_path: Path) -> None:
    kept = files.store(made(tmp_path, b"abc"))
    assert list(files.every(timedelta(hours=1))) == []
    assert list(files.every()) == [kept.sha256]


def test_what_is_on_its_way_in_is_not_removed(
    store: Store, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine sweeps between the sending of content and its naming."""
    path = made(tmp_path, b"abc")
    measured = files.measure(path)
    send, sent = files.send, 0

    def then_swept(path: Path, kept: StoredContent) -> None:
        nonlocal sent
        send(path, kept)
        sent += 1
        if sent == 1:
            assert maintenance.remove_unnamed(store, files, files.every()) == 0

    monkeypatch.setattr(files, "send", then_swept)
    with storing(store, files, [(path, measured)]):
        assert files.read(measured.sha256) == b"abc"
    assert not path.exists()


def test_an_unavailable_bucket_is_an_output_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as nobody:  # bound, and not listening
        nobody.bind(("127.0.0.1", 0))
        where = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        for name, value in s3_server.environment(where).items():
            monkeypatch.setenv(name, value)
        files = Bucket("s3://some/where", tmp_path / "fetched", timedelta(milliseconds=1))
        path = made(tmp_path, b"abc")
        with pytest.raises(OutputError, match="does not answer") as told:
            files.send(path, files.measure(path))
    assert told.value.code == "files_unreachable"
    assert path.exists()


@pytest.mark.parametrize("url", ["nonsense", "http://h/b", "s3://", "file:///etc"])
def test_an_invalid_address_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(FormcheckError, match="FORMCHECK_FILES_URL"):
        open_files(tmp_path, url)
