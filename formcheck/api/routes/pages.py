"""The pages and what they are made of: one HTML template, and plain files."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.staticfiles import StaticFiles

from formcheck.api.bundles import Bundle, script_bundle, style_bundle
from formcheck.exercises import catalogue
from formcheck.filming.exercise_figure import figures_svg

_HERE = Path(__file__).parents[2]
_TEMPLATE = "page.html.j2"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: `name` is its folder in `js/pages` and its element, `<fc-name>`.

    A browser's tab says "Title · formcheck", and so do those pages that name what they show.
    """

    path: str
    name: str
    title: str
    styles: tuple[str, ...]
    """Style sheets of `css/` beside those that every page has."""
    of_client: bool = False
    """Whether a coach may open it for a client, with `?of=`."""
    without_navigation: bool = False
    """For somebody who cannot see the other pages yet."""
    whole_screen: bool = False
    """Drawn under a phone's notch as well."""
    on_phone: bool = False
    """As a paired phone has it: nothing but recording can be reached from it."""
    noscript: str = ""


PAGES = (
    Page(
        path="/",
        name="home",
        title="Home",
        styles=("library", "home"),
    ),
    Page(
        path="/today",
        name="today",
        title="Today",
        styles=("library", "today", "recovery"),
        of_client=True,
    ),
    Page(
        path="/circuit",
        name="circuit",
        title="Before training: formcheck",
        styles=("library", "circuit"),
    ),
    Page(
        path="/record",
        name="record",
        title="Record a set",
        styles=("record",),
        whole_screen=True,
    ),
    Page(
        path="/library",
        name="library",
        title="Your sets",
        styles=("library",),
        of_client=True,
    ),
    Page(
        path="/progress",
        name="progress",
        title="Progress",
        styles=("library", "progress", "recovery"),
        of_client=True,
    ),
    Page(
        path="/compare",
        name="compare",
        title="Compare",
        styles=("review", "compare"),
        of_client=True,
    ),
    Page(
        path="/exercises",
        name="exercises",
        title="Exercises",
        styles=("exercises",),
    ),
    Page(
        path="/limits",
        name="limits",
        title="Limits",
        styles=("library", "limits"),
        of_client=True,
    ),
    Page(path="/desk", name="desk", title="Clients", styles=("library", "desk")),
    Page(
        path="/clients/{client_id}",
        name="client",
        title="Client",
        styles=("library", "today", "client"),
    ),
    Page(
        path="/join/{token}",
        name="join",
        title="Join",
        styles=("library", "account"),
        without_navigation=True,
    ),
    Page(
        path="/sign-in",
        name="sign-in",
        title="Sign in",
        styles=("library", "account"),
        without_navigation=True,
    ),
    Page(path="/account", name="account", title="You", styles=("library", "account")),
    Page(
        path="/summary",
        name="summary",
        title="Summary",
        styles=("library", "progress", "summary"),
        of_client=True,
    ),
    Page(
        path="/review/{set_id}",
        name="review",
        title="Result",
        styles=("review", "reviewing"),
    ),
    Page(
        path="/docs",
        name="docs",
        title="API",
        styles=("docs",),
        noscript="The same is in /openapi.json.",
    ),
)
MISSING = Page(path="", name="missing", title="Page not found", styles=("library",))
"""What a browser shows at an address that has no page."""

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
    template = _template(web)
    bundles: dict[str, Bundle] = {}
    for page in (*PAGES, MISSING):
        scripts, styles = _bundles(web, page)
        bundles |= {scripts.path: scripts, styles.path: styles}
        html = template.render(page=page, scripts=scripts, styles=styles)
        if page is MISSING:
            app.state.missing_page = html
        else:
            _serve(app, page.path, _page(html))
    for bundle in bundles.values():
        _serve(app, bundle.path, _drawn(bundle.content, bundle.kind))
    for name, kind in AT_ROOT.items():
        _serve(app, f"/{name}", _file(web / name, kind))
    figures = figures_svg(catalogue().values()).encode()
    _serve(app, "/img/figures.svg", _drawn(figures, "image/svg+xml"))
    for name in FOLDERS:
        app.mount(f"/{name}", StaticFiles(directory=web / name), name=name)
    app.mount("/models", StaticFiles(directory=models_dir), name="models")


def render_phone_page(web: Path) -> str:
    """Return the HTML of the Record page as a paired phone has it."""
    [record] = [page for page in PAGES if page.name == "record"]
    scripts, styles = _bundles(web, record)
    page = replace(record, without_navigation=True, on_phone=True)
    return _template(web).render(page=page, scripts=scripts, styles=styles)


def _bundles(web: Path, page: Page) -> tuple[Bundle, Bundle]:
    """Return the scripts of a page, and its styles."""
    entry = f"js/pages/{page.name}/page.js"
    return (
        script_bundle(web, page.name, entry),
        style_bundle(web, page.name, ("tokens", "base", *page.styles)),
    )


def _template(web: Path) -> Template:
    return Environment(
        loader=FileSystemLoader(web),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    ).get_template(_TEMPLATE)


def _serve(app: FastAPI, path: str, answer: Callable[..., Awaitable[object]]) -> None:
    app.add_api_route(
        path, answer, methods=["GET", "HEAD"], include_in_schema=False, response_model=None
    )


def _page(html: str) -> Callable[[], Awaitable[HTMLResponse]]:
    async def page() -> HTMLResponse:
        return HTMLResponse(html)

    return page


def _file(path: Path, kind: str) -> Callable[[], Awaitable[FileResponse]]:
    async def file() -> FileResponse:
        return FileResponse(path, media_type=kind)

    return file


def _drawn(content: bytes, kind: str) -> Callable[[Request], Awaitable[Response]]:
    """Serve what is made once, as a file is served: who has it already is told so."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'

    async def drawn(request: Request) -> Response:
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"ETag": etag})
        return Response(content, media_type=kind, headers={"ETag": etag})

    return drawn
