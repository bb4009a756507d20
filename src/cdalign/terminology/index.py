"""The terms of a termbase made ready to be asked for: under the forms in which they are compared.

All forms stand in one string, so that the search for any of them is one search of the text editor's kind, two
milliseconds in a hundred thousand concepts; what is made beside it takes some bytes a term.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, compress, islice

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
    """The terms of a termbase made ready to be asked for; made once, asked many times."""

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        self.terms = [term for entry in termbase.entries for term in entry.terms]
        self.entries = [entry for entry in termbase.entries for _ in entry.terms]
        self.keys = search_forms([term.text for term in self.terms])
        self.joined = SEPARATOR + SEPARATOR.join(self.keys) + SEPARATOR
        self._starts = list(accumulate((len(key) + 1 for key in self.keys), initial=1))
        self._kinds = bytes(map(_kind, self.keys))
        self.readings = Readings(self.joined)
        self._passages = PassageFilter(self.terms, self.keys)

    @cached_property
    def recognizer(self) -> TermRecognizer:
        """The recogniser of the same termbase, for whole corpora."""
        return TermRecognizer(self.termbase)

    def recognizer_for(self, *passages: tuple[str, str]) -> TermRecognizer:
        """Give the recogniser of those concepts that passages can name, each passage with its language.

        It finds there what the recogniser of the whole termbase finds, and is made in milliseconds, not in seconds.
        """
        found = {self.entries[at].id: self.entries[at] for text, lang in passages for at in self._passing(text, lang)}
        return TermRecognizer(Termbase(tuple(found.values())))

    def _passing(self, text: str, lang: str) -> Iterator[int]:
        return self._passages.passing(text, search_forms([text])[0], lang)

    def holding(self, words: str) -> Iterator[int]:
        """Yield the places of the keys in which words stand, in order, once each; NUL stands for a key's end."""
        at, count = self.joined.find(words), 0
        while at >= 0 and count < _MOST_FOUND:
            index = bisect_right(self._starts, at + words.startswith(SEPARATOR)) - 1
            yield index
            count += 1
            at = self.joined.find(words, self._starts[index + 1] - 1)

    def fitting(self, pattern: str) -> Iterator[int]:
        """Yield the places of the keys that begin with a pattern, in order."""
        found = re.finditer(f"{SEPARATOR}(?:{pattern})", self.joined)
        return (bisect_right(self._starts, match.start() + 1) - 1 for match in islice(found, _MOST_FOUND))

    def alike(self, question: str, limit: int) -> Iterator[tuple[int, float]]:
        """Yield the places of the keys most like the question, with their likeness."""
        from rapidfuzz import fuzz, process

        usable = self._kinds.translate(_kinds_like(len(question), contains_han(question)))
        keys, places = list(compress(self.keys, usable)), list(compress(range(len(usable)), usable))
        found = process.extract(question, keys, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=limit)
        return ((places[at], score) for _, score, at in found)


def search_forms(texts: Sequence[str]) -> list[str]:
    """The forms under which terms are compared: compact, lower case, without brackets, hyphens as spaces.

    All at once: a hundred thousand separate calls take seconds, one call with a separator a tenth of that.
    """
    keys = [text.replace(SEPARATOR, "") if SEPARATOR in text else text for text in texts]
    for is_plain in (True, False):
        places = [place for place, text in enumerate(keys) if text.isascii() == is_plain]
        folded = _fold(SEPARATOR.join([keys[place] for place in places]))
        for place, key in zip(places, folded.split(SEPARATOR), strict=bool(places)):
            keys[place] = key.strip()
    return keys


def _fold(text: str) -> str:
    """Replace sign by sign: each time the whole text is looked through, and yet a pattern takes ten times as long."""
    folded = compact(text)
    for mark in _DECORATION:
        folded = folded.replace(mark, "")
    for joint in _JOINTS:
        folded = folded.replace(joint, " ")
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return folded.lower()


def _kind(key: str) -> int:
    length = min(len(key), _LONGEST_KIND)
    return length if key.isascii() or not contains_han(key) else length + _HAN_KIND


def _kinds_like(length: int, has_han: bool) -> bytes:
    """A table from kinds to 1 where the length alone does not forbid the likeness to a question, and 0 elsewhere."""
    # A ratio r needs r/(2-r) of the longer one.
    share = LIKE_ENOUGH / (200 - LIKE_ENOUGH)
    least, most = math.ceil(length * share), math.floor(length / share)
    lengths = bytes(least <= size <= most or (size == _LONGEST_KIND <= most) for size in range(_HAN_KIND))
    nothing = bytes(_HAN_KIND)
    return nothing + lengths if has_han else lengths + nothing
