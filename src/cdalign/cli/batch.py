"""`cdalign batch MANIFEST -o FOLDER`: many pairs, on all cores or on a cluster."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdalign.atomic import read_whole
from cdalign.cli.amounts import say_about
from cdalign.cli.argument_values import positive_count, seconds
from cdalign.cli.arguments import Commands, add_command, add_json, add_lexicons, add_memory, add_output
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_json, print_open, print_result, print_talk, print_warning
from cdalign.errors import UsageError
from cdalign.messages import Message, say, say_either, say_list

if TYPE_CHECKING:
    from cdalign.batch import Engines, Limits, Outcome, Totals, UserDictionary

_FORMS = ("tmx", "moses", "tsv", "parquet", "none")
_NAMED_FAILURES = 5


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "batch",
        "align many pairs, on all cores or on a cluster",
        "cdalign batch archive -o aligned --learn",
        "Align every pair of MANIFEST: a project folder (or any folder with zh/ and en/), two folders or quoted globs, "
        "or a list pairs.tsv or pairs.jsonl of source, target and symbol. If a run is interrupted, the same command "
        "resumes it. Pairs that cannot be aligned are listed in failures.tsv.",
    )
    parser.add_argument(
        "manifest", nargs="+", metavar="MANIFEST", help="a project, a list, or the folders or globs of both sides"
    )
    add_output(parser, "where everything is written", metavar="FOLDER", is_required=True)
    add_json(parser, "the figures")
    _add_work(parser)
    _add_engine(parser)
    parser.set_defaults(run=_run)


def _add_work(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lines", action="store_true", help="all files have one segment per line already")
    parser.add_argument("--learn", action="store_true", help="first learn a lexicon from all pairs; FOLDER keeps it")
    add_lexicons(parser)
    parser.add_argument(
        "--form",
        action="append",
        choices=_FORMS,
        help="write all pairs together, each unit once: as TMX in parts (default), Moses lines, a table or Parquet, or "
        "not at all (none); may be given several times",
    )
    add_memory(parser, "put all units into this searchable memory too")
    parser.add_argument("--retry", action="store_true", help="try again what failed in an earlier run")


def _add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=positive_count, default=0, metavar="N", help="number of processes (default: one per core)"
    )
    parser.add_argument(
        "--time-limit", type=seconds, default=600, metavar="S", help="seconds that one pair may take (default: 600)"
    )
    parser.add_argument(
        "--memory-limit",
        type=positive_count,
        default=4096,
        metavar="MB",
        help="memory that one pair may take (default: 4096)",
    )
    parser.add_argument(
        "--cluster", default="", metavar="ADDRESS", help="align on the workers of this Dask scheduler: tcp://host:8786"
    )


def _run(options: argparse.Namespace) -> int:
    from cdalign.batch import Limits, Plan, find_manifest, run_batch

    folder = Path(options.output)
    plan = Plan(
        dictionaries=tuple(map(_read_dictionary, options.lexicon)),
        learn=options.learn,
        forms=tuple(form for form in dict.fromkeys(options.form or ["tmx"]) if form != "none"),
        memory=options.memory,
        retry=options.retry,
        is_lines=options.lines,
    )
    manifest = find_manifest(_checked_words(options.manifest))
    engines = _engines(options, folder, Limits(options.time_limit, options.memory_limit))
    with _Progress() as progress:
        totals = run_batch(manifest, folder, plan, engines, progress.watch)
    _print(totals, folder, as_json=options.json)
    return DONE


def _checked_words(words: list[str]) -> list[str]:
    if len(words) > 2:
        raise UsageError("takes one or two words", path=words[2], advice="put globs in quotes")
    return words


def _read_dictionary(path: str) -> UserDictionary:
    from cdalign.batch import UserDictionary

    return UserDictionary(Path(path).name, read_whole(path))


def _engines(options: argparse.Namespace, folder: Path, limits: Limits) -> Engines:
    from cdalign.batch import local_engines
    from cdalign.workers import usable_cores

    workers = options.workers or usable_cores()
    here = local_engines(folder, workers=workers, limits=limits)
    if not options.cluster:
        return here
    from cdalign.batch.cluster import cluster_engines

    return cluster_engines(options.cluster, folder, limits, here)


def _print(totals: Totals, folder: Path, *, as_json: bool) -> None:
    from cdalign.batch.report import describe_totals

    if as_json:
        print_json(describe_totals(totals))
        return
    covered = "/".join(f"{part / whole:.1%}" for part, whole in zip(totals.covered, totals.chars, strict=True) if whole)
    beads = say_either("{count:,} sentence bead", "{count:,} sentence beads", totals.beads)
    beads = say_list([beads, say("{count:,} doubtful", count=totals.doubtful)])
    alone = say_either("{count:,} file without a partner", "{count:,} files without a partner", totals.unpaired)
    print_result(say("aligned  {pairs}: {beads}", pairs=_say_pairs(totals.pairs), beads=beads))
    print_result(say("covered  {shares} of the text", shares=covered or "-"))
    print_result(say("failed   {pairs}; {files}", pairs=_say_pairs(totals.failed), files=alone))
    for failure in totals.failures[:_NAMED_FAILURES]:
        print_warning(say_about(failure.entry.name, failure.reason))
    if totals.failed > _NAMED_FAILURES:
        print_talk(say("all failures are in {file}", file=folder / "failures.tsv"))
    print_open(folder / "report.html")


def _say_pairs(count: int) -> Message:
    return say_either("{count:,} pair", "{count:,} pairs", count)


class _Progress:
    """A bar for each step, on a terminal only."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def watch(self, step: str, count: int, outcome: Outcome | None) -> None:
        """Begin the bar of a step, or move it on by one task."""
        if not sys.stderr.isatty():
            return
        if outcome is None:
            from tqdm import tqdm

            self.__exit__()
            self._bar = tqdm(total=count or None, desc=step, unit="pair", dynamic_ncols=True, smoothing=0.05)
        else:
            self._bar.update()
