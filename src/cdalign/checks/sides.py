"""A unit made ready for its checks: what is found in both of its texts is found once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from cdalign.checks.word_evidence import Word, chinese_words, english_stems, english_words, stems_rendering
from cdalign.gazetteer import Name, find_names, stems_of_things
from cdalign.languages import is_chinese, is_english, primary_language
from cdalign.lexicon.equivalents import equivalent_stems, stems_of
from cdalign.model import ConceptEntry, Match, Quote, SourceStatus, Span, Termbase, TranslationUnit
from cdalign.patterns import compile_late
from cdalign.quantities import Quantity, find_quantities
from cdalign.terminology.inflection import inflect_term
from cdalign.terminology.recognition import Sense, TermRecognizer, make_haystack
from cdalign.text import compact, compact_with_offsets, count_han

_SENTENCE_END = compile_late(
    # The first class is all that is looked at in most places of a text.
    r"[。！？；!?;.](?:(?<![.])[。！？；!?;]*|"
    r"(?<=[.])(?<!Mr\.)(?<!Ms\.)(?<!Mrs\.)(?<!Dr\.)(?<!St\.)(?<!No\.)(?<![A-Z]\.)(?=\s+[A-Z“\"(]|\s*$))"
)
_LETTERS = re.compile("[a-z]+")
_CLAUSE_END = re.compile(r"[，。！？；：,;:!?]+|[.](?=\s|$)| [–—-] |——|──")
# The words of matches repeat; a memory has some thousands of different ones.
_MOST_SENSES = 50_000


class Terminology:
    """A termbase as checks ask it: what occurs in a text, what it can mean, in which forms a concept may occur."""

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        self._recognizer = TermRecognizer(termbase)
        self._senses: dict[tuple[str, str], tuple[Sense, ...]] = {}
        self._forms: dict[tuple[str, str], tuple[str, ...]] = {}
        self._stems: dict[str, frozenset[str]] = {}

    def find(self, text: str, lang: str) -> tuple[Match, ...]:
        """Return the terms of a text; the key of a match is its concept's id."""
        return self._recognizer.find(text, lang)

    def senses(self, words: str, lang: str) -> tuple[Sense, ...]:
        """Return all that the words of a match can stand for, the likeliest first."""
        key = words, primary_language(lang)
        if key not in self._senses:
            if len(self._senses) >= _MOST_SENSES:
                self._senses.clear()
            self._senses[key] = self._recognizer.senses(words, lang)
        return self._senses[key]

    def forms(self, concept: str, lang: str) -> tuple[str, ...]:
        """Return the forms in which a concept may occur in a text of the language, folded as `Side.haystack` is."""
        key = concept, primary_language(lang)
        if key not in self._forms:
            entry = self.termbase.by_id.get(concept)
            self._forms[key] = () if entry is None else _folded_forms(entry, lang)
        return self._forms[key]

    def stems(self, concept: str) -> frozenset[str]:
        """Return the stems of the English forms of a concept."""
        if concept not in self._stems:
            self._stems[concept] = frozenset().union(*map(stems_of, self.forms(concept, "en")))
        return self._stems[concept]


def _folded_forms(entry: ConceptEntry, lang: str) -> tuple[str, ...]:
    forms = (
        form
        for term in entry.terms_in(lang)
        for form in (inflect_term(term.text, term.pos) if is_english(lang) else (term.text,))
    )
    return tuple(dict.fromkeys(make_haystack(form).folded for form in forms))


