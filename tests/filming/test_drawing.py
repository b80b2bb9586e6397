"""The drawings of where to put the camera: whole, self-contained, and true."""

import re
from dataclasses import replace
from math import cos, hypot, isclose, radians, sin
from xml.etree import ElementTree as ET

import pytest

from formcheck.analysis.camera_view import POSTURES, Posture
from formcheck.analysis.exercise import Exercise, Placement
from formcheck.analysis.figures import ALL_FOURS, HALF_SQUAT, ON_BACK, ON_SIDE, STANDING, Figure
from formcheck.exercises import catalogue
from formcheck.filming.drawing import BONES, drawing_in, fit, over_floor, placement_svg
from formcheck.filming.geometry import (
    described,
    direction,
    either_side,
    in_body,
    slug,
    tilt,
    tilted,
    where,
)
from formcheck.languages.saying import say_in

PLACES = [
    pytest.param(e, p, id=f"{e.id}-{slug(p)}") for e in catalogue().values() for p in e.placements
]
SVG = "{http://www.w3.org/2000/svg}"

# Which way the person's azimuths 0 and 90 point on the page: right, down.
PAGE: dict[Posture, tuple[tuple[int, int], tuple[int, int]]] = {
    "supine": ((0, -1), (1, 0)),  # head up the page, face up: the left arm is on the right
    "prone": ((0, -1), (-1, 0)),  # head up the page, face down
    "upright": ((0, 1), (1, 0)),  # facing the reader
    "left up": ((0, -1), (-1, 0)),  # on the right side, the belly to the left
    "right up": ((0, -1), (1, 0)),
}


FIGURES: dict[Posture, Figure] = {
    "supine": ON_BACK,
    "prone": ALL_FOURS,
    "upright": STANDING,
    "left up": ON_SIDE,
    "right up": ON_SIDE,
}


def _lying(posture: Posture, **changed: float) -> tuple[Exercise, Placement]:
    """Some exercise of that posture, with a place of its own."""
    e = catalogue()["glute_bridge"]
    e = replace(e, rep=replace(e.rep, posture=(posture,)), figure=FIGURES[posture])
    return e, replace(e.placements[0], **{"azimuth": 90.0, "name": "here", **changed})  # type: ignore[arg-type]


def _panels(svg: str) -> list[ET.Element]:
    return ET.fromstring(svg).findall(f"{SVG}g")


def _cameras(panel: ET.Element) -> list[tuple[float, float]]:
    found = [g for g in panel.iter(f"{SVG}g") if g.get("class", "").startswith("camera")]
    return [_numbers(g.get("transform", ""))[:2] for g in found]  # type: ignore[misc]


def _hips(panel: ET.Element) -> tuple[float, float]:
    person = next(g for g in panel.iter(f"{SVG}g") if g.get("class") == "person")
    return _numbers(person.get("data-hips", ""))  # type: ignore[return-value]


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(x) for x in re.findall(r"-?\d+(?:\.\d+)?", text))


def _off(svg: str) -> tuple[float, float]:
    """From the hips to the first camera in the view from above, pixels right and down."""
    above = _panels(svg)[0]
    (x, y), (hx, hy) = _cameras(above)[0], _hips(above)
    return x - hx, y - hy


@pytest.mark.parametrize(("exercise", "place"), PLACES)
def test_a_drawing_is_whole_and_stands_alone(exercise: Exercise, place: Placement) -> None:
    svg = placement_svg(exercise, place)
    root = ET.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert not re.search(r"<script|\son\w+=|href|url\((?!#)|@import|<image|<foreignObject", svg)
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "prefers-color-scheme: dark" in svg
    assert len(svg) < 16_000
    assert "nan" not in svg.lower()


@pytest.mark.parametrize(("exercise", "place"), PLACES)
def test_a_drawing_has_a_text_alternative(exercise: Exercise, place: Placement) -> None:
    root = ET.fromstring(placement_svg(exercise, place))
    assert root.get("role") == "img"
    named = {t.get("id"): t.text for t in root if t.tag in (f"{SVG}title", f"{SVG}desc")}
    assert set(named) == set(root.get("aria-labelledby", "").split())
    assert exercise.title in str(next(iter(named.values())))
    assert f"{place.height:g} m high" in described(exercise, place)
    assert f"{place.distance:g} m away" in described(exercise, place)


