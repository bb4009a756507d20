"""Document symbols as a person lists them: alone, as a range, or in a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cdalign.atomic import read_whole
from cdalign.errors import ReadError, UsageError
from cdalign.messages import say

_SYMBOL = re.compile(r"[A-Z]{1,10}(?:/[A-Z0-9](?:[A-Za-z0-9.()\-]|(?<=[A-Za-z0-9.)]) (?=[A-Za-z0-9(]))*)+(?<![.\\-])")
_NUMBERED = re.compile(r"(.*?)(\d{1,6})")
_RANGE = re.compile(r"(?P<first>.*\d)\s*[-–—]\s*(?P<last>[A-Za-z]+/.*\d)")
# Fifty years of the busiest organ; a typing error must not request a million documents.
_LONGEST_RANGE = 10_000


def normalize_symbol(symbol: str) -> str:
    """Return the symbol as it is printed: without extra spaces, and in capitals if it was typed in small letters.

    Raises:
        UsageError: this is not a document symbol.
    """
    written = re.sub(r"\s*/\s*", "/", " ".join(symbol.split()))
    name = written.upper() if written == written.lower() else written
    if not _SYMBOL.fullmatch(name):
        raise UsageError(say("{symbol!r} is not a document symbol", symbol=symbol), advice="cdalign fetch CD/2138")
    return name


def expand_symbols(words: Iterable[str]) -> tuple[str, ...]:
    """Return the symbols that the words name, each once, in order; `CD/2138-CD/2142` names five.

    Raises:
        UsageError: a word is neither a symbol nor a range, or a range is reversed or too long.
    """
    return tuple(dict.fromkeys(symbol for word in words for symbol in _expand(word)))


def _expand(word: str) -> Iterator[str]:
    found = _RANGE.fullmatch(word.strip())
    if not found:
        yield normalize_symbol(word)
        return
    first, last = (_NUMBERED.fullmatch(normalize_symbol(found[name])) for name in ("first", "last"))
    if not first or not last or first[1] != last[1]:
        raise UsageError(
            say("{word!r} is not a range: only the last numbers may differ", word=word), advice="CD/2138-CD/2142"
        )
    start, stop = int(first[2]), int(last[2])
    if not 0 <= stop - start < _LONGEST_RANGE:
        raise UsageError(
            say(
                "{word!r} names {count:,} documents; a range has 1 to {longest_range:,}",
                word=word,
                count=max(0, stop - start + 1),
                longest_range=_LONGEST_RANGE,
            ),
            advice="the smaller number first: CD/2138-CD/2142",
        )
    yield from (f"{first[1]}{number:0{len(first[2])}d}" for number in range(start, stop + 1))


def read_symbol_list(path: str | Path) -> tuple[str, ...]:
    """Return the symbols and ranges of a text file, one per line in the first column; `#` begins a comment.

    Raises:
        ReadError: the file cannot be read, or a line has no symbol.
    """
    try:
        lines = read_whole(Path(path)).splitlines()
    except OSError as error:
        raise ReadError.of(error, path) from error
    words = [(number, re.split(r"[\t,;#]", line)[0].strip()) for number, line in enumerate(lines, start=1)]
    found: list[str] = []
    for number, word in words:
        try:
            found += _expand(word) if word else ()
        except UsageError as error:
            raise ReadError(error.message, path=path, line=number, advice="one symbol per line: CD/2138") from error
    return tuple(dict.fromkeys(found))
