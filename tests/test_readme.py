"""README, OPERATING, CONTRIBUTING and SECURITY speak of what there is."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from formcheck.cli import app
from formcheck.exercises import catalogue
from formcheck.filming import guide
from formcheck.filming.drawing import placement_svg
from formcheck.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
OPERATING = (ROOT / "OPERATING.md").read_text("utf-8")
PAGES = {
    name: (ROOT / name).read_text("utf-8")
    for name in ("README.md", "OPERATING.md", "CONTRIBUTING.md", "SECURITY.md")
}
ALL = "\n".join(PAGES.values())
PICTURES = sorted(set(re.findall(r"web/img/[\w./-]+\.(?:svg|png|jpg)", README)))


def test_commands_named_are_commands() -> None:
    named = set(
        re.findall(r"(?:^ {4}|[`$(] ?)(?:\S+/bin/)?formcheck ([a-z]+)\b", ALL, re.MULTILINE)
    )
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert {"check", "judge", "film", "explain", "serve", "doctor", "evaluate"} <= named
    assert named <= known


def test_options_named_are_options() -> None:
    whole = get_command(app)
    commands = [whole, *whole.commands.values()]  # type: ignore[attr-defined]
    known = {o for c in commands for p in c.params for o in p.opts}
    ours = "\n".join(x for x in ALL.splitlines() if not x.startswith("$ curl "))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", ours)) <= known | {"--version"}


def test_targets_named_are_targets() -> None:
    made = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = set(re.findall(r"^    make (\w+)$", ALL, re.MULTILINE))
    assert {"demo", "serve", "test", "trial"} <= named <= set(made)


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 250


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures_are_there_and_small(picture: str) -> None:
    assert 500 < (ROOT / picture).stat().st_size < 300_000


def test_drawings_are_those_of_the_exercises() -> None:
    """When this fails: formcheck film --out web/img/film ."""
    wanted = {
        place["drawing"]: placement_svg(e, p)
        for e in catalogue().values()
        for p, place in zip(guide.places(e), guide.film_json(e)["places"], strict=True)
    }
    there = {f.name: f.read_text("utf-8") for f in (ROOT / "web/img/film").iterdir()}
    stale = sorted(n for n in wanted if there.get(n) != wanted[n]) + sorted(
        set(there) - set(wanted)
    )
    assert not stale, "run: formcheck film --out web/img/film"


def test_files_named_are_there() -> None:
    folders = "sample_videos|models|formcheck|tests|web"
    for name in re.findall(rf"`((?:{folders})/[a-z_./-]+|[A-Z]+\.md)`", ALL):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"sample_videos/[\w-]+\.mp4", ALL):
        assert (ROOT / name).is_file(), name


def test_settings_are_all_told() -> None:
    fields = {f"FORMCHECK_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"`(FORMCHECK_[A-Z_]+)`", OPERATING)) == fields
    for name in ("pose_rate", "pose_side", "max_bytes", "max_seconds", "max_pixels", "max_frames"):
        default = Settings.model_fields[name].default
        told = f"{default:.1f}".removesuffix(".0")
        assert f"`FORMCHECK_{name.upper()}` | {told} |" in OPERATING, name


def test_three_lines_of_python_compile() -> None:
    code = re.search(r"```python\n(from formcheck import check\n.*?)```", README, re.DOTALL)
    assert code
    compile(code[1], "README.md", "exec")
    assert code[1].count("\n") == 3


@pytest.mark.parametrize("name", PAGES)
def test_it_is_plain_and_private(name: str) -> None:
    prose = re.sub(r"```.*?```", "", PAGES[name], flags=re.DOTALL)
    assert "!" not in prose.replace("<!--", "")
    assert not re.search(r"(^|[\s`(])/(work|home|root)\b", PAGES[name])
    long = [x for x in prose.splitlines() if len(x) > 110 and not x.startswith("|")]
    assert not long


def test_it_says_that_it_is_not_a_medical_device() -> None:
    assert "not a medical device" in README.lower()
