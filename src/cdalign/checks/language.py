"""Texts in a language that they should not be in, and words of the other language left inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.checks.slips import dictionary
from cdalign.checks.spelling import is_word
from cdalign.languages import is_english, primary_language
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.patterns import compile_late
from cdalign.text import HAN, contains_han

_HAN_RUN = compile_late(f"[{HAN}]+")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# A word of small letters that occurs free: no address, code, variable or part of one.
_SMALL_WORD = re.compile(r"(?<![A-Za-z0-9_@./\\<&%$#{=~’'-])[a-z]{4,}(?:[ -][a-z]{2,})*(?![A-Za-z0-9_@/\\>}=]|[.-]\w)")
_FOUR_SMALL = re.compile("[a-z][a-z][a-z][a-z]")
# Values of programming languages and of settings, which a Chinese manual keeps.
_LITERALS = frozenset({"true", "false", "null", "none", "void", "nil"})
_SET_APART = re.compile(r"[(（\[［“\"「『‘'《<{][^()（）\[\]“”\"「」《》<>{}]*$")
# What says that a word is spoken of, and what precedes an original in brackets: Dao De Jing (道德经).
_SPOKEN_OF = re.compile(r"\b(?:characters?|ideographs?|ideograms?|word|radical|surname)\s*$", re.IGNORECASE)
_GLOSSED = compile_late(rf"[A-Za-z”’\"'] ?[(（\[](?:[{HAN}A-Za-z ·]*[;,、；，] ?)?[“《]?$")
_QUOTED = compile_late(rf"[“\"][{HAN}，。、；！？ ]*$")
# A quotation in the original, with its translation in brackets.
_TRANSLATED = re.compile(r"[^(（]{0,40}[”\"] ?[(（]['‘“\"]?[A-Z]?[a-z]")
_GLOSS_END = compile_late(rf"[”》]?(?:[;,、；，][{HAN}A-Za-zà-ǜ·;, ]*)?[)）\]]")
# So far around a run of Han these are looked for.
_REACH = 200
_WORD_OF_ANY = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OTHER_SCRIPT = compile_late(
    "[\u0370-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u1100-\u11ff\u3040-\u30ff\uac00-\ud7af]"
)
# Short words of languages that are written as English is; none of them is an English word.
_FUNCTION_WORDS = frozenset({
    "le", "la", "les", "des", "du", "est", "une", "et", "aux", "dans", "sur", "pour", "par", "avec", "qui", "que",
    "sont",
    "au", "ce", "cette", "il", "elle", "nous", "vous", "ils", "el", "los", "las", "del", "una", "es", "y", "en",
    "con", "por", "para", "se", "lo", "su", "sus", "al", "como", "más", "pero", "son", "fue", "der", "die", "das",
    "und", "ist", "nicht", "ein", "eine", "mit", "von", "zu", "den", "dem", "sich", "auf", "für", "werden", "wird",
    "im", "os", "dos", "da", "não", "são", "em", "um", "uma", "ao", "pelo", "pela", "gli",
    "della", "di", "che", "è", "per", "sono", "non", "het", "een", "van", "niet", "zijn", "wordt", "och", "att",
    "som", "inte", "är",
})  # fmt: skip
_ELIDED = re.compile("(?:[ldjnmstc]|qu)['’][a-zà-ÿ]{3}")
# Without letters beyond ASCII, and without an elision, only function words tell.
_TELLING = compile_late("[\u00aa-\u1fff\u2c00-\U0010ffff]|['’][A-Za-z]{3}")
_CITATION = re.compile(r"\bet al\b")
# The fewest words of a text that can be called foreign, and the share of them that has to be strange.
_LEAST_WORDS, _FOREIGN_SHARE = 3, 0.5


def check_languages(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where an English text is in another language, by its words, or in another script."""
    for side, other in unit.sides:
        if is_english(side.lang) and side.compact != other.compact and _is_foreign(side):
            message = "the text does not look like English"
            yield make_finding("language.other", message, (side.quote(), other.quote()), unit=unit.id)


