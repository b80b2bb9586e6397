"""The second address: opened on the home network for a phone, and closed again."""

import asyncio
import contextlib
import ipaddress
import logging
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import ifaddr
import uvicorn
from starlette.types import ASGIApp

from formcheck.api.deadlines import DeadlineProtocol
from formcheck.api.phone.certificate import certificate_for
from formcheck.api.phone.gate import PhoneGate
from formcheck.api.phone.pairing import PairingState, PhonePairing
from formcheck.api.phone.screen import PhoneScreens
from formcheck.api.routes.pages import web_folder
from formcheck.errors import FormcheckError
from formcheck.settings import Settings

log = logging.getLogger(__name__)

HOURS = 2.0
"""Hours that a phone stays paired unless the person says otherwise: one training."""

MOST_HOURS = 12.0

EXPIRY_CHECK = 1.0
"""Seconds between two looks whether code or pairing have run out: the address closes then."""

FIRST_PORT, PORTS = 8766, 20
"""First port tried, and how many after it: beside the computer's own 8765."""


@dataclass(frozen=True, kw_only=True)
class PhoneState:
    """What the computer shows of the phone."""

    state: PairingState
    seconds_left: float
    address: str = ""
    """What to open on the phone, with the code while there is one."""
    code: str = ""
    fingerprint: str = ""


def home_addresses() -> list[str]:
    """Return this computer's addresses in private networks (RFC 1918), the likeliest first.

    Read from the network interfaces: nothing is sent.
    """
    found = [
        ip.ip
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if isinstance(ip.ip, str) and _in_home_network(ip.ip)
    ]
    # Home routers give 192.168 addresses; 10 and 172 are often virtual machines or a company's.
    return sorted(found, key=lambda a: not a.startswith("192.168."))


def _in_home_network(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    return parsed.is_private and not parsed.is_loopback and not parsed.is_link_local


class PhoneDoor:
    """The phone's address of one server: closed until `open`.

    Args:
        settings: data folder, and the address to listen on where it was chosen.
    """

    def __init__(self, settings: Settings) -> None:
        self.pairing = PhonePairing()
        self.screens = PhoneScreens()
        self._settings = settings
        self._code = self._origin = self._fingerprint = ""
        self._server: _Listener | None = None
        self._serving: asyncio.Task[None] | None = None
        self._expiring: asyncio.Task[None] | None = None
        self._changing = asyncio.Lock()

    @property
    def state(self) -> PhoneState:
        """What to show now."""
        state, left = self.pairing.state, self.pairing.seconds_left
        if state == "off" or not self._origin:
            return PhoneState(state="off", seconds_left=0.0)
        code = self._code if state == "waiting" else ""
        return PhoneState(
            state=state,
            seconds_left=left,
            address=f"{self._origin}/pair/{code}" if code else self._origin,
            code=code,
            fingerprint=self._fingerprint,
        )

    async def open(self, app: ASGIApp, inner_origin: str, hours: float = HOURS) -> PhoneState:
        """Listen, and make a new code.

        Args:
            app: formcheck's application.
            inner_origin: under which `app` knows itself.
            hours: how long the phone stays paired.

        Raises:
            FormcheckError: there is no home network, no port, or a phone is paired.
        """
        async with self._changing:
            code = self.pairing.new_code(min(hours, MOST_HOURS) * 3600)
            try:
                if self._serving is None or self._serving.done():
                    await self._listen(app, inner_origin)
            except BaseException:
                self.pairing.end()
                raise
            self._code = code
            if self._expiring is None or self._expiring.done():
                self._expiring = asyncio.create_task(self._close_when_over())
            return self.state

    async def close(self) -> None:
        """Forget the phone, end its connections and stop listening."""
        if self._expiring is not None and self._expiring is not asyncio.current_task():
            self._expiring.cancel()
        async with self._changing:
            self.pairing.end()
            if self._server is not None and self._serving is not None:
                self._server.should_exit = self._server.force_exit = True
                await asyncio.wait([self._serving])
            self._server = self._serving = None
            self._origin = ""

    async def _close_when_over(self) -> None:
        while self.pairing.state != "off":
            await asyncio.sleep(EXPIRY_CHECK)
        await self.close()

    async def _listen(self, app: ASGIApp, inner_origin: str) -> None:
        address = self._settings.phone_address or next(iter(home_addresses()), None)
        if address is None:
            raise FormcheckError(
                "This computer is in no home network: connect it to the Wi-Fi that the phone is "
                "in, or name its address with FORMCHECK_PHONE_ADDRESS.",
                "no_network",
            )
        listening = _bound(address)
        port = listening.getsockname()[1]
        self._origin = f"https://{address}:{port}"
        certificate = await asyncio.to_thread(certificate_for, self._settings.data_dir, address)
        self._fingerprint = certificate.fingerprint
        gate = PhoneGate(app, self.pairing, self._origin, inner_origin, web_folder())
        self._server = _Listener(
            uvicorn.Config(
                gate,
                log_config=None,
                access_log=False,
                http=DeadlineProtocol,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=2,
                ws_max_size=1024 * 1024,
                ws_per_message_deflate=False,
                lifespan="off",
                ssl_certfile=certificate.path,
            )
        )
        self._serving = asyncio.create_task(self._server.serve([listening]))
        while not self._server.started and not self._serving.done():
            await asyncio.sleep(0.01)
        if self._serving.done():
            raise FormcheckError("The phone's address could not be opened.", "phone_address")


class _Listener(uvicorn.Server):
    """A second server in the process of the first, which has the signals."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the first server."""
        yield


def _bound(address: str) -> socket.socket:
    """Return a socket on the first free port of an address of this machine."""
    why: str | None = None
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        listening = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((address, port))
        except OSError as error:
            listening.close()
            why = error.strerror
            continue
        return listening
    raise FormcheckError(
        f"formcheck cannot listen on {address} for the phone ({why}): name another "
        "address of this computer with FORMCHECK_PHONE_ADDRESS.",
        "phone_address",
    )
