"""The tokens that spotting compares: single Han characters, Latin words, numbers and marks, with their places."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from cdalign.calendars import MONTH_TOKENS
from cdalign.languages import primary_language
from cdalign.lexicon.stemming import stem_word
from cdalign.patterns import compile_late
from cdalign.text import HAN, fold_characters

_TOKEN = compile_late(rf"[{HAN}]|[^\W\d_{HAN}]+(?:['’][^\W\d_{HAN}]+)?|\d+(?:[.,/]\d+)*|\S")

# Words with little meaning of their own: their place in a translation follows from the words around them.
_ENGLISH_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a all also an and any are as at be been being but by can could did do does each for from had has have he her
        his i in into is it its may more most must my no not of on or other our s shall she should so some such than
        that the their then there these they this those to upon very was we were what when where which who whom whose
        will with would you your""",
    )
)
_CHINESE_FUNCTION_CHARACTERS = frozenset("的了之是在和与及而且也就将把被对以于为并等所其这那个们地得着过")


# Letters that two forms of a word have in common: at least this number, and these shares of both forms.
SHARED_LETTERS = 3  # words that begin otherwise are never compared
_SHORTEST_PREFIX, _ALIKE_OF_SHORTER, _ALIKE_OF_LONGER = 4, 0.7, 0.55


class TokenKind(StrEnum):
    """What a token consists of."""

    HAN = "han"
    WORD = "word"
    NUMBER = "number"
    MARK = "mark"


class SpottingToken(NamedTuple):
    """One token: its place in the text, its letters, its stem (Han, numbers and marks are their own), its kind."""

    start: int
    stop: int
    letters: str
    stem: str
    kind: TokenKind
    is_function: bool

    @property
    def is_mark(self) -> bool:
        """Whether the token is punctuation or a symbol."""
        return self.kind is TokenKind.MARK

    @property
    def is_capitalized(self) -> bool:
        """Whether the token is a Latin word that begins with a capital letter."""
        return self.kind is TokenKind.WORD and self.letters[0].isupper()


class EnglishWord(NamedTuple):
    """A word of an equivalent: its letters in lower case, its stem, and whether it has little meaning of its own."""

    letters: str
    stem: str
    is_function: bool


def tokenize_for_spotting(text: str, lang: str) -> tuple[SpottingToken, ...]:
    """Return the tokens of a text in order.

    Args:
        text: the text; offsets of the tokens are those of this text.
        lang: its language (BCP 47); Traditional characters become Simplified in the tokens of a Chinese text.
    """
    is_chinese = primary_language(lang) == "zh"
    read = fold_characters(text) if is_chinese else text
    return tuple(_make_token(found, is_chinese=is_chinese) for found in _TOKEN.finditer(read))


def _make_token(found: re.Match[str], *, is_chinese: bool) -> SpottingToken:
    letters = found.group()
    return SpottingToken(found.start(), found.end(), letters, *_read_token(letters, is_chinese=is_chinese))


@lru_cache(maxsize=2**14)
def _read_token(letters: str, *, is_chinese: bool) -> tuple[str, TokenKind, bool]:
    """Return the stem of a token, its kind, and whether it is a function word."""
    kind = _kind_of(letters)
    functions = _CHINESE_FUNCTION_CHARACTERS if is_chinese else _ENGLISH_FUNCTION_WORDS
    return _stem(letters, kind), kind, letters.lower() in functions


def _kind_of(letters: str) -> TokenKind:
    if letters[0].isdecimal():
        return TokenKind.NUMBER
    if not letters[0].isalpha() and letters[0] != "〇":
        return TokenKind.MARK
    return TokenKind.HAN if _is_han(letters[0]) else TokenKind.WORD


def _is_han(char: str) -> bool:
    return char == "〇" or char >= "\u3400"


def _stem(letters: str, kind: TokenKind) -> str:
    if kind is TokenKind.NUMBER:
        return letters.replace(",", "")
    return stem_of_word(letters) if kind is TokenKind.WORD else letters


def english_words(text: str) -> tuple[EnglishWord, ...]:
    """Return the English words and numbers of a text."""
    return tuple(chain.from_iterable(map(_words_between_blanks, text.split())))


@lru_cache(maxsize=2**15)
def _words_between_blanks(text: str) -> tuple[EnglishWord, ...]:
    # No token reaches over white space, and the same words return in many equivalents.
    found = ((letters, _kind_of(letters)) for letters in _TOKEN.findall(text))
    return tuple(
        EnglishWord(letters.lower(), _stem(letters, kind), letters.lower() in _ENGLISH_FUNCTION_WORDS)
        for letters, kind in found
        if kind is not TokenKind.MARK
    )


def is_function_word(word: str) -> bool:
    """Return whether an English word has little meaning of its own."""
    return word.lower() in _ENGLISH_FUNCTION_WORDS


@lru_cache(maxsize=2**16)
def stem_of_word(word: str) -> str:
    """Return the stem under which a Latin word is compared; English month names are `5月`, as Chinese writes them."""
    lower = word.lower().replace("’", "'")
    return MONTH_TOKENS.get(lower) or stem_word(lower.partition("'")[0])


def begin_alike(one: str, other: str) -> bool:
    """Return whether two words begin so much alike that they are probably forms of one: implement, implementation."""
    if one == other:
        return True
    if one[:SHARED_LETTERS] != other[:SHARED_LETTERS] or not one.isalpha():
        return False
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    common = next((place for place, char in enumerate(shorter) if char != longer[place]), len(shorter))
    return common >= max(_SHORTEST_PREFIX, _ALIKE_OF_SHORTER * len(shorter), _ALIKE_OF_LONGER * len(longer))
