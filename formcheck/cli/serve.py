"""`serve`: run the web page on this machine; `work`: analyse waiting sets on any machine."""

import ipaddress
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.app import app, fail, read_settings
from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from types import FrameType

    from fastapi import FastAPI

    from formcheck.settings import Settings
    from formcheck.worker.supervisor import Services

TRIED = 20
"""Ports tried after the default one."""


@app.command()
def serve(
    port: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=0, max=65535, help="Port; 8765, or the next free one, by default."
        ),
    ] = None,
    host: Annotated[
        str | None,
        typer.Option(
            metavar="H", help="Address to serve on; by default only this machine can reach it."
        ),
    ] = None,
    team: Annotated[
        bool,
        typer.Option("--team", help="Accounts for coaches and clients, instead of no login."),
    ] = False,
    open_access: Annotated[
        bool,
        typer.Option(
            "--open", help="Without accounts, also on an address that others in the network reach."
        ),
    ] = False,
    phone: Annotated[
        bool,
        typer.Option(
            "--phone", help="Let a phone in the home network be the camera; shows a code to scan."
        ),
    ] = False,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open the browser.")
    ] = False,
) -> None:
    """Start the web page and all that it needs, on this machine; Ctrl-C stops it.

    What is uploaded and recorded stays in FORMCHECK_DATA_DIR, or the platform's data folder.
    """
    try:
        with read_settings() as settings:
            if host is not None:
                settings = settings.model_copy(update={"host": host})
            if team:
                settings = settings.model_copy(update={"team": True})
            if phone and settings.team:
                raise FormcheckError(
                    "With --team people sign in on their phone: see OPERATING.md on https.", "team"
                )
            check_access(settings, open_access=open_access or settings.open_access)
            with _listen(settings.host, settings.port if port is None else port, port) as listening:
                _run(settings, listening, browser=not no_browser, phone=phone)
    except FormcheckError as error:
        fail(str(error))
        raise typer.Exit(1) from None


