"""The terms of a text: where each concept of a termbase is named, in whatever form.

Terms are found with Aho-Corasick on the compact form, so that neither spaces, line ends, widths nor the script
hide one. All places are looked at; those whose boundaries, case or context are wrong are dropped; what is left is
taken leftmost-longest. So a wrong longer match never hides a right shorter one. Words end where words end: English
ones at a space or mark, Chinese ones where no longer word of the lexicon holds them (俄罗斯 is not a term of 白俄罗斯).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cdalign.languages import is_chinese, is_english, primary_language
from cdalign.lexicon.equivalents import equivalent_stems, is_inside_word, stems_of
from cdalign.model import ConceptEntry, Match, Term, Termbase, TermType
from cdalign.terminology.inflection import inflect_term
from cdalign.text import CompactText, compact, compact_with_offsets

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# White space of any length is one space. If a line ends after a hyphen ("nuclear-/weapon"), it is removed.
_GAP = re.compile(r"(?<=[a-zA-Z]-)[ \t]*[\n\r\f\v]\s*|\s{2,}|[\t\n\r\f\v]")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "―": "-", "–": "-", "−": "-"})
# To search for these characters takes a tenth of the time of `translate`, and most text has none.
_CURLY = re.compile("[’‘ʼ―–−]")
_BRACKETS = re.compile("[《》〈〉「」『』]")
# A title without its brackets is looked for if it is long enough not to be a common word (条约 is one).
_SHORTEST_BARE_TITLE = 4
# `CD` in `CD/2119`, `NPT` in `NPT/CONF.2020/1`: a piece of a document symbol, not a name.
_SYMBOL_GOES_ON = re.compile(r"/(?:\d|CONF\b|[A-Z]{1,4}[./]\d?)")
_SYMBOL_BEFORE = re.compile(r"(?<![A-Za-z])[A-Z]{1,2}/(?:[A-Z]{1,3}\.)?$")
# Longer Chinese terms are names, and no word of the lexicon holds them by chance.
_LONGEST_PART = 6
_LATIN_LIMIT = "\u2e80"  # CJK begins here


class CaseRule(Enum):
    """How the case of a place must agree with the term's."""

    FREE = auto()
    INITIAL = auto()  # a name of one word: a capital, so that `the conference` is not the Conference
    EXACT = auto()  # an acronym


class Sense(NamedTuple):
    """What a run of words can stand for: a concept, the term of it, and whether the form is the termbase's own."""

    concept: ConceptEntry
    term: Term
    is_own_form: bool


@dataclass(frozen=True, slots=True)
class Haystack:
    """A text made ready: the form that is searched, the same with its case, and the way back to the text."""

    folded: str
    cased: str
    origin: CompactText
    offsets: tuple[int, ...] | range

    def original_span(self, start: int, stop: int) -> tuple[int, int]:
        """The stretch of the text that a stretch of the searched form stands for."""
        return self.origin.original_span(self.offsets[start], self.offsets[stop - 1] + 1)


class _Candidate(NamedTuple):
    sense: Sense
    form: str
    case: CaseRule
    not_in: tuple[str, ...]


class TermRecognizer:
    """Finds the terms of a termbase in texts; made once, used for many."""

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        self._automata: dict[str, _Automaton] = {}

    def find(self, text: str, lang: str) -> tuple[Match, ...]:
        """Return the terms of the text in its order, without overlaps; the key of a match is its concept's id."""
        automaton = self._automaton(lang)
        return tuple(automaton.find(text))

    def senses(self, words: str, lang: str) -> tuple[Sense, ...]:
        """Return all that the words of a match can stand for, the likeliest first: one form can name two concepts."""
        return self._automaton(lang).senses(words)

    def _automaton(self, lang: str) -> _Automaton:
        primary = primary_language(lang)
        if primary not in self._automata:
            self._automata[primary] = _Automaton(self.termbase, primary)
        return self._automata[primary]