def _is_foreign(side: CheckedSide) -> bool:
    text = side.text
    if _FUNCTION_WORDS.isdisjoint(side.small_words) and not _TELLING.search(text):
        return False
    if "et al" in text:
        text = _CITATION.sub("", text)
    words = _WORD_OF_ANY.findall(text)
    if not text.isascii():
        words = [word for word in words if not contains_han(word)]
        if sum(bool(_OTHER_SCRIPT.search(word)) for word in words) > len(words) / 2:
            return True
    # Names are at home in every language, so only what begins with a small letter tells, and the first word.
    telling = [word.lower() for index, word in enumerate(words) if index == 0 or word[0].islower()]
    if len(telling) < _LEAST_WORDS:
        return False
    if _FUNCTION_WORDS.isdisjoint(telling) and not _ELIDED.search(text.lower()):
        return False
    foreign = sum(_is_function_word(word) or not word.isascii() or not _is_known(word) for word in telling)
    return foreign >= _FOREIGN_SHARE * len(telling) and any(map(_is_function_word, telling))


def _is_function_word(word: str) -> bool:
    return word in _FUNCTION_WORDS or _ELIDED.match(word) is not None


@lru_cache(maxsize=1 << 17)
def _is_known(word: str) -> bool:
    return is_word(re.split("['’]", word)[0]) or len(word) == 1


def check_untranslated(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where a text that should be translated is the source itself, or holds its words."""
    source, target = unit.source, unit.target
    if primary_language(source.lang) == primary_language(target.lang):
        return
    if source.compact == target.compact:
        if _has_words(source.text):
            quotes = (source.quote(), target.quote())
            yield make_finding("untranslated.same", say("the translation is the source text"), quotes, unit=unit.id)
        return
    for side, other in unit.sides:
        if other.is_chinese and not side.is_chinese:
            yield from _check_left_han(unit, side, other)
        elif side.is_chinese and not other.is_chinese:
            yield from _check_left_latin(unit, side, other)


def _check_left_han(unit: PreparedUnit, side: CheckedSide, other: CheckedSide) -> Iterator[Finding]:
    """Yield a finding for Han in a text that is not Chinese; one character in quotation marks is spoken of."""
    if side.text.isascii():
        return
    runs = [one.span() for one in _HAN_RUN.finditer(side.text) if _is_left_over(side.text, *one.span())]
    if runs:
        message = say("{words} is left in Chinese", words=side.text[runs[0][0] : runs[0][1]])
        yield make_finding("untranslated.words", message, (side.quote(runs), other.quote()), unit=unit.id)


def _is_left_over(text: str, start: int, stop: int) -> bool:
    """Return whether Han have no place in an English text: neither one set apart, nor the original of a translation."""
    before, after = text[max(0, start - _REACH) : start], text[stop : stop + _REACH]
    if stop - start == 1 and (_SET_APART.search(before) or _SPOKEN_OF.search(before)):
        return False
    return not (
        (_GLOSSED.search(before) and _GLOSS_END.match(after)) or (_QUOTED.search(before) and _TRANSLATED.match(after))
    )


def _check_left_latin(unit: PreparedUnit, side: CheckedSide, other: CheckedSide) -> Iterator[Finding]:
    if not side.han_count:
        if len(_LATIN_WORD.findall(side.text)) >= 4 and _has_words(side.text):
            quotes = (side.quote(), other.quote())
            yield make_finding("untranslated.words", say("the Chinese text holds no Chinese"), quotes, unit=unit.id)
        return
    if not _FOUR_SMALL.search(side.text):
        return
    runs = [one.span() for one in _SMALL_WORD.finditer(side.text) if _is_left_english(side.text, *one.span())]
    if runs:
        message = say("{words} is left in English", words=side.text[runs[0][0] : runs[0][1]])
        yield make_finding("untranslated.words", message, (side.quote(runs), other.quote()), unit=unit.id)


def _is_left_english(text: str, start: int, stop: int) -> bool:
    """Return whether words are English ones inside a Chinese sentence, neither a gloss nor a name with capitals."""
    if _SET_APART.search(text[:start]) or re.search(r"[A-Z][\w.]*[ -]$", text[:start]):
        return False
    words = re.findall("[a-z]+", text[start:stop])
    if _LITERALS.issuperset(words):
        return False
    return not re.match(" [A-Z]", text[stop : stop + 2]) and all(word in dictionary() for word in words)


def _has_words(text: str) -> bool:
    """Return whether there is something to translate: Chinese, or two common English words, no names or codes."""
    if contains_han(text):
        return True
    words = re.findall(r"(?<![\w.@/{}<>_-])[a-z]{2,}(?![\w@/{}<>_]|[.-]\w)", text)
    return sum(dictionary().get(word, 0) > 0 for word in words) >= 2
