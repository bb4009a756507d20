"""A project folder and its outputs.

folder, sources      the files, and the records about each text
contents             the texts, the termbase and the bitexts, read
library, file_pairs  a folder of projects; which files of a heap belong together
outputs              what is written into tm/
building             all of it in one run; it imports every room, so only those that build import it
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cdalign.project.contents import (
        read_all_bitexts,
        read_bitext,
        read_bitexts,
        read_pair,
        read_project_termbase,
    )
    from cdalign.project.folder import Pair, Project, check_folder, open_project, termbase_of
    from cdalign.project.sources import SourceRecord, read_sources

_MODULE_OF = {
    "Pair": "folder",
    "Project": "folder",
    "SourceRecord": "sources",
    "check_folder": "folder",
    "open_project": "folder",
    "read_all_bitexts": "contents",
    "read_bitext": "contents",
    "read_bitexts": "contents",
    "read_pair": "contents",
    "read_project_termbase": "contents",
    "read_sources": "sources",
    "termbase_of": "folder",
}

__all__ = [
    "Pair",
    "Project",
    "SourceRecord",
    "check_folder",
    "open_project",
    "read_all_bitexts",
    "read_bitext",
    "read_bitexts",
    "read_pair",
    "read_project_termbase",
    "read_sources",
    "termbase_of",
]


def __getattr__(name: str) -> Any:
    """Load a name from its module when it is first used: a search needs the folder, and none of the readers."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'cdalign.project' has no attribute {name!r}")
    return getattr(import_module(f"cdalign.project.{_MODULE_OF[name]}"), name)
