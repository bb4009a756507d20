"""`cdalign score HYP REF`: how near a translation is to a reference."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cdalign.cli.argument_values import language_tag
from cdalign.cli.arguments import Commands, add_command, add_json
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_json, print_result, print_talk
from cdalign.errors import ReadError
from cdalign.languages import is_chinese
from cdalign.messages import say, say_either

if TYPE_CHECKING:
    from cdalign.evaluation import TranslationScores
    from cdalign.model import Document


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "score",
        "measure a translation with sacrebleu",
        "cdalign score mine.txt reference.txt",
        "Print BLEU, chrF and TER of a translation, with sacrebleu's signatures. REF is a text of as many "
        "lines as HYP, or a TMX memory whose units are in the same order; with --source it is looked up there.",
    )
    parser.add_argument("hypothesis", metavar="HYP", help="the translation, one segment a line")
    parser.add_argument("reference", metavar="REF", help="the reference: one segment a line, or a .tmx memory")
    parser.add_argument("--source", metavar="FILE", help="the source text of HYP, to find each line in a memory")
    parser.add_argument(
        "--target-lang", type=language_tag, default="", metavar="TAG", help="language of HYP (default: as found in it)"
    )
    parser.add_argument("--segments", action="store_true", help="print the scores of each segment too")
    add_json(parser, "the scores")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.documents import read_line_document
    from cdalign.evaluation import score_translation

    document = read_line_document(options.hypothesis, lang=options.target_lang)
    hypotheses = _lines_of(document)
    lang = options.target_lang or ("zh" if is_chinese(document.lang) else "en")
    references: Sequence[str | None]
    if options.reference.lower().endswith((".tmx", ".tmx.gz")):
        sources = _lines_of(read_line_document(options.source)) if options.source else None
        references = _references_of(options.reference, lang, sources)
    else:
        references = _lines_of(read_line_document(options.reference))
    kept = [(ours, theirs) for ours, theirs in zip(hypotheses, references, strict=False) if theirs is not None]
    if len(hypotheses) == len(references) and len(kept) < len(references):
        print_talk(
            say_either(
                "{count:,} line is not in the memory and is left out",
                "{count:,} lines are not in the memory and are left out",
                len(references) - len(kept),
            )
        )
        hypotheses, references = [ours for ours, _ in kept], [theirs for _, theirs in kept]
    scores = score_translation(hypotheses, [text or "" for text in references], lang)
    _print_json(scores) if options.json else _print_table(scores, with_segments=options.segments)
    return DONE


def _lines_of(document: Document) -> list[str]:
    return [segment.text for segment in document.segments]


def _references_of(path: str, lang: str, sources: Sequence[str] | None) -> list[str | None]:
    from cdalign.text import compact
    from cdalign.tmx import read_units

    other = "en" if is_chinese(lang) else "zh"
    units = list(read_units(path, other, lang))
    if not units:
        raise ReadError(
            say("holds no unit from {other} to {lang}", other=other, lang=lang), path=path, advice="check --target-lang"
        )
    if sources is None:
        return [unit.target for unit in units]
    known = {compact(unit.source): unit.target for unit in units}
    return [known.get(compact(line)) for line in sources]


def _print_table(scores: TranslationScores, *, with_segments: bool) -> None:
    if with_segments:
        print_result("\t".join(["segment", *(score.name for score in scores.together)]))
        for number, row in enumerate(scores.segments, 1):
            print_result("\t".join([str(number), *(f"{value:.2f}" for value in row)]))
    for score in scores.together:
        print_result(f"{score.name:6}{score.value:7.2f}  {score.signature}")


def _print_json(scores: TranslationScores) -> None:
    names = [score.name for score in scores.together]
    print_json(
        {
            "scores": [
                {"name": score.name, "value": round(score.value, 4), "signature": score.signature}
                for score in scores.together
            ],
            "segments": [dict(zip(names, (round(value, 4) for value in row), strict=True)) for row in scores.segments],
        }
    )
