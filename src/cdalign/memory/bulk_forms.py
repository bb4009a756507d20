"""The forms of thousands of texts at once: the same as `forms` gives one by one, in a third of the time.

The texts are laid end to end as an array of code points, and each question (which characters are letters, where
does a word begin) is answered for all of them in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from cdalign.memory.forms import FREE_CODES, HAN_START, HAN_STOP, HASH_BASE, encode_words, lower_case
from cdalign.patterns import compile_late
from cdalign.text import HAN, compact_all

Array = npt.NDArray[Any]

# What a character is in a word; the numbers are chosen so that those of no word are 0.
_NO_WORD, _HAN, _LETTER, _DIGIT = range(4)
_KINDS = {_HAN: compile_late(f"[{HAN}]+"), _LETTER: compile_late(rf"[^\W0-9_{HAN}]+"), _DIGIT: compile_late("[0-9]+")}
_PLANE = 0x10000
_SPACE = ord(" ")
_FREE_CODES = np.concatenate([np.arange(codes.start, codes.stop, dtype=np.uint16) for codes in FREE_CODES])
_NUMBER_CODE = ord(encode_words(["0"]))
_INVERSE_BASE = pow(HASH_BASE, -1, 2**32)
# Texts worked out in one step: their arrays stay in the processor's cache.
_TEXTS_AT_ONCE = 500


@dataclass(frozen=True)
class BulkForms:
    """What is worked out of some texts, in their order.

    `compact` are their compact forms, `words` their words with spaces between, `codes` the words as
    characters (`encode_words`), those of all texts end to end, `lengths` how many each text has.
    """

    compact: list[str]
    words: list[str]
    codes: npt.NDArray[np.uint16]
    lengths: npt.NDArray[np.int64]


def make_bulk_forms(texts: Sequence[str]) -> BulkForms:
    """Return the forms of texts."""
    bare = compact_all(texts)
    parts = [_words_and_codes(bare[start : start + _TEXTS_AT_ONCE]) for start in range(0, len(bare), _TEXTS_AT_ONCE)]
    words, codes, lengths = zip(*parts, strict=True) if parts else ((), (), ())
    return BulkForms(
        bare,
        [text for part in words for text in part],
        np.concatenate((np.zeros(0, np.uint16), *codes)),
        np.concatenate((np.zeros(0, np.int64), *lengths)),
    )


class _Table:
    """What a function says about each character of a text, looked up for those of the first plane.

    The table costs as much as a text of its length, so it is made when more than that has been asked for.
    """

    def __init__(self, of: Callable[[str], Array]) -> None:
        self._of = of
        self._asked = 0

    @cached_property
    def _values(self) -> Array:
        return self._of("".join(map(chr, range(_PLANE))))

    def __getitem__(self, codes: Array) -> Array:
        self._asked += len(codes)
        if self._asked <= _PLANE:
            return self._of(codes.astype(np.uint32).tobytes().decode("utf-32-le", "surrogatepass"))
        values = self._values.take(codes, mode="clip")
        beyond = np.flatnonzero(codes >= _PLANE)
        if len(beyond):
            values[beyond] = self._of("".join(map(chr, codes[beyond].tolist())))
        return values


def _code_points(text: str) -> Array:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _kinds(text: str) -> Array:
    kinds = np.full(len(text), _NO_WORD, np.uint8)
    for kind, pattern in _KINDS.items():
        for found in pattern.finditer(text):
            kinds[found.start() : found.end()] = kind
    return kinds


_lower = _Table(lambda text: _code_points(lower_case(text)))
_kind = _Table(_kinds)


def _words_and_codes(texts: Sequence[str]) -> tuple[list[str], npt.NDArray[np.uint16], npt.NDArray[np.int64]]:
    # A character of no word ends each text, so words of two texts never meet.
    chars = _lower[_code_points("\0".join((*texts, ""))).astype(np.intp)]
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
    kinds = _kinds_of(chars)
    starts, stops = _bounds(kinds)
    firsts = np.concatenate(([0], np.searchsorted(starts, ends)))
    return (
        list(_spaced(chars, kinds, starts, ends)),
        _codes(chars, kinds[starts], starts, stops),
        np.diff(firsts),
    )


def _kinds_of(chars: Array) -> Array:
    """Return the kind of each character; a point or comma between digits belongs to the number."""
    kinds = _kind[chars]
    marks = np.flatnonzero((chars == ord(".")) | (chars == ord(",")))
    kinds[marks[(kinds[marks - 1] == _DIGIT) & (kinds[marks + 1] == _DIGIT)]] = _DIGIT
    return kinds


def _bounds(kinds: Array) -> tuple[Array, Array]:
    """Return where words begin and end: Han one by one, all else in runs of a kind."""
    is_word = kinds != _NO_WORD
    is_new = np.concatenate(([True], kinds[1:] != kinds[:-1])) | (kinds == _HAN)
    is_end = np.concatenate((is_new[1:], [True]))
    return np.flatnonzero(is_new & is_word), np.flatnonzero(is_end & is_word) + 1


def _spaced(chars: Array, kinds: Array, starts: Array, ends: Array) -> Iterator[str]:
    """Yield each text's words with a space between them, where there was none, and spaces for what is not a word."""
    glued = starts[kinds[starts - 1] != _NO_WORD]
    spaced = np.insert(np.where(kinds == _NO_WORD, _SPACE, chars).astype(np.uint32), glued, _SPACE)
    text = spaced.tobytes().decode("utf-32-le", "surrogatepass")
    start = 0
    for end in (ends + np.searchsorted(glued, ends)).tolist():
        yield text[start : end - 1]
        start = end


def _codes(chars: Array, kinds: Array, starts: Array, stops: Array) -> npt.NDArray[np.uint16]:
    """Return the character that stands for each word, as `encode_words` does."""
    first = chars[starts]
    stands_for_itself = (kinds == _HAN) & (first >= HAN_START) & (first < HAN_STOP)
    hashes = _FREE_CODES[_hashes(chars, starts, stops) % np.uint32(len(_FREE_CODES))]
    codes: npt.NDArray[np.uint16] = np.where(
        stands_for_itself, first.astype(np.uint16), np.where(kinds == _DIGIT, np.uint16(_NUMBER_CODE), hashes)
    )
    return codes


def _hashes(chars: Array, starts: Array, stops: Array) -> Array:
    """Return the polynomial of each word's characters: a difference of running sums, moved to power 0."""
    powers = _powers(HASH_BASE, len(chars))
    sums = np.concatenate((np.zeros(1, np.uint32), np.cumsum(chars * powers, dtype=np.uint32)))
    return (sums[stops] - sums[starts]) * _powers(_INVERSE_BASE, len(chars))[starts]


def _powers(base: int, count: int) -> Array:
    """Return base^0 … base^(count - 1) modulo 2^32."""
    factors = np.full(count, base, np.uint32)
    factors[:1] = 1
    return np.multiply.accumulate(factors, dtype=np.uint32)
