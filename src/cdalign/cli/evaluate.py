"""`cdalign evaluate HYP GOLD`: how good an alignment is."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cdalign.cli.arguments import Commands, add_command, add_json
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_json, print_result, print_warning
from cdalign.errors import UsageError
from cdalign.messages import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdalign.evaluation import BeadPair, Evaluation, Measure


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "evaluate",
        "measure an alignment against gold",
        "cdalign evaluate mine.beads gold.beads",
        "Print precision, recall and F1 of .beads files ([0,1]:[0] a line) against gold: strict, lax and "
        "over two-sided beads alone; per source (what is before the first hyphen of a name) and together.",
    )
    parser.add_argument("hypothesis", metavar="HYP", help="the alignment: a .beads file, or a folder of them")
    parser.add_argument("gold", metavar="GOLD", nargs="?", help="the gold: a file, or a folder with the same names")
    parser.add_argument(
        "--segmentation",
        action="store_true",
        help="measure how sentences are cut instead: HYP is a folder of NAME.zh and NAME.en with one sentence a line",
    )
    parser.add_argument("--settings", default="", metavar="TEXT", help="how HYP was made, for the signature")
    add_json(parser, "the figures")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.evaluation import evaluate_pairs, group_by_source, read_pairs, sign_evaluation

    if options.segmentation:
        return _print_segmentation(options)
    if not options.gold:
        raise UsageError("there is nothing to compare with", advice="cdalign evaluate mine.beads gold.beads")
    pairs = read_pairs(options.hypothesis, options.gold)
    _compare_counts(pairs)
    rows = {source: evaluate_pairs(group) for source, group in group_by_source(pairs).items()}
    rows["all"] = evaluate_pairs(pairs.values())
    signature = sign_evaluation(pairs, options.settings)
    if options.json:
        print_json({"signature": signature, "sources": {name: _describe(row) for name, row in rows.items()}})
        return DONE
    print_result(f"{'':12}{'strict P':>9}{'R':>7}{'F1':>7}{'lax F1':>9}{'two-sided F1':>14}{'beads':>8}{'gold':>7}")
    for name, row in rows.items():
        print_result(_row(name, row))
    print_result(signature)
    return DONE


def _print_segmentation(options: argparse.Namespace) -> int:
    from cdalign.evaluation import measure_segmentation

    rows = measure_segmentation(options.hypothesis)
    if options.json:
        print_json(
            [{"source": row.source, "lang": row.lang, "boundaries": _measure(row.counts.measure)} for row in rows]
        )
        return DONE
    print_result(f"{'':12}{'lang':>5}{'P':>9}{'R':>7}{'F1':>7}{'cut':>8}{'gold':>7}")
    for source, lang, counts in rows:
        found = counts.measure
        print_result(
            f"{source:12}{lang:>5}{found.precision:9.3f}{found.recall:7.3f}{found.f1:7.3f}"
            f"{counts.system:8}{counts.gold:7}"
        )
    return DONE


def _compare_counts(pairs: Mapping[str, BeadPair]) -> None:
    """Warn of pairs whose two sides number other units: all that follows the first difference is then wrong."""
    from cdalign.evaluation import count_units

    for name, pair in pairs.items():
        mine, gold = count_units(pair.system), count_units(pair.gold)
        if mine != gold:
            print_warning(
                say(
                    "{name}: the alignment numbers its units to {source} and {target}, the gold to {gold_source} and "
                    "{gold_target}; they count other sentences, so the figures mean little (--lines aligns lines as "
                    "they are)",
                    name=name,
                    source=mine[0],
                    target=mine[1],
                    gold_source=gold[0],
                    gold_target=gold[1],
                )
            )


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
