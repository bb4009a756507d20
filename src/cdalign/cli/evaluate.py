"""`cdalign evaluate HYP GOLD`: how good an alignment is."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cdalign.cli.arguments import Commands, add_command, add_json
from cdalign.cli.printing import print_json, print_result

if TYPE_CHECKING:
    from cdalign.evaluation import Evaluation, Measure


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "evaluate",
        "measure an alignment against gold",
        "cdalign evaluate mine.beads gold.beads",
        "Print precision, recall and F1 of .beads files ([0,1]:[0] a line) against gold: strict, lax and "
        "over two-sided beads alone; per source (what stands before the first hyphen of a name) and together.",
    )
    parser.add_argument("hypothesis", metavar="HYP", help="the alignment: a .beads file, or a folder of them")
    parser.add_argument("gold", metavar="GOLD", help="the gold: a file, or a folder with the same names")
    parser.add_argument("--settings", default="", metavar="TEXT", help="how HYP was made, for the signature")
    add_json(parser, "the figures")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.evaluation import evaluate_pairs, group_by_source, read_pairs, sign_evaluation

    pairs = read_pairs(options.hypothesis, options.gold)
    rows = {source: evaluate_pairs(group) for source, group in group_by_source(pairs).items()}
    rows["all"] = evaluate_pairs(pairs.values())
    signature = sign_evaluation(pairs, options.settings)
    if options.json:
        print_json({"signature": signature, "sources": {name: _describe(row) for name, row in rows.items()}})
        return 0
    print_result(f"{'':12}{'strict P':>9}{'R':>7}{'F1':>7}{'lax F1':>9}{'two-sided F1':>14}{'beads':>8}{'gold':>7}")
    for name, row in rows.items():
        print_result(_row(name, row))
    print_result(signature)
    return 0


def _row(name: str, row: Evaluation) -> str:
    strict = row.strict
    return (
        f"{name:12}{strict.precision:9.3f}{strict.recall:7.3f}{strict.f1:7.3f}{row.lax.f1:9.3f}"
        f"{row.two_sided.f1:14.3f}{row.counts.system:8}{row.counts.gold:7}"
    )


def _describe(row: Evaluation) -> dict[str, Any]:
    return {
        "strict": _measure(row.strict),
        "lax": _measure(row.lax),
        "two_sided": _measure(row.two_sided),
        "system_beads": row.counts.system,
        "gold_beads": row.counts.gold,
    }


def _measure(measure: Measure) -> dict[str, float]:
    return {
        "precision": round(measure.precision, 4),
        "recall": round(measure.recall, 4),
        "f1": round(measure.f1, 4),
    }
