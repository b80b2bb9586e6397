"""A device with passkeys, in a few lines: what a browser and its authenticator answer."""

import hashlib
import json
import os
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One device with one key, for pages of one origin.

    Attributes:
        verified: whether it asks for a finger or a code.
        count: how often it has signed.
    """

    origin: str
    verified: bool = True
    count: int = 0
    ident: bytes = field(default_factory=lambda: os.urandom(20))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what `navigator.credentials.create` does, as JSON."""
        point = self.key.public_key().public_numbers()
        public = encode_cbor(
            {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        )
        known = bytes(16) + struct.pack(">H", len(self.ident)) + self.ident + public
        data = self._data(options["rp"]["id"], NEW) + known
        told = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._answer("webauthn.create", options, {"attestationObject": encode_cbor(told)})

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what `navigator.credentials.get` does, as JSON."""
        self.count += 1
        data = self._data(options["rpId"])
        client = self._client("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            "webauthn.get", options, {"authenticatorData": data, "signature": signature}
        )

    def _data(self, name: str, more: int = 0) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verified else 0)
        return hashlib.sha256(name.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        told = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _answer(
        self, kind: str, options: dict[str, Any], parts: dict[str, bytes]
    ) -> dict[str, Any]:
        parts = {"clientDataJSON": self._client(kind, options), **parts}
        return {
            "id": bytes_to_base64url(self.ident),
            "rawId": bytes_to_base64url(self.ident),
            "type": "public-key",
            "response": {name: bytes_to_base64url(data) for name, data in parts.items()},
        }
