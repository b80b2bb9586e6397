"""A phone films and the computer shows it: two browsers, over https with our own certificate."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, Page, expect

from formcheck.api.phone.certificate import certificate_for
from formcheck.live.protocol import SIZE
from tests.support.filming import film
from tests.support.motions import still
from tests.web import webcam
from tests.web.browser import Server, until
from tests.web.conftest import NewPage, serving
from tests.web.recording import SIDE, arriving, bridges, film_only, get, trouble
from tests.web.stick_figure import counted, play

PAIR = "Use my phone as the camera"
PHONE_SIZE = {"width": 393, "height": 851}


@pytest.fixture(scope="module")
def phone_server(tmp_path_factory: pytest.TempPathFactory, origins: set[str]) -> Iterator[Server]:
    """A server whose phone address is of this machine alone."""
    folder = tmp_path_factory.mktemp("phone")
    yield from serving(Server(folder, FORMCHECK_PHONE_ADDRESS="127.0.0.1"), origins)


@pytest.fixture(scope="module")
def trusting(launch: Callable[..., Browser], phone_server: Server, empty_room: Path) -> Browser:
    """A browser with a camera that trusts the server's own certificate, and no other."""
    kept = certificate_for(phone_server.data, "127.0.0.1")
    key = x509.load_pem_x509_certificates(kept.path.read_bytes())[0].public_key()
    pin = sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    trust = f"--ignore-certificate-errors-spki-list={b64encode(pin).decode()}"
    return launch(*webcam.flags(empty_room), trust)


@pytest.fixture
def phone(new_page: NewPage, trusting: Browser) -> Page:
    return new_page(trusting, viewport=PHONE_SIZE, has_touch=True)


def shown_code(computer: Page, server: Server, origins: set[str]) -> str:
    """Ask for a code on the computer; return the address to open on the phone."""
    computer.request.delete(f"{server.url}/api/phone")
    computer.goto(f"{server.url}/record")
    computer.get_by_role("button", name=PAIR).click()
    expect(computer.get_by_alt_text("Code to scan with your phone")).to_be_visible()
    address: str = get(computer, server, "/phone")["address"]
    origins.add(address.partition("/pair")[0])
    return address


def helpless(computer: Page) -> None:
    """Let the computer find no poses for its phone: a busy machine makes that one slow too."""
    computer.route(
        "**/js/pose/worker.js", lambda route: route.fulfill(body="", content_type="text/javascript")
    )


def test_a_phone_films_a_set_and_the_computer_shows_and_ends_it(
    page: Page, phone: Page, phone_server: Server, origins: set[str]
) -> None:
    computer = page
    address = shown_code(computer, phone_server, origins)
    helpless(computer)
    play(phone, bridges())
    phone.goto(address)
    phone.get_by_role("button", name="Pair this phone").click()
    expect(phone.get_by_role("heading", name="Record a set")).to_be_visible()
    expect(computer.get_by_text("Your phone is paired.")).to_be_visible(timeout=30_000)
    phone.get_by_label("Glute bridge", exact=True).check()
    phone.get_by_role("button", name="Set up the camera").click()
    counted(phone, 2)
    # What the phone counted stands on the computer; the playing has stopped there.
    big = computer.locator('.frame[data-step="set"] .huge')
    expect(big).to_have_text("2", timeout=30_000)
    computer.get_by_role("button", name="End set").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("2 reps", timeout=60_000)
    expect(phone.get_by_text("The full result is on your computer.")).to_be_visible()
    expect(computer.get_by_role("link", name="See full result")).to_be_visible()
    computer.get_by_role("link", name="See full result").click()
    computer.wait_for_url("**/review/*")
    # The recording goes to the computer as well.
    phone.get_by_role("button", name="Keep").click()
    expect(phone.get_by_text("Saved. Analysing it now.")).to_be_visible(timeout=60_000)


