"""A project folder and what `cdalign build` makes of it."""

from cdalign.project.building import (
    Build,
    Built,
    align_pair,
    build_project,
    read_bitext,
    read_pair,
    read_project_termbase,
    summary_lines,
)
from cdalign.project.folder import Pair, Project, open_project
from cdalign.project.sources import SourceRecord, read_sources

__all__ = [
    "Build",
    "Built",
    "Pair",
    "Project",
    "SourceRecord",
    "align_pair",
    "build_project",
    "open_project",
    "read_bitext",
    "read_pair",
    "read_project_termbase",
    "read_sources",
    "summary_lines",
]
