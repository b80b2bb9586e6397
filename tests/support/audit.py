"""Asks whether weaknesses are known of the packages that are pinned; `make audit` runs it.

pip-audit asks about Python's packages, npm about those that check the page's scripts. The exit code
is 0 where none is known, 1 where some are, and 2 where one of them could reach nobody to ask.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LOCKS = ("trial.txt", "upkeep.txt")
"""Together these name everything that is installed; the others are part of the first."""

PYTHON = (
    *(sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"),
    *("--progress-spinner", "off", "--format", "json"),
    *(part for name in LOCKS for part in ("--requirement", str(ROOT / ".requirements" / name))),
)
NODE = ("npm", "audit", "--json", "--prefix", str(ROOT / "web"))

NONE, SOME, NOT_ASKED = 0, 1, 2


def python_weaknesses(answer: Any) -> list[str]:
    """Return what pip-audit names; raises KeyError or TypeError if it is no answer."""
    return [
        f"{package['name']} {package['version']}: {', '.join(v['id'] for v in package['vulns'])}"
        for package in answer["dependencies"]
        if package.get("vulns")
    ]


def unknown(answer: Any) -> list[str]:
    """Return the packages of which pip-audit could not find out anything."""
    return [p["name"] for p in answer.get("dependencies", ()) if "skip_reason" in p]


def node_weaknesses(answer: Any) -> list[str]:
    """Return what npm names; raises KeyError or TypeError if it is no answer."""
    return [f"{name}: {one['severity']}" for name, one in answer["vulnerabilities"].items()]


def _asked(command: Sequence[str]) -> tuple[Any, str]:
    """Return what a command answered as JSON, None if nothing, and the last line of its log."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return None, str(error)
    log = (done.stderr.strip().splitlines() or ["no answer"])[-1]
    try:
        return json.loads(done.stdout), log
    except ValueError:
        return None, log


def main(python: Sequence[str] = PYTHON, node: Sequence[str] = NODE) -> int:
    """Ask both, and say what they answered."""
    code = NONE
    for what, command, read in (
        ("Python's packages", python, python_weaknesses),
        ("the page's checks", node, node_weaknesses),
    ):
        answer, log = _asked(command)
        try:
            found = read(answer)
        except (KeyError, TypeError, AttributeError):
            print(f"{what}: not checked, no list of weaknesses could be reached ({log[:300]})")
            code = code or NOT_ASKED
            continue
        code = SOME if found else code
        left = unknown(answer)
        if not left or len(left) < len(answer["dependencies"]):
            print(f"{what}: {len(found) or 'no'} known weaknesses", *found, sep="\n  ")
        if left:
            print(f"{what}: not checked, nothing could be found out about {', '.join(left)}")
            code = code or NOT_ASKED
    return code


if __name__ == "__main__":
    sys.exit(main())
