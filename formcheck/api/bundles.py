"""A page's scripts joined into one, and its style sheets into another.

`web/` has a small module a subject, which a browser would ask for one by one: 58 of them for the
page of a result. They are joined when the server starts, since running formcheck needs no Node.js
and so no bundler; what makes that short is that the modules import and export by name only, keep
what they export, and do not import each other in a circle.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from posixpath import basename, dirname, join, normpath

from formcheck.languages import DEFAULT, Language

FOLDER = "/bundles/"
"""Where bundles are served. What they hold is in their names, so that they are kept for ever."""

IMPORT = re.compile(r'^import (?:\{(?P<names>[^}]*)\} from )?"(?P<path>[^"]+)";$', re.MULTILINE)
EXPORT = re.compile(
    r"^export (?=(?:const|class|(?:async )?function\*?) (?P<name>\w+))", re.MULTILINE
)
UNKNOWN = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
"""What neither covers. Modules that are loaded later, by `import()`, ESLint forbids."""

WORDS = "/js/words/"
"""Where what people read stands, in English; another language has a folder of its own in it."""

OUTSIDE = "/vendor/"
"""What is not ours stays a file of its own, with a version in its name."""


@dataclass(frozen=True)
class Bundle:
    """A file that is served under a name that changes with what is in it."""

    name: str
    kind: str
    content: bytes

    @property
    def path(self) -> str:
        """Where it is served."""
        return FOLDER + self.name


def script_bundle(web: Path, name: str, entry: str, language: Language = DEFAULT) -> Bundle:
    """Return a module and all that it imports as one module, with the words of one language.

    Args:
        web: folder of the pages.
        name: of the bundle.
        entry: path of the module, from `web`.
        language: whose modules are put in the place of the English ones, where it has them.

    Raises:
        ValueError: a module imports or exports in another way than by name, or one that imports it.
    """
    joined = _Joined(web, language)
    joined.add(f"/{entry}", ())
    return _bundle(name, "js", "text/javascript", joined.text())


def style_bundle(web: Path, name: str, sheets: Iterable[str]) -> Bundle:
    """Return style sheets of `web/css`, in their order, as one."""
    text = "\n".join((web / "css" / f"{sheet}.css").read_text("utf-8") for sheet in sheets)
    return _bundle(name, "css", "text/css", text)


def _bundle(name: str, suffix: str, kind: str, text: str) -> Bundle:
    content = text.encode()
    version = hashlib.sha256(content).hexdigest()[:16]
    return Bundle(f"{name}-{version}.{suffix}", kind, content)


class _Joined:
    """Modules in the order in which they run: each after those that it imports.

    Each runs in a function of its own, that returns what it exports; so no name of one meets a name
    of another, and lines of `web/` are found again by their text.
    """

    def __init__(self, web: Path, language: Language) -> None:
        self._web = web
        self._language = language
        self._variables: dict[str, str] = {}
        self._outside: list[str] = []
        self._modules: list[str] = []

    def text(self) -> str:
        return "\n".join([*self._outside, *self._modules])

    def add(self, path: str, within: tuple[str, ...]) -> str:
        """Add a module unless it is there; return the variable that has its exports.

        Args:
            path: of the module, as a browser asks for it.
            within: the modules that import it, the entry first.
        """
        if path in within:
            raise ValueError(f"{path} imports itself, by way of {within[-1]}")
        if path in self._variables:
            return self._variables[path]
        if path.startswith(OUTSIDE):
            variable = self._variables[path] = f"outside{len(self._outside)}"
            self._outside.append(f'import * as {variable} from "{path}";')
            return variable

        def imported(found: re.Match[str]) -> str:
            there = self._translated(normpath(join(dirname(path), found["path"])))
            variable = self.add(there, (*within, path))
            names = found["names"]
            return "" if names is None else f"const {{{_renamed(names)}}} = {variable};"

        source = (self._web / path[1:]).read_text("utf-8")
        body = IMPORT.sub(imported, source)
        names = [found["name"] for found in EXPORT.finditer(body)]
        body = EXPORT.sub("", body)
        if unknown := UNKNOWN.search(body):
            raise ValueError(f"{path} cannot be joined with others: {unknown[0]}")
        variable = self._variables[path] = f"module{len(self._modules)}"
        self._modules.append(
            f"// {path}\nconst {variable} = (() => {{\n{body}\n"
            f"return {{ {', '.join(names)} }};\n}})();"
        )
        return variable

    def _translated(self, path: str) -> str:
        """Return the module that says in the language what the one at `path` says in English."""
        folder, name = f"{dirname(path)}/", basename(path)
        there = f"{WORDS}{self._language}/{name}"
        return there if folder == WORDS and (self._web / there[1:]).is_file() else path


def _renamed(names: str) -> str:
    """Return the names of an import as a pattern that takes a variable apart."""
    return re.sub(r"(\w+) as (\w+)", r"\1: \2", names)
