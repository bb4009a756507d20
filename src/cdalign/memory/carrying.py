"""The inline codes of a match, carried to the text that it translates: they stay between the same words."""

from __future__ import annotations

from collections.abc import Iterable

from cdalign.inline import CLOSING
from cdalign.memory.forms import WORD_OR_MARK, make_form
from cdalign.memory.hits import Hit, HitSide
from cdalign.model import Code, Codes, Span
from cdalign.text import fold_characters


def carry_codes(hit: Hit, query: str, translation: str) -> tuple[Codes, Codes] | None:
    """Return the codes of a match at their places in the query, and in the translation that is offered.

    They fit where the query has the words of the text that was found, in the same order; numbers may be others.
    If they do not fit, the answer is None.
    """
    unit = hit.unit
    found, rendered = unit.source_codes, unit.target_codes
    if hit.side is HitSide.TARGET:
        found, rendered = rendered, found
    if not found and not rendered:
        return (), ()
    in_query = move_codes(found, hit.text, query)
    in_translation = move_codes(rendered, hit.translation, translation)
    if in_query is None or in_translation is None or not _are_alike(hit.text, query):
        return None
    return in_query, in_translation


def _are_alike(first: str, second: str) -> bool:
    """Return whether two texts have the same words in the same order; numbers may be others, punctuation too."""
    return make_form(first).words == make_form(second).words


def move_codes(codes: Codes, old: str, new: str) -> Codes | None:
    """Return the codes of a text at the same words of another one, which differs in numbers, spaces or script.

    If that has more words or fewer, or if a code is inside a word that differs, the answer is None.
    """
    if not codes or old == new:
        return codes
    before, after = _words(old), _words(new)
    if len(before) != len(after):
        return None
    places: list[int] = []
    for code in codes:
        place = _new_place(code, (old, new), zip(before, after, strict=True))
        if place is None:
            return None
        places.append(max([place, *places[-1:]]))
    return tuple(code._replace(place=place) for code, place in zip(codes, places, strict=True))


def _words(text: str) -> list[Span]:
    return [Span(*match.span()) for match in WORD_OR_MARK.finditer(fold_characters(text))]


def _new_place(code: Code, texts: tuple[str, str], words: Iterable[tuple[Span, Span]]) -> int | None:
    """Return where a code is in the new text: at the same end of the same word, or as far after it."""
    old, new = texts
    place, end, new_end = code.place, 0, 0
    for first, second in words:
        if place == first.stop and code.kind in CLOSING:
            return second.stop
        if place == first.start:
            return second.start
        if place < first.start:
            break
        if place < first.stop:
            is_same = old[first.start : first.stop] == new[second.start : second.stop]
            return second.start + place - first.start if is_same else None
        end, new_end = first.stop, second.stop
    spaces = len(new) - new_end - len(new[new_end:].lstrip())
    return new_end + min(place - end, spaces)
