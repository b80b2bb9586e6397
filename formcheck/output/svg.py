"""A signal over time as SVG: the curve, its limit, the repetitions and the faults.

The drawing has no viewBox of its own: places along the time axis are percentages and sizes are
CSS pixels, so that it fills a phone and a desk alike with text that never shrinks. Only the
plot inside is stretched, with strokes that are not.
"""

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10

import numpy as np

from formcheck.analysis.pose import Array
from formcheck.analysis.report.formatting import allowed, plain, suffix
from formcheck.languages.saying import Say
from formcheck.output.curves import Curve, describe

HEAD, PLOT, FOOT = 44, 190, 24
"""Heights of the row of repetitions, the plot and the time axis, CSS pixels."""

MOST_POINTS = 800
"""Points kept of a long signal: about one per device pixel of a phone."""


def ticks(low: float, high: float, most: int, steps: Sequence[float] = ()) -> list[float]:
    """Return at most `most` round numbers within low..high, a step of 1, 2 or 5 apart."""
    raw = (high - low) / max(most - 1, 1)
    size = 10.0 ** floor(log10(raw)) if raw > 0 else 1.0
    choices = [s for s in steps if s >= raw] or [size * k for k in (1, 2, 5, 10, 20)]
    step = next((s for s in choices if s >= raw), choices[-1])
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [i * step for i in range(first, last + 1)][: most + 1]