class _Automaton:
    """The forms of one language's terms, ready for search."""

    def __init__(self, termbase: Termbase, lang: str) -> None:
        self.lang = lang
        self.candidates: dict[str, list[_Candidate]] = {}
        self._stems: dict[tuple[str, str], tuple[frozenset[str], ...]] = {}
        for entry in termbase.entries:
            for term in entry.terms_in(lang):
                if term.is_detected:
                    self._add(entry, term)
        self.patterns = list(self.candidates)

    @cached_property
    def _searcher(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick(self.patterns)

    def _add(self, entry: ConceptEntry, term: Term) -> None:
        contexts = tuple(_lowered(_searched_form(context)) for context in term.not_in)
        case = _case_rule(term)
        for rank, form in enumerate(_forms(term, self.lang)):
            cased = _searched_form(form)
            folded = _lowered(cased)
            if folded:
                candidate = _Candidate(Sense(entry, term, rank == 0), cased, case, contexts)
                self.candidates.setdefault(folded, []).append(candidate)

    def find(self, text: str) -> Iterator[Match]:
        if not self.patterns or not text:
            return
        hay = make_haystack(text)
        end = 0
        for index, start, stop in sorted(
            self._searcher.find_matches_as_indexes(hay.folded, overlapping=True),
            key=lambda place: (place[1], -place[2]),
        ):
            # A place after a taken one is not looked at: most of the time goes into looking.
            candidate = self._candidate_at(self.patterns[index], hay, start, stop) if start >= end else None
            if candidate is not None:
                end = stop
                first, last = hay.original_span(start, stop)
                yield Match(first, last, text[first:last], candidate.sense.concept.id)

    def _candidate_at(self, form: str, hay: Haystack, start: int, stop: int) -> _Candidate | None:
        """Return the likeliest term of a form at a place, or None if boundaries, case or context are wrong."""
        if not has_word_boundaries(hay.cased, start, stop):
            return None
        fitting = [one for one in self.candidates[form] if _fits(one, hay, start, stop)]
        if not fitting or self._is_part_of_word(fitting, hay, start, stop):
            return None
        return fitting[0] if len(fitting) == 1 else min(fitting, key=_likelihood)

    def _is_part_of_word(self, fitting: list[_Candidate], hay: Haystack, start: int, stop: int) -> bool:
        if not is_chinese(self.lang) or stop - start > _LONGEST_PART:
            return False
        return is_inside_word(hay.folded, start, stop, self._stems_of(fitting[0].sense.concept, hay.folded[start:stop]))

    def _stems_of(self, concept: ConceptEntry, form: str) -> tuple[frozenset[str], ...]:
        """Return the stems of each English word for a Chinese form: by the termbase, and by the lexicon."""
        key = concept.id, form
        if key not in self._stems:
            named = (stems_of(term.text) for term in concept.terms_in("en"))
            self._stems[key] = (*named, *equivalent_stems(form))
        return self._stems[key]

    def senses(self, words: str) -> tuple[Sense, ...]:
        hay = make_haystack(words)
        stop = len(hay.folded)
        fitting = [one for one in self.candidates.get(hay.folded, ()) if _fits(one, hay, 0, stop)]
        return tuple(one.sense for one in sorted(fitting, key=_likelihood))


def make_haystack(text: str) -> Haystack:
    """Return the text as it is searched: compact, one space for any white space, straight apostrophes, lower case."""
    return _make_haystack_again(text) if len(text) <= _LONGEST_KEPT else _make_haystack(text)


def _make_haystack(text: str) -> Haystack:
    origin = compact_with_offsets(text)
    cased, offsets = _squeeze(_straighten(origin.text))
    return Haystack(_lowered(cased), cased, origin, offsets)


# A sentence is searched for terms, and then again for their forms: those of the last sentences are kept.
_LONGEST_KEPT = 2_000
_make_haystack_again = lru_cache(maxsize=8)(_make_haystack)


def _straighten(text: str) -> str:
    return text.translate(_APOSTROPHES) if _CURLY.search(text) else text


def _searched_form(form: str) -> str:
    """The form of a term as a haystack has it, its case kept."""
    return _squeeze(_straighten(compact(form)))[0]


def _lowered(text: str) -> str:
    """Lower case, character for character."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _squeeze(text: str) -> tuple[str, tuple[int, ...] | range]:
    """Make one space of each run of white space, and give where each character occurred."""
    # Of white space only the space is printable.
    gaps = () if text.isprintable() and "  " not in text else tuple(_GAP.finditer(text))
    if not gaps:
        return text, range(len(text))
    pieces: list[str] = []
    offsets: list[int] = []
    end = 0
    for gap in gaps:
        pieces.append(text[end : gap.start()])
        offsets.extend(range(end, gap.start()))
        if not text[: gap.start()].endswith("-"):
            pieces.append(" ")
            offsets.append(gap.start())
        end = gap.end()
    return "".join([*pieces, text[end:]]), (*offsets, *range(end, len(text)))


def has_word_boundaries(text: str, start: int, stop: int) -> bool:
    """Return whether no Latin word or number is cut at either end of a stretch; Chinese has no such boundaries."""
    cuts_before = start > 0 and _is_latin(text[start - 1 : start + 1])
    cuts_after = stop < len(text) and _is_latin(text[stop - 1 : stop + 1])
    return not (cuts_before or cuts_after)


def _is_latin(chars: str) -> bool:
    return chars.isalnum() and max(chars) < _LATIN_LIMIT


def _forms(term: Term, lang: str) -> Iterator[str]:
    """The forms of a term, its own first."""
    if is_english(lang):
        yield from inflect_term(term.text, term.pos)
        return
    yield term.text
    bare = _BRACKETS.sub("", term.text)
    if bare != term.text and len(bare) >= _SHORTEST_BARE_TITLE:
        yield bare


def _case_rule(term: Term) -> CaseRule:
    text = term.text
    is_upper = text.isupper() and sum(map(str.isupper, text)) > 1
    if term.type in (TermType.ACRONYM, TermType.ABBREVIATION) or (is_upper and " " not in text):
        return CaseRule.EXACT
    is_name = text[:1].isupper() and " " not in text
    return CaseRule.INITIAL if is_name else CaseRule.FREE


def _fits(candidate: _Candidate, hay: Haystack, start: int, stop: int) -> bool:
    """Return whether case and context at a place agree with a candidate."""
    words = hay.cased[start:stop]
    if candidate.case is CaseRule.EXACT:
        if words != candidate.form or _is_in_symbol(hay.cased, start, stop):
            return False
    elif candidate.case is CaseRule.INITIAL and not words[0].isupper():
        return False
    if hay.folded.endswith("non-", 0, start) and _is_latin(words[0]):
        return False
    return not candidate.not_in or not any(_is_inside(context, hay.folded, start, stop) for context in candidate.not_in)


def _is_in_symbol(text: str, start: int, stop: int) -> bool:
    if "/" in text[start:stop]:
        return False
    return bool(_SYMBOL_GOES_ON.match(text, stop) or _SYMBOL_BEFORE.search(text[max(0, start - 8) : start]))


def _is_inside(context: str, text: str, start: int, stop: int) -> bool:
    """Return whether the stretch is part of an occurrence of the longer context."""
    words = text[start:stop]
    at = context.find(words)
    while at >= 0:
        if text.startswith(context, max(0, start - at)) and start >= at:
            return True
        at = context.find(words, at + 1)
    return False


def _likelihood(candidate: _Candidate) -> tuple[bool, int]:
    """Order candidates of one place: the termbase's own form first, then by status."""
    return (not candidate.sense.is_own_form, candidate.sense.term.status.rank)
