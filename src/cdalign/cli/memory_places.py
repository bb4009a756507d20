"""Which memory a command searches: the project's own, TMX files, or a memory that was made by an import."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.errors import ProjectError

if TYPE_CHECKING:
    from cdalign.memory import Memory
    from cdalign.model import TranslationUnit

_MEMORIES = "*.sentences.tmx"


def add_places(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where to search."""
    places = parser.add_argument_group("where to search")
    places.add_argument("--project", default=".", metavar="DIR", help="the project folder (default: this folder)")
    places.add_argument(
        "--tmx", action="append", default=[], metavar="FILE", help="a TMX file instead; may be repeated"
    )
    places.add_argument("--memory", default="", metavar="MEMORY", help="a memory made by `cdalign tm import` instead")


def open_chosen(options: argparse.Namespace) -> Memory:
    """Open the memory that the options name.

    Raises:
        ProjectError: none is named, and nothing has been built in the project.
        ReadError: one cannot be read.
    """
    from cdalign.memory import open_memory

    if options.memory:
        return open_memory(options.memory, create=False, read_only=True)
    memory = open_memory()
    memory.add(_units_of_files(options.tmx or _built_memories(Path(options.project))))
    return memory


def _built_memories(project: Path) -> Sequence[Path]:
    """Give the memories that a build has written.

    Raises:
        ProjectError: there are none.
    """
    if not project.is_dir():
        raise ProjectError("there is no such folder", path=project, advice="cdalign find TEXT --project FOLDER")
    paths = sorted((project / "tm").glob(_MEMORIES))
    if not paths:
        folder = "" if str(project) == "." else f" {project}"
        raise ProjectError(
            "there is no memory here yet",
            path=project / "tm",
            advice=f"cdalign build{folder}, or name a file: cdalign find TEXT --tmx FILE",
        )
    return paths


def _units_of_files(paths: Iterable[str | Path]) -> Iterator[TranslationUnit]:
    from cdalign.tmx import read_units

    for path in paths:
        yield from read_units(path)
