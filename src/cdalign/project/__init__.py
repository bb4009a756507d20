"""A project folder and what `cdalign build` makes of it."""

from cdalign.project.folder import Pair, Project, open_project
from cdalign.project.sources import SourceRecord, read_sources

__all__ = ["Pair", "Project", "SourceRecord", "open_project", "read_sources"]
