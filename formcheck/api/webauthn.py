"""Adds and checks passkeys by the WebAuthn standard; imported only when a passkey is used.

Ids and keys are text (base64url), challenges are bytes. One of `INVALID` is raised for malformed or
wrong data from a device.
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

INVALID = (WebAuthnException, ValueError, TypeError, LookupError, AttributeError)
"""Raised for a response that is malformed, or whose signature is wrong."""

USER_VERIFICATION = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True, slots=True)
class RegisteredPasskey:
    """A passkey that a device made: its id, its public key and its signature count."""

    credential_id: str
    public: str
    count: int


def _options(made: Any) -> Json:
    found: Json = json.loads(options_to_json(made))
    return found


def registration_options(
    site: str, person: str, login: str, name: str, challenge: bytes, there: Iterable[str]
) -> Json:
    """Return the options for `navigator.credentials.create`; `there`: ids of existing passkeys."""
    return _options(
        generate_registration_options(
            rp_id=site,
            rp_name="formcheck",
            user_id=person.encode(),
            user_name=login,
            user_display_name=name,
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=USER_VERIFICATION
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=base64url_to_bytes(known)) for known in there
            ],
        )
    )


def authentication_options(site: str, challenge: bytes) -> Json:
    """Return the options for `navigator.credentials.get`."""
    made = generate_authentication_options(
        rp_id=site, challenge=challenge, user_verification=USER_VERIFICATION
    )
    return _options(made)


class RegistrationResponse:
    """The response of a device that adds a passkey; raises one of INVALID."""

    def __init__(self, credential: dict[str, Any]) -> None:
        self._sent = parse_registration_credential_json(credential)
        self.challenge = parse_client_data_json(self._sent.response.client_data_json).challenge

    def verify(self, site: str, origin: str) -> RegisteredPasskey:
        """Return the passkey if the signature is right; raises one of INVALID."""
        found = verify_registration_response(
            credential=self._sent,
            expected_challenge=self.challenge,
            expected_rp_id=site,
            expected_origin=origin,
            require_user_verification=True,
        )
        public = bytes_to_base64url(found.credential_public_key)
        return RegisteredPasskey(bytes_to_base64url(found.credential_id), public, found.sign_count)


class AuthenticationResponse:
    """The response of a device that signs in; raises one of INVALID."""

    def __init__(self, credential: dict[str, Any]) -> None:
        self._sent = parse_authentication_credential_json(credential)
        self.challenge = parse_client_data_json(self._sent.response.client_data_json).challenge
        self.credential_id = bytes_to_base64url(self._sent.raw_id)

    def verify(self, site: str, origin: str, public: str, count: int) -> int:
        """Return the new signature count if the signature is right; raises one of INVALID."""
        return verify_authentication_response(
            credential=self._sent,
            expected_challenge=self.challenge,
            expected_rp_id=site,
            expected_origin=origin,
            credential_public_key=base64url_to_bytes(public),
            credential_current_sign_count=count,
            require_user_verification=True,
        ).new_sign_count
