"""Where names occur in a text: the longest first, words whole, and in Chinese not inside a longer known word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cdalign.gazetteer.known_names import names_in
from cdalign.lexicon.equivalents import is_inside_word, stems_of
from cdalign.patterns import compile_late
from cdalign.text import HAN, compact_with_offsets

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


_GIVEN_NAME = compile_late(f"[{HAN}]{{1,3}}[·•‧・]")


class Name(NamedTuple):
    """A name in a text: where it occurs, its words, what it may stand for, and whether it only answers one."""

    start: int
    stop: int
    words: str
    things: frozenset[str]
    is_weak: bool


class _Finder(NamedTuple):
    automaton: AhoCorasick
    words: tuple[str, ...]


@cache
def _finder(lang: str) -> _Finder:
    from ahocorasick_rs import AhoCorasick, MatchKind

    words = tuple(names_in(lang))
    return _Finder(AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words)


def find_names(text: str, lang: str) -> tuple[Name, ...]:
    """Return the names of a Chinese (`zh`) or English (`en`) text, in its order, without overlaps."""
    return tuple(_found(text, lang))


def _found(text: str, lang: str) -> Iterator[Name]:
    plain = compact_with_offsets(text)
    known = names_in(lang)
    finder = _finder(lang)
    for index, start, stop in finder.automaton.find_matches_as_indexes(plain.text):
        words = finder.words[index]
        things, is_weak = known[words]
        # A single character only answers, and does so in words like 中美 too.
        is_part = lang == "zh" and stop - start > 1 and _is_part(plain.text, start, stop, words)
        if _is_cut(plain.text, start, stop) or is_part:
            continue
        is_weak = is_weak or _may_be_person(plain.text, stop, words)
        yield Name(*plain.original_span(start, stop), words, things, is_weak)


def _may_be_person(text: str, stop: int, words: str) -> bool:
    """Return whether a short Chinese name may be the beginning of a person's: 西德 in 西德尼·波拉克.

    It may as well be what it says, 古巴 in 古巴菲德尔·卡斯特罗, so such a name answers and does not name.
    """
    return len(words) == 2 and not words.endswith("国") and _GIVEN_NAME.match(text, stop) is not None


def _is_part(text: str, start: int, stop: int, words: str) -> bool:
    """Return whether a Chinese name is only part of a longer word, as 法国 in 宪法国家."""
    return is_inside_word(text, start, stop, _single_stems(words))


@cache
def _single_stems(words: str) -> tuple[frozenset[str], ...]:
    """Return each stem of the English names of what a Chinese name may stand for, by itself."""
    stems = (stem for name in stems_of_things(names_in("zh")[words][0]) for stem in name)
    return tuple(frozenset((stem,)) for stem in dict.fromkeys(stems))


@cache
def stems_of_things(things: frozenset[str]) -> tuple[frozenset[str], ...]:
    """Return the stems of each English name of some things."""
    return tuple(stems_of(words) for words, (others, _) in names_in("en").items() if others & things)


def _is_cut(text: str, start: int, stop: int) -> bool:
    """Return whether a Latin word is cut at either end; the plural of a nationality may follow: Algerians."""
    before = start > 0 and _is_latin(text[start - 1]) and _is_latin(text[start])
    if text[stop : stop + 1] == "s" and text[stop - 1 : stop].islower():
        stop += 1
    return before or (stop < len(text) and _is_latin(text[stop]) and _is_latin(text[stop - 1]))


def _is_latin(char: str) -> bool:
    return char < "\u2e80" and char.isalnum()