@dataclass(frozen=True)
class CheckedSide:
    """One text of a unit: where it occurs, its language, the whole paragraph where it is known, its status."""

    text: str
    lang: str
    place: str
    terms: Terminology
    paragraph: str = ""
    status: str = str(SourceStatus.UNKNOWN)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities in the text."""
        return find_quantities(self.text, self.lang)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The terms in the text."""
        return self.terms.find(self.text, self.lang)

    @cached_property
    def named(self) -> dict[str, list[Match]]:
        """The terms of the text by the concept that they name."""
        named: dict[str, list[Match]] = {}
        for match in self.matches:
            named.setdefault(match.key, []).append(match)
        return named

    @cached_property
    def concepts(self) -> frozenset[str]:
        """The ids of the concepts that the text names."""
        return frozenset(self.named)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names of countries, bodies and treaties in the text; texts in other languages have none."""
        return find_names(self.text, "zh" if self.is_chinese else "en")

    @cached_property
    def things(self) -> frozenset[str]:
        """What the names in the text stand for."""
        return frozenset(thing for name in self.names for thing in name.things)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the text: in Chinese the longest headwords, elsewhere stems without idle words."""
        return tuple(chinese_words(self.text) if self.is_chinese else english_words(self.text))

    @cached_property
    def evidence(self) -> frozenset[str]:
        """The stems that the text holds, or that a word of the Chinese text may be rendered by."""
        if self.is_chinese:
            named = (stems for name in self.names for stems in stems_of_things(name.things))
            terms = map(self.terms.stems, self.concepts)
            return stems_rendering(self.compact, self.words).union(*named, *terms)
        return english_stems(self.text)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first five letters of the stems that the text holds or may be rendered by: method and methodology."""
        return frozenset(map(beginning_of, self.evidence))

    def is_word_rendered(self, start: int, stop: int, other: CheckedSide) -> bool:
        """Return whether the words of a stretch are rendered in the other text, as far as the lexicon knows."""
        words = self.text[start:stop]
        if self.is_chinese:
            return any(stems <= other.evidence for stems in equivalent_stems(compact(words)))
        stems = stems_of(words)
        return bool(stems) and stems <= other.evidence

    @cached_property
    def haystack(self) -> str:
        """The paragraph, or else the text, as terms are looked for in it."""
        return make_haystack(self.paragraph or self.text).folded

    @cached_property
    def compact(self) -> str:
        """The text's compact form."""
        return compact_with_offsets(self.text).text

    @cached_property
    def bare(self) -> str:
        """The compact form in small letters, without spaces and full stops at its ends: what makes texts alike."""
        return self.compact.casefold().strip(" .。;；,，")

    @cached_property
    def is_chinese(self) -> bool:
        """Whether the text is Chinese."""
        return is_chinese(self.lang)

    @property
    def is_official(self) -> bool:
        """Whether the text is official: such a text is reported and never corrected."""
        return self.status == SourceStatus.OFFICIAL

    @cached_property
    def small_words(self) -> list[str]:
        """The runs of Latin letters (A to Z), in small letters: rules look here first for what they need."""
        return _LETTERS.findall(self.text.lower())

    @cached_property
    def han_count(self) -> int:
        """The number of Han characters in the text."""
        return count_han(self.text)

    @cached_property
    def size(self) -> float:
        """The length in characters; in Chinese a Latin letter or digit counts as a third of a Han character."""
        if not self.is_chinese:
            return len(self.text)
        return self.han_count + (len(self.text) - self.han_count) * 0.33

    @cached_property
    def sentence_count(self) -> int:
        """The number of sentences, counted by their ends."""
        return len(_SENTENCE_END.findall(self.text.rstrip())) or 1

    @property
    def clause_count(self) -> int:
        """The number of clauses, counted by the marks that end them."""
        return len(_CLAUSE_END.findall(self.text.rstrip()))

    def quote(self, spans: Iterable[tuple[int, int]] = ()) -> Quote:
        """The text as a quote with marks."""
        return Quote(self.place, self.lang, self.text, tuple(Span(start, stop) for start, stop in spans))

    def quote_words(self, words: str) -> Quote:
        """The text as a quote with a mark where some words first occur; without a mark if they do not occur."""
        at = self.text.find(words)
        return self.quote([(at, at + len(words))] if at >= 0 else ())


@dataclass(frozen=True)
class PreparedUnit:
    """A unit ready for its checks."""

    id: str
    source: CheckedSide
    target: CheckedSide

    @property
    def sides(self) -> tuple[tuple[CheckedSide, CheckedSide], tuple[CheckedSide, CheckedSide]]:
        """Both directions: each side with the other."""
        return (self.source, self.target), (self.target, self.source)

    @cached_property
    def chinese_and_english(self) -> tuple[CheckedSide, CheckedSide] | None:
        """The Chinese and the English text, whichever is the source; None for any other two languages."""
        for chinese, english in self.sides:
            if chinese.is_chinese and is_english(english.lang):
                return chinese, english
        return None

    def in_order(self, chinese: Quote, english: Quote) -> tuple[Quote, Quote]:
        """Return the quotes of both texts, that of the source first."""
        return (chinese, english) if self.source.is_chinese else (english, chinese)


# Words that have this many first letters in common are mostly of one family.
_FAMILY_LETTERS = 5


def beginning_of(stem: str) -> str:
    """Return the letters of a stem that it shares with the words of its family."""
    return stem[:_FAMILY_LETTERS]


def prepare_unit(unit: TranslationUnit, terms: Terminology, number: int = 0) -> PreparedUnit:
    """Return a unit ready for its checks; one without an id is called by its number (`#12`)."""
    place = unit.id or unit.prop("x-paragraph") or f"#{number}"
    source = CheckedSide(unit.source, unit.source_lang, place, terms, status=unit.prop("x-source-status"))
    target = CheckedSide(unit.target, unit.target_lang, place, terms, status=unit.prop("x-target-status"))
    return PreparedUnit(place, source, target)
