"""Looking a term up: exact, prefix, all words, `*`, pinyin and initials, and what is nearly the same.

A question is asked of all languages at once and is blind to script, width, case, spaces and 《》. The sure ways
come first; the unsure ones (pinyin, likeness) answer only where the sure ones are silent.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice

from cdalign.languages import is_chinese, is_english
from cdalign.model import ConceptEntry, Match, Term, Termbase, TermStatus
from cdalign.terminology.inflection import inflect_term
from cdalign.terminology.pinyin import initials_pattern, plain_pinyin, sounds_like_pinyin, syllables_pattern
from cdalign.terminology.recognition import TermRecognizer
from cdalign.text import compact, contains_han, language_of

_SEPARATOR = "\x00"
# Two strings of which seven tenths agree look alike; below that most hits are noise (measured on the report's terms).
_LIKE_ENOUGH = 70.0
_USUAL_LIMIT = 20
# Of one way: a question that more terms answer is too short, and the best are ranked among these.
_MOST_FOUND = 2000
_DECORATION = re.compile(r"""[《》〈〉「」『』“”"‘’'()（）\[\]【】]""")
_JOINTS = re.compile(r"[\s\-‐–－/]+")
_SENTENCE_END = re.compile(r"[。；！？\n]|[.;!?](?:\s|$)|，|, ")
_WORD = re.compile(r"[a-z0-9]+")


class Way(StrEnum):
    """How a hit was found, the surest first."""

    EXACT = "exact"
    PREFIX = "prefix"
    WORDS = "all words"
    PATTERN = "pattern"
    PINYIN = "pinyin"
    INITIALS = "initials"
    LIKENESS = "similar"


