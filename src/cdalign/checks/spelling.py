"""Spelling of English: words that no dictionary has, and spellings that the United Nations does not use.

The dictionary is the British one of symspellpy (82,000 words with their frequencies). A word that it lacks is
reported only where a common word is one slip away: names and terms of a trade have no such neighbour.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from cdalign.checks.romanized import is_plain_word
from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.checks.slips import dictionary, near_words, suggest_word
from cdalign.languages import is_english
from cdalign.lexicon import core_lexicon
from cdalign.lexicon.stemming import stem_word
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.shipped import read_shipped_text

_WORD = re.compile(r"(?<![\w@./\\<&%$#{~’'-])[A-Za-z][a-z]+(?![\w@/\\>}]|[.@-]\w|['’](?!s\b)\w)")
_SENTENCE_START = re.compile(r"(?:^|(?<!Mr)(?<!Ms)(?<!Mrs)(?<!Dr)(?<!St)(?<![A-Z])[.!?:;]\s+)[\s“\"'‘(]*$")
# Shorter words are one slip away from too many others.
_SHORTEST = 4
_SHORTEST_OF_TWO_SLIPS = 8
# With a capital, shorter ones are mostly names.
_SHORTEST_CAPITALIZED = 7
# A word that occurs in at least this many units of the memory is a word of its own.
_OWN_UNITS = 3
# A text that mostly spells otherwise, and so often, has a habit and no slips.
_HABIT = 10
_WANTED = (
    (
        "american",
        re.compile(
            r"\w+[bdlnpv]our(?:s|ed|ing|able|ite)?|\w*(?:cent|theat|met|lit)res?|programmes?|(?:def|off)ences?|\w+[ae]ll(?:ed|ing)"
        ),
    ),
    ("british", re.compile(r"\w{3,}iz(?:e|ed|es|ing|ation|ations)")),
)
_PREFIXES = re.compile(
    r"^(?:un|re|non|sub|over|under|micro|macro|anti|multi|inter|intra|pre|post|co|de|dis|mis|trans|counter|"
    r"super|out|self|bio|eco|socio|geo|hydro|electro|neuro|cyber|mega|semi|bi|tri|pro|fore|up|down|back|"
    r"ultra|hyper|infra|para|pseudo|proto|extra)(?=[a-z]{4})"
)
_SUFFIXES = re.compile(
    r"(?:s|es|ed|d|ing|ly|ness|less|like|ful|er|ers|r|rs|or|ist|ists|ism|isms|able|ability|ization|ized|ize|"
    r"izes|izing|ally|al|ship|ships|hood|wise|ward|wards|eth|est|ian|ians|ic|ity|ities|ive|ation|ations|dom|"
    r"men|man|woman|women)$"
)
# Words after which "license" is a noun, and what makes "program" one of a computer.
_NOUN_BEFORE = re.compile(
    r"\b(?:a|an|the|this|that|his|her|its|their|our|your|any|each|no|every|such|[a-z]+ing|export|import|"
    r"driver's|driver’s|business|radio|broadcasting|marriage|trade)\s+$"
)
_NUMBER_BEFORE = re.compile(
    r"(?:\d|hundred|thousand|million|two|three|four|five|six|seven|eight|nine|ten|square|cubic|per)[\s-]+$"
)
_COMPUTING = re.compile(
    r"\b(?:computer|software|code|coding|executable|installer)\b|程序|程式|软件|電腦|计算机", re.IGNORECASE
)
# Latin of set phrases: inter alia, lingua franca, vice versa, fait accompli.
_LATIN = frozenset({
    "alia", "franca", "versa", "accompli", "annum", "facto", "facie", "mutatis", "mutandis", "quo", "ante", "bona",
    "fide", "homine", "capita",
})  # fmt: skip
_UNITS_OF_MEASURE = frozenset({"meter", "meters", "liter", "liters"})


@dataclass(frozen=True, slots=True)
class SpellingHabit:
    """What a memory's own texts say about its spelling: the words it has again and again, the kinds that it prefers."""

    own_words: frozenset[str] = frozenset()
    preferred: frozenset[str] = frozenset()


