"""Pose model files and their integrity check.

`models.toml` in the models folder lists each size with its file, length and SHA-256. A file is
checked every time it is requested; no result is cached on disk. All failures are InvalidModelError,
with these codes:

* models_unlisted   the list is missing, cannot be read, or does not know the size
* model_missing     the listed file is not there or cannot be opened
* model_truncated   the file is shorter than listed
* model_changed     the file is longer, or has the right length but other contents
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import InvalidModelError
from formcheck.model_size import ModelSize
from formcheck.settings import Settings

LIST = "models.toml"

_CURE = "restore the models folder from the formcheck sources, or install formcheck again"


@dataclass(frozen=True)
class _Listed:
    file: str
    length: int
    sha256: str


def bundle(size: ModelSize, settings: Settings) -> Path:
    """Return the path of the model file of this size, after checking its length and hash.

    Raises:
        InvalidModelError: it is missing, unlisted, truncated or changed; see the codes above.
    """
    listed = _listed(size, settings.models_dir / LIST)
    path = settings.models_dir / listed.file
    if not path.is_file():
        raise InvalidModelError(
            f"The pose model {path} is missing", "model_missing", advice=_CURE, path=path
        )
    try:
        with path.open("rb") as file:
            length = file.seek(0, 2)
            if length < listed.length:
                missing = f"is cut short ({_of(length, listed.length)})"
                raise InvalidModelError(
                    f"The pose model {path} {missing}", "model_truncated", advice=_CURE, path=path
                )
            file.seek(0)
            same = (
                length == listed.length
                and hashlib.file_digest(file, "sha256").hexdigest() == listed.sha256
            )
    except OSError as error:
        raise InvalidModelError(
            f"The pose model {path} cannot be read ({error.strerror})",
            "model_missing",
            advice=_CURE,
            path=path,
        ) from error
    if not same:
        raise InvalidModelError(
            f"The pose model {path} is not the {size} model formcheck knows",
            "model_changed",
            advice=_CURE,
            path=path,
        )
    return path


def _listed(size: ModelSize, path: Path) -> _Listed:
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise _unlisted(path, "is missing") from error
    except OSError as error:
        raise _unlisted(path, f"cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unlisted(path, "is damaged") from error
    match tables.get(size):
        case {"file": str(file), "bytes": int(length), "sha256": str(sha256)} if (
            file and file == Path(file).name and length > 0 and re.fullmatch("[0-9a-f]{64}", sha256)
        ):
            return _Listed(file, length, sha256)
        case None:
            raise _unlisted(path, f"does not list the {size} model")
        case _:
            raise _unlisted(path, f"has a damaged entry for the {size} model")


def _unlisted(path: Path, wrong: str) -> InvalidModelError:
    return InvalidModelError(
        f"The list of pose models {path} {wrong}", "models_unlisted", advice=_CURE, path=path
    )


def _of(length: int, whole: int) -> str:
    """Return "3 of 9 MB", or in bytes when both would round to the same megabytes."""
    short, full = f"{length / 1e6:.0f}", f"{whole / 1e6:.0f}"
    if short == full:
        return f"{length} of {whole} bytes"
    return f"{short} of {full} MB"
