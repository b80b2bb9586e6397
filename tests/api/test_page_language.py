"""A page comes in the language that is asked for, and fetches the words of that one alone."""

import re

import pytest
from fastapi.testclient import TestClient

from formcheck.api.language import COOKIE
from formcheck.api.page_words import PAGE_WORDS
from formcheck.api.routes.pages import MISSING, PAGES

SPANISH = {"Accept-Language": "es-ES,es;q=0.9"}
SCRIPTS = re.compile(r'src="(/bundles/[^"]+\.js)"')


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "en"),
        (SPANISH, "es"),
        ({"Accept-Language": "fr"}, "en"),
        (SPANISH | {"Cookie": f"{COOKIE}=en"}, "en"),
        ({"Cookie": f"{COOKIE}=es"}, "es"),
        (SPANISH | {"Cookie": f"{COOKIE}=klingon"}, "es"),
    ],
)
def test_what_is_chosen_comes_before_what_the_browser_asks_for(
    client: TestClient, headers: dict[str, str], language: str
) -> None:
    answer = client.get("/today", headers=headers)
    assert f'<html lang="{language}"' in answer.text
    title = {"en": "Today", "es": "Hoy"}[language]
    assert f"<title>{title} · formcheck</title>" in answer.text
    assert answer.headers["vary"].startswith("Accept-Language, Cookie")


@pytest.mark.parametrize(
    ("headers", "words", "others"),
    [({}, "Nothing is planned today", "Hoy no hay"), (SPANISH, "Hoy no hay", "Nothing is planned")],
)
def test_a_page_has_the_words_of_one_language(
    client: TestClient, headers: dict[str, str], words: str, others: str
) -> None:
    [path] = SCRIPTS.findall(client.get("/today", headers=headers).text)
    script = client.get(path).text
    assert words in script
    assert others not in script


def test_the_page_without_a_server_is_there_in_every_language(client: TestClient) -> None:
    worker = client.get("/service-worker.js").text
    for language in PAGE_WORDS:
        path = f"/offline?language={language}"
        assert path in worker
        assert f'<html lang="{language}"' in client.get(path, headers=SPANISH).text
    assert client.get("/today", headers=SPANISH).headers["content-language"] == "es"


def test_an_address_without_a_page_says_so_in_the_language(client: TestClient) -> None:
    answer = client.get("/no/such/page", headers=SPANISH | {"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<title>Página no encontrada" in answer.text


def test_every_page_has_a_title_in_every_language() -> None:
    names = {page.name for page in (*PAGES, MISSING)}
    lacking = {language: names - set(w.titles) for language, w in PAGE_WORDS.items()}
    assert lacking == {"en": names, "es": set()}


def test_a_drawing_of_where_the_camera_goes_has_its_captions_in_the_language(
    client: TestClient,
) -> None:
    address = "/img/film/glute_bridge-side.svg"
    english, spanish = client.get(address), client.get(address, headers=SPANISH)
    assert "From above" in english.text
    assert "Desde arriba" in spanish.text
    assert "From above" not in spanish.text
    assert "Accept-Language" in spanish.headers["vary"]
    assert english.headers["etag"] != spanish.headers["etag"]
    assert client.get("/img/film/none.svg").status_code == 404