def thinned(time: Array, values: Array) -> tuple[Array, Array]:
    """Return a long signal with each stretch's lowest and highest point kept."""
    n = len(time)
    if n <= MOST_POINTS:
        return time, values
    keep: set[int] = set()
    for part in np.array_split(np.arange(n), MOST_POINTS // 2):
        if np.isfinite(values[part]).any():
            keep |= {int(part[np.nanargmin(values[part])]), int(part[np.nanargmax(values[part])])}
        if np.isnan(values[part]).any():  # a gap stays a gap
            keep.add(int(part[np.isnan(values[part]).argmax()]))
    at = sorted(keep)
    return time[at], values[at]


class _Scale:
    """Seconds to per cent of the width, values to pixels from the top."""

    def __init__(self, c: Curve) -> None:
        self.t0, self.t1 = float(c.time[0]), float(c.time[-1])
        around = [float(np.nanmin(c.values)), float(np.nanmax(c.values))]
        around += [v + s * c.margin for v in (c.low, c.high) if v is not None for s in (-1, 1)]
        around += [m.value for m in c.marks]
        pad = 0.08 * (max(around) - min(around)) or 1.0
        self.v0, self.v1 = min(around) - pad, max(around) + pad

    def x(self, t: float) -> float:
        """Per cent of the width, kept within it."""
        return 100 * min(max((t - self.t0) / (self.t1 - self.t0), 0.0), 1.0)

    def y(self, v: float) -> float:
        """Pixels from the top of the plot."""
        return PLOT * min(max((self.v1 - v) / (self.v1 - self.v0), 0.0), 1.0)


def svg(curve: Curve, ident: str, say: Say = str) -> str:
    """Return the curve as an inline SVG element; `ident` makes its ids unique on the page."""
    s = _Scale(curve)
    title, described = escape(say(curve.title)), escape(say(describe(curve)))
    return "".join(
        [
            f'<svg class="curve" role="img" width="100%" height="{HEAD + PLOT + FOOT}"'
            f' aria-labelledby="{ident}-t {ident}-d">',
            f'<title id="{ident}-t">{title}</title><desc id="{ident}-d">{described}</desc>',
            f'<svg y="{HEAD}" width="100%" height="{PLOT}" viewBox="0 0 1000 {PLOT}"'
            ' preserveAspectRatio="none">',
            *_plot(curve, s),
            "</svg>",
            *_heads(curve, s),
            *_axes(curve, s, say),
            *_marks(curve, s),
            "</svg>",
        ]
    )


def _rect(kind: str, x0: float, x1: float, y0: float, y1: float) -> str:
    return (
        f'<rect class="{kind}" x="{10 * x0:.1f}" y="{y0:.1f}"'
        f' width="{max(10 * (x1 - x0), 1):.1f}" height="{max(y1 - y0, 0):.1f}"/>'
    )


def _plot(c: Curve, s: _Scale) -> list[str]:
    out = [_rect("rep", s.x(b.start), s.x(b.end), 0, PLOT) for b in c.bands]
    out += [_rect("top", s.x(b.top_start), s.x(b.top_end), 0, PLOT) for b in c.bands]
    for limit, edge in ((c.low, PLOT), (c.high, 0)):
        if limit is None:
            continue
        y = s.y(limit)
        # Beyond the limit is tinted only where the limit was applied and broken.
        out += [
            _rect("beyond", s.x(b.judged[0]), s.x(b.judged[1]), min(y, edge), max(y, edge))
            for b in c.bands
            if b.verdict == "fault"
        ]
        out.append(_rect("margin", 0, 100, s.y(limit + c.margin), s.y(limit - c.margin)))
        out.append(f'<path class="limit" d="M0 {y:.1f}H1000"/>')
    path, pen_up = [], True
    for t, v in zip(*thinned(c.time, c.values), strict=True):
        if not np.isfinite(v):
            pen_up = True
            continue
        path.append(f"{'M' if pen_up else 'L'}{10 * s.x(float(t)):.1f} {s.y(float(v)):.1f}")
        pen_up = False
    return [*out, f'<path class="signal" d="{"".join(path)}"/>']


def _heads(c: Curve, s: _Scale) -> list[str]:
    size = 14 if len(c.bands) <= 12 else 10
    out = []
    for i, b in enumerate(c.bands):
        x = (s.x(b.start) + s.x(b.end)) / 2
        crowded = " crowded" if len(c.bands) > 12 and i % 2 else ""
        out.append(
            f'<use href="#mark-{b.verdict}" class="{b.verdict}" x="{x:.2f}%" y="{16 - size}"'
            f' width="{size}" height="{size}" transform="translate(-{size / 2})"/>'
            f'<text class="number{crowded}" x="{x:.2f}%" y="34">{b.number}</text>'
        )
    return out


def _axes(c: Curve, s: _Scale, say: Say) -> list[str]:
    out = []
    values = ticks(s.v0, s.v1, 5)
    step = values[1] - values[0] if len(values) > 1 else 1.0
    fine = next((d for d in range(5) if round(step, d) == round(step, 9)), 5)
    for v in values:
        text = plain(v, fine) + (suffix(c.unit) if suffix(c.unit) == "°" else "")
        out.append(f'<text class="tick y" x="-6" y="{HEAD + s.y(v) + 4:.1f}">{text}</text>')
    for t in ticks(s.t0, s.t1, 6, (1, 2, 5, 10, 15, 30, 60, 120, 300, 600)):
        out.append(
            f'<text class="tick x" x="{s.x(t):.2f}%" y="{HEAD + PLOT + 18}">'
            f"{int(t) // 60}:{int(t) % 60:02d}</text>"
        )
    for low, high in ((c.low, None), (None, c.high)):
        limit, text = (low if high is None else high), allowed(low, high, c.unit)
        if limit is not None:
            y = s.y(limit)
            # Written on the allowed side of the limit, where it covers no fault.
            y += -6 if (limit == c.low and y > 20) or y > PLOT - 8 else 15
            out.append(
                f'<text class="limit-label" x="100%" dx="-4" y="{HEAD + y:.1f}">'
                f"{escape(say(text))}</text>"
            )
    return out


def _marks(c: Curve, s: _Scale) -> list[str]:
    out, last = [], -100.0
    for m in sorted(c.marks, key=lambda m: m.time):
        x, y = s.x(m.time), HEAD + s.y(m.value)
        out.append(
            f'<use href="#mark-fault" class="fault" x="{x:.2f}%" y="{y - 7:.1f}"'
            ' width="14" height="14" transform="translate(-7)"/>'
        )
        if m.label and x - last > 14:  # labels side by side would run into each other on a phone
            y += 22 if y + 22 < HEAD + PLOT else -12
            out.append(
                f'<text class="value" x="{min(max(x, 5), 95):.2f}%" y="{y:.1f}">'
                f"{escape(m.label)}</text>"
            )
            last = x
    return out
