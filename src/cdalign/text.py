"""Characters of Chinese and English: compact form, script, clean-up, and how two runs of text join.

Three PDF extractors put three different patterns of spaces between Han and digits, from the same Word file. So whatever
compares Chinese text compares its compact form. Whatever is shown is the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from cdalign.patterns import compile_late
from cdalign.scripts import SIMPLIFIED_CHARACTERS, TRADITIONAL_CHARACTERS

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_WIDE = HAN + "\u3001-\u3006\u3008-\u303f\uff01-\uff60\uffe0-\uffe6"

_HAN = compile_late(f"[{HAN}]")
_WIDE_CHARACTER = compile_late(f"[{_WIDE}]")
_UNSEEN = "\u200b\u2060\ufeff\u00ad"
_BLANK = rf"[\s{_UNSEEN}]"
# What is removed begins with a blank, so the engine jumps from blank to blank (three times as fast). A run of blanks is
# matched only from its first blank and never backwards; otherwise the time would grow with the square of its length.
_REMOVED = compile_late(
    rf"{_BLANK}(?:(?<=[{_WIDE}]{_BLANK}){_BLANK}*+|(?<!{_BLANK}{_BLANK}){_BLANK}*+(?=[{_WIDE}])"
    rf"|(?<=[{_UNSEEN}])[{_UNSEEN}]*+)"
)

# East Asian Wide and Fullwidth (Unicode Standard Annex 11), in runs.
# The same text is measured repeatedly while its lines are laid out.
_ASKED_AGAIN = 2**14

_INVISIBLE = dict.fromkeys(map(ord, _UNSEEN))
_BLANKS = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
)
_FULLWIDTH_ALPHANUMERICS = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_FULLWIDTH_ASCII = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_COMPATIBILITY_RANGES = ((0x2F00, 0x2FE0), (0xF900, 0xFB00))
_DASHES_AND_DOTS = {
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    **dict.fromkeys(map(ord, "\u2014\u2500"), "\u2015"),
    **dict.fromkeys(map(ord, "\u30fb\u2027\u2022"), "\u00b7"),
}
# Measured on 2 million characters: 30 replacements take as long as one call of `translate`.
_LONG_TEXT, _FEW_CHARACTERS = 100_000, 30
_OPENING = frozenset("([{“‘《〈「『【（［｛")
_CLOSING = frozenset(")]}”’》〉」』】）］｝,.;:!?，。；：！？、%…")


def contains_han(text: str) -> bool:
    """Return whether any character is Han."""
    return _HAN.search(text) is not None


def language_of(text: str) -> str:
    """Return the language of a query: `zh` if any character is Han, otherwise `en`."""
    return "zh" if contains_han(text) else "en"


def count_han(text: str) -> int:
    """Count the Han characters."""
    return len(_HAN.findall(text))


def display_width(text: str) -> int:
    """Return the columns a text takes: two for Han and full-width characters, none for combining ones."""
    return len(text) if text.isascii() else _measure_width(text)


@lru_cache(maxsize=_ASKED_AGAIN)
def _measure_width(text: str) -> int:
    return sum(map(_COLUMNS.__getitem__, text))


class _Columns(dict[str, int]):
    """The columns of each character, by the tables of Unicode that Python brings (UAX 11).

    wcwidth (MIT, 6 MB) says the same of all lines of the corpus and of all but 909 assigned characters: marks of Indic
    scripts, Hangul letters that join, and symbols that are newer than Python 3.11.
    """

    def __missing__(self, char: str) -> int:
        if unicodedata.category(char) in ("Mn", "Me", "Cf"):
            width = 0
        else:
            width = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        self[char] = width
        return width


_COLUMNS = _Columns()


def clean_text(text: str) -> str:
    """Return the text as it should be kept and shown: NFC, one kind of space, no invisible characters.

    Full-width letters and digits become ASCII; compatibility ideographs and radicals become ordinary ones.
    Full-width punctuation, quotes and dashes stay (NFKC would ruin them). Line breaks stay.
    """
    if text.isascii():
        return text
    unclean = _unclean_pattern().search(text)
    return unicodedata.normalize("NFC", text.translate(_clean_table()) if unclean else text)


@cache
def _clean_table() -> dict[int, str | None]:
    compatible = {
        code: unicodedata.normalize("NFKC", chr(code))
        for start, stop in _COMPATIBILITY_RANGES
        for code in range(start, stop)
        if len(unicodedata.normalize("NFKC", chr(code))) == 1
    }
    return {**compatible, **_FULLWIDTH_ALPHANUMERICS, **_BLANKS, **_INVISIBLE}


@cache
def _unclean_pattern() -> re.Pattern[str]:
    """Return the pattern of unclean characters: most text is clean, and searching is six times as fast."""
    return re.compile(f"[{''.join(map(re.escape, map(chr, _clean_table())))}]")


# What a terminal obeys instead of showing it: control characters other than tab and line feed, and the marks that
# change the direction of writing (UAX #9), by which one name can look like another.
_CONTROLS = compile_late("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")


def escape_controls(text: str) -> str:
    r"""Return a text that is safe for a terminal: control characters become escapes (ESC becomes `\x1b`)."""
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def squeeze_spaces(text: str) -> str:
    """Return the text on one line: every run of white space becomes one space, and the ends are stripped."""
    return " ".join(text.split())


def fold_characters(text: str) -> str:
    """Return the text in Simplified characters, with widths, dashes and dots folded, one character for one.

    The length never changes, so offsets stay valid. It works character by character, because OpenCC's phrase-aware t2s
    depends on context (乾坤 keeps 乾), which would break the search for a part of a text.
    """
    if text.isascii():
        return text
    table = _folding_table()
    if len(text) < _LONG_TEXT:
        return text.translate(table)
    # `translate` looks up every character. A long text has few that fold, so `replace` is quicker.
    present = [char for char in set(text) if ord(char) in table]
    if len(present) > _FEW_CHARACTERS:
        return text.translate(table)
    for char in present:
        text = text.replace(char, table[ord(char)])
    return text


@cache
def _folding_table() -> dict[int, str]:
    return {
        **simplified_of_traditional(),
        **_clean_folding(),
        **_FULLWIDTH_ASCII,
        **_BLANKS,
        **_DASHES_AND_DOTS,
    }


def _clean_folding() -> dict[int, str]:
    return {code: char for code, char in _clean_table().items() if char is not None}


@cache
def simplified_of_traditional() -> dict[int, str]:
    """Return the table of Traditional-only characters: code point -> Simplified character (from OpenCC)."""
    return _read_pairs(TRADITIONAL_CHARACTERS)


@cache
def traditional_of_simplified() -> dict[int, str]:
    """Return the table of Simplified-only characters: code point -> Traditional character (from OpenCC)."""
    return _read_pairs(SIMPLIFIED_CHARACTERS)


def _read_pairs(pairs: str) -> dict[int, str]:
    return dict(zip(map(ord, pairs[::2]), pairs[1::2], strict=True))


def detect_script(text: str) -> str:
    """Return `Hans` or `Hant` by the characters that only one script has, or an empty text if there are none."""
    simplified, traditional = traditional_of_simplified(), simplified_of_traditional()
    hans = sum(ord(char) in simplified for char in text)
    hant = sum(ord(char) in traditional for char in text)
    if hans == hant:
        return ""
    return "Hans" if hans > hant else "Hant"


@dataclass(frozen=True, slots=True)
class CompactText:
    """A compact form, and the offset of each of its characters in the original text."""

    text: str
    offsets: tuple[int, ...] | range
    original_length: int

    def original_span(self, start: int, stop: int) -> tuple[int, int]:
        """Return the half-open range of the original text that compact characters start..stop were made from."""
        if start >= stop:
            at = self.offsets[start] if start < len(self.offsets) else self.original_length
            return at, at
        return self.offsets[start], self.offsets[stop - 1] + 1


def compact(text: str) -> str:
    """Return the form in which texts are compared: folded, and without spaces next to Han characters.

    `附属机构 1 于 2018 年` -> `附属机构1于2018年`. Spaces between English words stay, and so does case.
    """
    if text.isascii():
        return text
    return fold_characters(_REMOVED.sub("", text))


def compact_all(texts: Sequence[str]) -> list[str]:
    """Return the compact form of each text, as `compact` does, in a third of the time for thousands of texts."""
    wide = [text for text in texts if not text.isascii()]
    joined = "\0".join(wide)
    if joined.count("\0") != len(wide) - 1:
        return list(map(compact, texts))
    bare = iter(compact(joined).split("\0"))
    return [text if text.isascii() else next(bare) for text in texts]


def compact_with_offsets(text: str) -> CompactText:
    """Return the compact form, with the offset of each of its characters in `text`."""
    return _compact_again(text) if len(text) <= _LONGEST_KEPT else _compact_by_gaps(text)


def _compact_by_gaps(text: str) -> CompactText:
    if text.isascii():
        return CompactText(text, range(len(text)), len(text))
    gaps = [gap.span() for gap in _REMOVED.finditer(text)]
    if not gaps:
        return CompactText(fold_characters(text), range(len(text)), len(text))
    kept: list[int] = []
    end = 0
    for start, stop in gaps:
        kept.extend(range(end, start))
        end = stop
    kept.extend(range(end, len(text)))
    return CompactText(fold_characters("".join(text[index] for index in kept)), tuple(kept), len(text))


# Terms, names and words of one sentence are looked for one after the other: those of the last sentences are kept.
_LONGEST_KEPT = 2_000
_compact_again = lru_cache(maxsize=8)(_compact_by_gaps)


def joint_between(left: str, right: str) -> str:
    """Return the joint of two runs of text: a space or an empty text.

    There is no space between Han characters, nor next to brackets and full-width punctuation. There is one between
    English words, and between Han and an ASCII letter or digit, as UN documents print it.
    """
    if not left or not right or left[-1].isspace() or right[0].isspace():
        return ""
    before, after = left[-1], right[0]
    if before in _OPENING or after in _CLOSING:
        return ""
    if before.isascii() and after.isascii():
        return " "
    if not _is_wide(before) and not _is_wide(after):
        return " "
    meets_latin = _is_ascii_alphanumeric(before) or _is_ascii_alphanumeric(after)
    return " " if meets_latin and (contains_han(before) or contains_han(after)) else ""


@lru_cache(maxsize=2**14)
def _is_wide(char: str) -> bool:
    return _WIDE_CHARACTER.match(char) is not None


def _is_ascii_alphanumeric(char: str) -> bool:
    return char.isascii() and char.isalnum()


def join_texts(parts: Iterable[str]) -> str:
    """Return the runs of text joined, each with its proper joint: Chinese without a space, English with one."""
    joined = ""
    for part in parts:
        joined += joint_between(joined, part) + part
    return joined
