"""The pages and what they are made of: one HTML template, and plain files.

A page is served in the language of whoever asks for it, with the words of that one alone.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.staticfiles import StaticFiles

from formcheck.api.bundles import Bundle, script_bundle, style_bundle
from formcheck.api.language import language_of
from formcheck.api.page_words import PAGE_WORDS
from formcheck.exercises import catalogue
from formcheck.filming.drawing import drawing_in
from formcheck.filming.exercise_figure import figures_svg
from formcheck.languages import LANGUAGES, Language, known
from formcheck.languages.saying import say_in

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
    documented: bool = False
    """Whether the same is there for programs, which a browser without scripts is told."""


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
        documented=True,
    ),
)
MISSING = Page(path="", name="missing", title="Page not found", styles=("library",))
"""What a browser shows at an address that has no page."""

OFFLINE = Page(
    path="/offline", name="offline", title="Offline", styles=("library",), without_navigation=True
)
"""What a browser shows in the place of any page while the server cannot be reached."""

SHELL = (
    "/js/theme.js",
    "/favicon.svg",
    "/vendor/lit-3.3.3.js",
    "/vendor/figtree-5.3.0/latin.woff2",
)
"""What the page of `OFFLINE` is made of beside its bundles."""

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
    bundles: dict[str, Bundle] = {}
    for page in (*PAGES, OFFLINE, MISSING):
        found, answer = rendered(web, page)
        if page is OFFLINE:
            offline = [f"{OFFLINE.path}?language={language}" for language in LANGUAGES]
            worker = _service_worker(web, [*offline, *found, *SHELL])
            _serve(app, "/service-worker.js", _drawn(worker, "text/javascript"))
        bundles |= found
        if page is MISSING:
            app.state.missing_page = answer
        else:
            _serve(app, page.path, answer)
    for bundle in bundles.values():
        _serve(app, bundle.path, _drawn(bundle.content, bundle.kind))
    for name, kind in AT_ROOT.items():
        _serve(app, f"/{name}", _file(web / name, kind))
    figures = figures_svg(catalogue().values()).encode()
    _serve(app, "/img/figures.svg", _drawn(figures, "image/svg+xml"))
    _serve(app, "/img/film/{name}", _drawings(web / "img" / "film"))
    for name in FOLDERS:
        app.mount(f"/{name}", StaticFiles(directory=web / name), name=name)
    app.mount("/models", StaticFiles(directory=models_dir), name="models")


def _service_worker(web: Path, shell: list[str]) -> bytes:
    """Return the service worker; it is another one once anything that it keeps has changed.

    `shell`: what it keeps, the page first, in each language.
    """
    code = (web / "js" / "service-worker.js").read_text("utf-8")
    page = (web / _TEMPLATE).read_text("utf-8")
    kept = "".join((web / path.removeprefix("/")).read_text("utf-8") for path in SHELL[:2])
    version = hashlib.sha256(json.dumps([shell, page, kept, code]).encode()).hexdigest()[:16]
    names = f"const SHELL = {json.dumps(shell)};\nconst VERSION = {json.dumps(version)};\n"
    return f"{names}{code}".encode()


PageAnswer = Callable[[Request], Awaitable[HTMLResponse]]


def phone_page(web: Path) -> PageAnswer:
    """Return what answers with the Record page as a paired phone has it."""
    [record] = [page for page in PAGES if page.name == "record"]
    _, answer = rendered(web, replace(record, without_navigation=True, on_phone=True))
    return answer


def rendered(web: Path, page: Page) -> tuple[dict[str, Bundle], PageAnswer]:
    """Return the bundles of a page by their paths, and what answers with it in a language."""
    template = _template(web)
    styles = style_bundle(web, page.name, ("tokens", "base", *page.styles))
    bundles = {styles.path: styles}
    texts: dict[Language, str] = {}
    for language in LANGUAGES:
        words = PAGE_WORDS[language]
        scripts = script_bundle(web, page.name, f"js/pages/{page.name}/page.js", language)
        bundles[scripts.path] = scripts
        texts[language] = template.render(
            page=replace(page, title=words.titles.get(page.name, page.title)),
            language=language,
            words=words,
            scripts=scripts,
            styles=styles,
        )

    async def answer(request: Request) -> HTMLResponse:
        status = 404 if page is MISSING else 200
        asked = known(request.query_params.get("language")) if page is OFFLINE else None
        language = asked or language_of(request)
        headers = {"Vary": "Accept-Language, Cookie", "Content-Language": language}
        return HTMLResponse(texts[language], status, headers)

    return bundles, answer


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


def _file(path: Path, kind: str) -> Callable[[], Awaitable[FileResponse]]:
    async def file() -> FileResponse:
        return FileResponse(path, media_type=kind)

    return file


def _drawings(folder: Path) -> Callable[[Request, str], Awaitable[Response]]:
    """Serve the drawings of where the camera goes, in the language of whoever looks."""
    names = {path.name for path in folder.glob("*.svg")}

    @cache
    def answer(name: str, language: Language) -> Callable[[Request], Awaitable[Response]]:
        drawing = drawing_in((folder / name).read_text("utf-8"), say_in(language))
        return _drawn(drawing.encode(), "image/svg+xml")

    async def drawing(request: Request, name: str) -> Response:
        if name not in names:
            raise HTTPException(404)
        response = await answer(name, language_of(request))(request)
        response.headers.add_vary_header("Accept-Language, Cookie")
        return response

    return drawing


def _drawn(content: bytes, kind: str) -> Callable[[Request], Awaitable[Response]]:
    """Serve what is made once, as a file is served: who has it already is told so."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'

    async def drawn(request: Request) -> Response:
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"ETag": etag})
        return Response(content, media_type=kind, headers={"ETag": etag})

    return drawn
