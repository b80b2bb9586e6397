"""The few words of a page that stand without its script: titles, and how a phone is paired.

Everything else that people read on the pages stands in `web/js/words`. English titles stand with
their pages (`routes/pages.py`); a language that lacks one shows the English.
"""

from dataclasses import dataclass, field

from formcheck.languages import Language


@dataclass(frozen=True, kw_only=True)
class PageWords:
    """What the templates of the pages say in one language; `titles` by the name of the page."""

    skip: str
    needs_script: str
    docs_elsewhere: str
    pair_title: str
    pair_heading: str
    pair_about: str
    pair_code: str
    pair_act: str
    titles: dict[str, str] = field(default_factory=dict)


PAGE_WORDS: dict[Language, PageWords] = {
    "en": PageWords(
        skip="Skip to the content",
        needs_script="This page needs JavaScript, which your browser has turned off.",
        docs_elsewhere="The same is in /openapi.json.",
        pair_title="Pair this phone",
        pair_heading="Use this phone as the camera",
        pair_about="The phone films your set and formcheck on your computer checks it. Nothing "
        "leaves your home network.",
        pair_code="Code on the computer's screen",
        pair_act="Pair this phone",
    ),
    "es": PageWords(
        skip="Saltar al contenido",
        needs_script="Esta página necesita JavaScript, y tu navegador lo tiene desactivado.",
        docs_elsewhere="Lo mismo está en /openapi.json.",
        pair_title="Vincular este teléfono",
        pair_heading="Usa este teléfono como cámara",
        pair_about="El teléfono graba tu serie y formcheck la analiza en tu ordenador. Nada sale "
        "de tu red de casa.",
        pair_code="Código de la pantalla del ordenador",
        pair_act="Vincular este teléfono",
        titles={
            "home": "Inicio",
            "today": "Hoy",
            "circuit": "Antes de entrenar: formcheck",
            "record": "Grabar una serie",
            "library": "Tus series",
            "progress": "Progreso",
            "compare": "Comparar",
            "exercises": "Ejercicios",
            "limits": "Límites",
            "desk": "Clientes",
            "offline": "Sin conexión",
            "client": "Cliente",
            "join": "Unirse",
            "sign-in": "Entrar",
            "account": "Tú",
            "summary": "Resumen",
            "review": "Resultado",
            "docs": "API",
            "missing": "Página no encontrada",
        },
    ),
}
