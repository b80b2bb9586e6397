"""The same files, sent to a running server: refused ones leave nothing, and it stays well."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from formcheck.cli.diagnostics import examine
from formcheck.settings import Settings
from tests.trial.files import CASES, ApiError, Case
from tests.trial.results import Kind, Result, Room
from tests.trial.serving import Server

LEAVES = (200, 201)


def stored(data: Path) -> set[str]:
    """Return every file of a data folder, but the database's own."""
    return {
        str(p.relative_to(data))
        for p in data.rglob("*")
        if p.is_file()
        and not p.name.startswith(("formcheck.db", "serving"))
        and "work" not in p.relative_to(data).parts
    }


def sent(case: Case, path: Path, server: Server) -> str:
    """Send a file; return what went wrong, nothing when it went as expected."""
    before = stored(server.data)
    count = server.ask("GET", "/api/analyses")[1]["total"]
    with path.open("rb") as file:
        name = path.name.encode("utf-8", "surrogateescape")
        status, told = server.ask("POST", "/api/analyses", file, name=name)
    wrong = ""
    if isinstance(case.expected, ApiError) and not case.expected.when_judged:
        code = told.get("error", {}).get("code")
        if not 400 <= status < 500 or code not in case.expected.codes:
            wrong = f"answered {status} {code}"
        elif stored(server.data) != before:
            wrong = f"left behind {stored(server.data) - before}"
        elif server.ask("GET", "/api/analyses")[1]["total"] != count:
            wrong = "left a set behind"
    elif status in LEAVES:
        gone, _ = server.ask("DELETE", f"/api/analyses/{told['id']}")
        wrong = "" if gone == 200 else f"deleting it answered {gone}"
    elif isinstance(case.expected, ApiError) or status != 422:  # either answer may be right
        wrong = f"answered {status} {told.get('error', {}).get('code')}"
    return wrong or ("" if server.healthy() else "the server is not well any more")


def cases(room: Room) -> Iterator[Result]:
    """Send every file that can be sent."""
    with Server(room.folder / "data", FORMCHECK_WORKERS="1") as server:
        for number, case in enumerate(c for c in CASES if c.uploaded and not room.short):
            folder = room.folder / str(number)
            folder.mkdir()
            wrong = sent(case, case.make(folder), server)
            yield Result(case.name, not wrong, wrong)
        left = server.ask("GET", "/api/analyses")[1]["total"]
        yield Result("no set is left", left == 0, f"{left} are" if left else "")
        errors = [line for line in server.log().splitlines() if "Traceback" in line]
        yield Result("no error in the log", not errors, f"{len(errors)} are" if errors else "")
    settings = Settings(data_dir=server.data, reserve_bytes=0)
    broken = [x.message for x in examine(settings, verify=True) if x.state == "problem"]
    yield Result("the doctor finds nothing broken", not broken, "; ".join(broken))


def figure(results: Sequence[Result]) -> str:
    """Say how many uploads there were."""
    return f"{len(results)} uploads and checks, nothing left of what was refused"


KIND = Kind("files, uploaded", cases, figure)
