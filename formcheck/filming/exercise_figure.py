"""A small figure of each exercise: where it starts, faint, and its turning point over it.

All of them are symbols of one SVG, of which a page shows one with `<use href="...#glute_bridge">`.
Beside it each has three frames, `glute_bridge-start`, `-halfway` and `-top`, which a page shows one
after the other, and back, so that the figure moves.
They have the page's colours: the text's, `--accent` for what moves, `--paper` for edges.
"""

from collections.abc import Iterable
from math import cos, dist, radians, sin

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.figures import Figure, Point, halfway
from formcheck.filming.drawing import BONES, HEAD

SIZE, MARGIN = 96.0, 5.0
"""Pixels of the square that a figure is drawn in, and of its margin."""

EDGE = 2.0
"""Pixels of the light edge that sets a limb off from those behind it."""

ELEVATION = 12.0
"""Degrees from above at which a figure is seen: enough to tell the near limb from the far one."""

MOVES = 0.06
"""Metres by which a joint has to move to belong to what moves."""

TRUNK = ("left shoulder", "right shoulder", "right hip", "left hip")
TRUNK_HALF = 0.07

Flat = tuple[float, float]
Limb = tuple[float, tuple[Point, ...], bool]
"""Half its thickness in metres, its points, and whether it moves."""


class _View:
    """Looks at a figure from a direction: `azimuth` as a camera's, from a little above."""

    def __init__(self, azimuth: float) -> None:
        turn, up = radians(azimuth), radians(ELEVATION)
        self._across = (-sin(turn), cos(turn), 0.0)
        self._upward = (-cos(turn) * sin(up), -sin(turn) * sin(up), cos(up))
        self._near = (cos(turn) * cos(up), sin(turn) * cos(up), sin(up))

    def flat(self, p: Point) -> Flat:
        """Return a place in metres, right and down."""
        return _dot(self._across, p), -_dot(self._upward, p)

    def nearness(self, points: Iterable[Point]) -> float:
        """Return how near the middle of some points is."""
        near = [_dot(self._near, p) for p in points]
        return sum(near) / len(near)


def _dot(a: Point, b: Point) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _moving(start: Figure, turned: Figure) -> set[str]:
    """Return the joints, and "head", that are elsewhere at the turning point than at the start."""
    places = {**start.joints, "head": start.head}, {**turned.joints, "head": turned.head}
    return {name for name in places[0] if dist(places[0][name], places[1][name]) > MOVES}


def _limbs(figure: Figure, far: set[str]) -> list[Limb]:
    """Return what a figure is drawn of; `far`: the joints that move."""
    j = figure.joints
    limbs: list[Limb] = [
        (
            half,
            (j[f"{side} {a}"], j[f"{side} {b}"]),
            not far.isdisjoint((f"{side} {a}", f"{side} {b}")),
        )
        for side in ("left", "right")
        for a, b, half in BONES
    ]
    limbs.append((TRUNK_HALF, tuple(j[n] for n in TRUNK), not far.isdisjoint(TRUNK)))
    limbs.append((HEAD, (figure.head,), "head" in far))
    return limbs


def figure_symbols(exercise: Exercise) -> str:
    """Return the exercise's figure as SVG symbols: still, its id the exercise's, and its frames."""
    start, turned = exercise.figure, exercise.turning_point or exercise.figure
    between, far = halfway(start, turned), _moving(start, turned)
    view = _View(exercise.figure_azimuth)
    places = [
        view.flat(p)
        for f in (start, between, turned)
        for p in (*f.joints.values(), f.head, *(p for line in f.props for p in line))
    ]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    wide, high = max(xs) - min(xs) + 2 * HEAD, max(ys) - min(ys) + 2 * HEAD
    scale = (SIZE - 2 * MARGIN) / max(wide, high)
    left = SIZE / 2 - scale * (max(xs) + min(xs)) / 2
    top = SIZE / 2 - scale * (max(ys) + min(ys)) / 2

    def xy(p: Point) -> str:
        x, y = view.flat(p)
        return f"{left + scale * x:.1f} {top + scale * y:.1f}"

    def drawn(figure: Figure, *, plain: bool) -> str:
        out = [
            (
                view.nearness(line),
                f'<path d="M{"L".join(map(xy, line))}" fill="none" stroke="currentColor"'
                ' stroke-width="1.5" opacity=".55"/>',
            )
            for line in (figure.props or (() if plain else turned.props))
        ]
        for half, points, moves in _limbs(figure, far):
            colour = "var(--accent)" if moves and not plain else "currentColor"
            closed = "Z" if len(points) > 2 else ""
            d = f'd="M{"L".join(map(xy, points if len(points) > 1 else points * 2))}{closed}"'
            thick = 2 * half * scale
            edge = f'<path {d} stroke="var(--paper)" stroke-width="{thick + EDGE:.1f}"/>'
            fill = f' fill="{colour}"' if closed else ""
            limb = f'<path {d} stroke="{colour}"{fill} stroke-width="{thick:.1f}"/>'
            out.append((view.nearness(points), limb if plain else edge + limb))
        marks = "".join(mark for _, mark in sorted(out, key=lambda one: one[0]))
        faint = ' opacity=".22"' if plain else ""
        return f'<g fill="none" stroke-linecap="round" stroke-linejoin="round"{faint}>{marks}</g>'

    both = drawn(start, plain=True) if turned is not start else ""
    symbols = {
        exercise.id: both + drawn(turned, plain=False),
        f"{exercise.id}-start": drawn(start, plain=False),
        f"{exercise.id}-halfway": drawn(between, plain=False),
        f"{exercise.id}-top": drawn(turned, plain=False),
    }
    box = f"0 0 {SIZE:g} {SIZE:g}"
    return "".join(
        f'<symbol id="{name}" viewBox="{box}">{marks}</symbol>' for name, marks in symbols.items()
    )


def figures_svg(exercises: Iterable[Exercise]) -> str:
    """Return one SVG with the symbols of each exercise."""
    symbols = "\n".join(map(figure_symbols, exercises))
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
