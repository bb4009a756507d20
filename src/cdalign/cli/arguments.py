"""The words that several commands take: one name, one meaning, one help text, and what is said to a wrong one."""

from __future__ import annotations

import argparse
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from cdalign.cli.argument_values import count, date, language_tag, positive_count
from cdalign.cli.fault_reports import FAILING
from cdalign.cli.printing import print_talk
from cdalign.errors import UsageError
from cdalign.messages import interface_language, say
from cdalign.model import parse_status

Commands: TypeAlias = "argparse._SubParsersAction[ArgumentParser]"

# The commands after which `--lang` is the earlier name of `--text-lang`: the language of a text.
TEXT_LANGUAGE_COMMANDS = ("structure", "find")


class HelpFormatter(argparse.HelpFormatter):
    """Help as argparse formats it, with commands in one column and examples line by line."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if "\n" in text else super()._fill_text(text, width, indent)

    def _format_action(self, action: argparse.Action) -> str:
        if isinstance(action, argparse._SubParsersAction):
            return "".join(map(self._format_action, self._iter_indented_subactions(action)))
        return super()._format_action(action)

    def _iter_indented_subactions(self, action: argparse.Action) -> Iterator[argparse.Action]:  # type: ignore[override]
        if isinstance(action, argparse._SubParsersAction):
            yield from action._get_subactions()


def add_command(
    commands: Commands,
    name: str,
    summary: str,
    example: str,
    description: str = "",
    *,
    earlier_names: Sequence[str] = (),
) -> ArgumentParser:
    """Add a command and return its parser. The description is the summary by default.

    The command can also be called by its earlier names. It takes `--lang`, as the program itself does, unless that is
    an earlier name of `--text-lang` there.
    """
    parser = commands.add_parser(
        name,
        aliases=earlier_names,
        help=summary,
        description=description or f"{summary[0].upper()}{summary[1:]}.",
        epilog=f"example:\n  {example}",
        formatter_class=HelpFormatter,
    )
    if name not in TEXT_LANGUAGE_COMMANDS:
        add_interface(parser, argparse.SUPPRESS)
    return parser


def add_json(parser: argparse._ActionsContainer, what: str) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help=f"print {what} as JSON")


def add_interface(parser: ArgumentParser, default: str) -> None:
    """Add the language in which the program prints its messages and writes its reports."""
    parser.add_argument(
        "--lang",
        dest="interface",
        type=interface_language,
        default=default,
        metavar="LANG",
        help="the language of messages and reports: en or zh (default: that of the system)",
    )


def add_text_language(parser: argparse._ActionsContainer, what: str) -> None:
    """Add the language of a text."""
    parser.add_argument("--text-lang", dest="lang", type=language_tag, default="", metavar="TAG", help=what)
    add_earlier_option(parser, "--lang", "--text-lang", "lang", language_tag)


class _EarlierOption(argparse.Action):
    """An option under the name that it had in an earlier version, which it says on stderr."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, default=argparse.SUPPRESS, help=argparse.SUPPRESS)

    def __call__(self, _parser: object, namespace: argparse.Namespace, values: Any, option: object = None) -> None:
        """Keep the value, and say how the option is called now."""
        print_renamed(str(option), str(self.const))
        setattr(namespace, self.dest, values)


def add_earlier_option(
    parser: argparse._ActionsContainer, earlier: str, name: str, dest: str, type_: Callable[[str], Any]
) -> None:
    """Add the earlier name of an option, which the help does not show."""
    parser.add_argument(earlier, dest=dest, type=type_, const=name, action=_EarlierOption)


def print_renamed(earlier: str, name: str) -> None:
    """Report that a command or an option has another name now."""
    print_talk(say("{earlier} is called {name} now", earlier=earlier, name=name))


def add_output(
    parser: ArgumentParser, what: str, *, metavar: str = "FILE", default: str | None = None, is_required: bool = False
) -> None:
    """Add `-o`."""
    parser.add_argument("-o", "--output", metavar=metavar, default=default, required=is_required, help=what)


