"""Capital letters: at the beginning of English sentences, and of names that have no other form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.gazetteer.known_names import names_in
from cdalign.languages import is_english
from cdalign.lexicon import core_lexicon
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.text import contains_han

_SMALL_START = re.compile(r"[“\"'‘(]?([a-z][a-z'’-]*)(?= \S)")
_CHINESE_SENTENCE = re.compile(r"[。！？][”’」』）)\]]*\s*$")
_ENGLISH_SENTENCE = re.compile(r"[.!?][”’\"')\]]*\s*$")
_SMALL_AFTER_STOP = re.compile(r"(?<=[a-z]{3})[.?!] ([a-z][a-z-]*) (?=[a-z])")
# Words that end in a dot inside a sentence.
_ABBREVIATED = re.compile(
    r"\b(?:etc|vol|vols|nos|art|arts|para|paras|approx|dept|est|incl|viz|ibid|fig|figs|sect|chap|dist|mss|"
    r"eds|trans|govt|assn|corp|inc|ltd|bros|cont|resp|Prof|Gen|Sen|Rep|Gov|Capt|Col|Maj|Sgt|Hon|Rev|Mrs|Messrs)[.?!]$",
    re.IGNORECASE,
)
_SMALL_WORD = re.compile(r"(?<![\w@./#-])[a-z]{3,}(?![\w@/]|[.-]\w)")
# 大会 is an assembly as well as the Assembly, 财政部 a treasury.
_INSTITUTIONS = "会部院局署厅司处党军"
_ITEM = re.compile(r"^\s*[(（]?[0-9A-Za-z一二三四五六七八九十]{1,4}[)）.、]")


def check_sentence_starts(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding for an English sentence that begins with a small letter where the Chinese is a whole sentence."""
    for side, other in unit.sides:
        if not is_english(side.lang) or not other.is_chinese:
            continue
        spans = [*_small_start(side, other), *_small_after_stop(side, other)]
        if spans:
            word = side.text[spans[0][0] : spans[0][1]]
            message = say("{word} begins a sentence with a small letter", word=word)
            expected = word[:1].upper() + word[1:]
            quotes = (side.quote(spans), other.quote())
            yield make_finding("capitals.start", message, quotes, unit=unit.id, expected=expected)


def _small_start(side: CheckedSide, other: CheckedSide) -> Iterator[tuple[int, int]]:
    found = _SMALL_START.match(side.text)
    if not found or _ITEM.match(other.text):
        return
    if _CHINESE_SENTENCE.search(other.text) and _ENGLISH_SENTENCE.search(side.text):
        yield found.span(1)


def _small_after_stop(side: CheckedSide, other: CheckedSide) -> Iterator[tuple[int, int]]:
    if other.sentence_count < 2:
        return
    for found in _SMALL_AFTER_STOP.finditer(side.text):
        if not _ABBREVIATED.search(side.text[: found.start() + 1]):
            yield found.span(1)


def check_name_capitals(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding for a name with a small letter: a word that renders a word of the Chinese by a capital alone."""
    for side, other in unit.sides:
        if not is_english(side.lang) or not other.is_chinese:
            continue
        for name in _small_names(other, side.text):
            yield _small_name(unit, side, other, *name)
        names = _capitalized_renderings(other, side.text)
        for found in _SMALL_WORD.finditer(side.text) if names else ():
            expected = names.get(found[0])
            if expected:
                yield _small_name(unit, side, other, found, expected)


def _small_name(
    unit: PreparedUnit, side: CheckedSide, other: CheckedSide, found: re.Match[str], expected: str
) -> Finding:
    message = say("{found} is a name and begins with a capital", found=found[0])
    quotes = (side.quote([found.span()]), other.quote())
    return make_finding("capitals.names", message, quotes, unit=unit.id, expected=expected)


def _small_names(chinese: CheckedSide, text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the names of bodies in small letters that a Chinese text names, with how they are written."""
    # 股东大会 is not the Assembly.
    names = (name for name in chinese.names if not (name.is_weak and contains_han(chinese.text[: name.start][-1:])))
    bodies = {thing for name in names for thing in name.things if thing.startswith("bodies:")}
    for small, name in _bodies_in_small_letters(frozenset(bodies)) if bodies else ():
        found = re.search(rf"(?<![A-Za-z]){re.escape(small)}(?![A-Za-z])", text) if small in text else None
        if found:
            yield found, name


@lru_cache(maxsize=1 << 10)
def _bodies_in_small_letters(things: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return the English names of several words of some bodies, in small letters and as they are written."""
    names = (name for name, (others, _) in names_in("en").items() if others & things)
    return tuple((name.lower(), name) for name in names if " " in name and _is_capitalized(name))


def _is_capitalized(name: str) -> bool:
    return all(word[0].isupper() for word in name.split() if len(word) > len("and"))


def _capitalized_renderings(chinese: CheckedSide, text: str) -> dict[str, str]:
    """Return the names of one word that render words of a Chinese text, by their small letters that a text holds."""
    known = _names()
    forms = [form for form, _, _ in chinese.words]
    names = {small: name for form in forms if form in known for small, name in known[form] if small in text}
    if not names:
        return names
    renderings = core_lexicon().equivalents
    plain = {text for form in forms if len(form) > 1 and form[-1] not in _INSTITUTIONS for text, _ in renderings[form]}
    return {small: name for small, name in names.items() if small not in plain}


@cache
def _names() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the headwords that a name of one word renders, with these names after their small letters."""
    named = {}
    for headword, renderings in core_lexicon().equivalents.items():
        if len(headword) > 1 and headword[-1] not in _INSTITUTIONS:
            texts = [text for text, _ in renderings if text.istitle() and text.isalpha()]
            named[headword] = tuple((text.lower(), text) for text in texts)
    return {headword: names for headword, names in named.items() if names}
