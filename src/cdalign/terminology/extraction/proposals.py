"""Terms proposed from aligned texts, with evidence and a confidence; nothing enters a termbase unseen.

What a text itself defines comes first and is nearly always right; titles and document symbols follow; then what
statistics find, ranked, of which every second or third is wrong in a single document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cdalign.languages import is_chinese, is_english
from cdalign.lexicon.entries import Lexicon
from cdalign.model import Bitext, Level, Term, Termbase, TranslationUnit
from cdalign.terminology.extraction.association import Association, chinese_runs
from cdalign.terminology.extraction.definitions import Definition, find_definitions
from cdalign.terminology.recognition import TermRecognizer
from cdalign.text import compact
from cdalign.units import bead_texts, document_name, unit_ids

_TITLE = re.compile(r"《[^《》]{2,60}》")
# Han may touch a symbol on both sides; a bracket belongs to it only with its partner: S/RES/1540(2004).
_SYMBOL = re.compile(
    r"(?<![A-Za-z0-9/])(?=[A-Z./]*[A-Z0-9./()\-]*\d)[A-Z]{1,10}"
    r"(?:/[A-Z0-9](?:[A-Za-z0-9.\-]|\([A-Za-z0-9.\-]{1,12}\))*)+(?<![.\-])"
)
_ENGLISH_NAME = re.compile(r"[A-Z][\w’'\-]+(?:(?: (?:of|on|for|the|and|to|in|against))* [A-Z][\w’'\-]+)+")
# Measured on CD/2138 and on the SDG texts (tests): the share of proposals of a kind that are right.
_OF_DEFINITION, _OF_TITLE, _OF_SYMBOL = 0.98, 0.7, 0.95
_OF_STATISTICS = 0.9
# A short word that the lexicon knows (措施, 国际) is a right pair, but hardly ever a term.
_COMMON_WORD, _OF_COMMON_WORD = 2, 0.5
_LEAST_SCORE = 0.35


class ProposalKind(StrEnum):
    """What speaks for a proposal, the surest first."""

    DEFINITION = "definition"
    SYMBOL = "symbol"
    TITLE = "title"
    STATISTICS = "statistics"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term proposed for the termbase: both languages' terms, why, how sure (0–1), how often, and the evidence."""

    chinese: tuple[Term, ...]
    english: tuple[Term, ...]
    kind: ProposalKind
    confidence: float
    count: int
    place: str
    source: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class _Pair:
    """The words of a bead or of a unit: Chinese, English, and where they occur."""

    chinese: str
    english: str
    place: str


def propose_terms(
    bitexts: Iterable[Bitext], termbase: Termbase, lexicon: Lexicon, *, least: int = 2
) -> tuple[Proposal, ...]:
    """Return the terms that a corpus proposes and the termbase does not hold, the surest first.

    `least` is the number of sentences that a term found by statistics must occur in.
    """
    corpus = tuple(bitexts)
    paragraphs = [pair for bitext in corpus for pair in _pairs(bitext, Level.PARAGRAPH)]
    sentences = [pair for bitext in corpus for pair in _pairs(bitext, Level.SENTENCE)]
    return _propose(paragraphs, sentences, termbase, lexicon, least)


def propose_terms_of_units(
    units: Iterable[TranslationUnit], termbase: Termbase, lexicon: Lexicon, *, least: int = 2
) -> tuple[Proposal, ...]:
    """Return the terms that a memory proposes and the termbase does not hold, the surest first.

    Equal pairs of texts count once. Units that lack a text, and those that are not in Chinese on one side and in
    English on the other, propose nothing. `least` is the number of units that a term found by statistics must occur in.
    """
    pairs = list({(pair.chinese, pair.english): pair for unit in units for pair in _pairs_of_unit(unit)}.values())
    return _propose(pairs, pairs, termbase, lexicon, least)


def _propose(
    paragraphs: Sequence[_Pair], sentences: Sequence[_Pair], termbase: Termbase, lexicon: Lexicon, least: int
) -> tuple[Proposal, ...]:
    association = Association([(pair.chinese, pair.english) for pair in sentences], lexicon)
    found = [
        *_definitions(paragraphs),
        *_symbols(paragraphs),
        *_titles(paragraphs, association),
        *_statistics(sentences, association, least),
    ]
    return tuple(_unknown(found, termbase))


def _pairs(bitext: Bitext, level: Level) -> Iterator[_Pair]:
    is_forward, name = is_chinese(bitext.source.lang), document_name(bitext)
    for bead in bitext.beads(level):
        if bead.is_two_sided:
            source, target = bead_texts(bitext, level, bead)
            place = unit_ids(bitext.source, level, bead.source)[0]
            chinese, english = (source, target) if is_forward else (target, source)
            yield _Pair(chinese, english, f"{name} {place}".strip())


def _pairs_of_unit(unit: TranslationUnit) -> Iterator[_Pair]:
    """The pair of a unit, or none."""
    sides = ((unit.source_lang, unit.source), (unit.target_lang, unit.target))
    chinese = next((text for lang, text in sides if is_chinese(lang)), "")
    english = next((text for lang, text in sides if is_english(lang)), "")
    if chinese and english:
        yield _Pair(chinese, english, unit.id)


