"""Looking a term up: exact, prefix, all words, `*`, pinyin and initials, and what is nearly the same.

A question is asked of all languages at once and is blind to script, width, case, spaces and 《》. The sure ways
come first; the unsure ones (pinyin, likeness) answer only where the sure ones are silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import nsmallest

from cdalign.languages import is_chinese, is_english
from cdalign.model import ConceptEntry, Match, Term
from cdalign.terminology.index import SEPARATOR, TermIndex, search_form
from cdalign.terminology.inflection import inflect_term
from cdalign.terminology.pinyin import plain_pinyin, sounds_like_pinyin
from cdalign.terminology.recognition import TermRecognizer
from cdalign.terminology.validation import LONGEST_TERM
from cdalign.text import contains_han, language_of

_USUAL_LIMIT = 20
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


_WAYS = tuple(Way)
_SURENESS = {way: rank for rank, way in enumerate(_WAYS)}


@dataclass(frozen=True, slots=True)
class TermHit:
    """A concept that answers a question: the term that was met, how, and how alike it is (0–100)."""

    concept: ConceptEntry
    term: Term
    way: Way
    likeness: float = 100.0


@dataclass(frozen=True, slots=True)
class PassageTerm:
    """A concept named in a pasted passage: where it is there, and the terms to render it with."""

    concept: ConceptEntry
    term: Term
    matches: tuple[Match, ...]


def look_up(question: str, index: TermIndex, *, limit: int = _USUAL_LIMIT) -> tuple[TermHit, ...]:
    """Return the concepts that answer a question, the surest first, each once.

    `*` stands for any characters. Nothing is found for a question without letters, or longer than any term.
    """
    wanted = search_form(question)
    if not wanted.strip("* ") or len(wanted) > LONGEST_TERM:
        return ()
    if "*" in wanted:
        return _ranked(_by_pattern(wanted, index), index, limit, wanted)
    hits = _ranked(_surely(wanted, index), index, limit, wanted)
    if sounds_like_pinyin(question) and not any(hit.way is Way.EXACT for hit in hits):
        hits = (*hits, *_ranked(_by_sound(question, index), index, limit, wanted, hits))[:limit]
    return hits or _ranked(_by_likeness(wanted, index, limit), index, limit, wanted)


def is_passage(text: str, index: TermIndex) -> bool:
    """Return whether a question is a pasted passage rather than a term: sentences, or several terms and no answer."""
    wanted = search_form(text)
    if not wanted:
        return False
    if _SENTENCE_END.search(text.strip()[:-1] or text):
        return not _is_term(wanted, index)
    is_one_word = wanted.isascii() and " " not in wanted
    if is_one_word or next(_surely(wanted, index), None) is not None:
        return False
    lang = language_of(text)
    return len({match.key for match in index.recognizer_for((text, lang)).find(text, lang)}) > 1


def _is_term(wanted: str, index: TermIndex) -> bool:
    """Return whether there is exactly this term; none has the length of a page."""
    return len(wanted) <= LONGEST_TERM and any(
        True for form in _forms(wanted) for _ in index.holding(f"{SEPARATOR}{form}{SEPARATOR}")
    )


def passage_terms(text: str, index: TermIndex) -> tuple[PassageTerm, ...]:
    """Return the concepts named in a passage in order of first mention, each with all its places."""
    lang = language_of(text)
    recognizer = index.recognizer_for((text, lang))
    places: dict[str, list[Match]] = {}
    for match in recognizer.find(text, lang):
        places.setdefault(match.key, []).append(match)
    return tuple(
        PassageTerm(recognizer.termbase.by_id[key], _term_at(matches[0], lang, recognizer), tuple(matches))
        for key, matches in places.items()
    )


def _term_at(match: Match, lang: str, recognizer: TermRecognizer) -> Term:
    senses = recognizer.senses(match.text, lang)
    entry = recognizer.termbase.by_id[match.key]
    return next((sense.term for sense in senses if sense.concept.id == match.key), entry.terms[0])


def equivalents(entry: ConceptEntry, lang: str) -> tuple[Term, ...]:
    """Return the terms of a concept that render it for a reader of `lang`: the other language's, preferred first."""
    others = [term for term in entry.terms if (is_english if is_chinese(lang) else is_chinese)(term.lang)]
    return tuple(sorted(others, key=lambda term: term.status.rank))


_Found = Iterator[tuple[int, Way, float]]
_Rank = tuple[int, float, int, int, int, int]


def _surely(wanted: str, index: TermIndex) -> _Found:
    """Exact, prefix, and all words in any order."""
    forms = _forms(wanted)
    for form in forms:
        for at in index.holding(f"{SEPARATOR}{form}{SEPARATOR}"):
            yield at, Way.EXACT, 100.0
    shortest = min(forms, key=len)
    for form in forms:
        # What begins with `treaties` may begin with `treaty`, too, and is found once.
        if form == shortest or not form.startswith(shortest):
            for at in index.holding(f"{SEPARATOR}{form}"):
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
    body = f"[^{SEPARATOR}]*".join(map(re.escape, wanted.split("*")))
    for at in index.fitting(f"{body}(?={SEPARATOR})", has_han=contains_han(wanted)):
        yield at, Way.PATTERN, 100.0


def _by_sound(question: str, index: TermIndex) -> _Found:
    """Initials and pinyin, the likeness being how much of the term was said."""
    letters = plain_pinyin(question)
    for at in index.fitting(index.readings.initials_pattern(letters), has_han=True):
        yield at, Way.INITIALS, 100 * len(letters) / len(index.keys[at])
    pattern = index.readings.syllables_pattern(letters)
    for at in index.fitting(pattern, has_han=True) if pattern else ():
        # A syllable has some three letters.
        yield at, Way.PINYIN, min(99.0, 100 * len(letters) / (3 * len(index.keys[at])))


def _by_likeness(wanted: str, index: TermIndex, limit: int) -> _Found:
    for at, score in index.alike(wanted, limit * 3):
        yield at, Way.LIKENESS, score


def _ranked(
    found: _Found, index: TermIndex, limit: int, wanted: str, without: Iterable[TermHit] = ()
) -> tuple[TermHit, ...]:
    """The best hit of each concept, in order of sureness, likeness, status, and nearness in length."""
    best: dict[str, _Rank] = {}
    known = {hit.concept.id for hit in without}
    said = len(wanted) - wanted.count("*")
    for order, (at, way, likeness) in enumerate(found):
        concept = index.entries[at].id
        extra = abs(len(index.keys[at]) - said)
        rank = (_SURENESS[way], -likeness, index.terms[at].status.rank, extra, order, at)
        if concept not in known and (concept not in best or rank < best[concept]):
            best[concept] = rank
    return tuple(
        TermHit(index.entries[at], index.terms[at], _WAYS[sureness], -likeness)
        for sureness, likeness, _, _, _, at in nsmallest(limit, best.values())
    )
