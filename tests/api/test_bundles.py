"""Scripts and style sheets of a page, joined into one of each."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from formcheck.api.bundles import script_bundle, style_bundle

ENTRY = "js/pages/one/page.js"


def write(web: Path, **modules: str) -> Path:
    for name, text in modules.items():
        place = web / (ENTRY if name == "page" else f"js/lib/{name}.js")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return web


def test_a_module_comes_once_and_after_those_it_imports(tmp_path: Path) -> None:
    web = write(
        tmp_path,
        page='import "../../lib/b.js";\nimport { a, a as c } from "../../lib/a.js";\n',
        b='import {\n  a,\n} from "./a.js";\nexport const b = a;\n',
        a='import { html } from "/vendor/lit.js";\nexport async function a() {}\n',
    )
    text = script_bundle(web, "one", ENTRY).content.decode()
    assert text.splitlines()[0] == 'import * as outside0 from "/vendor/lit.js";'
    places = [text.index(f"// /{name}\n") for name in ("js/lib/a.js", "js/lib/b.js", ENTRY)]
    assert places == sorted(places)
    assert text.count("async function a()") == 1
    assert "const { html } = outside0;" in text
    assert "const { a, a: c } = module0;" in text
    assert "return { b };" in text
    assert "export" not in text


def test_words_of_a_language_stand_in_for_the_english(tmp_path: Path) -> None:
    web = write(
        tmp_path,
        page='import { a } from "../../words/a.js";\nimport { b } from "../../words/b.js";\n',
    )
    words = web / "js/words"
    (words / "es").mkdir(parents=True)
    for name in ("a.js", "b.js", "c.js"):
        (words / name).write_text(f'export const {name[0]} = "English";\n')
    (words / "es/a.js").write_text('import { c } from "./c.js";\nexport const a = c;\n')
    (words / "es/c.js").write_text('export const c = "Spanish";\n')
    text = script_bundle(web, "one", ENTRY, "es").content.decode()
    assert [line for line in text.splitlines() if line.startswith("//")] == [
        "// /js/words/es/c.js",
        "// /js/words/es/a.js",
        "// /js/words/b.js",
        f"// /{ENTRY}",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "export default 1;",
        "export let counted = 0;",
        'export * from "../../lib/a.js";',
        'import a from "../../lib/a.js";',
        'import { a } from "../../lib/circle.js";',
    ],
)
def test_what_cannot_be_joined_is_refused(tmp_path: Path, text: str) -> None:
    circle = 'import "../pages/one/page.js";\n'
    web = write(tmp_path, page=f"{text}\n", a="export const a = 1;\n", circle=circle)
    with pytest.raises(ValueError, match="js"):
        script_bundle(web, "one", ENTRY)


def test_a_bundle_has_another_name_once_it_has_changed(tmp_path: Path) -> None:
    write(tmp_path, page="class A {}\n")
    before = script_bundle(tmp_path, "one", ENTRY)
    assert script_bundle(tmp_path, "one", ENTRY) == before
    write(tmp_path, page="class B {}\n")
    assert script_bundle(tmp_path, "one", ENTRY).path != before.path


def test_sheets_are_joined_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    for name in "ab":
        (tmp_path / "css" / f"{name}.css").write_text(f"{name} {{ }}\n")
    bundle = style_bundle(tmp_path, "one", ["b", "a"])
    assert bundle.content == b"b { }\n\na { }\n"
    assert bundle.path.startswith("/bundles/one-")


def test_a_page_names_its_two_bundles_and_a_browser_keeps_them(client: TestClient) -> None:
    page = client.get("/exercises").text
    for start, kind in (('src="/bundles/', "text/javascript"), ('href="/bundles/', "text/css")):
        path = "/bundles/" + page.split(start)[1].split('"')[0]
        answer = client.get(path)
        assert answer.headers["content-type"].startswith(kind)
        assert "immutable" in answer.headers["cache-control"]
    assert client.get("/bundles/exercises-0.js").status_code == 404


def test_what_is_kept_for_when_the_server_is_away_is_there(client: TestClient) -> None:
    worker = client.get("/service-worker.js")
    assert worker.headers["content-type"].startswith("text/javascript")
    assert worker.headers["cache-control"] == "no-cache"
    shell = json.loads(worker.text.split("const SHELL = ")[1].split(";")[0])
    assert shell[0] == "/offline?language=en"
    for path in shell:
        assert client.get(path).status_code == 200, path
        assert not path.startswith("/api")
