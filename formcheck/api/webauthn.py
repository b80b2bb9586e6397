"""Passkey options and proofs by the WebAuthn standard; imported only when a passkey is used.

Ids and keys are text (base64url), challenges are bytes. Whatever a device sends may be
malformed: one of `WRONG` is raised then.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from formcheck.analysis.report.json_format import Json

WRONG = (WebAuthnException, ValueError, TypeError, LookupError, AttributeError)
"""What is raised for a proof that does not hold."""

MUST = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True, slots=True)
class New:
    """A passkey that a device made: its id, its public key, and how often it was used."""

    ident: str
    public: str
    count: int


def _options(made: Any) -> Json:
    found: Json = json.loads(options_to_json(made))
    return found


def to_add(
    site: str, person: str, login: str, name: str, challenge: bytes, there: Iterable[str]
) -> Json:
    """Return what `navigator.credentials.create` takes; `there` are ids of passkeys one has."""
    return _options(
        generate_registration_options(
            rp_id=site,
            rp_name="formcheck",
            user_id=person.encode(),
            user_name=login,
            user_display_name=name,
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=MUST
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=base64url_to_bytes(ident)) for ident in there
            ],
        )
    )


def to_sign_in(site: str, challenge: bytes) -> Json:
    """Return what `navigator.credentials.get` takes."""
    return _options(
        generate_authentication_options(rp_id=site, challenge=challenge, user_verification=MUST)
    )


class Made:
    """What a device sent to add a passkey; raises one of WRONG."""

    def __init__(self, credential: dict[str, Any]) -> None:
        self._sent = parse_registration_credential_json(credential)
        self.challenge = parse_client_data_json(self._sent.response.client_data_json).challenge

    def proved(self, site: str, origin: str) -> New:
        """Return the passkey, if the device signed for us; raises one of WRONG."""
        found = verify_registration_response(
            credential=self._sent,
            expected_challenge=self.challenge,
            expected_rp_id=site,
            expected_origin=origin,
            require_user_verification=True,
        )
        public = bytes_to_base64url(found.credential_public_key)
        return New(bytes_to_base64url(found.credential_id), public, found.sign_count)


class Signed:
    """What a device sent to sign in; raises one of WRONG."""

    def __init__(self, credential: dict[str, Any]) -> None:
        self._sent = parse_authentication_credential_json(credential)
        self.challenge = parse_client_data_json(self._sent.response.client_data_json).challenge
        self.ident = bytes_to_base64url(self._sent.raw_id)

    def proved(self, site: str, origin: str, public: str, count: int) -> int:
        """Return how often the passkey was used, if it signed for us; raises one of WRONG."""
        return verify_authentication_response(
            credential=self._sent,
            expected_challenge=self.challenge,
            expected_rp_id=site,
            expected_origin=origin,
            credential_public_key=base64url_to_bytes(public),
            credential_current_sign_count=count,
            require_user_verification=True,
        ).new_sign_count
