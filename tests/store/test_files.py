"""Content is kept whole under its hash, once, and read in parts."""

import errno
import hashlib
from pathlib import Path

import pytest

from formcheck.errors import CannotWrite
from formcheck.store import Files
from formcheck.store.files import cannot_write


def made(folder: Path, data: bytes, name: str = "given") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_file_moves_to_its_hash(files: Files, tmp_path: Path) -> None:
    kept = files.keep(made(tmp_path, b"abc"))
    assert kept.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert kept.bytes == 3
    assert not (tmp_path / "given").exists()
    assert files.read(kept.sha256) == b"abc"
    assert list(files.every()) == [kept.sha256]


def test_the_same_content_is_kept_once(files: Files, tmp_path: Path) -> None:
    first = files.keep(made(tmp_path, b"abc"))
    place = files.root / files.key(first.sha256)
    before = place.stat().st_ino
    assert files.keep(made(tmp_path, b"abc", "again")) == first
    assert place.stat().st_ino == before
    assert not (tmp_path / "again").exists()


def test_half_written_content_is_replaced(files: Files, tmp_path: Path) -> None:
    kept = files.keep(made(tmp_path, b"abcdef"))
    (files.root / files.key(kept.sha256)).write_bytes(b"abc")
    files.keep(made(tmp_path, b"abcdef"))
    assert files.read(kept.sha256) == b"abcdef"


@pytest.mark.parametrize(("start", "end"), [(0, 10), (3, 7), (9, 10), (0, None), (5, None), (4, 4)])
def test_a_part_is_that_part(files: Files, start: int, end: int | None) -> None:
    kept = files.keep_bytes(b"0123456789", files.root)
    assert b"".join(files.stream(kept.sha256, start, end)) == b"0123456789"[start:end]


def test_a_large_file_comes_in_pieces(files: Files) -> None:
    data = bytes(range(256)) * 8192
    kept = files.keep_bytes(data, files.root)
    pieces = list(files.stream(kept.sha256, 5))
    assert len(pieces) > 1
    assert b"".join(pieces) == data[5:]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "/" * 64])
def test_only_a_hash_is_a_key(files: Files, name: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal"):
        files.read(name)


def test_content_that_is_gone(files: Files) -> None:
    kept = files.keep_bytes(b"x", files.root)
    files.remove(kept.sha256)
    files.remove(kept.sha256)
    assert not files.has(kept.sha256)
    with pytest.raises(FileNotFoundError):
        files.stream(kept.sha256)
    with pytest.raises(FileNotFoundError), files.on_disk(kept.sha256):
        pass


def test_what_cannot_be_written_is_told() -> None:
    assert cannot_write(OSError(errno.ENOSPC, "full")).code == "disk_full"
    assert isinstance(cannot_write(OSError(errno.EACCES, "no")), CannotWrite)
    assert cannot_write(OSError(errno.EACCES, "no")).code == "cannot_write"


def test_from_another_disk_it_is_copied_whole(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = made(tmp_path, b"from elsewhere")
    real = Path.replace

    def elsewhere(self: Path, target: Path) -> Path:
        if self == given:
            raise OSError(errno.EXDEV, "another disk")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", elsewhere)
    kept = files.keep(given)
    assert files.read(kept.sha256) == b"from elsewhere"
    assert not given.exists()
    assert [p.name for p in files.root.rglob("*") if p.is_file()] == [kept.sha256]
