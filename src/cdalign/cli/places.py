"""Which memory and which termbase a command means: the project's own, or others that are named."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.cli.arguments import add_memory, add_project
from cdalign.errors import ProjectError
from cdalign.messages import say

if TYPE_CHECKING:
    from cdalign.memory import Filters, Memory
    from cdalign.model import Bitext, TranslationUnit

_MEMORIES = "*.sentences.tmx"
_NAME_TERMBASE = (
    "begin one: cdalign terms import FILE, or cdalign terms extract MEMORY -o review.tsv and cdalign terms accept "
    "review.tsv; or name a termbase with --terms FILE, a project with --project FOLDER"
)


def add_places(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where to search."""
    places = parser.add_argument_group("where to search")
    add_project(places)
    places.add_argument(
        "--tmx", action="append", default=[], metavar="FILE", help="a TMX file instead; may be repeated"
    )
    add_memory(places, "a memory made by `cdalign tm import` instead")


def add_documents(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose documents of the memory."""
    parser.add_argument(
        "--document", action="append", default=[], metavar="SYMBOL", help="search this document only; may be repeated"
    )
    parser.add_argument(
        "--exclude", action="append", default=[], metavar="SYMBOL", help="leave this document out; may be repeated"
    )


def chosen_documents(options: argparse.Namespace) -> Filters:
    """Return the filters that those options say."""
    from cdalign.memory import Filters

    return Filters(documents=tuple(options.document), excluded=tuple(options.exclude))


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
    """Return the memories that a build has written.

    Raises:
        ProjectError: there are none.
    """
    from cdalign.project import check_folder

    check_folder(project)
    paths = sorted((project / "tm").glob(_MEMORIES))
    if not paths:
        folder = "" if str(project) == "." else f" {project}"
        raise ProjectError(
            "there is no memory here yet",
            path=project / "tm",
            advice=say("cdalign build{folder}, or name a file: cdalign find TEXT --tmx FILE", folder=folder),
        )
    return paths


def chosen_termbase(options: argparse.Namespace) -> Path:
    """Return the termbase that the options name, or the project's own.

    Raises:
        ProjectError: none is named, and the project has none.
    """
    from cdalign.project import termbase_of

    named = getattr(options, "file", None) or options.terms
    path = Path(named) if named else termbase_of(options.project)
    if not named and not path.exists():
        raise ProjectError("there is no termbase", path=path, advice=_NAME_TERMBASE)
    return path


def growing_termbase(options: argparse.Namespace) -> Path:
    """Return the termbase that is added to: it may be new, its project may not.

    Raises:
        ProjectError: none is named, and there is no such project.
    """
    from cdalign.project import check_folder, termbase_of

    if options.terms:
        return Path(options.terms)
    check_folder(Path(options.project))
    return termbase_of(options.project)


def read_project_bitexts(options: argparse.Namespace) -> Sequence[Bitext]:
    """Return the aligned texts of the project that a command names."""
    from cdalign.project import open_project, read_all_bitexts

    return read_all_bitexts(open_project(options.project))


def _units_of_files(paths: Iterable[str | Path]) -> Iterator[TranslationUnit]:
    from cdalign.tmx import read_units

    for path in paths:
        yield from read_units(path)
