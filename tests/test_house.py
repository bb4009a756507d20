"""What keeps the code readable: one name for one thing, and docstrings in plain English."""

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import cdalign

ROOT = Path(cdalign.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
# Public classes that share a name. The list only shrinks.
TWINS: set[str] = set()
# What must be read twice, in a docstring or a comment, and in how many places it still is. The numbers only shrink.
HARD = {
    r"^Give\b": 0,
    r"^Say whether\b": 0,
    r"\banew\b": 0,
    r"(?<!here )\b(?:is|are) no\b(?! longer| such)": 4,  # "is not a"
    r"\bst(?:and|ands|ood)\b(?! (?:for|still|alone)|-)": 4,  # "occurs", "is"
    r"\bwho (?:has|have)\b": 0,  # a noun before it: "a person who has"
    r"\bmend": 0,  # "repair", "fix"
    r"\bbeside\b": 4,  # "next to", "in addition to"
    r"\bbehind\b(?<!look-behind)(?<!nothing behind)": 4,  # "after"
    r"\bis none\b(?! of)": 24,  # "is not one", "does not exist"
}
# The same for what a program prints and a page shows; `is none of` and `stand for` are what they say.
HARD_MESSAGES = [pattern for pattern in HARD if "none" not in pattern and "mend" not in pattern]


class _Words(NamedTuple):
    """What a module says: its public classes, and lines and texts of its docstrings and comments, and of the rest."""

    classes: tuple[str, ...]
    written: tuple[tuple[int, str], ...]
    printed: tuple[tuple[int, str], ...]


@cache
def words_of(path: Path) -> _Words:
    """Read a module once for all tests; the tree itself would be a burden to them."""
    source = path.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(source)))
    classes = tuple(node.name for node in nodes if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))
    return _Words(classes, tuple(written(nodes, source)), tuple(printed(nodes)))


def written(nodes: list[ast.AST], source: str) -> Iterator[tuple[int, str]]:
    """Yield the lines and texts of a module's docstrings, without their indent, and of its comments."""
    for node in nodes:
        kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        if isinstance(node, kinds) and (text := ast.get_docstring(node)):
            yield node.body[0].lineno, text
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string.lstrip("# ")


def printed(nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    """Yield the lines and texts of several words that a module holds and that are not its docstrings."""
    for node in nodes:
        kept = list(ast.iter_child_nodes(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            kept = []  # a docstring, which is judged above
        for child in kept:
            if isinstance(child, ast.Constant) and isinstance(child.value, str) and " " in child.value:
                yield child.lineno, child.value


def test_no_two_public_classes_have_one_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        for name in words_of(path).classes:
            places[name].append(str(path.relative_to(ROOT)))
    assert {name: found for name, found in places.items() if len(found) > 1 and name not in TWINS} == {}


@pytest.mark.parametrize("pattern", HARD)
def test_docstrings_and_comments_are_plain(pattern: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {match[0]}"
        for path in MODULES
        for line, text in words_of(path).written
        for match in re.finditer(pattern, re.sub(r"`[^`]*`|\"[^\"]*\"", "", text))
    ]
    assert len(found) <= HARD[pattern], found


@pytest.mark.parametrize("pattern", HARD_MESSAGES)
def test_messages_are_plain(pattern: str) -> None:
    texts = [(path, line, text) for path in MODULES for line, text in words_of(path).printed]
    texts += [(path, 0, path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.html"))]
    found = [
        f"{path.relative_to(ROOT)}:{line}: {match[0]}"
        for path, line, text in texts
        for match in re.finditer(pattern, text)
    ]
    assert found == []
