"""A text in pieces: terms, and numbers, dates and symbols, as they are marked on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cdalign.quantities import find_quantities
from cdalign.terminology import TermRecognizer

TERM, QUANTITY, HIT = "term", "quantity", "hit"
# The words that render the query: probable, or only possible.
RENDERED, FAINT = "rendered", "faint"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: its words, its kind (empty: plain text), the key of its meaning, and a link."""

    text: str
    kind: str = ""
    key: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that is marked."""

    start: int
    stop: int
    kind: str
    key: str = ""


def mark_text(text: str, lang: str, recognizer: TermRecognizer) -> tuple[Piece, ...]:
    """Return a text in pieces, with its terms and quantities marked. Of two that overlap, the first one counts."""
    terms = (Mark(match.start, match.stop, TERM, match.key) for match in recognizer.find(text, lang))
    quantities = (Mark(found.start, found.stop, QUANTITY, found.key) for found in find_quantities(text, lang))
    return tuple(cut_pieces(text, [*terms, *quantities]))


def cut_pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Yield a text in pieces at its marks; of two that overlap, the one that starts first, then the longer."""
    at = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.stop)):
        if mark.start < at or mark.stop <= mark.start:
            continue
        if mark.start > at:
            yield Piece(text[at : mark.start])
        yield Piece(text[mark.start : mark.stop], mark.kind, mark.key)
        at = mark.stop
    if at < len(text):
        yield Piece(text[at:])


def excerpt(text: str, words: str, most: int) -> Iterator[Piece]:
    """Yield at most `most` characters of a text, in pieces, around some words of it, which are marked.

    What is left out is shown as an ellipsis. No word of Latin letters is cut.
    """
    at = max(0, text.lower().find(words.lower()))
    start = _next_word(text, max(0, min(at - most // 3, len(text) - most)), at)
    stop = len(text) - _next_word(text[::-1], max(0, len(text) - start - most), len(text) - at - len(words))
    shown = text[start:stop]
    found = shown.lower().find(words.lower()) if words else -1
    yield from [Piece("…")] if start else []
    yield from cut_pieces(shown, [Mark(found, found + len(words), HIT)] if found >= 0 else [])
    yield from [Piece("…")] if stop < len(text) else []


def _next_word(text: str, start: int, latest: int) -> int:
    """Return a place from `start` on at which no Latin word is cut, `latest` at the latest."""
    while 0 < start < latest and text[start - 1].isascii() and text[start - 1].isalnum():
        start += 1
    return start


def link_pieces(pieces: Iterable[Piece], links: Iterable[Mark]) -> Iterator[Piece]:
    """Yield pieces of a text with links at some of its stretches, whose keys are addresses; they stay as marked."""
    rest = sorted(links, key=lambda link: link.start)
    start = 0
    for piece in pieces:
        here = [link for link in rest if link.start < start + len(piece.text) and start < link.stop]
        cut = cut_pieces(piece.text, (_within(link, start, len(piece.text)) for link in here))
        yield from (replace(piece, text=part.text, link=part.key) for part in cut)
        start += len(piece.text)


def _within(link: Mark, start: int, length: int) -> Mark:
    return replace(link, start=max(link.start - start, 0), stop=min(link.stop - start, length))
