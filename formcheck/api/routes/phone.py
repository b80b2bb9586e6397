"""The phone as the camera, as the computer's page sees it: show a code, see the state, end it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Request, WebSocket
from pydantic import BaseModel, Field
from starlette.requests import HTTPConnection

from formcheck.api.deps import ServicesDep
from formcheck.api.errors import ApiError
from formcheck.api.links import qr_picture
from formcheck.api.phone.door import HOURS, MOST_HOURS, PhoneDoor, PhoneState

router = APIRouter(prefix="/api/phone", tags=["phone"])


class PhoneOut(BaseModel):
    """Whether a phone is paired; how to pair one while a code waits."""

    state: Literal["off", "waiting", "paired"]
    seconds_left: int = Field(description="for which the code, or the pairing, is still good")
    address: str = Field(description="what to open on the phone")
    code: str
    fingerprint: str = Field(description="SHA-256 of the certificate, as browsers show it")
    qr: str = Field(description="the address as a picture, a data: URI; empty without a code")


class PairingIn(BaseModel):
    """How long the phone stays paired."""

    hours: float = Field(HOURS, gt=0, le=MOST_HOURS)


@router.get("")
def phone_state(request: Request) -> PhoneOut:
    """Return whether a phone is paired."""
    return _out(_door(request).state)


@router.post("")
async def new_code(
    request: Request, services: ServicesDep, wanted: Annotated[PairingIn, Body()]
) -> PhoneOut:
    """Open the phone's address where it is closed, and show a new code."""
    if services.settings.team:
        raise ApiError(
            409,
            "team",
            "With accounts, people sign in on their phone: see OPERATING.md on https.",
        )
    origin = f"{request.url.scheme}://{request.headers['host']}"
    return _out(await _door(request).open(request.app, origin, wanted.hours))


@router.delete("")
async def end_pairing(request: Request) -> PhoneOut:
    """Forget the phone, end what it does, and close its address."""
    door = _door(request)
    await door.close()
    return _out(door.state)


@router.websocket("/screen")
async def follow_phone(socket: WebSocket) -> None:
    """Show on the computer what the phone films; see `formcheck.api.phone.screen`."""
    await _door(socket).screens.follow(socket)


def _door(connection: HTTPConnection) -> PhoneDoor:
    door: PhoneDoor = connection.app.state.phone_door
    return door


def _out(state: PhoneState) -> PhoneOut:
    qr = qr_picture(state.address) if state.code else ""
    return PhoneOut(
        state=state.state,
        seconds_left=round(state.seconds_left),
        address=state.address,
        code=state.code,
        fingerprint=state.fingerprint,
        qr=qr,
    )
