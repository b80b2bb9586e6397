"""Voice notes of comments: recorded in the browser and played there, never decoded here.

They lie in the database, not in the file store: they are small, belong to one comment, and go with
it, with its set and with its owner.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from formcheck.storage.permissions import visible_to
from formcheck.storage.review_models import Comment, VoiceNote

MOST_BYTES = 700_000
"""Largest voice note: two minutes at 32 kbit/s are 480 000. As base64 it fits into a request."""

MOST_SECONDS = 180.0
"""Longest voice note; the page stops recording after two minutes."""

MOST_PER_SET = 20
"""Most voice notes of one set, 14 MB."""

SUFFIXES = {"audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a"}
"""Media types that browsers record, with the suffix of their files."""


def media_type(audio: bytes) -> str | None:
    """Return the media type that audio begins as, whatever its sender says; None for others."""
    if audio.startswith(b"\x1aE\xdf\xa3"):
        return "audio/webm"
    if audio.startswith(b"OggS"):
        return "audio/ogg"
    return "audio/mp4" if audio[4:8] == b"ftyp" else None


def lengths(s: Session, person: str, set_id: str) -> dict[str, float]:
    """Return the seconds of a set's voice notes by comment, without reading the audio."""
    query = (
        select(VoiceNote.comment_id, VoiceNote.seconds)
        .join(Comment, Comment.id == VoiceNote.comment_id)
        .where(Comment.analysis_id == set_id, visible_to(person, VoiceNote))
    )
    return {comment: seconds for comment, seconds in s.execute(query)}


def count(s: Session, set_id: str) -> int:
    """Return how many voice notes a set has, deleted comments included."""
    query = select(func.count()).select_from(VoiceNote).join(Comment)
    return s.scalar(query.where(Comment.analysis_id == set_id)) or 0


def find(s: Session, comment: Comment) -> VoiceNote | None:
    """Return the voice note of a comment, or None."""
    return s.get(VoiceNote, comment.id)


def keep(s: Session, comment: Comment, audio: bytes, seconds: float) -> None:
    """Keep a voice note with a comment, in place of an earlier one."""
    s.flush()
    s.merge(VoiceNote(owner=comment.owner, comment_id=comment.id, audio=audio, seconds=seconds))


def remove(s: Session, comment: Comment) -> None:
    """Remove the voice note of a comment, if it has one."""
    if (found := find(s, comment)) is not None:
        s.delete(found)
        s.flush()
