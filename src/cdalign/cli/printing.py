"""What commands print: results on stdout, talk on stderr.

Names of files and texts may hold what a terminal obeys (escape sequences): it is written as escapes there. Our own
styles are marked with NUL, which no file name holds, and become escape sequences only when they are printed.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

from cdalign.messages import ENGLISH, say, translate_said
from cdalign.text import escape_controls

if TYPE_CHECKING:
    from cdalign.model import Span

_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "reverse": "7", "underline": "4"}
_STYLE = "\0"
_STYLE_MARK = re.compile(r"(\0\[[0-9]+m)")
# Severities are styles, too.
_STYLES |= {"major": _STYLES["red"], "minor": _STYLES["yellow"], "info": _STYLES["dim"]}


class _Speech:
    """The language in which messages are printed."""

    lang = ENGLISH


def speak(lang: str) -> None:
    """Print messages in an interface language from now on."""
    _Speech.lang = lang


def spoken() -> str:
    """Return the interface language in which messages are printed."""
    return _Speech.lang


def tell(text: str) -> str:
    """Return a message in the language in which messages are printed; any other text as it is."""
    return translate_said(text, _Speech.lang)


def print_result(text: str) -> None:
    """Print a result line on stdout."""
    sys.stdout.write(_shown(tell(text), sys.stdout) + "\n")


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of a result."""
    for line in lines:
        print_result(line)


def print_json(value: Any) -> None:
    """Print a value as JSON on stdout, readable, with Chinese as Chinese."""
    print_result(json.dumps(value, ensure_ascii=False, indent=2))


def describe_spans(spans: Iterable[Span]) -> list[list[int]]:
    """Return spans as JSON has them: the start and the stop of each."""
    return [[span.start, span.stop] for span in spans]


def print_talk(text: str) -> None:
    """Print a line that is not a result on stderr."""
    sys.stderr.write(_shown(tell(text), sys.stderr) + "\n")


def print_warning(text: str) -> None:
    """Print a warning on stderr."""
    print_talk(f"{styled(tell(say('warning:')), 'yellow', sys.stderr)} {tell(text)}")


def print_next(command: str) -> None:
    """Print the command that usually comes next."""
    print_talk(say("next: {command}", command=command))


def print_open(file: object) -> None:
    """Print that a file is for a browser."""
    print_next(say("open {file} in a browser", file=file))


def print_error(message: str, advice: str = "") -> None:
    """Print one `error:` line, and one `try:` line where there is advice."""
    print_talk(f"{styled(tell(say('error:')), 'red', sys.stderr)} {tell(message)}")
    if advice:
        print_advice(advice)


def print_advice(advice: str) -> None:
    """Print one `try:` line."""
    print_talk(f"{tell(say('try:'))} {tell(advice)}")


def clip(text: str, longest: int) -> str:
    """Return a text, or the beginning of one that has more than some number of characters."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def styled(text: str, style: str, stream: IO[str] | None = None) -> str:
    """Return the text in a style where the stream is a terminal that shows it and NO_COLOR is not set."""
    target = sys.stdout if stream is None else stream
    if os.environ.get("NO_COLOR") or not target.isatty() or os.environ.get("TERM") == "dumb":
        return text
    return f"{_STYLE}[{_STYLES[style]}m{text}{_STYLE}[0m"


def _shown(text: str, stream: IO[str]) -> str:
    """Return a text as it is printed: styled, and with nothing else that a terminal obeys."""
    if stream is sys.stdout and not stream.isatty():
        return text  # a program reads it, and wants it as it is
    pieces = _STYLE_MARK.split(text)
    pieces[::2] = map(escape_controls, pieces[::2])
    return "".join(pieces).replace(_STYLE, "\033")
