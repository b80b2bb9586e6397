import re
import zlib
from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.report import Report
from formcheck.output import curves, draw
from formcheck.output.pdf import report_pdf
from tests.support import reports as r


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def drawn(pdf: bytes) -> int:
    """Return how many bytes the pages' own drawings have."""
    found = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.S)
    return sum(len(zlib.decompress(s)) for s in found if s[:1] == b"\x78")


def curve(report: Report) -> curves.Curve:
    time = np.arange(0, 46, 1 / 15)
    values = 0.9 - 0.5 * np.abs(np.sin(time / 9))
    values[100:160] = np.nan
    return curves.curve(report, "Knees apart", "", time, values, "knee_cave")


@pytest.mark.parametrize(
    "report",
    [
        r.mixed(),
        r.report(),
        r.report(r.rep(1)),
        r.report(r.blind(1), r.blind(2), not_visible=r.mixed().not_visible),
        r.report(*(r.rep(n, (r.HEIGHT, r.LOW)) for n in range(1, 41))),
        replace(r.mixed(), title="Мост, γέφυρα", source=replace(r.mixed().source, name="日本.mp4")),
    ],
    ids=["mixed", "no reps", "one", "nothing seen", "forty reps", "other letters"],
)
def test_every_state_is_a_pdf_of_a_few_pages(report: Report) -> None:
    pdf = report_pdf(report)
    assert pdf.startswith(b"%PDF-")
    assert 1 <= pages(pdf) <= 4


def test_the_same_report_gives_the_same_bytes() -> None:
    report = r.mixed()
    assert report_pdf(report, [curve(report)]) == report_pdf(report, [curve(report)])


def test_the_moment_and_its_curve_are_drawn() -> None:
    report = r.mixed()
    bare = report_pdf(report)
    picture = draw.jpeg(np.full((30, 48, 3), (200, 60, 20), np.uint8))
    assert picture in report_pdf(report, pictures={(3, "knee_cave"): picture})
    assert drawn(report_pdf(report, [curve(report)])) > drawn(bare) + 1000


def test_a_pdf_can_be_read_in_spanish() -> None:
    told = report_pdf(r.mixed(), [curve(r.mixed())], language="es")
    assert b"/Lang (es" in told
    assert told != report_pdf(r.mixed(), [curve(r.mixed())])
    assert b"/Lang (en" in report_pdf(r.mixed())
