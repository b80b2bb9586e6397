"""`formcheck password`: a forgotten password is set anew, and nothing else goes on as before."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from formcheck.cli import app
from formcheck.storage import accounts, credentials, open_store


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one account, signed in, with a token."""
    store = open_store(tmp_path)
    with store.writing() as s:
        made = accounts.add_account(s, name="Ben", login="ben", password="forgotten", role="client")
        credentials.add_sign_in(s, made.owner, "Test")
        credentials.add_token(s, made.owner, "watch", {"sets:read"}, None)
        credentials.add_passkey(s, made.owner, "phone", "credential", "key", 0)
    store.close()
    monkeypatch.setenv("FORMCHECK_DATA_DIR", str(tmp_path))
    return tmp_path


def said(login: str, *lines: str) -> tuple[int, str]:
    found = CliRunner().invoke(app, ["password", login], input="\n".join(lines) + "\n")
    return found.exit_code, found.output


def test_a_new_password(data: Path) -> None:
    new = "quite another one"
    code, output = said(" BEN", new, new)
    assert (code, output.splitlines()[-1]) == (0, "Password changed. Ben can sign in with it now.")
    assert new not in output
    store = open_store(data)
    with store.reading() as s:
        row = accounts.by_login(s, "ben")
        assert row is not None
        assert credentials.verify_password(row.password, new)
        assert credentials.sign_ins_of(s, row.owner) == []
        assert credentials.tokens_of(s, row.owner) == []
        assert credentials.passkeys_of(s, row.owner) == []
    store.close()


@pytest.mark.parametrize(
    ("login", "password", "why"),
    [("olga", "quite another one", "Nobody signs in as 'olga'"), ("ben", "short", "10 characters")],
)
def test_what_cannot_be(data: Path, login: str, password: str, why: str) -> None:
    code, output = said(login, password, password)
    assert code == 1
    assert why in output


def test_nothing_is_made_where_nobody_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMCHECK_DATA_DIR", str(tmp_path / "none"))
    code, output = said("ben", "quite another one", "quite another one")
    assert code == 1
    assert "There are no accounts" in output
    assert not (tmp_path / "none").exists()
