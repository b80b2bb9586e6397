"""What `guide.py` returns, in words for a person: one line each; indented ones hang on others."""

from collections.abc import Iterator

from formcheck.analysis.formatting import decimals, plain, suffix
from formcheck.filming.guide import UP, Json, Ranges


def film_lines(told: Json) -> Iterator[str]:
    """Say in words, a line each, what `film` returned; two spaces mark what hangs on a line."""
    yield told["title"]
    yield f"Start: {told['start']}"
    yield f"Wear: {told['wear']}"
    for number, place in enumerate(told["places"]):
        only = len(told["places"]) == 1
        which = "Where to film" if only else "Best single place" if number == 0 else "Also"
        yield ""
        yield f"{which}: {place['name']}"
        yield f"  {place['text']}"
        aim = f"{place['height']:g} m high, {place['distance']:g} m away, {place['tilted']}"
        other = ""
        if place["either_side"]:
            other = (
                " Left leg: your left; right leg: your right."
                if place["working_side"]
                else (" Either side will do.")
            )
        yield f"  The camera is {place['where']}: {aim}; the phone on its long edge.{other}"
        yield f"  Shows: {_titles(place['shows'])}."
        if place["with_markers"]:
            yield f"  With stickers on the hip bones also: {_titles(place['with_markers'])}."
        if place["roughly"]:
            yield f"  Only roughly: {_titles(place['roughly'])}."
        if place["not_shown"]:
            yield "  Does not show:"
            for move, cues in _by_move(place["not_shown"]):
                yield f"    {_capital(_titles(cues))}" + (f": {move}" if move else ".")


def _titles(cues: list[Json]) -> str:
    return ", ".join(c["title"].lower() for c in cues)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_move(cues: list[Json]) -> list[tuple[str, list[Json]]]:
    moves = dict.fromkeys(c["camera_move"] for c in cues)
    return [(m, [c for c in cues if c["camera_move"] == m]) for m in moves]


def explain_lines(told: Json) -> Iterator[str]:
    """Say in words, a line each, what `explain` returned."""
    yield f"{told['title']} ({told['exercise']}/{told['cue']})"
    yield f"  The routine: {told['rule']}."
    yield f"  Watched {told['when']}: {told['method']}"
    told_only = " Told, never counted against a repetition." if told["informative"] else ""
    yield f"  Limit: {told['limit']}.{told_only} Source: {told['source']}"
    unit = told["unit"]
    if not told["visibility"]["nowhere"]:
        sizes = list(told["margin"].values())
        d = max(decimals(unit), 1 if min(sizes) < 1 else 0)
        some = ", ".join(plain(m, d) for m in sizes[:-1]) + f" or {plain(sizes[-1], d)}"
        error = f"± {some}{suffix(unit)} (heavy, full or lite model)"
        yield f"  Known error: {error}, and the clip's own jitter."
    yield f"  Seen from: {_sight(told)}"
    if told["markers"]:
        markers = told["markers"]
        error = plain(markers["margin"], 1) + suffix(unit)
        yield f"  With stickers on the hip bones: ± {error}, from {_from(markers['visibility'])}."
    if (told["visibility"]["azimuth"] and not told["visibility"]["anywhere"]) or told["markers"]:
        yield f"  ({told['azimuths']})"
    if told["camera_move"]:
        yield f"  To show it: {told['camera_move']}"
    yield f"  Can be fooled by: {told['known_confounders']}"
    if told["fix_low"] == told["fix_high"]:
        yield f"  Said then: {told['fix_low']}"
        return
    for when, message in (("below", told["fix_low"]), ("above", told["fix_high"])):
        if message:
            yield f"  Said when {when} the limit: {message}"


def _sight(told: Json) -> str:
    if told["visibility"]["nowhere"]:
        return "nowhere with the pose model alone."
    sight = _from(told["visibility"])
    if told["places"] and not told["visibility"]["anywhere"]:
        sight += f"; in 'formcheck film {told['exercise']}': {'; '.join(told['places'])}"
    return sight + "."


def _from(seen: Json) -> str:
    if seen["nowhere"]:
        return "nowhere"
    if seen["anywhere"]:
        return "anywhere the joints can be seen"
    azimuth, weak = _degrees(seen["azimuth"]), _degrees(seen["azimuth_weak"])
    weaker = f" (weaker: {weak})" if weak != azimuth else ""
    up = seen["elevation"]
    if up == [[0, UP[-1]]]:
        high = "at any height"
    else:
        high = f"{up[0][0]}° up or more" if up[-1][1] == UP[-1] else f"{_degrees(up)} up"
    both = ", left or right" if seen["mirrored"] else ""
    return f"{azimuth} round the body{weaker}{both}, {high}"


def _degrees(ranges: Ranges) -> str:
    return " and ".join(f"{low}-{high}°" for low, high in ranges)
