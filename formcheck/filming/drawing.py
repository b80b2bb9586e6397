"""A drawing of where to put the camera: from above, and from the side, to one scale.

From above the body always lies the same way on the page and the camera goes round it. From the
side the camera's axis runs across the page and the body recedes behind it, so that its height,
its distance and its tilt are true. Both are drawn from the exercise's own figure, in metres.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape, unescape
from math import atan2, cos, degrees, hypot, radians, sin
from pathlib import Path

from formcheck.analysis.exercise import Exercise, Placement
from formcheck.analysis.figures import Figure, Point
from formcheck.filming.geometry import described, either_side, slug, tilted
from formcheck.languages.saying import Say

WIDTH, PAD, CAPTION = 480.0, 16.0, 26.0
"""The page's width, its margin, and the row of a panel's caption, in pixels."""

SCALE = 78.0
"""Most pixels a metre; less where the camera stands further away."""

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


BONES = (
    ("hip", "knee", 0.075),
    ("knee", "ankle", 0.058),
    ("ankle", "toe", 0.045),
    ("shoulder", "elbow", 0.045),
    ("elbow", "wrist", 0.038),
)
"""Limbs of each side: from, to, half their thickness in metres."""

HEAD, NOSE = 0.115, 0.06
"""Half the head's thickness, and how far the nose stands out, in metres."""

HEAD_ROW = 70.0
FIELD = 56.0, 33.0
"""Degrees across and up and down that a phone sees when it lies on its long edge."""

Flat = tuple[float, float]
Projection = Callable[[Point], Flat]


# --- a panel: marks placed in metres, fitted to the page's width --------------------------------


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


# --- the drawing --------------------------------------------------------------------------------


_WORDS = re.compile(r"(?<=>)([^<>]+)(?=</(?:text|desc)>)")


def drawing_in(svg: str, say: Say) -> str:
    """Return a drawing with its captions, and what it is described as, in a language."""
    return _WORDS.sub(lambda found: escape(say(unescape(found[0])), quote=False), svg)


def placement_svg(exercise: Exercise, placement: Placement) -> str:
    """Return the drawing as one self-contained SVG, with a text alternative."""
    draw = _Drawing(exercise, placement)
    above, side = draw.above(), draw.side()
    ident = f"place-{exercise.id}-{slug(placement)}"
    height = round(HEAD_ROW + above.height + PAD + side.height + PAD)
    return "".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" class="placement" role="img"'
            f' viewBox="0 0 {WIDTH:g} {height}" width="{WIDTH:g}" height="{height}"'
            f' aria-labelledby="{ident}-t {ident}-d">',
            f'<title id="{ident}-t">{escape(f"{exercise.title}: {placement.name}")}</title>',
            f'<desc id="{ident}-d">{escape(described(exercise, placement))}</desc>',
            f"<style>{style()}</style>",
            f'<rect class="paper" width="{WIDTH:g}" height="{height}"/>',
            f'<text class="title" x="{PAD:g}" y="30">{escape(exercise.title)}</text>',
            f'<text class="quiet" x="{PAD:g}" y="52">Camera: {escape(placement.name)}</text>',
            above.svg(HEAD_ROW, f"{ident}-a"),
            side.svg(HEAD_ROW + above.height + PAD, f"{ident}-s"),
            "</svg>\n",
        ]
    )


