import hashlib
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from formcheck.errors import InvalidModelError
from formcheck.estimation.model_files import LIST, bundle
from formcheck.model_size import ModelSize
from formcheck.settings import Settings

SIZES = tuple(ModelSize)
REAL = Settings().models_dir
CONTENT = b"a pose model, or so it says"


def folder(at: Path, content: bytes = CONTENT, /, **changes: object) -> Settings:
    """A models folder with one bundle, `full`; `changes` replace its listed values."""
    (at / "small.task").write_bytes(content)
    entry: dict[str, object] = {
        "file": "small.task",
        "bytes": len(CONTENT),
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
    } | changes
    lines = [f"{key} = {value!r}" for key, value in entry.items()]
    (at / LIST).write_text("\n".join(["[full]", *lines]))
    return Settings(models_dir=at)


def refusal(settings: Settings, size: ModelSize = ModelSize.FULL) -> InvalidModelError:
    with pytest.raises(InvalidModelError) as caught:
        bundle(size, settings)
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    assert "install formcheck again" in text
    return caught.value


@pytest.mark.parametrize("size", SIZES)
def test_packed_bundles_are_the_listed_ones(size: ModelSize) -> None:
    path = bundle(size, Settings())
    assert path == REAL / f"pose_landmarker_{size}.task"
    assert path.read_bytes()[:4] == b"PK\x03\x04"


def test_the_list_names_every_packed_bundle_and_where_it_comes_from() -> None:
    tables = tomllib.loads((REAL / LIST).read_text("utf-8"))
    assert set(tables) == set(SIZES)
    assert {t["file"] for t in tables.values()} == {p.name for p in REAL.glob("*.task")}
    for table in tables.values():
        assert table["licence"] == "Apache-2.0"
        assert "mediapipe" in table["source"]


def test_a_good_bundle_is_returned(tmp_path: Path) -> None:
    assert bundle(ModelSize.FULL, folder(tmp_path)) == tmp_path / "small.task"


def test_missing_bundle(tmp_path: Path) -> None:
    settings = folder(tmp_path)
    (tmp_path / "small.task").unlink()
    error = refusal(settings)
    assert error.code == "model_missing"
    assert str(tmp_path / "small.task") in str(error)
    assert "is missing" in str(error)


def test_a_folder_in_the_place_of_a_bundle_is_a_missing_bundle(tmp_path: Path) -> None:
    settings = folder(tmp_path)
    (tmp_path / "small.task").unlink()
    (tmp_path / "small.task").mkdir()
    assert refusal(settings).code == "model_missing"


def test_unreadable_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = folder(tmp_path)
    opened = Path.open

    def refuse(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.suffix == ".task":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    error = refusal(settings)
    assert error.code == "model_missing"
    assert "cannot be read (Permission denied)" in str(error)


@pytest.mark.parametrize("kept", [0, len(CONTENT) - 1])
def test_truncated_bundle_counts_bytes_when_small(tmp_path: Path, kept: int) -> None:
    error = refusal(folder(tmp_path, CONTENT[:kept]))
    assert error.code == "model_truncated"
    assert f"is cut short ({kept} of {len(CONTENT)} bytes):" in str(error)


def test_truncated_real_bundle_counts_megabytes(tmp_path: Path) -> None:
    shutil.copy(REAL / LIST, tmp_path)
    name = "pose_landmarker_full.task"
    (tmp_path / name).write_bytes((REAL / name).read_bytes()[:3_000_000])
    error = refusal(Settings(models_dir=tmp_path))
    assert error.code == "model_truncated"
    assert f"{tmp_path / name} is cut short (3 of 9 MB):" in str(error)


@pytest.mark.parametrize(
    "content",
    [CONTENT[:-1] + b"!", CONTENT + b"!", bytes(len(CONTENT))],
    ids=["one byte", "longer", "zeros"],
)
def test_changed_bundle(tmp_path: Path, content: bytes) -> None:
    error = refusal(folder(tmp_path, content))
    assert error.code == "model_changed"
    assert str(tmp_path / "small.task") in str(error)
    assert "is not the full model" in str(error)


def test_swapped_sizes(tmp_path: Path) -> None:
    shutil.copy(REAL / LIST, tmp_path)
    shutil.copy(REAL / "pose_landmarker_full.task", tmp_path / "pose_landmarker_lite.task")
    assert refusal(Settings(models_dir=tmp_path), ModelSize.LITE).code == "model_changed"


def test_missing_list(tmp_path: Path) -> None:
    settings = folder(tmp_path)
    (tmp_path / LIST).unlink()
    error = refusal(settings)
    assert error.code == "models_unlisted"
    assert f"{tmp_path / LIST} is missing" in str(error)


def test_list_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / LIST).mkdir()
    assert refusal(Settings(models_dir=tmp_path)).code == "models_unlisted"


@pytest.mark.parametrize("content", [b"[full", b"\xff\xfe"], ids=["not toml", "not text"])
def test_damaged_list(tmp_path: Path, content: bytes) -> None:
    settings = folder(tmp_path)
    (tmp_path / LIST).write_bytes(content)
    error = refusal(settings)
    assert error.code == "models_unlisted"
    assert "is damaged" in str(error)


def test_size_not_listed(tmp_path: Path) -> None:
    error = refusal(folder(tmp_path), ModelSize.HEAVY)
    assert error.code == "models_unlisted"
    assert "does not list the heavy model" in str(error)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("file", 3),
        ("file", "../small.task"),
        ("file", ""),
        ("bytes", "27"),
        ("bytes", 0),
        ("sha256", "abc"),
    ],
)
def test_damaged_entry(tmp_path: Path, key: str, value: object) -> None:
    error = refusal(folder(tmp_path, **{key: value}))
    assert error.code == "models_unlisted"
    assert "damaged entry for the full model" in str(error)