_SURENESS = {way: rank for rank, way in enumerate(Way)}


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept that answers a question: the term that was met, how, and how alike it is (0–100)."""

    concept: ConceptEntry
    term: Term
    way: Way
    likeness: float = 100.0


@dataclass(frozen=True, slots=True)
class PassageTerm:
    """A concept named in a pasted passage: where it stands there, and the terms to render it with."""

    concept: ConceptEntry
    term: Term
    matches: tuple[Match, ...]


class TermIndex:
    """The terms of a termbase made ready to be asked for; made once, asked many times."""

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        self.owners = [(entry, term) for entry in termbase.entries for term in entry.terms]
        self.keys = _search_forms([term.text for _, term in self.owners])
        self.joined = _SEPARATOR + _SEPARATOR.join(self.keys) + _SEPARATOR

    @cached_property
    def recognizer(self) -> TermRecognizer:
        """The recogniser of the same termbase, for passages."""
        return TermRecognizer(self.termbase)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each key begins in `joined`."""
        starts, at = [], 1
        for key in self.keys:
            starts.append(at)
            at += len(key) + 1
        return starts

    def holding(self, words: str) -> Iterator[int]:
        """Yield the owners of the keys in which words stand, in order, once each; NUL stands for a key's end."""
        at, count = self.joined.find(words), 0
        while at >= 0 and count < _MOST_FOUND:
            index = bisect_right(self._starts, at + words.startswith(_SEPARATOR)) - 1
            yield index
            count += 1
            at = self.joined.find(words, self._starts[index] + len(self.keys[index]))

    def fitting(self, pattern: str) -> Iterator[int]:
        """Yield the owners of the keys that begin with a pattern, in order."""
        found = re.finditer(f"{_SEPARATOR}(?:{pattern})", self.joined)
        return (bisect_right(self._starts, match.start() + 1) - 1 for match in islice(found, _MOST_FOUND))

    def alike(self, question: str, limit: int) -> Iterator[tuple[int, float]]:
        """Yield the owners of the keys most like the question, with their likeness."""
        from rapidfuzz import fuzz, process

        shelves = self._by_length[contains_han(question)]
        # The keys whose length alone does not forbid the likeness: a ratio r needs r/(2-r) of the longer one.
        share = _LIKE_ENOUGH / (200 - _LIKE_ENOUGH)
        fitting = range(math.ceil(len(question) * share), math.floor(len(question) / share) + 1)
        owners = [owner for length in fitting for owner in shelves.get(length, ())]
        keys = [self.keys[owner] for owner in owners]
        found = process.extract(question, keys, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH, limit=limit)
        return ((owners[at], score) for _, score, at in found)

    @cached_property
    def _by_length(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """The owners of the keys without Han and of those with it, by length."""
        shelves: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
        for owner, key in enumerate(self.keys):
            shelves[not key.isascii() and contains_han(key)].setdefault(len(key), []).append(owner)
        return shelves


def look_up(question: str, index: TermIndex, *, limit: int = _USUAL_LIMIT) -> tuple[Hit, ...]:
    """Give the concepts that answer a question, the surest first, each once.

    `*` stands for any characters. Nothing is found for a question without letters.
    """
    wanted = _search_forms([question])[0]
    if not wanted.strip("* "):
        return ()
    if "*" in wanted:
        return _ranked(_by_pattern(wanted, index), index, limit, wanted)
    hits = _ranked(_surely(wanted, index), index, limit, wanted)
    if sounds_like_pinyin(question) and not any(hit.way is Way.EXACT for hit in hits):
        hits = (*hits, *_ranked(_by_sound(question, index), index, limit, wanted, hits))[:limit]
    return hits or _ranked(_by_likeness(wanted, index, limit), index, limit, wanted)


def is_passage(text: str, index: TermIndex) -> bool:
    """Say whether a question is a pasted passage rather than a term: sentences, or several terms and no answer."""
    if look_up_exactly(text, index):
        return False
    if _SENTENCE_END.search(text.strip()[:-1] or text):
        return True
    return len({match.key for match in find_in_passage(text, index)}) > 1 and not _has_answer(text, index)


def look_up_exactly(question: str, index: TermIndex) -> tuple[Hit, ...]:
    """Give the concepts that have exactly this term."""
    wanted = _search_forms([question])[0]
    return (
        tuple(hit for hit in _ranked(_surely(wanted, index), index, 100, wanted) if hit.way is Way.EXACT)
        if wanted
        else ()
    )


def _has_answer(text: str, index: TermIndex) -> bool:
    wanted = _search_forms([text])[0]
    return next(_surely(wanted, index), None) is not None


def find_in_passage(text: str, index: TermIndex) -> tuple[Match, ...]:
    """Give every term of a pasted passage, leftmost-longest, without overlaps."""
    return index.recognizer.find(text, language_of(text))


def passage_terms(text: str, index: TermIndex) -> tuple[PassageTerm, ...]:
    """Give the concepts named in a passage in order of first mention, each with all its places."""
    lang = language_of(text)
    places: dict[str, list[Match]] = {}
    for match in find_in_passage(text, index):
        places.setdefault(match.key, []).append(match)
    return tuple(
        PassageTerm(index.termbase.by_id[key], _term_at(matches[0], lang, index), tuple(matches))
        for key, matches in places.items()
    )


def _term_at(match: Match, lang: str, index: TermIndex) -> Term:
    senses = index.recognizer.senses(match.text, lang)
    entry = index.termbase.by_id[match.key]
    return next((sense.term for sense in senses if sense.concept.id == match.key), entry.terms[0])


def renderings(entry: ConceptEntry, lang: str) -> tuple[Term, ...]:
    """Give the terms of a concept that render it for a reader of `lang`: the other language's, preferred first."""
    others = [term for term in entry.terms if (is_english if is_chinese(lang) else is_chinese)(term.lang)]
    return tuple(sorted(others, key=lambda term: list(TermStatus).index(term.status)))


def _search_forms(texts: list[str]) -> list[str]:
    """The forms under which terms are compared: compact, lower case, without brackets, hyphens as spaces.

    All at once: a hundred thousand separate calls take seconds, one call with a separator a tenth of that.
    """
    keys = [text.replace(_SEPARATOR, "") for text in texts]
    for is_plain in (True, False):
        places = [place for place, text in enumerate(keys) if text.isascii() == is_plain]
        for place, key in zip(places, _fold_all([keys[place] for place in places], is_plain), strict=True):
            keys[place] = key
    return keys


def _fold_all(texts: list[str], is_plain: bool) -> list[str]:
    if not texts:
        return []
    joined = _JOINTS.sub(" ", _DECORATION.sub("", _SEPARATOR.join(texts)))
    folded = joined if is_plain else compact(joined)
    return [key.strip() for key in folded.lower().split(_SEPARATOR)]


_Found = Iterator[tuple[int, Way, float]]


def _surely(wanted: str, index: TermIndex) -> _Found:
    """Exact, prefix, and all words in any order."""
    for form in _forms(wanted):
        for at in index.holding(f"{_SEPARATOR}{form}{_SEPARATOR}"):
            yield at, Way.EXACT, 100.0
        for at in index.holding(f"{_SEPARATOR}{form}"):
            yield at, Way.PREFIX, 100.0
    words = wanted.split(" ")
    patterns = [re.compile(_word_pattern(word)) for word in words]
    for at in index.holding(max(words, key=len)):
        if all(pattern.search(index.keys[at]) for pattern in patterns):
            yield at, Way.WORDS, 100.0


def _forms(wanted: str) -> tuple[str, ...]:
    """An English question is asked in singular and plural."""
    return (wanted,) if contains_han(wanted) else inflect_term(wanted, "noun")


def _word_pattern(word: str) -> str:
    """A Latin word is found where a word begins; Chinese anywhere."""
    return (r"(?<![a-z0-9])" if _WORD.match(word) else "") + re.escape(word)


def _by_pattern(wanted: str, index: TermIndex) -> _Found:
    body = f"[^{_SEPARATOR}]*".join(map(re.escape, wanted.split("*")))
    for at in index.fitting(f"{body}(?={_SEPARATOR})"):
        yield at, Way.PATTERN, 100.0


def _by_sound(question: str, index: TermIndex) -> _Found:
    """Initials and pinyin, the likeness being how much of the term was said."""
    letters = plain_pinyin(question)
    for at in index.fitting(initials_pattern(letters)):
        yield at, Way.INITIALS, 100 * len(letters) / len(index.keys[at])
    pattern = syllables_pattern(letters)
    for at in index.fitting(pattern) if pattern else ():
        # A syllable has some three letters.
        yield at, Way.PINYIN, min(99.0, 100 * len(letters) / (3 * len(index.keys[at])))


def _by_likeness(wanted: str, index: TermIndex, limit: int) -> _Found:
    for at, score in index.alike(wanted, limit * 3):
        yield at, Way.LIKENESS, score


def _ranked(found: _Found, index: TermIndex, limit: int, wanted: str, without: Iterable[Hit] = ()) -> tuple[Hit, ...]:
    """The best hit of each concept, in order of sureness, likeness, status, and nearness in length."""
    best: dict[str, tuple[tuple[float, ...], Hit]] = {}
    known = {hit.concept.id for hit in without}
    for at, way, likeness in found:
        entry, term = index.owners[at]
        if entry.id in known:
            continue
        extra = abs(len(index.keys[at]) - len(wanted))
        rank = (_SURENESS[way], -likeness, _STATUS_RANK[term.status], extra)
        if entry.id not in best or rank < best[entry.id][0]:
            best[entry.id] = (rank, Hit(entry, term, way, likeness))
    ordered = sorted(best.values(), key=lambda pair: pair[0])
    return tuple(hit for _, hit in ordered[:limit])


_STATUS_RANK = {status: rank for rank, status in enumerate(TermStatus)}
