"""The trial: `python -m tests.trial [class...]`, or `make trial`.

Everything that a stranger, an accident or a crowd may do to formcheck, class by class; at the end
one table. Exit code 1 when anything went otherwise than expected.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.trial import accidents, breakin, crashes, files, fuzz, load, machines, uploads
from tests.trial.results import Kind, Result, Room, table

KINDS: list[Kind] = [
    files.KIND,
    uploads.KIND,
    fuzz.PROBE,
    fuzz.CORE,
    fuzz.ROUTES,
    fuzz.TEAM_ROUTES,
    crashes.KIND,
    accidents.KIND,
    load.KIND,
    machines.KIND,
    breakin.KIND,
]


def run(kind: Kind, room: Room) -> list[Result]:
    """Run a class and tell of each case as it ends."""
    results, before = [], time.monotonic()
    try:
        for result in kind.cases(room):
            now = time.monotonic()
            mark = ("ok  " if result.passed else "FAIL") if result.tried else "--  "
            seen = f": {result.seen}" if result.seen else ""
            print(f"  {mark} {kind.name}: {result.case}{seen} ({now - before:.1f} s)", flush=True)
            results.append(result)
            before = now
    except Exception as error:
        results.append(Result("the trial itself", False, f"{type(error).__name__}: {error}"))
        print(f"  FAIL {kind.name}: {results[-1].seen}", flush=True)
    return results


def main() -> int:
    """Run what is asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.trial", description=__doc__)
    parser.add_argument("classes", nargs="*", metavar="class", help="of: all by default")
    parser.add_argument("--short", action="store_true", help="only what pytest runs too")
    asked = parser.parse_args()
    known = {kind.name: kind for kind in KINDS}
    if unknown := [name for name in asked.classes if name not in known]:
        parser.error(f"no class {unknown[0]!r}: choose of {', '.join(known)}")
    os.environ.setdefault("SVT_LOG", "0")
    rows = []
    for kind in [known[name] for name in asked.classes] or KINDS:
        with tempfile.TemporaryDirectory(prefix="formcheck-trial-") as folder:
            rows.append((kind, run(kind, Room(Path(folder), asked.short))))
    print(f"\n{table(rows)}\n")
    failed = [(k, r) for k, results in rows for r in results if not r.passed]
    for kind, result in failed:
        print(f"failed: {kind.name}: {result.case}: {result.seen}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
