"""What commands print: results on stdout, talk on stderr."""

from __future__ import annotations

import json
import os
import sys
from typing import IO, Any

_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "reverse": "7", "underline": "4"}
# Severities are styles, too.
_STYLES |= {"major": _STYLES["red"], "minor": _STYLES["yellow"], "info": _STYLES["dim"]}


def print_result(text: str) -> None:
    """Print a result line on stdout."""
    sys.stdout.write(text + "\n")


def print_json(value: Any) -> None:
    """Print a value as JSON on stdout, readable, with Chinese as Chinese."""
    print_result(json.dumps(value, ensure_ascii=False, indent=2))


def print_talk(text: str) -> None:
    """Print a line that is not a result on stderr."""
    sys.stderr.write(text + "\n")


def print_warning(text: str) -> None:
    """Print a warning on stderr."""
    print_talk(f"{styled('warning:', 'yellow', sys.stderr)} {text}")


def print_next(command: str) -> None:
    """Print the command that usually comes next."""
    print_talk(f"next: {command}")


def print_error(message: str, advice: str = "") -> None:
    """Print one `error:` line, and one `try:` line where there is advice."""
    print_talk(f"{styled('error:', 'red', sys.stderr)} {message}")
    if advice:
        print_talk(f"try: {advice}")


def styled(text: str, style: str, stream: IO[str] | None = None) -> str:
    """Give the text in a style where the stream is a terminal that shows it and NO_COLOR is not set."""
    target = sys.stdout if stream is None else stream
    if os.environ.get("NO_COLOR") or not target.isatty() or os.environ.get("TERM") == "dumb":
        return text
    return f"\033[{_STYLES[style]}m{text}\033[0m"