class _Drawing:
    def __init__(self, exercise: Exercise, placement: Placement) -> None:
        self.place = placement
        self.body: Figure = exercise.figure
        self.lying = exercise.rep.posture[0]
        self.both = either_side(exercise, placement)
        self.tilted = tilted(exercise, placement)
        turn, d = radians(placement.azimuth), placement.distance
        self.eye = self.page((d * cos(turn), d * sin(turn), placement.height))
        self.mirror = -self.eye[0], self.eye[1]
        self.way = 1.0 if self.eye[0] >= -1e-6 else -1.0
        self.scale = min(fit(*self._plan()), fit(*self._elevation()))

    def page(self, p: Point) -> Flat:
        """Return a place seen from above, metres right and up the page.

        Lying and kneeling bodies have the head up the page, standing ones face its foot.
        """
        a, b, _ = p
        if self.lying == "upright":
            return b, -a
        return (b, a) if self.lying in ("supine", "right up") else (-b, a)

    def seen(self, p: Point) -> Flat:
        """Return a place seen from the side: along the camera's axis, and up; depth recedes."""
        deep = -self.nearness(p)
        x, y = self.page(p)
        cx, cy = (v / self.place.distance for v in self.eye)
        return self.way * (cx * x + cy * y - 0.42 * deep), p[2] + 0.3 * deep

    def nearness(self, p: Point) -> float:
        """Return how far a place stands out of the page in the view from the side."""
        (x, y), (cx, cy) = self.page(p), self.eye
        return self.way * (cy * x - cx * y) / self.place.distance

    def _mat(self) -> list[Point]:
        if not self.body.mat:
            return []
        a0, a1, b0, b1 = self.body.mat
        return [(a0, b0, 0.0), (a0, b1, 0.0), (a1, b1, 0.0), (a1, b0, 0.0)]

    def _plan(self) -> tuple[Flat, Flat]:
        points = [self.page(p) for p in (*self.body.joints.values(), self.body.head, *self._mat())]
        points += [self.eye, (0.0, -0.7), (0.0, 0.7), *([self.mirror] if self.both else [])]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        top = max(max(ys), self.eye[1] + 0.35)
        beside = 1.35 if self.both and self.place.working_side else 0.85  # for the phones' names
        return (min(xs) - beside, min(ys) - 0.1), (max(xs) + beside, top + 0.25)

    def above(self) -> Panel:
        """Return the view from above."""
        panel = Panel("From above", *self._plan(), self.scale, foot=36)
        if self.body.mat:
            panel.path("mat", *map(self.page, self._mat()), shut=True)
        back = atan2(-self.eye[1], -self.eye[0])
        far = self.place.distance + 0.8
        panel.path("field", *sector(self.eye, back, FIELD[0], far), shut=True)
        self._person(panel, self.page, lambda p: p[2])
        panel.path("axis", (0.0, 0.0), self.eye)
        self._ends(panel)
        names = ("for the left leg", "for the right leg")
        names = names if self.place.working_side else ("camera", "or here")
        self._phone(panel, self.eye, back, 34, names[0])
        if self.both:
            self._phone(panel, self.mirror, atan2(-self.mirror[1], -self.mirror[0]), 34, names[1])
        level = abs(self.eye[0]) > 2 * abs(self.eye[1])
        words, at = f"{self.place.distance:g} m", (0.64 * self.eye[0], 0.64 * self.eye[1])
        panel.text("number", at, words, dy=-8 if level else 5)
        return panel

    def _ends(self, panel: Panel) -> None:
        """Say which end is which, on the side away from the camera."""
        out = -self.way
        anchor = "end" if out < 0 else "start"
        wide = max(abs(self.page(p)[0]) for p in (*self._mat(), *self.body.joints.values()))
        x = out * (wide + 0.1)
        if self.lying != "upright":
            panel.text("quiet", (x, self.page(self.body.head)[1]), "head", anchor, dy=5)
            feet = min(self.page(p)[1] for p in self.body.joints.values())
            panel.text("quiet", (x, feet), "feet", anchor, dy=3)
            return
        panel.path("measure", (x, 0.15), (x, -0.27))
        panel.path("measure", (x - 0.07, -0.19), (x, -0.28), (x + 0.07, -0.19))
        panel.text("quiet", (x + out * 0.12, 0.0), "you face", anchor, dy=0)
        panel.text("quiet", (x + out * 0.12, 0.0), "this way", anchor, dy=17)

    def _elevation(self) -> tuple[Flat, Flat]:
        points = [self.seen(p) for p in (*self.body.joints.values(), self.body.head, *self._mat())]
        end = self.way * (self.place.distance + 1.0)
        xs = [end, *(x for x, _ in points)]
        high = max(self.place.height + 0.3, max(y for _, y in points))
        return (min(xs) - 0.2, 0.0), (max(xs) + 0.2, high + 0.2)

    def side(self) -> Panel:
        """Return the view from the side."""
        low, high = self._elevation()
        panel = Panel("From the side", low, high, self.scale, foot=52)
        if self.body.mat:
            panel.path("mat", *map(self.seen, self._mat()), shut=True)
        eye, aim = (self.way * self.place.distance, self.place.height), (0.0, self.body.aim)
        back = atan2(aim[1] - eye[1], aim[0] - eye[0])
        sees = sector(eye, back, FIELD[1], hypot(*eye) + 0.8)
        panel.path("field", *over_floor(sees), shut=True)
        panel.path("ground", (low[0] - 9, 0.0), (high[0] + 9, 0.0))
        self._person(panel, self.seen, self.nearness)
        panel.path("axis", aim, eye)
        pole = eye[0] + self.way * 0.04
        panel.path("ground", (pole, eye[1]), (pole, 0.15), (pole - 0.11, 0.0))
        panel.path("ground", (pole, 0.15), (pole + 0.11, 0.0))
        self._phone(panel, eye, back, 20, "")
        panel.text("quiet", eye, self.tilted, dy=-20)
        edge = eye[0] + self.way * 0.3
        panel.measure((edge, 0.0), (edge, eye[1]))
        anchor = "start" if self.way > 0 else "end"
        panel.text("number", (edge + self.way * 0.1, eye[1] / 2), f"{eye[1]:g} m", anchor, dy=5)
        below = -22 / self.scale
        panel.measure((0.0, below), (eye[0], below))
        panel.text("number", (eye[0] / 2, below), f"{self.place.distance:g} m", dy=20)
        return panel

    def _person(self, panel: Panel, seen: Projection, nearness: Callable[[Point], float]) -> None:
        b, j = self.body, self.body.joints
        limbs: list[tuple[float, tuple[Point, ...]]] = [
            (half, (j[f"{one} {start}"], j[f"{one} {end}"]))
            for one in ("left", "right")
            for start, end, half in BONES
        ]
        trunk = ("left shoulder", "right shoulder", "right hip", "left hip")
        limbs.append((0.07, tuple(j[name] for name in trunk)))
        limbs += [(0.0, line) for line in b.props]
        limbs.append((HEAD, (b.head,)))
        x, y = panel.xy(seen((0.0, 0.0, 0.0)))
        panel.marks.append(f'<g class="person" data-hips="{x:.1f} {y:.1f}">')
        for half, points in sorted(limbs, key=lambda p: sum(map(nearness, p[1])) / len(p[1])):
            flat = [seen(p) for p in points]
            if len(flat) == 1:
                self._head(panel, seen)
            elif half:
                panel.thick(half, *flat, shut=len(flat) > 2)
            else:
                panel.path("prop", *flat)
        panel.marks.append("</g>")

    def _head(self, panel: Panel, seen: Projection) -> None:
        a, b, z = (
            h + f * (HEAD + NOSE / 2) for h, f in zip(self.body.head, self.body.face, strict=True)
        )
        (x, y), (nx, ny) = panel.xy(seen(self.body.head)), panel.xy(seen((a, b, z)))
        r, long = HEAD * panel.scale, hypot(nx - x, ny - y)
        panel.marks.append(f'<circle class="skin" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>')
        if long > 0.5 * r:  # else the nose points at the reader
            ux, uy = 0.38 * r * (nx - x) / long, 0.38 * r * (ny - y) / long
            bx, by = x + 2.4 * ux, y + 2.4 * uy
            panel.marks.append(
                f'<path class="skin" style="stroke:none" d="M{bx - uy:.1f} {by + ux:.1f}'
                f'L{nx:.1f} {ny:.1f}L{bx + uy:.1f} {by - ux:.1f}Z"/>'
            )

    def _phone(self, panel: Panel, eye: Flat, way: float, long: int, words: str) -> None:
        """Draw the phone edge-on, its lens looking along `way`; words only from above."""
        x, y = panel.xy(eye)
        ghost = " ghost" if eye == self.mirror and eye != self.eye and words else ""
        panel.marks.append(
            f'<g class="camera{ghost}" transform="translate({x:.1f} {y:.1f}) '
            f'rotate({-degrees(way):.1f})"><rect class="phone" x="-7" y="{-long // 2}" width="7" '
            f'height="{long}" rx="2.5"/><rect class="phone" x="0" y="-5" width="4" height="10" '
            'rx="1.5"/></g>'
        )
        if words:
            panel.text("quiet", eye, words, dy=33 if eye[1] < 0.3 else -24)
