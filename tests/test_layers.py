"""The corridor: a module imports only from those above it."""

import ast
from pathlib import Path

import pytest

import cdalign
from conftest import REPOSITORY

ROOT = Path(cdalign.__file__).parent

CORRIDOR = (
    "version",
    "shipped",
    "messages",
    "defaults",
    "collector",
    "errors",
    "model",
    "faults",
    "sarif",
    "atomic",
    "locks",
    "workers",
    "onethread",
    "patterns",
    "notations",
    "languages",
    "scripts",
    "text",
    "numerals",
    "calendars",
    "markup",
    "inline",
    "templates",
    "lexicons",
    "quantities",
    "labels",
    "office",
    "encodings",
    "tables",
    "reading",
    "structure",
    "segmentation",
    "documents",
    "lexicon",
    "gazetteer",
    "similarity",
    "alignment",
    "editing",
    "units",
    "working",
    "revisions",
    "comments",
    "tmx",
    "terminology",
    "exchange",
    "spotting",
    "memory",
    "checks",
    "evaluation",
    "report",
    "formats",
    "project",
    "reviewing",
    "batch",
    "fetching",
    "web",
    "desktop",
    "cli",
)
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "base", "manager", "misc"}

MODULES = sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [node.module or ""]
            if node.module == "cdalign":
                names = [f"cdalign.{alias.name}" for alias in node.names]
        rooms |= {name.split(".")[1] for name in names if name.startswith("cdalign.")}
    return rooms


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_those_above_it(path: Path) -> None:
    room = room_of(path)
    if room in ("__init__", "__main__"):
        return
    position = CORRIDOR.index(room)
    for imported in imported_rooms(path):
        assert CORRIDOR.index(imported) <= position, f"{room} imports {imported}, which is below it"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_an_attic(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES


def test_every_room_is_drawn_for_contributors() -> None:
    drawing = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [room for room in CORRIDOR if room not in drawing] == []