@pytest.mark.parametrize(("exercise", "place"), PLACES)
def test_a_drawing_says_its_numbers(exercise: Exercise, place: Placement) -> None:
    panels = _panels(placement_svg(exercise, place))
    said = [[t.text for t in p.iter(f"{SVG}text")] for p in panels]
    assert f"{place.distance:g} m" in said[0]
    assert f"{place.distance:g} m" in said[1]
    assert f"{place.height:g} m" in said[1]
    assert tilted(exercise, place) in said[1]


@pytest.mark.parametrize(("exercise", "place"), PLACES)
def test_the_camera_stands_where_it_is_said(exercise: Exercise, place: Placement) -> None:
    side = _panels(placement_svg(exercise, place))[1]
    ahead, beside = PAGE[exercise.rep.posture[0]]
    turn = radians(place.azimuth)
    wanted = [cos(turn) * a + sin(turn) * b for a, b in zip(ahead, beside, strict=True)]
    dx, dy = _off(placement_svg(exercise, place))
    far = hypot(dx, dy)
    assert dx / far == pytest.approx(wanted[0], abs=0.01)
    assert dy / far == pytest.approx(wanted[1], abs=0.01)
    # Both views have one scale, and the camera stands on the same side in both.
    (x, y), (hx, hy) = _cameras(side)[0], _hips(side)
    assert abs(x - hx) == pytest.approx(far, abs=1)
    assert (x > hx) == (dx > -0.1)
    assert (hy - y) / far == pytest.approx(place.height / place.distance, abs=0.01)


@pytest.mark.parametrize(("exercise", "place"), PLACES)
def test_everything_drawn_lies_within_the_page(exercise: Exercise, place: Placement) -> None:
    root = ET.fromstring(placement_svg(exercise, place))
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    assert width <= 480
    assert height < 900
    for panel in root.findall(f"{SVG}g"):
        box = next(panel.iter(f"{SVG}rect"))
        top, tall = float(box.get("y", 0)), float(box.get("height", 0))
        for x, y in _cameras(panel):
            assert 24 < x < width - 24
            assert top + 8 < y < top + tall - 8
        for t in panel.findall(f".//{SVG}g//{SVG}text"):
            x, y = float(t.get("x", 0)), float(t.get("y", 0))
            half = 7.2 * len(t.text or "")  # no letter is wider
            left = {"start": 0.0, "middle": half / 2, "end": half}[t.get("text-anchor", "start")]
            assert x - left > 12, t.text
            assert x - left + half < width - 12, t.text
            assert top + 9 < y <= top + tall - 4, t.text


@pytest.mark.parametrize("lying", POSTURES)
@pytest.mark.parametrize("azimuth", [0, 30, 90, 135, 180, -60, -90])
def test_any_place_round_any_body_is_drawn(lying: Posture, azimuth: float) -> None:
    exercise, place = _lying(lying, azimuth=azimuth, distance=5.0, height=1.2)
    dx, dy = _off(placement_svg(exercise, place))
    ahead, beside = PAGE[lying]
    turn = radians(azimuth)
    assert dx == pytest.approx(
        hypot(dx, dy) * (cos(turn) * ahead[0] + sin(turn) * beside[0]), abs=1
    )
    assert dy == pytest.approx(
        hypot(dx, dy) * (cos(turn) * ahead[1] + sin(turn) * beside[1]), abs=1
    )


@pytest.mark.parametrize("lying", POSTURES)
@pytest.mark.parametrize("azimuth", [0, 30, 90, 135, 180, -60, -90])
def test_a_place_is_the_direction_that_a_video_from_there_shows(
    lying: Posture, azimuth: float
) -> None:
    exercise, place = _lying(lying, azimuth=azimuth)
    d = direction(exercise, place)
    assert hypot(d.head, d.left, d.front) == pytest.approx(1)
    assert (d.azimuth - azimuth + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)
    assert d.elevation == pytest.approx(tilt(exercise, place))
    assert in_body(d.head, d.left, d.front, lying).posture == lying
    there = direction(exercise, place, mirrored=True)
    assert (there.azimuth + azimuth + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)


