"""Numbers replaced in a translation, where nothing else differs: an offer, marked as such."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cdalign.calendars import ENGLISH_MONTHS
from cdalign.memory.forms import TextForm
from cdalign.memory.hits import Adaptation
from cdalign.model import Span

_MONTH_OF = {name: str(number) for number, name in enumerate(ENGLISH_MONTHS, start=1)}
# A number with its English ordinal ending, or the name of a month.
_FIGURE = re.compile(rf"([0-9]+(?:[.,][0-9]+)*)(?:st|nd|rd|th)?\b|\b({'|'.join(ENGLISH_MONTHS)})\b", re.ASCII)
_ORDINAL_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def adapt_numbers(query: TextForm, found: TextForm, translation: str) -> Adaptation | None:
    """Return the translation with the query's numbers, or None if it is not certain which goes where.

    It is certain where every number that changes occurs as often in the translation as in the text that was found
    (an English month counts as its number), and none of them would have to become two different ones.
    """
    changes = _changes(query, found)
    if not changes:
        return None
    figures = [(match, _value(match)) for match in _FIGURE.finditer(translation)]
    in_text, in_translation = Counter(found.numbers), Counter(value for _, value in figures)
    if any(in_text[number] != in_translation[number] for number in changes):
        return None
    if any(match.group(2) and changes.get(value, "1") not in _MONTH_OF.values() for match, value in figures):
        return None
    pieces = list(_pieces(translation, figures, changes))
    return Adaptation("".join(text for text, _ in pieces), tuple(_changed_spans(pieces)))


def _changes(query: TextForm, found: TextForm) -> dict[str, str]:
    """Return old number -> new number, empty if words differ or one number became two."""
    if query.words != found.words or query.numbers == found.numbers:
        return {}
    pairs = set(zip(found.numbers, query.numbers, strict=True))
    changes = dict(pairs)
    if len(changes) != len(pairs):
        return {}
    return {old: new for old, new in changes.items() if old != new}


def _value(match: re.Match[str]) -> str:
    return _MONTH_OF[match.group(2)] if match.group(2) else match.group(1)


def _pieces(
    translation: str, figures: list[tuple[re.Match[str], str]], changes: dict[str, str]
) -> Iterator[tuple[str, bool]]:
    """The translation in pieces, each with whether it was replaced."""
    end = 0
    for match, value in figures:
        if value in changes:
            yield translation[end : match.start()], False
            yield _rendered(match, changes[value]), True
            end = match.end()
    yield translation[end:], False


def _rendered(match: re.Match[str], number: str) -> str:
    if match.group(2):
        return ENGLISH_MONTHS[int(number) - 1]
    is_ordinal = match.group() != match.group(1)
    return number + _ordinal_ending(number) if is_ordinal else number


def _ordinal_ending(number: str) -> str:
    if number[-2:] in ("11", "12", "13"):
        return "th"
    return _ORDINAL_ENDINGS.get(int(number[-1]), "th")


def _changed_spans(pieces: list[tuple[str, bool]]) -> Iterator[Span]:
    start = 0
    for text, is_changed in pieces:
        if is_changed:
            yield Span(start, start + len(text))
        start += len(text)