@cache
def _lexicon_words() -> frozenset[str]:
    """Return the English words of the lexicon, which knows what the dictionary does not: regolith, kowtow."""
    texts = (text for renderings in core_lexicon().equivalents.values() for text, _ in renderings)
    return frozenset(word for text in texts for word in re.findall(r"[a-z]+", text.lower()))


@cache
def _variants() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    text = read_shipped_text(__package__, "spellings-en.tsv")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return tuple((group, re.compile(pattern), replacement) for group, pattern, replacement in rows)


@cache
def _any_variant() -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?:{pattern.pattern})".replace("(", "(?:").replace("(?:?:", "(?:") for _, pattern, _ in _variants())
    )


@lru_cache(maxsize=1 << 16)
def variant_of(word: str) -> tuple[str, str]:
    """Return the group and the spelling of the United Nations of a small-letter word, or two empty strings."""
    if not _any_variant().fullmatch(word):
        return "", ""
    for group, pattern, replacement in _variants():
        found = pattern.fullmatch(word)
        if found:
            wanted = found.expand(replacement)
            if wanted != word and _is_preferred(group, word, wanted):
                return group, wanted
    return "", ""


def _is_preferred(group: str, word: str, wanted: str) -> bool:
    if group == "american":
        return True
    # advise, precise and promise have no form in -ize; surprize and comprize are rare old ones.
    return dictionary().get(wanted, 0) * 5 >= dictionary().get(word, 0) and wanted in dictionary()


@lru_cache(maxsize=1 << 17)
def is_word(word: str) -> bool:
    """Return whether a small-letter word is known: in the dictionary, in the lexicon, or made of a known one.

    What could be made of a known word and is one slip away from a common one is that one misspelt: `occured`.
    """
    if word in dictionary() or word in _lexicon_words() or word in _LATIN or variant_of(word)[1]:
        return True
    return any(base in dictionary() for base in _bases(word)) and not suggest_word(word)


def _bases(word: str) -> Iterator[str]:
    """Yield what a longer word may be made of: `regionalized` of `regional`, `overexploit` of `exploit`."""
    bare = _PREFIXES.sub("", word, count=1)
    if bare != word:
        yield bare
    for one in (word, bare):
        stem = _SUFFIXES.sub("", one, count=1)
        if stem != one and len(stem) >= _SHORTEST:
            yield from (stem, stem + "e", stem + "y")


def _suggest_meant(word: str, other: CheckedSide) -> str:
    """Return the nearest word of a long one that the Chinese has: a rare word one slip away, a common one two away."""
    if len(word) < _SHORTEST_OF_TWO_SLIPS or not other.is_chinese:
        return ""
    return next((one for one in near_words(word) if stem_word(one) in other.evidence), "")


def learn_spelling(units: Iterable[PreparedUnit]) -> SpellingHabit:
    """Return what some units of a memory say about its spelling: unknown words in several units, and its habits."""
    unknown: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for unit in units:
        for side in (unit.source, unit.target):
            if is_english(side.lang):
                words = {word.lower() for word, _ in _words_of(side)}
                capitalized = {word.lower() for word, _ in _capitalized_of(side)}
                unknown.update(word for word in words | capitalized if not is_word(word))
                kinds.update(variant_of(word)[0] for word in words)
                kinds.update(_group_kept(word) for word in words)
    groups = {group for group, _, _ in _variants()}
    preferred = {one for one in groups if kinds[one] >= _HABIT and kinds[one] > kinds["not " + one]}
    own = {word for word, count in unknown.items() if count >= _OWN_UNITS}
    return SpellingHabit(frozenset(own), frozenset(preferred))


def _group_kept(word: str) -> str:
    """Return the group whose wanted spelling a word has, to the eye: favour, centre, realize."""
    return next((f"not {group}" for group, pattern in _WANTED if pattern.fullmatch(word)), "")


def check_spelling(unit: PreparedUnit, habit: SpellingHabit) -> Iterator[Finding]:
    """Yield a finding for each English word that is misspelt, or spelt as the United Nations does not."""
    for side, other in unit.sides:
        if not is_english(side.lang) or all(map(_is_plain, side.small_words)):
            continue
        for found in _WORD.finditer(side.text):
            if not _is_plain(found[0].lower()):
                yield from _judge_word(unit, side, other, found, habit)


def _judge_word(
    unit: PreparedUnit, side: CheckedSide, other: CheckedSide, found: re.Match[str], habit: SpellingHabit
) -> Iterator[Finding]:
    """Yield a finding for a word that is unknown, or has another spelling, unless it may be a name or is meant."""
    word, span, small = found[0], found.span(), found[0].lower()
    is_name_like = _is_name_like(side.text, found)
    group, wanted = ("", "") if is_name_like else variant_of(small)
    if wanted:
        if group not in habit.preferred and _is_meant(side, other, small, span):
            yield _variant(unit, side, word, span, wanted)
    elif len(small) >= _SHORTEST and not is_word(small) and small not in habit.own_words:
        suggestion = suggest_word(small) or _suggest_meant(small, other)
        is_likely = _is_likely_with_capital if is_name_like else _is_likely
        if suggestion and is_likely(word, suggestion, other):
            yield _misspelling(unit, side, word, span, suggestion)


def _is_likely_with_capital(word: str, suggestion: str, other: CheckedSide) -> bool:
    """Return whether a longer word with a capital inside a sentence is a common one that the Chinese has: Goverment."""
    is_common = len(word) >= _SHORTEST_CAPITALIZED and is_plain_word(suggestion)
    return is_common and other.is_chinese and stem_word(suggestion) in other.evidence


@lru_cache(maxsize=1 << 17)
def _is_plain(word: str) -> bool:
    """Return whether a small-letter word is known and has no other spelling."""
    return not variant_of(word)[1] and (len(word) < _SHORTEST or is_word(word))


def _words_of(side: CheckedSide) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the words that are not names: with small letters, or at the beginning of a sentence."""
    return ((found[0], found.span()) for found in _WORD.finditer(side.text) if not _is_name_like(side.text, found))


def _capitalized_of(side: CheckedSide) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the words with a capital inside a sentence: names, and words of names, the Government."""
    return ((found[0], found.span()) for found in _WORD.finditer(side.text) if _is_name_like(side.text, found))


def _is_name_like(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 8) : found.start()]
    return found[0][0].isupper() and not _SENTENCE_START.search(before)


def _is_meant(side: CheckedSide, other: CheckedSide, word: str, span: tuple[int, int]) -> bool:
    """Return whether the word is here the one that has another spelling: a meter of length, a program of a school."""
    before = side.text[: span[0]]
    if word.startswith("licens"):
        return _NOUN_BEFORE.search(before.lower()) is not None
    if word in _UNITS_OF_MEASURE:
        return _NUMBER_BEFORE.search(before.lower()) is not None
    if word.startswith("program"):
        return not (_COMPUTING.search(side.text) or _COMPUTING.search(other.text))
    return True


def _is_likely(word: str, suggestion: str, other: CheckedSide) -> bool:
    """Return whether a word is misspelt; one with a capital may be a name, unless the Chinese has what is suggested."""
    return word.islower() or not other.is_chinese or stem_word(suggestion) in other.evidence


def _variant(unit: PreparedUnit, side: CheckedSide, word: str, span: tuple[int, int], wanted: str) -> Finding:
    shown = _in_case_of(word, wanted)
    message = say("{word} is not the spelling of the United Nations", word=word)
    return make_finding("spelling.variant", message, (side.quote([span]),), unit=unit.id, expected=shown)


def _misspelling(unit: PreparedUnit, side: CheckedSide, word: str, span: tuple[int, int], suggestion: str) -> Finding:
    shown = _in_case_of(word, suggestion)
    message = say("{word} is not in the dictionary", word=word)
    return make_finding("spelling.unknown", message, (side.quote([span]),), unit=unit.id, expected=shown)


def _in_case_of(model: str, word: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
