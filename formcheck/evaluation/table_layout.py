"""A table, as aligned text and as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a title; `left` columns are words, the rest are numbers."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int = 1
    note: str = ""

    def text(self) -> str:
        """Return it aligned."""
        every = [self.head, *self.rows]
        widths = [max(len(r[i]) for r in every) for i in range(len(self.head))]
        lines = [self.title, *(_aligned(r, widths, self.left) for r in every)]
        if self.note:
            lines.append(self.note)
        return "\n".join(lines)

    def markdown(self) -> str:
        """Return it as a Markdown table under its title in bold."""
        rule = [":--" if i < self.left else "--:" for i in range(len(self.head))]
        lines = [f"**{self.title}**", "", _piped(self.head), _piped(rule)]
        lines += [_piped(r) for r in self.rows]
        if self.note:
            lines += ["", self.note.replace("\n", " ")]
        return "\n".join(lines)


def _aligned(row: Sequence[str], widths: Sequence[int], left: int) -> str:
    cells = [
        c.ljust(w) if i < left else c.rjust(w)
        for i, (c, w) in enumerate(zip(row, widths, strict=True))
    ]
    return "  " + "  ".join(cells).rstrip()


def _piped(row: Sequence[str]) -> str:
    return "| " + " | ".join(c.replace("|", "\\|") for c in row) + " |"
