"""`cdalign tm pretranslate FILE -o OUT`: what a memory knows of a new text."""

from __future__ import annotations

import argparse
from pathlib import Path

from cdalign.cli.amounts import say_about
from cdalign.cli.argument_values import count, language_tag, percentage
from cdalign.cli.arguments import Commands, add_command, add_earlier_option, add_output
from cdalign.cli.exit_codes import DONE
from cdalign.cli.places import add_documents, add_places, chosen_documents, open_chosen
from cdalign.cli.printing import print_next, print_result, print_warning
from cdalign.messages import say, say_either

_LEAST_MATCH = 75
_FRAGMENTS = 3


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "pretranslate",
        "fill in what a memory knows of a new text",
        "cdalign tm pretranslate new.docx -o new.xlf",
        "Write the sentences of a text with the best translations that the memory has, as XLIFF, XLSX "
        "or TSV. A person has to check what is below 100%; replaced numbers are marked.",
    )
    parser.add_argument("file", metavar="FILE", help="the text to be translated (TXT, DOCX, PDF, HTML, EPUB …)")
    add_output(parser, "where to write: .xlf .xlsx .tsv .csv; of subtitles .srt or .vtt too", is_required=True)
    parser.add_argument(
        "--fuzzy",
        type=percentage,
        default=_LEAST_MATCH,
        metavar="PERCENT",
        help=f"matches from this percentage on (default: {_LEAST_MATCH})",
    )
    add_earlier_option(parser, "--from", "--fuzzy", "fuzzy", percentage)
    parser.add_argument(
        "--target-lang",
        type=language_tag,
        default="",
        metavar="TAG",
        help="language to translate into (default: English for a Chinese text, Chinese for any other)",
    )
    parser.add_argument(
        "--fragments",
        type=count,
        default=_FRAGMENTS,
        metavar="N",
        help="longest runs that the memory holds of a sentence without a full match, as notes and, in XLIFF, as "
        f"alt-trans (default: {_FRAGMENTS})",
    )
    add_documents(parser)
    add_places(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.documents import read_document
    from cdalign.exchange.formats import Writing, write_any
    from cdalign.languages import ENGLISH, SIMPLIFIED, is_chinese
    from cdalign.memory.leverage import CODES_PROP, find_parts, is_full_match, pretranslate

    document = read_document(options.file)
    target = options.target_lang or (ENGLISH if is_chinese(document.lang) else SIMPLIFIED)
    filters = chosen_documents(options)
    with open_chosen(options) as memory:
        parts = find_parts(memory, document, options.fragments, filters=filters)
        units = list(pretranslate(memory, document, target, threshold=options.fuzzy, filters=filters, parts=parts))
    offered = {unit.id: parts.get(number, ()) for number, unit in enumerate(units) if not is_full_match(unit)}
    write_any(options.output, units, Writing(parts=offered))
    filled = sum(bool(unit.target) for unit in units)
    done = say("sentences filled in: {filled:,} of {total:,}", filled=filled, total=len(units))
    print_result(say_about(options.output, done))
    if left_out := sum(bool(unit.prop(CODES_PROP)) for unit in units):
        print_warning(
            say_either(
                "the inline codes of {count:,} match do not fit its sentence and were left out",
                "the inline codes of {count:,} matches do not fit their sentences and were left out",
                left_out,
            )
        )
    if Path(options.output).suffix.lower() in (".xlf", ".xliff"):
        print_next(say("open {file} in your translation tool", file=options.output))
    return DONE
