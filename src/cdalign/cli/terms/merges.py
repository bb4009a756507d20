"""What the commands share that put terms into a termbase: the merge, and what it changed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.cli.amounts import say_concepts
from cdalign.cli.printing import print_json, print_result
from cdalign.messages import say
from cdalign.model import Termbase

if TYPE_CHECKING:
    from cdalign.terminology.merging import Merge


def merge_into(options: argparse.Namespace, path: Path, termbases: Sequence[Termbase]) -> Merge:
    """Merge termbases into the one in a file, under its lock; with --dry-run nothing is written."""
    from cdalign.terminology import read_termbase
    from cdalign.terminology.merging import merge_all, merge_into_file

    if options.dry_run:
        return merge_all(read_termbase(path) if path.exists() else Termbase(), termbases)
    return merge_into_file(path, termbases)[0]


def print_merge(merge: Merge, *, as_json: bool) -> None:
    """Print what a merge added, extended and left to a person to decide."""
    from dataclasses import asdict

    if as_json:
        conflicts = [asdict(conflict) for conflict in merge.conflicts]
        print_json({"added": merge.added, "extended": merge.extended, "conflicts": conflicts})
        return
    added = say_concepts(len(merge.added))
    print_result(say("{added} added, {extended:,} extended", added=added, extended=len(merge.extended)))
    for conflict in merge.conflicts:
        print_result(f"conflict  {conflict.concept}: {conflict.about}: {conflict.ours} — {conflict.theirs}")
