"""What an export tells of the person: account, coaches, who looked, how long videos are kept.

It is told and not read back in: an account is made by an invitation, a consent is given by hand.
"""

from typing import Any

from sqlalchemy.orm import Session

from formcheck.storage import access_log, accounts, consents, passkeys, retention, sign_ins, tokens

ACCOUNT = "account.json"


def told(s: Session, person: str) -> dict[str, Any]:
    """Return it as JSON; in personal mode there is little."""
    known = accounts.known(s, person)
    found, _ = access_log.page(s, person)
    return {
        "name": known.name if known else None,
        "login": known.login if known else None,
        "role": known.role if known else None,
        "video_days": retention.days(s, person),
        "coaches": [
            {"name": c.name, "since": _iso(c.since), "withdrawn": _iso(c.withdrawn)}
            for c in consents.coaches(s, person)
        ],
        "looks": [
            {"when": _iso(x.moment), "who": x.name, "what": x.what, "set": x.set_id} for x in found
        ],
        "signed_in": [
            {"browser": x.browser, "since": _iso(x.created), "seen": _iso(x.seen)}
            for x in sign_ins.every(s, person)
        ],
        "passkeys": [
            {"name": x.name, "created": _iso(x.created)} for x in passkeys.every(s, person)
        ],
        "tokens": [
            {"name": x.name, "scopes": x.scopes.split(), "created": _iso(x.created)}
            for x in tokens.every(s, person)
        ],
    }


def _iso(moment: Any) -> str | None:
    return None if moment is None else str(moment.isoformat(timespec="seconds"))
