"""The pages and what they are made of: plain files."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles

_HERE = Path(__file__).parents[2]

PAGES = {
    "/": "index.html",
    "/today": "today.html",
    "/record": "record.html",
    "/library": "library.html",
    "/progress": "progress.html",
    "/compare": "compare.html",
    "/exercises": "exercises.html",
    "/limits": "limits.html",
    "/desk": "desk.html",
    "/clients/{client_id}": "client.html",
    "/join/{token}": "join.html",
    "/sign-in": "sign-in.html",
    "/account": "account.html",
    "/summary": "summary.html",
    "/review/{set_id}": "review.html",
    "/docs": "docs.html",
}
FOLDERS = ("css", "js", "img", "vendor")
AT_ROOT = {
    "favicon.svg": "image/svg+xml",
    "manifest.webmanifest": "application/manifest+json",
}


def web_folder() -> Path:
    """Return the folder of the pages: packed with formcheck, or beside it in a checkout."""
    packed = _HERE / "web"
    return packed if packed.is_dir() else _HERE.parent / "web"


def install(app: FastAPI, models_dir: Path) -> None:
    """Serve the pages, their files and the pose models."""
    web = web_folder()
    for path, name in PAGES.items():
        app.add_api_route(path, _page(web / name), methods=["GET", "HEAD"], include_in_schema=False)
    for name, kind in AT_ROOT.items():
        app.add_api_route(
            f"/{name}", _page(web / name, kind), methods=["GET", "HEAD"], include_in_schema=False
        )
    for name in FOLDERS:
        app.mount(f"/{name}", StaticFiles(directory=web / name), name=name)
    app.mount("/models", StaticFiles(directory=models_dir), name="models")


def _page(path: Path, kind: str = "text/html") -> Callable[[], Awaitable[FileResponse]]:
    async def page() -> FileResponse:
        return FileResponse(path, media_type=kind)

    return page