def test_the_other_side_is_drawn_where_it_shows_the_same() -> None:
    bridge, clam = catalogue()["glute_bridge"], catalogue()["clamshell"]
    side = next(p for p in bridge.placements if p.azimuth == 90)
    end = next(p for p in bridge.placements if p.azimuth == 180)
    assert either_side(bridge, side)
    assert not either_side(bridge, end)
    assert "or here" in placement_svg(bridge, side)
    assert "or here" not in placement_svg(bridge, end)
    front = next(p for p in clam.placements if p.azimuth == 90)
    assert not either_side(clam, front)  # behind the back is another view
    cameras = _cameras(_panels(placement_svg(bridge, side))[0])
    hx, hy = _hips(_panels(placement_svg(bridge, side))[0])
    assert cameras[0][0] - hx == pytest.approx(hx - cameras[1][0], abs=0.2)
    assert cameras[0][1] == pytest.approx(hy, abs=0.2) == cameras[1][1]


def test_a_place_on_the_side_of_one_leg_says_which() -> None:
    kick = catalogue()["donkey_kick"]
    side = next(p for p in kick.placements if p.azimuth == 90)
    svg = placement_svg(kick, side)
    assert "for the left leg" in svg
    assert "for the right leg" in svg


@pytest.mark.parametrize(
    ("lying", "azimuth", "words"),
    [
        ("supine", 0, "beyond your head"),
        ("supine", 180, "beyond your feet"),
        ("supine", 90, "at your left side"),
        ("prone", -90, "at your right side"),
        ("supine", 120, "between your left side and your feet"),
        ("supine", 30, "between your left side and your head"),
        ("supine", -160, "between your right side and your feet, nearer to your feet"),
        ("upright", 0, "in front of you"),
        ("upright", 180, "behind you"),
        ("upright", 70, "between your left side and the front, nearer to your left side"),
        ("left up", 90, "in front of you"),
        ("right up", -90, "behind you"),
    ],
)
def test_places_in_words(lying: Posture, azimuth: float, words: str) -> None:
    assert where(*_lying(lying, azimuth=azimuth)) == words


def test_tilts_in_words() -> None:
    aim = ON_BACK.aim
    assert tilted(*_lying("supine", height=aim, distance=2.0)) == "level"
    assert tilted(*_lying("supine", height=aim + 2.0, distance=2.0)) == "tilted down 45°"
    assert tilted(*_lying("supine", height=0.0, distance=2.0)) == "tilted up 5°"


@pytest.mark.parametrize(
    "body", [*FIGURES.values(), HALF_SQUAT, *(e.figure for e in catalogue().values())]
)
def test_figures_stand_on_the_floor_and_have_human_limbs(body: Figure) -> None:
    assert all(z >= 0 for _, _, z in body.joints.values())
    for one in ("left", "right"):
        for a, b, _ in BONES:
            p, q = body.joints[f"{one} {a}"], body.joints[f"{one} {b}"]
            assert 0.04 < hypot(*(u - v for u, v in zip(p, q, strict=True))) < 0.5, (one, a, b)


def test_what_is_seen_ends_at_the_floor() -> None:
    assert over_floor([(0, 1), (2, -1), (0, -1)]) == [(0, 1), (1, 0), (0, 0)]
    assert over_floor([(0, -1), (2, -1), (0, -2)]) == []
    assert isclose(fit((0, 0), (100, 1)), 4.48)


def test_captions_can_be_read_in_spanish() -> None:
    for exercise in catalogue().values():
        for place in exercise.placements:
            told = drawing_in(placement_svg(exercise, place), say_in("es"))
            ET.fromstring(told)
            captions = re.findall(r">([^<>]+)</text>", told)
            assert "Desde arriba" in captions
            english = {"From above", "From the side", "you face", "this way", "or here", "head"}
            assert english.isdisjoint(captions)
            assert not [c for c in captions if c.startswith("Camera")]
