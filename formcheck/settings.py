"""What can be set from outside: environment variables that begin with FORMCHECK_."""

import os
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from formcheck.languages import DEFAULT, Language
from formcheck.logs import LogForm
from formcheck.model_size import ModelSize

_HERE = Path(__file__).parent


SECRET = {"database_url", "files_url", "metrics_token"}
"""What a process that reads a stranger's video does not get to know."""


def _models() -> Path:
    packed = _HERE / "models"
    return packed if packed.is_dir() else _HERE.parent / "models"


def _cores() -> int:
    return max(1, min(len(os.sched_getaffinity(0)), 8)) if hasattr(os, "sched_getaffinity") else 2


def _data() -> Path:
    return user_data_path("formcheck", appauthor=False)


class Settings(BaseSettings):
    """Limits on what is read, how it is read, and where the web page keeps what it is given."""

    model_config = SettingsConfigDict(env_prefix="FORMCHECK_", protected_namespaces=())

    language: Language = Field(DEFAULT, description="of the command line and its reports: en, es")
    models_dir: Path = Field(default_factory=_models)
    model: ModelSize = ModelSize.HEAVY
    pose_rate: float = Field(12.0, gt=1, le=240, description="poses a second; 12-15 suffice")
    pose_side: int = Field(960, ge=256, description="longer side of the pictures the model sees")
    every_frame: bool = Field(False, description="poses as often too where nobody moves; slower")
    workers: int = Field(default_factory=_cores, ge=1, le=64, description="landmarkers at once")
    max_bytes: int = Field(2 * 1024**3, gt=0, description="largest file read, bytes")
    max_seconds: float = Field(20 * 60, gt=0, description="longest video read, seconds")
    max_pixels: int = Field(33_000_000, gt=0, description="largest frame, pixels")
    min_side: int = Field(64, gt=0, description="smallest frame side, pixels")
    max_side: int = Field(8192, gt=0, description="largest frame side, pixels")
    max_frames: int = Field(20 * 60 * 240, gt=0, description="most frames read")

    data_dir: Path = Field(default_factory=_data, description="database and files")
    database_url: str | None = Field(None, description="SQLite in data_dir where not given")
    files_url: str | None = Field(None, description="a bucket, s3://...; data_dir if not given")
    work_here: bool = Field(True, description="serve also analyses; else formcheck work does")
    host: str = Field("127.0.0.1", min_length=1, description="address served on")
    team: bool = Field(False, description="accounts for coaches and clients; else no login")
    weak_sandbox: bool = Field(False, description="work for others without bubblewrap too")
    names: str = Field("", description="further names it answers under, commas between")
    trusted_proxies: str = Field(
        "", description="addresses of proxies that may say who asks, commas between"
    )
    open_access: bool = Field(False, description="without accounts, also for others in the network")
    secure_cookies: bool = Field(False, description="behind https that is not seen here")
    phone_address: str = Field("", description="of this computer, for phones; else found")
    port: int = Field(8765, ge=0, le=65535, description="port served on, or the next free")
    uploads_per_hour: int = Field(1000, ge=1, description="files that one person may send")
    metrics_token: str | None = Field(None, description="who has it may read /metrics")
    webhooks_outside: bool = Field(False, description="webhooks beyond the home network too")
    log: LogForm = Field("plain", description="json: a line a request; plain: what goes wrong")
    person_bytes: int = Field(
        50 * 1024**3, gt=0, description="what one person of a team may keep, bytes"
    )
    reserve_bytes: int = Field(1024**3, ge=0, description="disk space that uploads leave free")
