"""The report as one page: nothing fetched, readable without script, as good on paper.

What is said and in which order is decided by `report_view`; the marking-up is in
`report.html.j2`, the looks in `tokens.css` and `report.css`. File names, notes and everything
else from outside goes through Jinja's autoescape.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from formcheck.analysis.formatting import amount, clock
from formcheck.analysis.report import Report
from formcheck.analysis.report_view import VERDICTS, report_view
from formcheck.output.curves import Curve, rows
from formcheck.output.svg import svg

STYLES = ("tokens.css", "report.css")

OPEN_TARGET = (
    "const show=()=>{const d=document.getElementById(location.hash.slice(1));"
    "if(d&&'open'in d)d.open=true};addEventListener('hashchange',show);show()"
)
"""Opens the card that the strip points to; without it a tap more does the same."""


@cache
def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"clock": clock, "unbroken": _unbroken, "amount": _amount}
    env.globals |= {"VERDICTS": VERDICTS}
    return env


def _unbroken(text: str) -> str:
    """Keep a number and its margin on one line."""
    return text.replace(" ± ", "\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}")


def _amount(value: float | None, unit: str) -> str:
    return "not seen" if value is None else amount(value, unit)


def report_html(
    report: Report,
    curves: Sequence[Curve] = (),
    pictures: Mapping[tuple[int, str], bytes] | None = None,
) -> str:
    """Return the report as one self-contained HTML page.

    Args:
        report: the outcome of the set.
        curves: what to draw, the most telling first (see `curves.curves`).
        pictures: JPEG of the evidence, by repetition number and cue id.
    """
    here = Path(__file__).parent
    sources = {
        key: "data:image/jpeg;base64," + b64encode(data).decode("ascii")
        for key, data in (pictures or {}).items()
    }
    drawn = [
        (c, Markup(svg(c, f"curve-{i}")), rows(c))
        for i, c in enumerate(c for c in curves if c.drawable)
    ]
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            view=report_view(report),
            file=report.source.name,
            formcheck=report.formcheck,
            css=Markup("".join((here / css).read_text("utf-8") for css in STYLES)),
            curves=drawn,
            pictures=sources,
            script=Markup(OPEN_TARGET),
            script_hash=b64encode(sha256(OPEN_TARGET.encode()).digest()).decode("ascii"),
        )
    )
