"""A project folder and its outputs.

folder, sources   the files, and the records about each text
contents          the texts, the termbase and the bitexts, read
library, pairing  a folder of projects; which files of a heap belong together
outputs           what is written into tm/
building          all of it in one run; it imports every room, so only those that build import it
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
