"""Fragments: the runs of a new text that occur in a memory, each as long as it can be, with their translations.

Words are compared as everywhere in a memory: case, script, spaces and marks aside, and every number is one word. A run
lies in one line of the new text and in one text of the memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

import numpy as np

from cdalign.languages import is_chinese
from cdalign.memory.candidates import as_codes
from cdalign.memory.coded_words import BARRIER, FEWEST, CodedWords
from cdalign.memory.forms import ANY_NUMBER, encode_words, locate_run, locate_words
from cdalign.memory.fuzzy import unit_and_side
from cdalign.memory.hits import Hit, HitKind
from cdalign.memory.records import Stored
from cdalign.memory.run_search import RunSearch
from cdalign.memory.runs import RunIndex
from cdalign.memory.searching import Search
from cdalign.model import Span

# Eight characters are about as many words of English as five.
_FEWEST_CHARACTERS, _FEWEST_WORDS = 8, 5
# Occurrences that are looked at, of each run in each part of the memory.
_MOST_OCCURRENCES = 50
# Occurrences after which the rest are only counted: some may be in another script, or have other words of one code.
_ENOUGH = 50


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of a new text that occurs in the memory.

    `span` is its place in the new text, `words` its length (each Han character is one), `count` how often it occurs,
    `hits` are the first units in which it does; their spans are the run there and, where that was asked for, what
    renders it.
    """

    span: Span
    words: int
    count: int
    hits: tuple[Hit, ...] = ()


def least_words(lang: str) -> int:
    """Return how many words a fragment has at least by default: 8 characters of Chinese, 5 words of others."""
    return _FEWEST_CHARACTERS if is_chinese(lang) else _FEWEST_WORDS


class LocatedText:
    """A new text as numbered words, with the place of each, and a barrier after each line."""

    def __init__(self, text: str) -> None:
        located: list[tuple[str, int, int]] = []
        start = 0
        for line in text.split("\n"):
            located += [(word, start + first, start + last) for word, first, last in locate_words(line)]
            start += len(line) + 1
            located.append(("", start - 1, start))
        self.words = [_any_number(word) for word, _, _ in located]
        self._places = [(first, last) for _, first, last in located]
        codes = encode_words([word or _A_WORD for word in self.words])
        is_barrier = np.array([not word for word in self.words], dtype=bool)
        self.coded = CodedWords(np.where(is_barrier, np.uint16(BARRIER), as_codes(codes)))

    def span(self, first: int, stop: int) -> Span:
        """Return the place of some words in the text."""
        return Span(self._places[first][0], self._places[stop - 1][1])


_A_WORD = "a"


def _any_number(word: str) -> str:
    # A word that begins with an ASCII digit is a number, and ":" follows "9".
    return ANY_NUMBER if "0" <= word < ":" else word


class RunPlace(NamedTuple):
    """Where a run occurs: the number of the text (`unit_and_side`), and its first word there."""

    entry: int
    word: int


@dataclass(frozen=True, slots=True)
class FoundRun:
    """A run of words of a new text: first word, the word after the last, how often it occurs, and the first places."""

    first: int
    stop: int
    count: int
    occurrences: tuple[RunPlace, ...]


def find_runs(text: LocatedText, indexes: Iterable[RunIndex], least: int, *, enough: int = 0) -> list[FoundRun]:
    """Return the maximal runs of a text of at least `least` words, in their order, with their occurrences.

    Of a run that has `enough` occurrences already (0: never), those in the segments that follow are only counted.
    """
    search = RunSearch(text.coded, max(least, FEWEST))
    for index in indexes:
        search.visit(index)
    runs = search.runs()
    counts = np.zeros(len(runs), np.int64)
    found: list[list[RunPlace]] = [[] for _ in runs]
    places = np.array([first for first, _ in runs], np.int64)
    lengths = np.array([stop - first for first, stop in runs], np.int64)
    for index in indexes if runs else ():
        likely = np.flatnonzero(index.may_hold(text.coded, places, lengths))
        if not len(likely):
            continue
        most = np.where((counts[likely] >= enough) & (enough > 0), 0, _MOST_OCCURRENCES)
        here, owners, there = index.occurrences(text.coded, places[likely], lengths[likely], most)
        counts[likely] += here
        entries, words = index.texts_at(there)
        for owner, entry, word in zip(likely[owners].tolist(), entries.tolist(), words.tolist(), strict=True):
            found[owner].append(RunPlace(entry, word))
    return [
        FoundRun(first, stop, count, tuple(sorted(places)))
        for (first, stop), count, places in zip(runs, counts.tolist(), found, strict=True)
    ]


def find_fragments(
    text: str, indexes: Iterable[RunIndex], search: Search, lang: str, *, least: int, examples: int
) -> tuple[Fragment, ...]:
    """Return the fragments of a text, longest first; see `Memory.find_fragments`."""
    located = LocatedText(text)
    # Of a search that may refuse units, all that are looked at may be needed.
    runs = find_runs(located, indexes, least or least_words(lang), enough=0 if search.may_refuse else _ENOUGH)
    fetched = search.units(place.entry >> 1 for run in runs for place in run.occurrences[:examples])
    made = (_make_fragment(located, run, search, fetched, examples) for run in runs)
    return _longest_first(fragment for fragment in made if fragment.hits)


def merge_fragments(found: Iterable[Iterable[Fragment]]) -> tuple[Fragment, ...]:
    """Return the fragments of several memories, longest first; one that lies in a longer one is left out."""
    ordered = sorted(chain.from_iterable(found), key=lambda one: (one.span.start, -one.span.stop))
    kept, end = list[Fragment](), -1
    for fragment in ordered:
        if kept and fragment.span == kept[-1].span:
            known = kept.pop()
            kept.append(replace(known, count=known.count + fragment.count, hits=known.hits + fragment.hits))
        elif fragment.span.stop > end:
            kept.append(fragment)
            end = fragment.span.stop
    return _longest_first(kept)


def _longest_first(fragments: Iterable[Fragment]) -> tuple[Fragment, ...]:
    return tuple(sorted(fragments, key=lambda fragment: (-fragment.words, fragment.span.start)))


def _make_fragment(
    located: LocatedText, run: FoundRun, search: Search, fetched: dict[int, Stored], examples: int
) -> Fragment:
    """Return a run as a fragment; without hits where no unit may be given, or none has these very words."""
    words = located.words[run.first : run.stop]
    hits: list[Hit] = []
    for start in range(0, len(run.occurrences), examples):
        part = run.occurrences[start : start + examples]
        units = fetched if not start else search.units(place.entry >> 1 for place in part)
        hits += _hits_of(part, words, search, units)
        if len(hits) >= examples:
            break
    return Fragment(located.span(run.first, run.stop), len(words), run.count, tuple(hits[:examples]))


def _hits_of(
    occurrences: Iterable[RunPlace], words: Sequence[str], search: Search, units: dict[int, Stored]
) -> Iterator[Hit]:
    for occurrence in occurrences:
        number, side = unit_and_side(occurrence.entry)
        stored = units.get(number)
        if stored is None:
            continue
        there, span = locate_run(side.text_of(stored.unit), occurrence.word, len(words))
        # Two words may share a code.
        if there != words and list(map(_any_number, there)) != words:
            continue
        hit = search.hit(stored, side, HitKind.FRAGMENT, (span,))
        if hit:
            yield hit
