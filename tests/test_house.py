"""What keeps the code readable: one name for one thing, and docstrings in plain English."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import cdalign

ROOT = Path(cdalign.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
# Public classes that share a name. The list only shrinks.
TWINS: set[str] = set()
# What must be read twice, in a docstring: "Return …" says it at once.
HARD = (r"^Give\b", r"^Say whether\b", r"\banew\b")


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in MODULES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_no_two_public_classes_have_one_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(str(path.relative_to(ROOT)))
    assert {name: found for name, found in places.items() if len(found) > 1 and name not in TWINS} == {}


@pytest.mark.parametrize("pattern", HARD)
def test_docstrings_are_plain(pattern: str) -> None:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, kinds) and re.search(pattern, ast.get_docstring(node) or "")
    ]
    assert found == []
