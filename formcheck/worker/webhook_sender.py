"""Sends webhooks: to the home network alone unless the operator allows more, signed, no redirects.

What is sent is signed as Standard Webhooks (standardwebhooks.com) describes. A host is resolved
once, all its addresses are checked, and the connection goes to one of those very addresses, so
that a name that changes what it points to gains nothing. Of the answer only the status is read.
"""

import contextlib
import http.client
import ipaddress
import json
import logging
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from standardwebhooks.webhooks import Webhook as Signer

from formcheck.settings import Settings
from formcheck.storage import Store, webhooks
from formcheck.storage.webhooks import Outcome, Outgoing
from formcheck.version import __version__

log = logging.getLogger(__name__)

HOME = tuple(
    map(
        ipaddress.ip_network,
        ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"),
    )
)
"""This machine and private networks (RFC 1918, RFC 4193). Link-local addresses are not of them:
where machines are rented, keys are given out there."""

TRY_SECONDS = 10.0
"""Longest that one try takes at one address, seconds."""

POLL_SECONDS = 1.0
"""Seconds between two looks at the queue."""

DEFAULT_PORTS = {"http": 80, "https": 443}

Resolve = Callable[[str, int], list[str]]


class AddressError(Exception):
    """An address that is not sent to; `outcome` says why."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome: Outcome = outcome


@dataclass(frozen=True, slots=True)
class Target:
    """Where to send: `path` with its query, and the IP addresses of the host, all allowed."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host; raises OSError if there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def target_of(url: str, *, outside: bool, resolver: Resolve = resolve) -> Target:
    """Return where a URL leads.

    Args:
        url: http or https.
        outside: whether addresses outside the home network are allowed, by https.
        resolver: finds the addresses of a host.

    Raises:
        AddressError: the URL is none, its host is unknown, or may not be sent to.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        raise AddressError("bad_address") from None
    plain = url.isascii() and url.isprintable() and " " not in url
    if not plain or not host or not port or parts.username or parts.password:
        raise AddressError("bad_address")
    try:
        addresses = resolver(host, port)
    except (OSError, UnicodeError):
        addresses = []
    if not addresses:
        raise AddressError("unknown_host")
    if not all(is_home(address) for address in addresses):
        if not outside or not all(_is_anywhere(address) for address in addresses):
            raise AddressError("outside")
        if parts.scheme != "https":
            raise AddressError("needs_https")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, tuple(addresses))


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    found = ipaddress.ip_address(address.partition("%")[0])
    return getattr(found, "ipv4_mapped", None) or found


def is_home(address: str) -> bool:
    """Whether an IP address is of this machine or of a home network."""
    found = _parsed(address)
    return any(found in network for network in HOME)


def _is_anywhere(address: str) -> bool:
    """Whether an IP address is of the home network, or of one host of the internet."""
    found = _parsed(address)
    return is_home(address) or (found.is_global and not found.is_multicast)


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was checked, in place of its host."""

    def __init__(self, target: Target, address: str) -> None:
        self.default_port = DEFAULT_PORTS[target.scheme]
        super().__init__(target.host, target.port, timeout=TRY_SECONDS)
        self._address, self._target = address, target
        self.timed_out = False

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def abort(self) -> None:
        """End what is going on, from another thread."""
        self.timed_out = True
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def post(target: Target, body: bytes, headers: dict[str, str]) -> tuple[Outcome, int | None]:
    """Post to the first address that answers; return the outcome, and the HTTP status if any."""
    outcome: Outcome = "unreachable"
    for address in target.addresses:
        outcome, status = _post_to(_Connection(target, address), target.path, body, headers)
        if outcome != "unreachable":
            return outcome, status
    return outcome, None


def _post_to(
    connection: _Connection, path: str, body: bytes, headers: dict[str, str]
) -> tuple[Outcome, int | None]:
    deadline = threading.Timer(TRY_SECONDS, connection.abort)  # also of what comes in drops
    deadline.daemon = True
    deadline.start()
    try:
        connection.request("POST", path, body, headers)
        status = connection.getresponse().status
    except ssl.SSLCertVerificationError:
        return "bad_certificate", None
    except TimeoutError:
        return "no_answer", None
    except (OSError, http.client.HTTPException):
        return ("no_answer" if connection.timed_out else "unreachable"), None
    finally:
        deadline.cancel()
        connection.close()
    return ("delivered" if 200 <= status < 300 else "refused"), status


def send(outgoing: Outgoing, *, outside: bool) -> tuple[Outcome, int | None]:
    """Sign a delivery and send it once; return the outcome, and the HTTP status if any."""
    try:
        target = target_of(outgoing.url, outside=outside)
    except AddressError as error:
        return error.outcome, None
    body = json.dumps(outgoing.payload, ensure_ascii=False, separators=(",", ":"))
    moment = datetime.now(UTC).replace(microsecond=0)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"formcheck/{__version__}",
        "webhook-id": outgoing.id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Signer(outgoing.secret).sign(outgoing.id, moment, body),
    }
    return post(target, body.encode(), headers)


class WebhookSender:
    """The thread of a server that sends what is due, one message after another.

    Args:
        settings, store: settings and database.
    """

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings, self._store = settings, store
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start sending."""
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop once the message under way is answered, or its time is over."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def send_next(self) -> bool:
        """Send the message that is due first; False if none is."""
        with self._store.reading() as s:
            if not webhooks.any_due(s):
                return False
        with self._store.writing() as s:
            outgoing = webhooks.claim(s)
        if outgoing is None:
            return False
        outcome, status = send(outgoing, outside=self._settings.webhooks_outside)
        with self._store.writing() as s:
            webhooks.settle(s, outgoing.id, outcome, status)
        return True

    def _run(self) -> None:
        while not self._stop.wait(POLL_SECONDS):
            try:
                while not self._stop.is_set() and self.send_next():
                    pass
            except Exception:  # e.g. a locked database: tried again at the next poll
                log.exception("webhooks could not be sent; tried again")
