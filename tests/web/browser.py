"""A real server, a real browser, and what no page may do: leave our origin, or err in silence.

Our Content-Security-Policy forbids eval, so `page.wait_for_function` must be given a function
("() => ..."): a bare expression fails as soon as it has to be tried twice.
"""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, WebSocket

T = TypeVar("T")
AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
COLOURS = ("color-contrast", "link-in-text-block")
"""Rules of axe-core that colours decide."""

OFF = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *("PreloadTopChromeWebUI", "SpareRendererForSitePerProcess"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "AimEnabled"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
)
"""What chromium goes without. First what it would make ready in the background for each window,
though nobody sees it (half the work of opening a page); then what Playwright turns off: chromium
heeds only the last such list."""
FLAGS = (
    f"--disable-features={','.join(OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LEFT_OUT = "browser tests left out: no chromium; apt-get install chromium"
START = 120.0
"""Seconds that the server may take to answer, on a busy machine."""


def chromium() -> str | None:
    """Return the path of a chromium: FORMCHECK_CHROMIUM, or one on the PATH; None if none."""
    named = os.environ.get("FORMCHECK_CHROMIUM")
    if named:
        return shutil.which(named)
    return next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


def until(ask: Callable[[], T | None], what: str, seconds: float = START, every: float = 0.05) -> T:
    """Return what `ask` answers once it is true; AssertionError after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(every)
    raise AssertionError(f"waited {seconds:.0f} s for {what}")


def _end_with_the_tests() -> None:
    """Ask Linux to end this process when the tests do, even where they are killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Server:
    """`formcheck serve` in a process of its own, on one port and one data folder throughout."""

    def __init__(self, data: Path, **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = data
        self.log = data / "serve.log"
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.data.mkdir(parents=True, exist_ok=True)
        environment = {
            **os.environ,
            "FORMCHECK_DATA_DIR": str(self.data),
            "FORMCHECK_MODEL": "lite",
            **self._environment,
        }
        command = [sys.executable, "-m", "formcheck", "serve", "--no-browser"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--port", str(self.port)],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_the_tests if sys.platform == "linux" else None,
            )
        until(self._answers, "the server to start")

    def _answers(self) -> bool:
        process = self._process
        if process is None or process.poll() is not None:
            raise AssertionError(f"the server ended:\n{self.log.read_text()[-4000:]}")
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """End the server's own process at once, as a crash does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)

    def stop(self) -> None:
        """End it politely, and everything it started."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


class Guard:
    """Watches a page: which requests left our origin, and what it complained about."""

    def __init__(self, page: Page, origins: set[str]) -> None:
        self.excused: list[str] = []
        self._origins = origins
        self._strayed: list[str] = []
        self._errors: list[str] = []
        page.on("request", self._request)
        page.on("websocket", self._socket)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._errors.append(str(error)))

    def excuse(self, *parts: str) -> None:
        """Let complaints pass that contain one of `parts`: the test brings them about."""
        self.excused += parts

    def verdict(self) -> None:
        """Fail when a request left our origin or an error was not excused."""
        assert not self._strayed, f"left our origin: {self._strayed}"
        errors = [e for e in self._errors if not any(part in e for part in self.excused)]
        assert not errors, f"the page complained: {errors}"

    def _request(self, request: Request) -> None:
        self._see(request.url)

    def _socket(self, socket: WebSocket) -> None:
        self._see(socket.url.replace("ws", "http", 1))

    def _see(self, url: str) -> None:
        parts = urlsplit(url)
        inside = parts.scheme in {"blob", "data", "about"}
        if not inside and f"{parts.scheme}://{parts.netloc}" not in self._origins:
            self._strayed.append(url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._errors.append(f"{message.text} ({message.location.get('url', '')})")


def axe(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds on the page, a line each; by `rules` alone where some are named.

    The second theme of a page that was looked at needs no more than `COLOURS`.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        """async (rules) => axe.run(document, {
          resultTypes: ["violations"], ...(rules.length ? { runOnly: rules } : {}),
        })""",
        rules,
    )
    return [
        f"{v['id']}: {v['help']}: " + "; ".join(str(n["target"]) for n in v["nodes"])
        for v in found["violations"]
    ]


def axe_in_both_themes(page: Page) -> list[str]:
    """Return what axe-core finds in the light theme and, of colours, in the dark one.

    The page is in the light theme before and after.
    """
    found = axe(page)
    darken(page)
    found += axe(page, *COLOURS)
    turn(page, "light")
    return found


def darken(page: Page) -> None:
    """Turn the page to its dark theme, and wait until its colours have changed."""
    turn(page, "dark")


def turn(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Turn the page to a theme, and wait until its colours have changed."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        "() => !document.getAnimations().some((a) => a instanceof CSSTransition)"
    )


def overflows(page: Page) -> list[str]:
    """Return the elements that make the page scroll sideways; empty when it does not."""
    found: list[str] = page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          return [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > wide + 1)
            .map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") ?? ""}`);
        }"""
    )
    return found
