"""The forms under which a memory compares texts: compact form, words, keys.

A *word* is a Han character, a run of other letters (lower case), or a number. Everything is made from the compact
form, so Simplified and Traditional, full width and half, and habits of spacing all meet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from zlib import crc32

from cdalign.model import Span
from cdalign.patterns import compile_late
from cdalign.text import HAN, compact, compact_with_offsets

# After folding, digits of all widths are ASCII; digits of other scripts count as letters.
_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
_LETTERS = rf"[^\W0-9_{HAN}]+"
_ASCII_WORD = re.compile(rf"[a-z]+|{_NUMBER}")
_HAN_RUN_OR_WORD = compile_late(rf"([{HAN}]+)|({_NUMBER}|{_LETTERS})")
_WORD = compile_late(rf"[{HAN}]|{_NUMBER}|{_LETTERS}")
WORD_OR_MARK = compile_late(rf"[{HAN}]|{_NUMBER}|{_LETTERS}|\S")
IS_NUMBER = re.compile(_NUMBER).fullmatch

# All numbers are one word where texts are compared: which number it is, is counted apart.
ANY_NUMBER = "0"


@dataclass(frozen=True, slots=True)
class TextForm:
    """A text as it is compared: its compact form, its words (every number the same), its numbers."""

    compact: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]


def make_form(text: str) -> TextForm:
    """Return the form under which a text is compared."""
    bare = compact(text)
    words = split_words(bare)
    numbers = tuple(word for word in words if word[0].isdigit() and IS_NUMBER(word))
    return TextForm(bare, tuple(ANY_NUMBER if IS_NUMBER(word) else word for word in words), numbers)


def split_words(compact_text: str) -> list[str]:
    """Return the words of a compact form, in order: `《条约》第6条 Text-Based` -> 条 约 第 6 条 text based."""
    if compact_text.isascii():
        return _ASCII_WORD.findall(compact_text.lower())
    words: list[str] = []
    for han, word in _HAN_RUN_OR_WORD.findall(lower_case(compact_text)):
        if han:
            words.extend(han)
        else:
            words.append(word)
    return words


def words_of(text: str) -> list[str]:
    """Return the words of a text, in order."""
    return split_words(compact(text))


def locate_words(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text, each with its half-open range of characters in the text itself."""
    bare = compact_with_offsets(text)
    return [(word.group(), *bare.original_span(*word.span())) for word in _WORD.finditer(lower_case(bare.text))]


def locate_run(text: str, first: int, count: int) -> tuple[list[str], Span]:
    """Return some words of a text in a row, from the word with a number on, and their place; fewer at its end."""
    bare = compact_with_offsets(text)
    found = list(islice(_WORD.finditer(lower_case(bare.text)), first, first + count))
    if not found:
        return [], Span(len(text), len(text))
    return [word.group() for word in found], Span(*bare.original_span(found[0].start(), found[-1].end()))


def lower_case(text: str) -> str:
    """Return the text in lower case, one character for each: İ becomes i, and a final Σ is like any other."""
    return text.replace("İ", "i").replace("Σ", "σ").lower()


def exact_key(compact_text: str) -> int:
    """Return 32 bits, signed, that stand for a compact form; two texts in 4 * 10^9 have the same."""
    return crc32(compact_text.encode("utf-8", "surrogatepass")) - 2**31


# Words become characters of the Basic Multilingual Plane: Han stands for itself, other words share what is free.
# Two words may fall on one character; that can only make two texts look more alike than they are, so nothing is
# missed, and the true words decide in the end.
HAN_START, HAN_STOP = 0x3400, 0xA000
FREE_CODES = (range(0x21, HAN_START), range(HAN_STOP, 0xD800), range(0xE000, 0xFFFE))
_FREE_COUNT = sum(map(len, FREE_CODES))
# The hash of a word is the polynomial of its characters at this point, modulo 2^32 (Knuth's 2^32 / golden ratio, odd).
HASH_BASE = 0x9E3779B1
HASH_BITS = 32


class _Codes(dict[str, str]):
    """Word -> character, worked out once each."""

    def __missing__(self, word: str) -> str:
        code = self[word] = _code_of(word)
        return code


def _code_of(word: str) -> str:
    if len(word) == 1 and HAN_START <= ord(word) < HAN_STOP:
        return word
    if IS_NUMBER(word):
        word = ANY_NUMBER
    value = 0
    for char in reversed(word):
        value = (value * HASH_BASE + ord(char)) % 2**HASH_BITS
    return _free_code(value % _FREE_COUNT)


def _free_code(number: int) -> str:
    for codes in FREE_CODES:
        if number < len(codes):
            return chr(codes[number])
        number -= len(codes)
    raise IndexError(number)


_codes = _Codes()


def encode_words(words: list[str] | tuple[str, ...]) -> str:
    """Return one character a word: a short text on which distances are computed at once."""
    return "".join(map(_codes.__getitem__, words))
