"""Content sent whole or in part, from the file store: 200, 206, 304, 416."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from formcheck.api.errors import ApiError
from formcheck.storage import Files

_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)

KEPT = "private, max-age=31536000, immutable"


def part(requested: str | None, size: int) -> tuple[int, int] | None:
    """Return first byte and end (not included) of a Range header; None for all of it.

    Raises:
        ApiError: 416, nothing of it is there.
    """
    found = _RANGE.fullmatch(requested.strip()) if requested else None
    if found is None or found.groups() == ("", ""):
        return None  # none, several, or one that is not understood: all of it, as the RFC says
    first, last = found.groups()
    if first == "":
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1 if last else size, size)
        if last and int(last) < start:
            return None
    if start >= size or start >= end:
        raise ApiError(
            416,
            "range",
            "There is nothing at that place of the file.",
            {"Content-Range": f"bytes */{size}"},
        )
    return start, end


def disposition(name: str) -> str:
    """Return the header that makes a browser save a file under its name."""
    plain = re.sub(r'[^\w .()+-]|["\\]', "_", name, flags=re.ASCII)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def content(
    files: Files,
    request: Request,
    sha256: str,
    size: int,
    media_type: str,
    *,
    lasting: bool = True,
    save_as: str | None = None,
    more: Mapping[str, str] | None = None,
) -> Response:
    """Return content, or the part that is asked for.

    Args:
        files: where it is.
        request: whose Range, If-Range and If-None-Match count, and `v` in whose query: the
            beginning of the hash, which says that the answer may be kept for ever.
        sha256, size, media_type: of the content.
        lasting: without asking again; not where the right to see it may be withdrawn.
        save_as: name under which it is saved instead of shown.
        more: headers of its own.
    """
    tag = f'"{sha256[:32]}"'
    known = request.query_params.get("v", "")
    lasting = lasting and len(known) >= 8 and sha256.startswith(known)
    headers = {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Cache-Control": KEPT if lasting else "private, no-cache",
        **(more or {}),
    }
    if save_as is not None:
        headers["Content-Disposition"] = disposition(save_as)
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    requested = request.headers.get("range")
    if request.headers.get("if-range", tag) != tag:
        requested = None
    window = part(requested, size)
    start, end = window or (0, size)
    headers["Content-Length"] = str(end - start)
    if window is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    status = 200 if window is None else 206
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=media_type)
    return StreamingResponse(
        files.stream(sha256, start, end), status, headers=headers, media_type=media_type
    )
