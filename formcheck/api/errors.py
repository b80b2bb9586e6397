"""One shape for every failure: {"error": {"code": ..., "message": ..., "params": {...}}}.

`code` is short and stable, for programs; `message` is what happened and what to do, for people;
`params` are the values that the message names, for programs and for other languages.
"""

import errno
from collections.abc import Mapping
from typing import TypeVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from formcheck.errors import FormcheckError
from formcheck.storage import DataError, IntegrityError, OperationalError
from formcheck.storage.database import FailureReason, failure_reason

T = TypeVar("T")

STATUS = {
    "unknown_exercise": 404,
    "too_large": 413,
    "disk_full": 507,
    "unknown_set": 404,
    "files_unreachable": 503,
}
"""HTTP status of a FormcheckError by its code; 422 for all others."""

HTTP_ERRORS = {
    404: ("not_found", "There is nothing here: it may have been deleted, or the address is wrong."),
    405: ("method_not_allowed", "This address cannot be used in this way: see /docs."),
}

STORAGE_FAILURES: dict[FailureReason, tuple[int, str, str]] = {
    "full": (
        507,
        "disk_full",
        "The disk is full: nothing was lost, free some space and try again.",
    ),
    "busy": (
        503,
        "busy",
        "The database is busy: nothing was lost, try again in a moment.",
    ),
    "away": (
        503,
        "cannot_write",
        "The data folder or the database cannot be used now: nothing was lost. Try again; "
        "'formcheck doctor' says what is wrong.",
    ),
}
"""Status, code and message of a failure of the database or the disk, by its reason."""

RETRY_LATER = {"Retry-After": "5"}


class ApiError(Exception):
    """A refused request, with its HTTP status.

    Args:
        status, code, message: see the module.
        headers: of the response.
        params: see the module.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        headers: Mapping[str, str] | None = None,
        **params: object,
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers
        self.params = params


def not_found() -> ApiError:
    """Return the error for what does not exist or is somebody else's: both look the same."""
    return ApiError(404, *HTTP_ERRORS[404])


def or_404(found: T | None) -> T:
    """Return what was found; raises ApiError 404 for None, and for False."""
    if found is None or found is False:
        raise not_found()
    return found


def error_response(
    status: int,
    code: str,
    message: str,
    headers: Mapping[str, str] | None = None,
    params: Mapping[str, object] | None = None,
) -> JSONResponse:
    """Return the response in the one shape."""
    values = {
        k: v if isinstance(v, int | float | bool) else str(v) for k, v in (params or {}).items()
    }
    error = {"code": code, "message": message, "params": values}
    return JSONResponse({"error": error}, status, headers=headers)


def install(app: FastAPI) -> None:
    """Give every failure of `app` the one shape."""
    _handle_storage_failures(app)

    @app.exception_handler(ApiError)
    async def api_error(request: Request, error: ApiError) -> Response:
        if error.status == 404 and _wants_page(request):
            return await _missing_page(request)
        return error_response(error.status, error.code, error.message, error.headers, error.params)

    @app.exception_handler(FormcheckError)
    async def formcheck_error(_: Request, error: FormcheckError) -> JSONResponse:
        status = STATUS.get(error.code, 422)
        return error_response(status, error.code, str(error), params=error.params)

    @app.exception_handler(IntegrityError)
    async def changed_meanwhile(_: Request, __: IntegrityError) -> JSONResponse:
        message = "Somebody else changed or deleted this in the meantime: try again."
        return error_response(409, "meanwhile", message)

    @app.exception_handler(DataError)
    async def not_storable(_: Request, __: DataError) -> JSONResponse:
        return error_response(
            422, "invalid", "This holds characters or numbers that cannot be stored: see /docs."
        )

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "the request"
        return error_response(422, "invalid", f"{where}: {first['msg'].lower()}; see /docs.")

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404 and _wants_page(request):
            return await _missing_page(request)
        code, message = HTTP_ERRORS.get(error.status_code, ("refused", str(error.detail)))
        return error_response(error.status_code, code, message, error.headers)

    @app.exception_handler(Exception)
    async def unexpected(_: Request, error: Exception) -> JSONResponse:
        return error_response(
            500,
            "unexpected",
            "Something went wrong in formcheck itself; nothing was lost. Try again, and look into "
            "its log if it happens again.",
        )


async def _missing_page(request: Request) -> Response:
    answer: HTMLResponse = await request.app.state.missing_page(request)
    return answer


def _wants_page(request: Request) -> bool:
    """Whether somebody opened an address in a browser at which there is nothing."""
    path = request.url.path
    return "text/html" in request.headers.get("accept", "") and not path.startswith("/api/")


def _handle_storage_failures(app: FastAPI) -> None:
    @app.exception_handler(OperationalError)
    async def database_failed(_: Request, error: OperationalError) -> JSONResponse:
        why = failure_reason(error)
        if why is None:
            raise error
        return error_response(
            *STORAGE_FAILURES[why], headers=RETRY_LATER if why == "busy" else None
        )

    @app.exception_handler(OSError)
    async def file_failed(_: Request, error: OSError) -> JSONResponse:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return error_response(*STORAGE_FAILURES["full"])
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO):
            return error_response(*STORAGE_FAILURES["away"])
        raise error
