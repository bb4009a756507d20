"""A project folder and what is made of it.

folder, sources   what is there, and what is known of each text
contents          the texts, the termbase and the bitexts, read
library, pairing  a folder of projects; which files of a heap belong together
outputs           what is written into tm/
building          all of it in one run; it loads every room, so it is imported by who builds
"""

from cdalign.project.contents import read_all_bitexts, read_bitext, read_bitexts, read_pair, read_project_termbase
from cdalign.project.folder import Pair, Project, check_folder, open_project, termbase_of
from cdalign.project.sources import SourceRecord, read_sources

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