def check_access(settings: "Settings", *, open_access: bool) -> None:
    """Warn when others on the network can reach a formcheck without accounts.

    Raises:
        FormcheckError: open access was not asked for.
    """
    if settings.team or is_loopback(settings.host):
        return
    everybody = (
        f"There are no accounts: everybody who can reach {settings.host} can see, change and "
        "delete every set and video here"
    )
    if not open_access:
        raise FormcheckError(
            f"{everybody}. Use --team to give people accounts, or --open if this is intended.",
            "open_access",
        )
    typer.echo(f"{everybody}.", err=True)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, first: int, asked: int | None) -> socket.socket:
    """Return a socket bound to the requested port, or to the first free one from `first` on.

    Raises:
        FormcheckError: the address is not of this machine, or no port tried is free.
    """
    last = first if asked is not None or first == 0 else min(first + TRIED, 65535)
    for port in range(first, last + 1):
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(
                host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
        except OSError:
            raise FormcheckError(
                f"{host!r} is not an address of this machine. Choose another with --host.",
                "bad_host",
            ) from None
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
        except OSError as error:
            listening.close()
            if port == last:
                raise FormcheckError(
                    f"formcheck cannot serve on {host} port {port} ({error.strerror}): choose "
                    "another with --port.",
                    "port_taken",
                ) from None
            continue
        return listening
    raise AssertionError("unreachable")


def address_of(host: str, port: int) -> str:
    """Return the URL to open in a browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"


def _run(settings: "Settings", listening: socket.socket, *, browser: bool, phone: bool) -> None:
    import uvicorn

    from formcheck import logs
    from formcheck.api import create_app
    from formcheck.api.deadlines import DeadlineProtocol
    from formcheck.storage.restore import remove_leftovers
    from formcheck.worker import sandbox
    from formcheck.worker.data_folder import keep_private, only_one
    from formcheck.worker.supervisor import open_services

    logs.begin(settings.log)
    keep_private()
    sandbox.hide_process()
    if settings.team:
        sandbox.require(weak=settings.weak_sandbox)
    _many_connections()
    address = address_of(settings.host, listening.getsockname()[1])

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started and not self.should_exit:
                typer.echo(f"formcheck is at {address} (Ctrl-C stops it)")
                if link is not None:
                    typer.echo(f"There is no coach yet. The first one can join at {link}")
                if phone:
                    await _show_phone_code(app, address)
                if browser:
                    _open_browser(address)

        def handle_exit(self, sig: int, frame: "FrameType | None") -> None:
            self.force_exit = self.should_exit  # second Ctrl-C: do not wait for open requests
            self.should_exit = True

    with only_one(settings.data_dir, address):
        remove_leftovers(settings.data_dir)
        services = open_services(settings)
        link = _first_link(services, address)
        app = create_app(settings, services)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            http=DeadlineProtocol,
            server_header=False,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies,
            timeout_graceful_shutdown=2,
            ws_max_size=1024 * 1024,
            ws_per_message_deflate=False,  # frames hardly compress, and trying costs time
            lifespan="on",
        )
        server = Server(config)
        server.run(sockets=[listening])
        if not server.started:
            raise FormcheckError("formcheck could not start; see above.", "not_started")
    typer.echo("Stopped.")


async def _show_phone_code(app: "FastAPI", address: str) -> None:
    """Open the phone's address and print the code for it."""
    import segno

    from formcheck.api.phone.door import PhoneDoor

    door: PhoneDoor = app.state.phone_door
    try:
        shown = await door.open(app, address.rstrip("/"))
    except FormcheckError as error:
        fail(str(error))
        return
    segno.make(shown.address, error="m").terminal(compact=True)
    typer.echo(
        f"Scan this with the phone within two minutes, or open {shown.address} there.\n"
        "The browser will warn, because the certificate was made on this computer. It is ours if "
        f"its SHA-256 fingerprint is\n{shown.fingerprint}"
    )


def _first_link(services: "Services", address: str) -> str | None:
    """Return the link with which the first coach joins, None if there is a coach.

    Raises:
        FormcheckError: the data folder has accounts, which serving without login would expose.
    """
    from formcheck.storage import accounts

    if services.settings.team:
        secret = accounts.invite_first_coach(services.store)
        return None if secret is None else f"{address}join/{secret}"
    with services.store.reading() as s:
        team = accounts.count_accounts(s) > 0
    if not team:
        return None
    services.store.close()
    raise FormcheckError(
        "This data folder has accounts. Serve it with --team, or choose another folder with "
        "FORMCHECK_DATA_DIR.",
        "team_only",
    )


def _many_connections() -> None:
    """Raise the limit on open files, often 1,024, as far as the system allows, up to 65,536."""
    import contextlib
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if most == resource.RLIM_INFINITY else min(most, 65_536)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _open_browser(address: str) -> None:
    """Open the browser in the background."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


# --- working for a server -------------------------------------------------------------------------


@app.command()
def work(
    at_once: Annotated[
        int | None,
        typer.Option(
            "--at-once",
            metavar="N",
            min=1,
            max=64,
            help="Sets analysed at the same time. Default: one per core.",
        ),
    ] = None,
) -> None:
    """Analyse waiting sets for a server on this or another machine; Ctrl-C stops it.

    Set FORMCHECK_DATABASE_URL (PostgreSQL) and FORMCHECK_FILES_URL as on the server.
    """
    from formcheck import logs
    from formcheck.worker import sandbox
    from formcheck.worker.data_folder import keep_private
    from formcheck.worker.supervisor import Worker, open_services

    try:
        with read_settings() as settings:
            logs.begin(settings.log)
            keep_private()
            sandbox.hide_process()
            sandbox.require(weak=settings.weak_sandbox)
            if at_once is not None:
                settings = settings.model_copy(update={"workers": at_once})
            services = open_services(settings)
            try:
                worker = Worker(services)
                if settings.files_url is None:
                    typer.echo(
                        f"Files are read from {services.files.where}: the server must keep them "
                        "in the same folder. FORMCHECK_FILES_URL names a store for all machines.",
                        err=True,
                    )
                worker.run(lambda: typer.echo("formcheck works (Ctrl-C stops it)"))
            finally:
                services.close()
    except FormcheckError as error:
        fail(str(error))
        raise typer.Exit(1) from None
    typer.echo("Stopped.")
