"""JSON and TOML that other people wrote: whatever is wrong with it is a ReadError."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from cdalign.errors import ReadError
from cdalign.messages import say

# The records of 7,000 pairs of texts.
_LONGEST_TOML = 5_000_000
# Python's TOML reader takes time that grows with the square of a dotted key. With this number
# of dots in its lines, the longest file takes five seconds at most.
_MOST_DOTS = 300


def load_json(text: str | bytes, *, path: str | Path = "", advice: str = "write it again") -> Any:
    """Return the value that JSON stands for.

    Raises:
        ReadError: it is not JSON, is nested deeper than Python follows, holds a number of thousands of digits, or half
            of a surrogate pair, which can be sent (RFC 8259, 8.2) and not be written.
    """
    try:
        value = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise ReadError(
            say("is not JSON ({reason})", reason=_reason(error)), path=path, line=line, advice=advice
        ) from error
    return value


def load_toml(text: str, *, path: str | Path = "", advice: str = "fix it") -> dict[str, Any]:
    """Return the table that TOML stands for.

    Raises:
        ReadError: it is not TOML, is nested deeper than Python follows, or costs more than settings should.
    """
    if len(text) > _LONGEST_TOML:
        raise ReadError(
            say("has more than {longest_toml:,} characters", longest_toml=_LONGEST_TOML),
            path=path,
            advice="settings are shorter",
        )
    for number, line in enumerate(text.splitlines(), 1):
        if line.count(".") > _MOST_DOTS and not line.lstrip().startswith("#"):
            raise ReadError(
                say("has more than {most_dots} dots in a line", most_dots=_MOST_DOTS),
                path=path,
                line=number,
                advice=advice,
            )
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(say("is not TOML ({reason})", reason=_reason(error)), path=path, advice=advice) from error


def _reason(error: Exception) -> str:
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error)[:200]
