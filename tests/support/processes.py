"""Which processes work in a folder, as Linux tells."""

import os
from pathlib import Path


def working(folder: Path) -> list[int]:
    """Return the processes that work in a folder."""
    out = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                if Path(os.readlink(entry / "cwd")).is_relative_to(folder):
                    out.append(int(entry.name))
            except OSError:
                continue
    return out