def _unknown(found: Sequence[Proposal], termbase: Termbase) -> Iterator[Proposal]:
    """What the termbase does not hold, each Chinese term once, the surest first."""
    known = {compact(term.text).strip("《》") for entry in termbase.entries for term in entry.terms_in("zh")}
    # Sorting is stable: what comes first in the texts comes first among equals.
    order = sorted(found, key=lambda proposal: (-proposal.confidence, -proposal.count))
    for proposal in order:
        new = [compact(term.text).strip("《》") for term in proposal.chinese]
        if not known.issuperset(new):
            known.update(new)
            yield proposal


def _definitions(paragraphs: Sequence[_Pair]) -> Iterator[Proposal]:
    """Definitions of both languages in one paragraph, paired in their order, or by their acronym."""
    for pair in paragraphs:
        chinese, english = find_definitions(pair.chinese, "zh"), find_definitions(pair.english, "en")
        for mine, other in _matched(chinese, english):
            yield Proposal(
                _terms(mine, "zh-Hans") if mine else (),
                _terms(other, "en") if other else (),
                ProposalKind.DEFINITION,
                _OF_DEFINITION if mine and other else _OF_DEFINITION / 2,
                1,
                pair.place,
                pair.chinese,
                pair.english,
            )


def _matched(
    chinese: Sequence[Definition], english: Sequence[Definition]
) -> Iterator[tuple[Definition | None, Definition | None]]:
    by_short = {definition.short: definition for definition in english}
    if len(chinese) == len(english):
        yield from zip(chinese, english, strict=True)
        return
    matched = [(mine, by_short.get(mine.short)) for mine in chinese]
    yield from matched
    taken = {other.short for _, other in matched if other}
    yield from ((None, other) for other in english if other.short not in taken)


def _terms(definition: Definition, lang: str) -> tuple[Term, ...]:
    full, short = (words.strip("《》") if lang != "en" else words for words in (definition.full, definition.short))
    return Term(full, lang), Term(short, lang, definition.short_type)


def _symbols(paragraphs: Sequence[_Pair]) -> Iterator[Proposal]:
    """Document symbols that occur on both sides."""
    counts: dict[str, list[_Pair]] = {}
    for pair in paragraphs:
        for symbol in dict.fromkeys(_SYMBOL.findall(pair.chinese)):
            if symbol in pair.english:
                counts.setdefault(symbol, []).append(pair)
    for symbol, pairs in counts.items():
        terms = (Term(symbol, "zh-Hans"),), (Term(symbol, "en"),)
        yield Proposal(
            *terms, ProposalKind.SYMBOL, _OF_SYMBOL, len(pairs), pairs[0].place, pairs[0].chinese, pairs[0].english
        )


def _titles(paragraphs: Sequence[_Pair], association: Association) -> Iterator[Proposal]:
    """Titles in 《》, each with the capitalised English name that comes with it."""
    places: dict[str, list[_Pair]] = {}
    for pair in paragraphs:
        for title in dict.fromkeys(_TITLE.findall(pair.chinese)):
            places.setdefault(title, []).append(pair)
    for title, pairs in places.items():
        names = [set(_ENGLISH_NAME.findall(pair.english)) for pair in pairs]
        common = set.intersection(*names) if names else set()
        best = max(sorted(common), key=lambda name: association.share_known(title, name), default="")
        confidence = _OF_TITLE * association.share_known(title, best) if best else 0.2
        english = (Term(best, "en"),) if best else ()
        bare = (Term(title.strip("《》"), "zh-Hans"),)
        first = pairs[0]
        yield Proposal(
            bare, english, ProposalKind.TITLE, confidence, len(pairs), first.place, first.chinese, first.english
        )


def _statistics(sentences: Sequence[_Pair], association: Association, least: int) -> Iterator[Proposal]:
    """Runs of Chinese that come with a run of English, where each is the other's best."""
    best: dict[str, tuple[float, str, int]] = {}
    for run, count in chinese_runs([compact(pair.chinese) for pair in sentences], least).items():
        renderings = association.renderings(run, 1)
        if not renderings or renderings[0].score < _LEAST_SCORE:
            continue
        first = renderings[0]
        if first.score > best.get(first.text, (0.0, "", 0))[0]:
            best[first.text] = (first.score, run, count)
    for english, (score, chinese, count) in best.items():
        holding = [pair for pair in sentences if chinese in compact(pair.chinese)]
        pair = next((pair for pair in holding if english in pair.english), holding[0])
        is_common = len(chinese) <= _COMMON_WORD and chinese in association.lexicon.equivalents
        yield Proposal(
            (Term(chinese, "zh-Hans"),),
            (Term(english, "en"),),
            ProposalKind.STATISTICS,
            _confidence(score, count) * (_OF_COMMON_WORD if is_common else 1.0),
            count,
            pair.place,
            pair.chinese,
            pair.english,
        )


def _confidence(score: float, count: int) -> float:
    """An association is worth less the fewer the sentences that it rests on."""
    return min(_OF_STATISTICS, score) * count / (count + 1)


def find_unheld_forms(bitexts: Iterable[Bitext], termbase: Termbase) -> Iterator[tuple[str, str]]:
    """Yield the titles, symbols and defined short forms of a corpus that no concept holds, each with its place."""
    recognizer = TermRecognizer(termbase)
    seen: set[str] = set()
    for bitext in bitexts:
        for pair in _pairs(bitext, Level.PARAGRAPH):
            definitions = find_definitions(pair.chinese, "zh")
            forms = [*_TITLE.findall(pair.chinese), *(one.short for one in definitions), *_SYMBOL.findall(pair.chinese)]
            for form in forms:
                if form not in seen and not recognizer.find(form, "zh"):
                    seen.add(form)
                    yield form, pair.place
