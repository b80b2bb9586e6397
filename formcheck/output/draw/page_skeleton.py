"""The skeleton and its colours as a module for the pages, so that they are declared only here.

`python -m formcheck.output.draw.page_skeleton > web/js/pose/skeleton.js` writes it anew; a test
fails while the two differ.
"""

from collections.abc import Iterable

from formcheck.analysis.pose import TRUNK_POINTS, Landmark
from formcheck.output.draw.skeleton import ACROSS, HEAD, LEFT_BONES, RIGHT_BONES
from formcheck.output.draw.strokes import BONE, COLOURS, DARK, Colour


def module() -> str:
    """Return the text of the module."""
    colours = ", ".join(f'{verdict}: "{_css(colour)}"' for verdict, colour in COLOURS.items())
    return "\n".join(
        [
            "/** Written by formcheck/output/draw/page_skeleton.py: change it in Python. */",
            "",
            f"export const COUNT = {len(Landmark)};",
            f"export const TRUNK_POINTS = {TRUNK_POINTS};",
            "",
            "/** BlazePose's landmarks by number. */",
            "export const AT = {",
            *(f"  {_camel(mark.name)}: {mark.value}," for mark in Landmark),
            "};",
            "",
            "/** Lines of the drawn skeleton. */",
            *_bones("LEFT", LEFT_BONES),
            *_bones("RIGHT", RIGHT_BONES),
            *_bones("ACROSS", ACROSS),
            "export const BONES = [...LEFT, ...RIGHT, ...ACROSS];",
            f"export const HEAD_POINTS = {[int(j) for j in HEAD]};",
            "",
            f'export const BONE = "{_css(BONE)}";',
            f'export const DARK = "{_css(DARK)}";',
            f"export const COLOURS = {{ {colours} }};",
            "",
        ]
    )


def _camel(name: str) -> str:
    first, *others = name.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


def _bones(name: str, bones: Iterable[tuple[int, int]]) -> list[str]:
    lines = [f"  [{int(a)}, {int(b)}]," for a, b in bones]
    return [f"export const {name} = [", *lines, "];"]


def _css(colour: Colour) -> str:
    return f"rgb({' '.join(str(part) for part in colour)})"


if __name__ == "__main__":
    print(module(), end="")
