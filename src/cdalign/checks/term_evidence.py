"""Whether the other text of a unit renders a term: by a form of the termbase, or by other words that may well do so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cdalign.checks.sides import CheckedSide, beginning_of
from cdalign.lexicon import core_lexicon
from cdalign.lexicon.equivalents import equivalent_stems, stems_of
from cdalign.lexicon.stemming import stem_word
from cdalign.lexicon.tokens import core_matcher
from cdalign.model import Match
from cdalign.patterns import compile_late
from cdalign.terminology.recognition import has_word_boundaries
from cdalign.text import compact

_MOST_FORMS = 1 << 16
# What comes before a noun that has no modifier.
_NO_MODIFIER = compile_late(
    r"(?:^|[,;:.(“\"'‘/]|\b(?:the|this|that|these|those|such|its|their|his|her|our|a|an|any|all|each|every|"
    r"no|said|same|both|"
    r"of|and|or|to|in|by|for|from|on|with|between|under|against|as|other|some|is|are|was|were|be|become|became))\s*$",
    re.IGNORECASE,
)
# What ends the head of an English term: "Treaty | on the Non-Proliferation", "protocol | to".
_AFTER_HEAD = re.compile(r" (?:of|on|for|to|in|against|with|by|from|at|and|under|relating|concerning) ")


def is_named(side: CheckedSide, other: CheckedSide, match: Match) -> bool:
    """Return whether the other text, or the rest of its paragraph, names a concept that the words may stand for."""
    concepts = _concepts_of(side, match)
    if concepts & other.concepts:
        return True
    forms = [form for concept in concepts for form in side.terms.forms(concept, other.lang)]
    # A concept without a term in the other language cannot be missing there.
    return not forms or any(_occurs_in(form, other.haystack) for form in forms)


def _concepts_of(side: CheckedSide, match: Match) -> set[str]:
    return {match.key, *(sense.concept.id for sense in side.terms.senses(match.text, side.lang))}


def _occurs_in(form: str, text: str) -> bool:
    """Return whether a form occurs in a text as a word: "un" is not in "country"."""
    at = text.find(form)
    while at >= 0:
        if has_word_boundaries(text, at, at + len(form)):
            return True
        at = text.find(form, at + 1)
    return False


def is_evident(side: CheckedSide, other: CheckedSide, match: Match) -> bool:
    """Return whether any words of the other text may well render a term.

    They do where a rendering of the lexicon is there or words of its family, or the head of a form with any other
    word of it, or the head alone, as in "the Treaty" and "these measures". "Trade measures" do not render
    confidence-building measures. A name renders a term that names the same: 美国 and U.S.
    """
    if _is_named_otherwise(side, other, match):
        return True
    forms = [
        term.text for concept in _concepts_of(side, match) for term in side.terms.termbase.by_id[concept].terms_in("en")
    ]
    if any(_is_form_evident(form, other) for form in forms):
        return True
    if not side.is_chinese or other.is_chinese:
        return False
    words = compact(match.text).strip("《》")
    if any(_is_form_evident(text, other) for text, _ in core_lexicon().equivalents.get(words, ())):
        return True
    if any(other.beginnings.issuperset(map(beginning_of, stems)) for stems in equivalent_stems(words)):
        return True
    *modifiers, last = _parts_of(words)
    return _is_any_rendered([last], other) and (not modifiers or _is_any_rendered(modifiers, other))


def _parts_of(words: str) -> Sequence[str]:
    """Return the known words that a Chinese term is made of, without those that English says by small words.

    A term that is a headword itself has two parts or none: 所有国家 is 所有, which may be “all”, and 国家.
    """
    parts = [part for part in core_matcher().cut(words) if part != words]
    if not parts:
        halves = ((words[:at], words[at:]) for at in range(2, len(words) - 1))
        parts = list(next((both for both in halves if all(map(equivalent_stems, both))), ()))
    return [part for part in parts if equivalent_stems(part) and not _is_small(part)] or [""]


def _is_small(word: str) -> bool:
    return any(not stems_of(text) for text, _ in core_lexicon().equivalents.get(word, ()))


def _is_named_otherwise(side: CheckedSide, other: CheckedSide, match: Match) -> bool:
    """Return whether the place of a match holds a name of the gazetteer that the other text has too."""
    return not other.things.isdisjoint(things_at(side, match))


def things_at(side: CheckedSide, match: Match, *kinds: str) -> set[str]:
    """Return what the names of the gazetteer stand for that overlap a match; of these kinds, or of all."""
    names = (name for name in side.names if name.start < match.stop and match.start < name.stop)
    return {thing for name in names for thing in name.things if not kinds or thing.partition(":")[0] in kinds}


def _is_any_rendered(parts: Iterable[str], other: CheckedSide) -> bool:
    return any(stems & other.evidence for part in parts for stems in equivalent_stems(part))


def _is_form_evident(form: str, other: CheckedSide) -> bool:
    if other.is_chinese:
        # Half of the words: 国际 alone does not render “international humanitarian law”.
        stems = _stems_of_form(form)
        return 0 < len(stems) <= 2 * len(stems & other.evidence)
    head = _english_head(form)
    return head in other.evidence and (bool((_stems_of_form(form) - {head}) & other.evidence) or _is_bare(head, other))


def _is_bare(head: str, other: CheckedSide) -> bool:
    """Return whether a noun occurs without an adjective or another noun before it: "the Treaty", "such measures"."""
    return any(_NO_MODIFIER.search(other.text[: word.start]) is not None for word in other.words if word.form == head)


# The forms of a large termbase, and the renderings that the lexicon has for its terms.
@lru_cache(maxsize=_MOST_FORMS)
def _stems_of_form(form: str) -> frozenset[str]:
    return stems_of(form)


@lru_cache(maxsize=_MOST_FORMS)
def _english_head(term: str) -> str:
    """Return the stem of the noun that a term is about: `treaty` of “Treaty on the Non-Proliferation …”."""
    words = re.findall(r"[A-Za-z]+", _AFTER_HEAD.split(term)[0])
    return stem_word(words[-1].lower()) if words and stems_of(words[-1]) else ""
