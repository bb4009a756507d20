"""The terms of a termbase made ready to be asked for: under the forms in which they are compared.

All forms occur in one string, so that the search for any of them is one search of the text editor's kind, two
milliseconds in a hundred thousand concepts; what is made in addition to it takes some bytes a term.
"""

from __future__ import annotations

import math
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, compress, islice, repeat

from cdalign.collector import collector_at_rest
from cdalign.model import Termbase
from cdalign.terminology.passages import PassageFilter
from cdalign.terminology.pinyin import Readings
from cdalign.terminology.recognition import TermRecognizer
from cdalign.text import compact, contains_han

SEPARATOR = "\x00"
# Two strings of which seven tenths agree look alike; below that most hits are noise (measured on the report's terms).
LIKE_ENOUGH = 70.0
# Of one way: a question that more terms answer is too short, and the best are ranked among these.
_MOST_FOUND = 1000
_DECORATION = "《》〈〉「」『』“”\"‘’ʼ'()（）[]【】"
_JOINTS = "-‐–―−－/\t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029"
# What the kind of a form says in one byte: its length up to this one, and whether it has Han.
_LONGEST_KIND = 127
_HAN_KIND = 128


class TermIndex:
    """The terms of a termbase made ready to be asked for; made once, asked many times.

    A term has a place, a number: terms in ASCII come first, so that the search for Han need not look at them.
    """

    @collector_at_rest()
    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        terms = [term for entry in termbase.entries for term in entry.terms]
        entries = [entry for entry in termbase.entries for _ in entry.terms]
        is_plain = [term.text.isascii() for term in terms]
        is_wide = [not plain for plain in is_plain]
        self.terms = [*compress(terms, is_plain), *compress(terms, is_wide)]
        self.entries = [*compress(entries, is_plain), *compress(entries, is_wide)]
        texts, first_wide = [term.text for term in self.terms], sum(is_plain)
        self._shelves = (_Shelf(texts[:first_wide], 0), _Shelf(texts[first_wide:], first_wide))
        self.keys = self._shelves[0].keys + self._shelves[1].keys
        self.readings = Readings(self._shelves[1].joined)
        kinds = b"".join(shelf.kinds() for shelf in self._shelves)
        # What is compared for likeness lies together by kind.
        self._kinds = bytes(sorted(kinds))
        self._places = array("L", sorted(range(len(kinds)), key=kinds.__getitem__))
        self._keys_by_kind = [self.keys[place] for place in self._places]
        self._passages = PassageFilter(self.terms, self.keys)

    @cached_property
    def recognizer(self) -> TermRecognizer:
        """The recogniser of the same termbase, for whole corpora."""
        return TermRecognizer(self.termbase)

    def recognizer_for(self, *passages: tuple[str, str]) -> TermRecognizer:
        """Return the recogniser of those concepts that passages can name, each passage with its language.

        It finds there what the recogniser of the whole termbase finds, and is made in milliseconds, not in seconds.
        """
        return TermRecognizer(self.termbase_for(*passages))

    def termbase_for(self, *passages: tuple[str, str]) -> Termbase:
        """Return the concepts that passages can name, each passage with its language."""
        found = {at for text, lang in passages for at in self._passages.passing(text, search_form(text), lang)}
        concepts = {self.entries[at].id: self.entries[at] for at in sorted(found)}
        return Termbase(tuple(concepts.values()))

    def holding(self, words: str) -> Iterator[int]:
        """Yield the places of the keys in which words occur, in order, once each; NUL stands for a key's end."""
        shelves = self._shelves if words.isascii() else self._shelves[1:]
        return islice(chain.from_iterable(shelf.holding(words) for shelf in shelves), _MOST_FOUND)

    def fitting(self, pattern: str, *, has_han: bool) -> Iterator[int]:
        """Yield the places of the keys that begin with a pattern, in order; `has_han`: those with Han alone can."""
        shelves = self._shelves[1:] if has_han else self._shelves
        return islice(chain.from_iterable(shelf.fitting(pattern) for shelf in shelves), _MOST_FOUND)

    def alike(self, question: str, limit: int) -> Iterator[tuple[int, float]]:
        """Yield the places of the keys most like the question, with their likeness."""
        from rapidfuzz import fuzz, process

        # A ratio r needs r/(2-r) of the longer one: of other lengths no key can be so much alike.
        share = LIKE_ENOUGH / (200 - LIKE_ENOUGH)
        least, most = math.ceil(len(question) * share), math.floor(len(question) / share)
        script = _HAN_KIND * contains_han(question)
        first = bisect_left(self._kinds, script + min(least, _LONGEST_KIND))
        keys = self._keys_by_kind[first : bisect_right(self._kinds, script + min(most, _LONGEST_KIND))]
        found = process.extract(question, keys, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=limit)
        return ((self._places[first + at], score) for _, score, at in found)


class _Shelf:
    """The forms of some terms in one string, from a place on."""

    def __init__(self, texts: Sequence[str], first: int) -> None:
        joined = SEPARATOR.join([text.replace(SEPARATOR, "") if SEPARATOR in text else text for text in texts])
        self.keys = [key.strip() for key in _fold(joined).split(SEPARATOR)] if texts else []
        self.joined = SEPARATOR + SEPARATOR.join(self.keys) + SEPARATOR
        self.first = first
        self._starts = array("L", accumulate((len(key) + 1 for key in self.keys), initial=1))

    def kinds(self) -> bytes:
        """The kind of each form."""
        lengths = map(min, map(len, self.keys), repeat(_LONGEST_KIND))
        if self.joined.isascii():
            return bytes(lengths)
        return bytes(length + _HAN_KIND * contains_han(key) for length, key in zip(lengths, self.keys, strict=True))

    def holding(self, words: str) -> Iterator[int]:
        at = self.joined.find(words)
        while at >= 0:
            index = bisect_right(self._starts, at + words.startswith(SEPARATOR)) - 1
            yield self.first + index
            at = self.joined.find(words, self._starts[index + 1] - 1)

    def fitting(self, pattern: str) -> Iterator[int]:
        for match in re.finditer(f"{SEPARATOR}(?:{pattern})", self.joined):
            yield self.first + bisect_right(self._starts, match.start() + 1) - 1


def search_form(text: str) -> str:
    """The form under which texts are compared: compact, lower case, without brackets, hyphens as spaces."""
    return _fold(text.replace(SEPARATOR, "")).strip()


def _fold(text: str) -> str:
    """Fold one text, or a hundred thousand joined, which takes a tenth of the time that single calls take.

    Sign by sign: each time the whole text is looked through, and yet a pattern takes ten times as long.
    """
    folded = compact(text)
    for mark in _DECORATION:
        folded = folded.replace(mark, "")
    for joint in _JOINTS:
        folded = folded.replace(joint, " ")
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return folded.lower()
