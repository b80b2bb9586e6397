"""The same files, sent to a running server: refused ones leave nothing, and it stays well."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.cli.diagnostics import examine
from formcheck.settings import Settings
from tests.support.server_process import Server
from tests.trial.file_cases import CASES, Anything, Case, Refused

pytestmark = [pytest.mark.trial("files, uploaded"), pytest.mark.whole]

TAKEN = (200, 201)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("uploads") / "data", FORMCHECK_WORKERS="1") as started:
        yield started


def stored(data: Path) -> set[str]:
    """Return every file of a data folder, but the database's own."""
    return {
        str(p.relative_to(data))
        for p in data.rglob("*")
        if p.is_file()
        and not p.name.startswith(("formcheck.db", "serving"))
        and "work" not in p.relative_to(data).parts
    }


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in CASES if c.uploaded])
def test_an_upload_is_refused_or_taken(case: Case, folder: Path, server: Server) -> None:
    before, count = stored(server.data), server.ask("GET", "/api/analyses")[1]["total"]
    path, expected = case.make(folder), case.expected
    with path.open("rb") as file:
        name = path.name.encode("utf-8", "surrogateescape")
        status, told = server.ask("POST", "/api/analyses", file, name=name)
    if isinstance(expected, Refused) and not expected.when_judged:
        assert 400 <= status < 500
        assert told["error"]["code"] in expected.codes
        assert stored(server.data) == before
        assert server.ask("GET", "/api/analyses")[1]["total"] == count
    elif status in TAKEN:
        assert server.ask("DELETE", f"/api/analyses/{told['id']}")[0] == 200
    else:
        assert isinstance(expected, Anything)
        assert status == 422
    assert server.healthy()


def test_nothing_is_left_in_the_end(server: Server, subtests: pytest.Subtests) -> None:
    with subtests.test("no set is left"):
        assert server.ask("GET", "/api/analyses")[1]["total"] == 0
    with subtests.test("no error in the log"):
        assert "Traceback" not in server.log()
    server.stop()
    with subtests.test("the doctor finds nothing broken"):
        settings = Settings(data_dir=server.data, reserve_bytes=0)
        assert [x for x in examine(settings, verify=True) if x.state == "problem"] == []