def add_languages(parser: ArgumentParser, otherwise: str = "", *, source: str = "", target: str = "") -> None:
    """Add the options for the languages of both sides. The defaults are tags, or described by `otherwise`."""
    for side, default in (("source", source), ("target", target)):
        parser.add_argument(
            f"--{side}-lang",
            type=language_tag,
            default=default,
            metavar="TAG",
            help=f"{side} language (default: {default or otherwise})",
        )


def add_sheet(parser: ArgumentParser) -> None:
    """Add the sheet of a workbook."""
    parser.add_argument(
        "--sheet",
        default="",
        metavar="NAME",
        help="the sheet of an XLSX to read, by its name or number (default: the first that names its columns)",
    )


def add_project_folder(parser: ArgumentParser) -> None:
    """Add the project folder as a word."""
    parser.add_argument(
        "project", nargs="?", default=".", metavar="PROJECT", help="the project folder (default: this folder)"
    )


def add_project(parser: argparse._ActionsContainer) -> None:
    """Add the project whose corpus, memories and termbase are meant."""
    parser.add_argument("--project", default=".", metavar="PROJECT", help="the project folder (default: this folder)")


def add_termbase(parser: ArgumentParser, otherwise: str = "the project's own") -> None:
    """Add the termbase."""
    parser.add_argument(
        "--terms", metavar="FILE", help=f"a termbase: TSV, TBX, CSV, XLSX or JSON (default: {otherwise})"
    )


def add_lexicons(parser: ArgumentParser, forms: str = "CC-CEDICT, hunalign .dic, TSV") -> None:
    """Add the dictionaries that are used in addition to the bundled lexicon."""
    parser.add_argument(
        "--lexicon",
        action="append",
        default=[],
        metavar="FILE",
        help=f"a dictionary added to the bundled one: {forms}, or a learnt lexicon; may be given several times",
    )


def add_limit(parser: ArgumentParser, what: str, default: int) -> None:
    """Add how many results are shown."""
    parser.add_argument(
        "--limit", type=positive_count, default=default, metavar="N", help=f"{what} shown (default: {default})"
    )


def add_rule_limit(parser: ArgumentParser, default: int) -> None:
    """Add how many results of each rule are listed."""
    parser.add_argument(
        "--max-per-rule",
        type=count,
        default=default,
        metavar="N",
        help=f"list N of each rule and count the rest; 0 lists all (default: {default})",
    )


def add_status(parser: argparse._ActionsContainer, action: str = "store") -> None:
    """Add the option for the decision about a unit: a person's, or none yet."""
    parser.add_argument(
        "--status",
        action=action,
        default="" if action == "store" else [],
        type=parse_status,
        choices=("confirmed", "pending"),
        help="only units that a person confirmed, or only those that no person did",
    )


def add_memory(parser: argparse._ActionsContainer, what: str, *, is_required: bool = False) -> None:
    """Add a searchable memory."""
    parser.add_argument("--memory", required=is_required, default="", metavar="MEMORY", help=what)


def add_dates(parser: argparse._ActionsContainer) -> None:
    """Add the first and the last day of change."""
    parser.add_argument("--since", type=date, default="", metavar="DATE", help="changed on this day or later (2018-09)")
    parser.add_argument("--until", type=date, default="", metavar="DATE", help="changed on this day or before")


def add_failing(parser: ArgumentParser) -> None:
    """Add what makes exit code 1."""
    parser.add_argument(
        "--fail-on", choices=FAILING, default=FAILING[0], help="what makes exit code 1 (default: major)"
    )


def add_fault_shapes(parser: ArgumentParser) -> None:
    """Add the forms for programs in which faults are printed."""
    shape = parser.add_mutually_exclusive_group()
    add_json(shape, "the faults")
    shape.add_argument("--sarif", action="store_true", help="print the faults as SARIF 2.1.0")


def read_words(text: str) -> str:
    """Return the words of a question: the text itself, or standard input where it is `-`.

    Raises:
        UsageError: there are none.
    """
    words = (sys.stdin.read() if text == "-" else text).strip()
    if not words:
        raise UsageError("there are no words to look for", path="TEXT", advice="cdalign lookup 裁谈会")
    return words