SLOW_WORKER = """
const frame = new DataView(new ArrayBuffer(%d));
frame.setUint8(0, 1);
frame.setUint16(20, 640, true);
frame.setUint16(22, 480, true);
self.onmessage = ({ data }) => {
  if (data.type === "open") { postMessage({ type: "open" }); return; }
  data.picture.close();
  frame.setUint32(4, data.seq, true);
  frame.setFloat64(8, data.time, true);
  const found = { type: "pose", seq: data.seq, frame: frame.buffer.slice(0), seen: false };
  setTimeout(() => postMessage({ ...found, took: 300 }), 300);
};
"""
"""Finds nobody, three times a second."""


def test_for_a_phone_that_is_too_slow_the_computer_finds_the_poses(
    page: Page, phone: Page, phone_server: Server, origins: set[str]
) -> None:
    computer = page
    play(computer, bridges())
    address = shown_code(computer, phone_server, origins)
    worker = SLOW_WORKER % SIZE
    phone.route(
        "**/js/pose/worker.js",
        lambda route: route.fulfill(body=worker, content_type="text/javascript"),
    )
    phone.goto(address)
    phone.get_by_role("button", name="Pair this phone").click()
    phone.get_by_label("Glute bridge", exact=True).check()
    expect(computer.get_by_text("Your phone is paired.")).to_be_visible()
    phone.get_by_role("button", name="Set up the camera").click()
    counted(computer, 2)
    expect(phone.locator('.frame[data-step="set"] .huge')).to_have_text("2")
    # The computer's page goes: the phone is on its own again, and says so.
    computer.goto("about:blank")
    expect(trouble(phone, "slow")).to_contain_text("poses a second")
    phone.get_by_role("button", name="End set").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("2 reps")


def test_a_phone_that_only_films_sends_what_it_films_and_the_computer_says_so(
    page: Page, phone: Page, phone_server: Server, origins: set[str]
) -> None:
    computer = page
    address = shown_code(computer, phone_server, origins)
    before = set(arriving(phone_server))  # others may have left a recording
    helpless(computer)
    play(phone, film(still("supine"), SIDE))
    phone.goto(address)
    phone.get_by_role("button", name="Pair this phone").click()
    expect(phone.get_by_role("heading", name="Record a set")).to_be_visible()
    film_only(phone)
    phone.get_by_role("button", name="Set up the camera").click()
    expect(computer.locator(".what")).to_have_text("filming")

    def arrived() -> int:
        return sum(f.stat().st_size for f in arriving(phone_server) if f not in before)

    until(arrived, "some of it to arrive")
    computer.get_by_role("button", name="End set").click()
    for one in (computer, phone):
        expect(one.get_by_role("heading", name="Your set is filmed")).to_be_visible()
    expect(phone.get_by_text("Saved. Analysing it now.")).to_be_visible()
    computer.get_by_role("link", name="See it in the library").click()
    expect(computer.get_by_role("heading", level=1)).to_be_visible()
    assert get(computer, phone_server, "/analyses")["analyses"][0]["has_video"]
    assert set(arriving(phone_server)) <= before


def test_ended_on_the_computer_the_phone_is_out(
    page: Page, phone: Page, phone_server: Server, origins: set[str]
) -> None:
    computer = page
    address = shown_code(computer, phone_server, origins)
    # What refuses the certificate is said before, and the other way in.
    computer.get_by_text("Nothing happens on the phone?").click()
    expect(computer.get_by_text("The warning cannot be passed")).to_be_visible()
    phone.goto(address)
    phone.get_by_role("button", name="Pair this phone").click()
    expect(phone.get_by_role("heading", name="Record a set")).to_be_visible()
    computer.get_by_role("button", name="End pairing").click()
    expect(computer.get_by_role("button", name=PAIR)).to_be_visible()

    def unreachable() -> bool:
        try:
            phone.request.get(address, timeout=2000)
        except Exception:
            return True
        return False

    until(unreachable, "the phone's address to be closed")
