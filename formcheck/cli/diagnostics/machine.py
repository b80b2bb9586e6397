"""Checks of the machine: the program, the pose models, the sandbox and the data folder."""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from formcheck.cli.diagnostics.result import Result
from formcheck.errors import InvalidModelError
from formcheck.estimation.model_files import bundle
from formcheck.model_size import ModelSize
from formcheck.settings import Settings
from formcheck.version import __version__
from formcheck.worker import sandbox
from formcheck.worker.data_folder import readable_by_others

RUN_MODEL = (
    "import numpy as np, sys; from pathlib import Path\n"
    "from formcheck.estimation.landmarker import Landmarker\n"
    "model = Landmarker(Path(sys.argv[1]))\n"
    "model.estimate(np.zeros((256, 256, 3), np.uint8), 0.0)\n"
    "model.close()\n"
)
"""Program that runs a pose model once."""

RUN_SECONDS = 120.0
"""Seconds that one run of a pose model may take, generous for a slow machine."""


def program() -> Iterator[Result]:
    """Say which formcheck, which Python and which machine this is."""
    yield Result(
        "ok",
        "formcheck",
        f"{__version__}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}",
    )


def pose_models(settings: Settings) -> Iterator[Result]:
    """Check that every pose model is whole."""
    whole = []
    for size in ModelSize:
        try:
            bundle(size, settings)
            whole.append(size)
        except InvalidModelError as error:
            yield Result("problem", "pose models", error.what, f"{error.advice}.")
    if whole:
        yield Result("ok", "pose models", f"{', '.join(whole)}: whole")


def confinement(settings: Settings) -> Iterator[Result]:
    """Check how well the processes that read videos are confined, and that a model runs there."""
    kind, found = sandbox.kind(), sandbox.bubblewrap()
    if kind == "bubblewrap":
        yield Result(
            "ok",
            "sandbox",
            "bubblewrap: videos are read without network, writing only to a folder of their own",
        )
    else:
        still = {
            "landlock": "no TCP, and of your files only the video, but weaker than bubblewrap",
            "no network": "no network, but the process that reads a video can read your files",
        }.get(
            kind,
            "the network is not taken away, and the process that reads a video can read your files",
        )
        do = (
            "As root, type 'apt-get install bubblewrap'."
            if found.path is None
            else ("Allow unprivileged user namespaces, or run formcheck where they are allowed.")
        )
        yield Result(
            "note",
            "sandbox",
            f"{found.why}; limits on memory and time hold, {still}",
            do,
        )
    yield _runs(settings)


def _runs(settings: Settings) -> Result:
    """Run the smallest pose model once, in the same sandbox as an analysis."""
    try:
        model = bundle(ModelSize.LITE, settings)
    except InvalidModelError:
        return Result("problem", "pose model", "not run: the model is missing")
    limits = sandbox.ResourceLimits.for_analysis(settings, 0.0)
    with tempfile.TemporaryDirectory(prefix="formcheck-") as work:
        todo = sandbox.wrapped(
            [sys.executable, "-c", RUN_MODEL, str(model)],
            work=Path(work),
            limits=limits,
            readable=[settings.models_dir],
        )
        try:
            done = sandbox.run(todo, RUN_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            return Result("problem", "pose model", f"cannot be run: {error}")
    if done.returncode == 0:
        return Result("ok", "pose model", "runs")
    last = done.stderr.strip().splitlines()[-1:] or [f"it ended with {done.returncode}"]
    return Result(
        "problem",
        "pose model",
        f"cannot be run: {last[0][:300]}",
        "Install formcheck again; on Debian, 'apt-get install libgles2 libegl1' as root.",
    )


def data_folder(settings: Settings) -> Iterator[Result]:
    """Check that the data folder can be written, has room, and is readable by nobody else."""
    folder = settings.data_dir
    at = next((p for p in (folder, *folder.absolute().parents) if p.exists()), Path("/"))
    name = "FORMCHECK_DATA_DIR names it."
    if not at.is_dir():
        yield Result("problem", "data folder", f"{at} is no folder", name)
        return
    try:
        with tempfile.TemporaryFile(dir=at) as file:
            file.write(b"0" * 4096)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        message = f"{at} cannot be written ({error.strerror})"
        yield Result("problem", "data folder", message, f"Make it writable; {name}")
        return
    free = shutil.disk_usage(at).free
    there = str(folder) if folder.exists() else f"{folder} (made when formcheck first serves)"
    message = f"{there}, {free / 1e9:.1f} GB free"
    if free < settings.reserve_bytes:
        do = (
            f"Free some space: uploads leave {settings.reserve_bytes / 1e9:.1f} GB free, so none "
            "is taken now."
        )
        yield Result("problem", "data folder", message, do)
    else:
        yield Result("ok", "data folder", message)
    yield from _readable_by_others(folder)


def _readable_by_others(folder: Path) -> Iterator[Result]:
    open_to = readable_by_others(folder)
    if open_to:
        message = f"other users of this machine can read {open_to[0]}"
        do = f"Type 'chmod -R go-rwx {folder}'."
        yield Result("problem", "data folder", message, do)
