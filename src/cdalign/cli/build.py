"""`cdalign build`: a project folder becomes memories, a glossary and a report."""

from __future__ import annotations

import argparse

from cdalign.cli.arguments import Commands, add_command, add_project_folder
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_open, print_result, print_warning, spoken


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "build",
        "make memories, a glossary and a report from a project folder",
        "cdalign build my-project",
        "Align every pair of corpus/zh and corpus/en, and write into tm/ a translation memory, a glossary, an OmegaT "
        "project and a report of what is inconsistent. What a person confirmed is kept.",
    )
    add_project_folder(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.project import open_project
    from cdalign.project.building import build_project, summary_lines

    project = open_project(options.project)
    build = build_project(project, warn=print_warning, lang=spoken())
    for line in summary_lines(build):
        print_result(line)
    print_open(project.memory_folder / "report.html")
    return DONE
