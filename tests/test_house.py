"""What keeps the code readable: one name for one thing, and docstrings in plain English."""

import ast
import io
import re
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import cdalign
from conftest import REPOSITORY

ROOT = Path(cdalign.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
# Public classes that share a name. The list only shrinks.
TWINS: set[str] = set()
# Modules that share a name: how many of them there are. The list only shrinks. Those of one name hold the same notion
# at different layers (`memory/importing` imports, `cli/tm/importing` is its command), or await a better name.
SHARED_NAMES = {
    "bands": 2, "beads": 3, "bitexts": 2, "blocks": 2, "candidates": 3, "catalogue": 3, "changes": 2, "chinese": 2,
    "connections": 2, "dates": 2, "diff": 2, "discovery": 2, "documents": 3, "editing": 2, "elements": 2,
    "english": 2, "equivalents": 2, "export": 2, "faults": 4, "finding": 2, "findings": 2, "formats": 2, "forms": 2,
    "fragments": 2, "gathering": 2, "headings": 2, "html": 2, "importing": 3, "inline": 3, "kinds": 2,
    "learning": 2, "lines": 2, "lookup": 2, "meanings": 2, "memories": 2, "names": 2, "omegat": 2, "outputs": 3,
    "pages": 2, "pairing": 2, "pairs": 2, "paragraphs": 2, "places": 2, "proposals": 2, "queries": 2, "reading": 2,
    "records": 2, "rendering": 2, "renderings": 2, "repetition": 2, "review": 2, "rules": 2, "running": 2, "sarif": 2,
    "segments": 2, "soundness": 2, "sources": 2, "states": 2, "stats": 2, "subtitles": 2, "symbols": 2,
    "termbases": 2, "terms": 2, "texts": 2, "tokens": 2, "units": 2, "validate": 2, "validation": 2, "writing": 3,
}  # fmt: skip
# What must be read twice, in a docstring or a comment, and in how many places it still is. The numbers only shrink.
HARD = {
    r"^Give\b": 0,
    r"^Say whether\b": 0,
    r"\banew\b": 0,
    r"(?<!here )\b(?:is|are) no\b(?! longer| such)": 0,  # "is not a"
    r"\bst(?:and|ands|ood)\b(?! (?:for|still|alone)|-)": 1,  # "occurs", "is"
    r"\bwho (?:has|have)\b": 0,  # a noun before it: "a person who has"
    r"\bmend": 0,  # "repair", "fix"
    r"\bbeside\b": 0,  # "next to", "in addition to"
    r"\bbehind\b(?<!look-behind)(?<!nothing behind)": 0,  # "after"
    r"\bis none\b": 0,  # "is not one", "does not exist"
    r"\b(?:no|some|every|any)body\b": 0,  # "a person", "a client", "unknown", "all users"
    r"\bwhoever\b": 0,  # "a person who", "all users who"
    r"\bcomes? of\b": 0,  # "is made from", "results from"
    r"\bunder way\b": 0,  # "running", "open"
    r"\bmeanwhile\b": 0,  # "since then", "at the same time"
    r"^Say\b": 0,  # "Return", "Report"
    r"\b[Ff]orget\b": 0,  # "delete", "drop"
    r"\b(?:nothing|none|None) where\b": 0,  # "or None if", "or an empty text if"
    r"\bor nothing\b": 0,  # "or None", "or an empty text"
    r"\bbut for\b": 0,  # "except", "without"
    r"\b(?:say|tell)s? of\b": 0,  # "says about"
    r"\bso many\b": 0,  # name the number
}
# The same for what a program prints and a page shows, except words that a button or a rule of the checks must have.
_FIT_FOR_MESSAGES = ("none", "mend", "body", "meanwhile", "orget", "so many", "or nothing", "but for", "s? of")
HARD_MESSAGES = [pattern for pattern in HARD if not any(word in pattern for word in _FIT_FOR_MESSAGES)]


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


def test_few_modules_have_one_name() -> None:
    names = Counter(path.stem for path in MODULES if not path.stem.startswith("__"))
    assert {name: count for name, count in names.items() if count > 1} == SHARED_NAMES


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.stem == "__init__"], ids=lambda path: path.parent.name
)
def test_a_package_lists_only_modules_that_it_has(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    lines = re.findall(r"^([a-z_]+(?:, [a-z_]+)*)  +\S", text, re.MULTILINE)
    listed = {name for line in lines for name in line.split(", ")}
    present = {entry.stem for entry in path.parent.iterdir()}
    # A list without any module is one of other things, such as the parts of a text.
    assert listed.isdisjoint(present) or listed <= present, listed - present


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


# In pages the first word may be for the reader, and a few patterns are right in sentences about files and texts.
_FIT_FOR_PAGES = ("^", "is none", "or nothing", "s? of")
# The changelog is history, and CONTRIBUTING quotes what is to be avoided.
PLAIN_PAGES = sorted({*(REPOSITORY / "docs").glob("*.md"), REPOSITORY / "README.md", REPOSITORY / "TERMINOLOGY.md"})


@pytest.mark.parametrize("page", PLAIN_PAGES, ids=lambda page: page.name)
def test_pages_are_plain(page: Path) -> None:
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    patterns = [pattern for pattern in HARD if not any(word in pattern for word in _FIT_FOR_PAGES)]
    assert [match[0] for pattern in patterns for match in re.finditer(pattern, prose)] == []


# Prose is wrapped at 120 columns, and a little more is let pass. Tables, code and addresses are as they are.
WIDEST_PROSE = 130
PAGES = [REPOSITORY / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")]
PAGES += [page for page in sorted((REPOSITORY / "docs").glob("*.md")) if ".zh-CN" not in page.name]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_prose_is_wrapped(page: Path) -> None:
    prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    lines = [line for line in prose.splitlines() if not line.lstrip().startswith(("|", "#", "![", "<", ":::"))]
    assert [line for line in lines if len(line) > WIDEST_PROSE and " " in line[:WIDEST_PROSE]] == []
