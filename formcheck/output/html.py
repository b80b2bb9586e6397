"""The report as one HTML page: self-contained, readable without script, fit for printing.

`report_view` decides the text and its order; the markup is in `report.html.j2`, the style in
`tokens.css` and `report.css`, the words in `english`. Jinja's autoescape covers file names, notes
and all other input.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from formcheck.analysis.report import Report
from formcheck.analysis.report.english import NOT_SEEN, VERDICTS
from formcheck.analysis.report.english_page import HEADINGS, LABELS, NOTICE
from formcheck.analysis.report.formatting import amount, clock
from formcheck.analysis.report.view import report_view
from formcheck.languages import DEFAULT, Language
from formcheck.languages.saying import said, say_in
from formcheck.output.curves import Curve, rows
from formcheck.output.svg import svg

STYLES = ("tokens.css", "report.css")

OPEN_TARGET = (
    "const show=()=>{const d=document.getElementById(location.hash.slice(1));"
    "if(d&&'open'in d)d.open=true};addEventListener('hashchange',show);show()"
)
"""Script that opens the card a strip link points to; without script it takes one more tap."""


FONT = Path(__file__).parent / "fonts" / "figtree-latin.woff2"
"""The pages' typeface, 20 kB: a copy, so that a report looks the same wherever it is opened."""


@cache
def _styles() -> Markup:
    """Return the styles with the typeface in them."""
    here = Path(__file__).parent
    font = b64encode(FONT.read_bytes()).decode("ascii")
    face = (
        "@font-face{font-family:Figtree;font-weight:300 900;"
        f"src:url(data:font/woff2;base64,{font}) format('woff2')}}\n"
    )
    return Markup(face + "".join((here / css).read_text("utf-8") for css in STYLES))


@cache
def _environment(language: Language) -> Environment:
    say = say_in(language)
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "clock": clock,
        "unbroken": _unbroken,
        "amount": lambda value, unit: say(_amount(value, unit)),
        "said": say,
    }
    env.globals |= {
        "VERDICTS": said(VERDICTS, say),
        "HEADINGS": said(HEADINGS, say),
        "LABELS": said(LABELS, say),
        "NOTICE": say(NOTICE),
        "language": language,
    }
    return env


def _unbroken(text: str) -> str:
    """Keep a number and its margin on one line."""
    return text.replace(" ± ", "\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}")


def _amount(value: float | None, unit: str) -> str:
    return NOT_SEEN if value is None else amount(value, unit)


def report_html(
    report: Report,
    curves: Sequence[Curve] = (),
    pictures: Mapping[tuple[int, str], bytes] | None = None,
    language: Language = DEFAULT,
) -> str:
    """Return the report as one self-contained HTML page.

    Args:
        report: the outcome of the set.
        curves: the curves to draw, in the order of `curves.curves`.
        pictures: JPEG of the evidence, by repetition number and cue id.
        language: of everything but the file's name.
    """
    say = say_in(language)
    sources = {
        key: "data:image/jpeg;base64," + b64encode(data).decode("ascii")
        for key, data in (pictures or {}).items()
    }
    drawn = [
        (c.said(say), Markup(svg(c, f"curve-{i}", say)), rows(c))
        for i, c in enumerate(c for c in curves if c.drawable)
    ]
    return (
        _environment(language)
        .get_template("report.html.j2")
        .render(
            view=said(report_view(report), say),
            file=report.source.name,
            formcheck=report.formcheck,
            css=_styles(),
            curves=drawn,
            pictures=sources,
            script=Markup(OPEN_TARGET),
            script_hash=b64encode(sha256(OPEN_TARGET.encode()).digest()).decode("ascii"),
        )
    )
