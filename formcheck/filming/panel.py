"""A panel of a drawing: marks placed in metres, fitted to the page's width; its looks."""

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from math import cos, radians, sin
from pathlib import Path

WIDTH, PAD, CAPTION = 480.0, 16.0, 26.0
"""The page's width, its margin, and the row of a panel's caption, in pixels."""

SCALE = 78.0
"""Most pixels a metre; less where the camera stands further away."""

Flat = tuple[float, float]

STYLE = """
.placement{font:400 14px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.placement text{fill:var(--ink);stroke:none}
.placement .title{font-size:18px;font-weight:600}
.placement .quiet{fill:var(--quiet)}
.placement .number{font-weight:600;paint-order:stroke;stroke:var(--rep);stroke-width:6px;
stroke-linejoin:round}
.placement .paper{fill:var(--paper)}
.placement .room{fill:var(--rep)}
.placement .mat{fill:var(--top)}
.placement .ground{stroke:var(--margin);stroke-width:1.5;fill:none}
.placement .bone{fill:none;stroke:var(--ink);stroke-linecap:round;stroke-linejoin:round}
.placement .edge{fill:none;stroke:var(--top);stroke-linecap:round;stroke-linejoin:round}
.placement .skin{fill:var(--ink);stroke:var(--top);stroke-width:1.5}
.placement .prop{stroke:var(--margin);stroke-width:4;stroke-linecap:round}
.placement .field{fill:var(--accent);fill-opacity:.13}
.placement .axis{stroke:var(--accent);stroke-width:1.5;stroke-dasharray:5 4;fill:none}
.placement .measure{stroke:var(--quiet);stroke-width:1.5;fill:none}
.placement .phone{fill:var(--accent)}
.placement .ghost .phone{fill:none;stroke:var(--accent);stroke-width:1.5;stroke-dasharray:4 3}
"""


@cache
def style() -> str:
    """Return the drawing's own style sheet: the report's colours, light and dark."""
    tokens = (Path(__file__).parents[1] / "output" / "tokens.css").read_text("utf-8")
    tokens = re.sub(r"/\*.*?\*/", "", tokens, flags=re.DOTALL).replace(":root", ".placement")
    return re.sub(r"\s*\n\s*", "\n", tokens + STYLE).strip()


def fit(low: Flat, high: Flat) -> float:
    """Return the pixels a metre with which low..high fits across the page."""
    return min(SCALE, (WIDTH - 2 * PAD) / (high[0] - low[0]))


def sector(eye: Flat, way: float, angle: float, far: float) -> list[Flat]:
    """Return what a camera sees: a slice from its eye, `angle` degrees wide, `far` metres deep."""
    half = radians(angle / 2)
    turns = [way + half * k / 8 for k in range(-8, 9)]
    return [eye, *((eye[0] + far * cos(t), eye[1] + far * sin(t)) for t in turns)]


def over_floor(shape: Sequence[Flat]) -> list[Flat]:
    """Return the part of a shape that is over the floor, y >= 0."""
    out: list[Flat] = []
    for p, q in zip(shape, [*shape[1:], shape[0]], strict=True):
        if p[1] >= 0:
            out.append(p)
        if (p[1] >= 0) != (q[1] >= 0):
            out.append((p[0] + (q[0] - p[0]) * p[1] / (p[1] - q[1]), 0.0))
    return out


class Panel:
    """Marks in metres (x right, y up) between two corners, with `foot` pixels below them."""

    def __init__(self, caption: str, low: Flat, high: Flat, scale: float, foot: int) -> None:
        self.caption, self.low, self.high, self.scale = caption, low, high, scale
        self.marks: list[str] = []
        self.height = CAPTION + (high[1] - low[1]) * scale + foot
        self.left = (WIDTH - (high[0] - low[0]) * scale) / 2

    def xy(self, p: Flat) -> Flat:
        """Return a place in pixels."""
        return (
            self.left + (p[0] - self.low[0]) * self.scale,
            CAPTION + (self.high[1] - p[1]) * self.scale,
        )

    def _d(self, points: Sequence[Flat], shut: bool) -> str:
        return "M" + "L".join("{:.1f} {:.1f}".format(*self.xy(p)) for p in points) + "Z" * shut

    def path(self, kind: str, *points: Flat, shut: bool = False) -> None:
        """Draw a line through points."""
        self.marks.append(f'<path class="{kind}" d="{self._d(points, shut)}"/>')

    def thick(self, half: float, *points: Flat, shut: bool = False) -> None:
        """Draw a limb with a thin edge that sets it off from those behind it."""
        wide = 2 * half * self.scale
        for kind, colour, w in (("edge", "top", wide + 3), ("bone", "ink", wide)):
            fill = f' style="fill:var(--{colour})"' if shut else ""
            self.marks.append(
                f'<path class="{kind}" d="{self._d(points, shut)}" stroke-width="{w:.1f}"{fill}/>'
            )

    def text(self, kind: str, p: Flat, words: str, anchor: str = "middle", dy: float = 0) -> None:
        """Write words at a place, `dy` pixels lower."""
        x, y = self.xy(p)
        self.marks.append(
            f'<text class="{kind}" x="{x:.1f}" y="{y + dy:.1f}" text-anchor="{anchor}">'
            f"{escape(words)}</text>"
        )

    def measure(self, p: Flat, q: Flat) -> None:
        """Draw a dimension line between two points, level or upright."""
        across = (0.05, 0.0) if p[0] == q[0] else (0.0, 0.05)
        self.path("measure", p, q)
        for x, y in (p, q):
            self.path("measure", (x - across[0], y - across[1]), (x + across[0], y + across[1]))

    def svg(self, top: float, ident: str) -> str:
        """Return the panel as a group, `top` pixels down the page."""
        box = (
            f'x="{PAD:g}" y="{CAPTION:g}" width="{WIDTH - 2 * PAD:g}"'
            f' height="{self.height - CAPTION:.1f}" rx="8"'
        )
        return "".join(
            [
                f'<g transform="translate(0 {top:.1f})">',
                f'<text class="quiet" x="{PAD:g}" y="16">{self.caption}</text>',
                f'<clipPath id="{ident}"><rect {box}/></clipPath><rect class="room" {box}/>',
                f'<g clip-path="url(#{ident})">',
                *self.marks,
                "</g></g>",
            ]
        )
