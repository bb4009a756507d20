"""Brings the catalogue of messages up to date with the sources: `python packaging/messages.py`.

New messages are added untranslated, those that nobody says any more are taken out. What to translate is whatever has
an empty `msgstr` in `src/cdalign/messages/*.po`, with any editor of PO files.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "cdalign"
CATALOGUES = PACKAGE / "messages"
_WIDTH = 120
# Where a room keeps what it says in a plain string: the message of an error, advice, what a rule says in one line.
_ADVICE = "advice"
_ASSIGNED = ("message", "advice")
# Which argument of a rule is its first text.
_RULES = {"CheckRule": 3, "FaultRule": 1}


class Said(NamedTuple):
    """A message of the sources: its context, its English, the file that says it."""

    context: str
    words: str
    file: str


def extract_messages() -> Iterator[Said]:
    """Yield every message of the package, in the order of its files."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield from (Said(context, words, name) for context, words in _said_by(node) if words.strip())
    for path in sorted(PACKAGE.rglob("templates/*.html")):
        name = path.relative_to(PACKAGE).as_posix()
        for function, words in _template_calls(path):
            if function == "tc":
                yield Said(words[0], words[1], name)
            else:
                yield from (Said("", one, name) for one in words[: 2 if function == "tn" else 1])


def _said_by(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the contexts and messages that one node of a module says."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in _ASSIGNED:
        yield from (("", words) for words in _literals(node.value))
    if not isinstance(node, ast.Call):
        return
    function = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    if function == "say":
        context = next(_literals(keywords.get("context")), "")
        yield from ((context, words) for words in _literals(node.args[0]))
    elif function == "say_either":
        yield from (("", words) for one in node.args[:2] for words in _literals(one))
    elif function.endswith("Error") and not hasattr(builtins, function) and node.args:
        yield from (("", words) for words in _literals(node.args[0]))
    elif function == "say_list":
        yield from (("between", words) for words in _literals(node.args[1] if node.args[1:] else ast.Constant(", ")))
    elif function in _RULES:
        yield from (("", words) for one in node.args[_RULES[function] :] for words in _literals(one))
    if function != "say":
        yield from (("", words) for words in _literals(keywords.get(_ADVICE)))


def _literals(node: ast.AST | None) -> Iterator[str]:
    """Yield the strings that an expression may be, where it is made of literals."""
    match node:
        case ast.Constant(value=str(words)):
            yield words
        case ast.IfExp():
            yield from _literals(node.body)
            yield from _literals(node.orelse)


def _template_calls(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    keywords = {"t": None, "tc": ((1, "c"), 2), "tn": None}
    for _, function, words, _ in babel_extract(BytesIO(path.read_bytes()), keywords, (), {}):
        found = tuple(one for one in (words if isinstance(words, tuple) else (words,)) if one)
        if found:
            yield function, found


def update_catalogue(path: Path) -> None:
    """Write a catalogue with the messages of the sources and the translations that it had."""
    old = read_po(BytesIO(path.read_bytes()))
    # The date of the old one, so that nothing changes where no message did.
    new = Catalog(locale=old.locale, project="cdalign", charset="utf-8", fuzzy=False, creation_date=old.creation_date)
    new.mime_headers = [(key, value) for key, value in old.mime_headers if "date" not in key.lower()]
    new.header_comment = old.header_comment
    for said in extract_messages():
        known = old.get(said.words, said.context or None)
        message = new.add(said.words, known.string if known else "", context=said.context or None)
        if (said.file, None) not in message.locations:
            message.locations.append((said.file, None))
    written = BytesIO()
    write_po(written, new, width=_WIDTH, include_lineno=False)
    path.write_bytes(written.getvalue())


def main() -> None:
    """Bring every catalogue up to date."""
    for path in sorted(CATALOGUES.glob("*.po")):
        update_catalogue(path)


if __name__ == "__main__":
    main()
