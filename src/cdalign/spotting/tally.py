"""Renderings with counts: how a query was translated, how often, and where.

A part of the occurrences is spotted; renderings found there are then counted in all translations by their words.
Inflection and function words do not tell renderings apart: `the total elimination of nuclear weapons` and `totally
eliminating nuclear weapons` are one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cdalign.model import Span
from cdalign.patterns import compile_late
from cdalign.spotting.spotter import Spotted, Spotter
from cdalign.spotting.tokens import SHARED_LETTERS, begin_alike, is_function_word
from cdalign.text import HAN, contains_han, fold_characters, squeeze_spaces

# Spotting takes 1 to 3 ms an occurrence; a sample of this size shows a rendering that one in a hundred has with a
# probability of .87.
SAMPLE = 200
_WORD = compile_late(rf"[^\W_{HAN}]+|[{HAN}]")
_WORD_WITHOUT_HAN = re.compile(r"[^\W_]+")
_EMPTY_CHARACTERS = frozenset("的了地之")
# Renderings that were spotted once are half noise, those spotted twice nearly always right (measured on 25 queries).
# Where there are few places there is nothing to fold.
_FEWEST, _FEW_PLACES = 2, 4

Key = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class QueryPlace:
    """One occurrence of a query: its stretch of `source`, and the translation of that text."""

    query: Span
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """One way in which a query was rendered: its most frequent form, and the numbers of the occurrences."""

    text: str
    places: tuple[int, ...]

    @property
    def count(self) -> int:
        """In how many occurrences the query is rendered so."""
        return len(self.places)


@dataclass(frozen=True, slots=True)
class RenderingTally:
    """The renderings of a query, most frequent first, and the occurrences that have none of them."""

    renderings: tuple[Rendering, ...]
    others: tuple[int, ...]
    total: int

    def hits_with(self, words: str, hits: Sequence[T]) -> tuple[T, ...]:
        """Return those of the hits, one a place, in which the query is rendered by these words; inflection aside."""
        key = words_compared(words)
        alike = (rendering for rendering in self.renderings if are_one_rendering(words_compared(rendering.text), key))
        chosen = (rendering.places for rendering in alike)
        return tuple(hits[place] for place in sorted(number for places in chosen for number in places))


def tally_renderings(places: Sequence[QueryPlace], spotter: Spotter) -> RenderingTally:
    """Return how often each rendering of a query occurs in these places.

    Renderings that were found once only are counted among `others`, and so are places where nothing was spotted.
    Where there are more than `SAMPLE` places, an even sample of them is spotted.
    """
    sampled = _sample(len(places))
    keys = _Keys()
    forms, spotted = _spot(places, sampled, spotter, keys)
    fewest = _FEWEST if len(places) > _FEW_PLACES else 1
    known = {key for key, texts in forms.items() if texts.total() >= fewest}
    found: dict[Key, list[int]] = defaultdict(list)
    others = []
    for number, place in enumerate(places):
        key = spotted.get(number)
        if key not in known:
            key = keys.find(words_compared(place.target), known)
        if key is None:
            others.append(number)
        else:
            found[key].append(number)
    renderings = (Rendering(_usual_form(forms[key]), tuple(numbers)) for key, numbers in found.items())
    ordered = sorted(renderings, key=lambda rendering: (-rendering.count, rendering.text))
    return RenderingTally(tuple(ordered), tuple(others), len(places))


def _sample(total: int) -> Iterable[int]:
    if total <= SAMPLE:
        return range(total)
    return (number * total // SAMPLE for number in range(SAMPLE))


def _spot(
    places: Sequence[QueryPlace], sampled: Iterable[int], spotter: Spotter, known: _Keys
) -> tuple[Mapping[Key, Counter[str]], Mapping[int, Key]]:
    """Return the forms of each rendering that was spotted, and which rendering each place has."""
    forms: dict[Key, Counter[str]] = defaultdict(Counter)
    keys: dict[int, Key] = {}
    for number in sampled:
        place = places[number]
        text = _text_of(spotter.spot(place.query, place.source, place.target), place.target)
        if words := words_compared(text):
            key = keys[number] = known.enter(words)
            forms[key][text] += 1
    return forms, keys


def _text_of(spotted: Spotted, target: str) -> str:
    return squeeze_spaces(" … ".join(target[span.start : span.stop] for span in spotted.spans))


def _usual_form(texts: Counter[str]) -> str:
    return min(texts, key=lambda text: (-texts[text], len(text), text))


def words_compared(text: str) -> Key:
    """Return the words by which renderings are told apart: no function words, no 的, in lower case."""
    if contains_han(text):
        return tuple(char for char in _WORD.findall(fold_characters(text)) if char not in _EMPTY_CHARACTERS)
    words = [word.lower() for word in _WORD_WITHOUT_HAN.findall(text)]
    return tuple(word for word in words if not is_function_word(word)) or tuple(words)


def are_one_rendering(one: Key, other: Key) -> bool:
    """Return whether two renderings differ in inflection at the most."""
    return len(one) == len(other) and all(map(begin_alike, one, other))


class _Keys:
    """Renderings that were met, each under the form in which it was met first."""

    def __init__(self) -> None:
        self._by_beginning: dict[str, list[Key]] = defaultdict(list)

    def enter(self, key: Key) -> Key:
        """Return the known rendering that is the same, or else this one, which is known from now on."""
        alike = self._by_beginning[_beginning(key[0])]
        known = next((other for other in alike if are_one_rendering(key, other)), None)
        if known is None:
            alike.append(key)
        return known or key

    def find(self, words: Key, wanted: Collection[Key]) -> Key | None:
        """Return the longest of the wanted renderings that occurs in the words of a text, the first of equals."""
        found = (
            key
            for start, word in enumerate(words)
            for key in self._by_beginning.get(_beginning(word), ())
            if key in wanted and are_one_rendering(words[start : start + len(key)], key)
        )
        return max(found, key=len, default=None)


def _beginning(word: str) -> str:
    return word[:SHARED_LETTERS]
