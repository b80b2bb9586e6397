"""English sentences said in another language: by the sentence itself, or by its pattern.

The code, the database and the files speak English. What somebody reads in another language is
looked up by the English sentence, as gettext does, so that sets judged long ago are translated like
those of today, and a sentence that was changed is English until its translation is changed too.

A pattern has places: `{title}` for something that is itself looked up, `{#n}` for a number with its
error, a clock time or a range, `{*name}` for anything, which is kept as it is. A pattern holds only
where everything in its places is known: what people wrote themselves is left alone.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

PLACE = re.compile(r"\{([#*]?)(\w+)\}")
NUMBER = r"[−-]?\d[\d.,:]*(?:[–-]\d[\d.]*)?(?: ± \d[\d.]*)?"
WORD = re.compile(r"[^\W\d_]{2,}")
JOINTS = tuple(map(re.compile, (r"(?<=[.!?]) ", "; ", ", ")))
"""What stands between two sentences, and between the parts of a list."""
LISTS = ("; ", ", ")
"""The same for long lists, whose parts are all known."""
LONGEST = 600
"""Letters of the longest sentence that is looked up: people's own texts may be longer."""
DEEPEST = 6
"""How often a sentence may hold another one."""


class Pattern(NamedTuple):
    """One sentence with places: how it is recognised, and what is said instead."""

    english: re.Pattern[str]
    firm: tuple[str, ...]
    """Pieces between the places: a sentence without one of them needs no closer look."""
    kept: frozenset[str]
    """Names of the places that are kept as they are."""
    other: str


class Translator:
    """Says English sentences in one other language.

    Args:
        sentences: by the English sentence or pattern.
    """

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._known = {e: other for e, other in sentences.items() if not PLACE.search(e)}
        self._patterns = [_pattern(e, o) for e, o in sentences.items() if PLACE.search(e)]
        self._looked_up = lru_cache(maxsize=20_000)(self._find)

    def say(self, text: str) -> str:
        """Return a sentence in the other language; what is not known stays as it is."""
        return self.known(text) or text

    def known(self, text: str) -> str | None:
        """Return a sentence in the other language, None where it is not known."""
        bare = text.strip()
        found = self._looked_up(bare, 0) if 0 < len(bare) <= LONGEST else None
        return None if found is None else text.replace(bare, found, 1)

    def _find(self, text: str, depth: int) -> str | None:
        if text in self._known:
            return self._known[text]
        if not WORD.search(text):
            return text
        found = self._other_case(text) or self._joined(text, depth)
        if found is not None or depth == DEEPEST:
            return found
        return next(
            (said for p in self._patterns if (said := self._fill(p, text, depth)) is not None),
            None,
        )

    def _other_case(self, text: str) -> str | None:
        """Return what is known with another first letter, as it stands within or at a sentence."""
        small = text[0].islower()
        change = str.upper if small else str.lower
        found = self._known.get(change(text[0]) + text[1:])
        if found is None:
            return None
        return (found[:1].lower() if small else found[:1].upper()) + found[1:]

    def _joined(self, text: str, depth: int) -> str | None:
        """Return sentences that follow each other, or a list, where all of them are known."""
        if depth == DEEPEST:
            return None
        for comma in LISTS:
            parts = [self._looked_up(part, depth + 1) for part in text.split(comma)]
            if len(parts) > 2 and all(parts):
                return comma.join(part or "" for part in parts)
        for joint in JOINTS:
            for found in joint.finditer(text):
                first = self._looked_up(text[: found.start()], depth + 1)
                rest = self._looked_up(text[found.end() :], depth + 1) if first else None
                if first and rest:
                    return first + found[0] + rest
        return None

    def _fill(self, pattern: Pattern, text: str, depth: int) -> str | None:
        if any(piece not in text for piece in pattern.firm):
            return None
        match = pattern.english.fullmatch(text)
        if match is None:
            return None
        said = {}
        for name, part in match.groupdict().items():
            found = part if name in pattern.kept else self._looked_up(part, depth + 1)
            if found is None:
                return None
            said[name] = found
        return pattern.other.format(**said)


def _pattern(english: str, other: str) -> Pattern:
    parts, kept, at = [], set(), 0
    for place in PLACE.finditer(english):
        kind, name = place.groups()
        parts.append(re.escape(english[at : place.start()]))
        parts.append(f"(?P<{name}>{NUMBER if kind == '#' else '.+?'})")
        kept |= {name} if kind else set()
        at = place.end()
    parts.append(re.escape(english[at:]))
    firm = tuple(piece for piece in PLACE.split(english)[::3] if piece)
    return Pattern(re.compile("".join(parts), re.DOTALL), firm, frozenset(kept), other)
