"""The kinds of labels, and a label as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cdalign.numerals import write_letters, write_roman


class LabelKind(StrEnum):
    """The kinds of labels, as UN documents use them."""

    NUMBER = "number"  # 1.
    DOTTED = "dotted"  # 25.1  31.I.1
    ROMAN = "roman"  # I.  一、
    LETTER = "letter"  # A.
    BRACKETED_HAN = "bracketed han"  # (一)  ㈠
    SUB_LETTER = "sub-letter"  # (a)  a)
    SUB_ROMAN = "sub-roman"  # (i)
    SUB_NUMBER = "sub-number"  # (1)  1)  ①
    ARTICLE = "article"  # Article 1  Rule 1  第一条
    CHAPTER = "chapter"  # Chapter I  第一章
    PART = "part"  # Part One  第一部分
    SECTION = "section"  # Section 22  第22款


# Labels that are words: a translation has other words for them, so they stay in the text.
WORD_KINDS = frozenset({LabelKind.ARTICLE, LabelKind.CHAPTER, LabelKind.PART, LabelKind.SECTION})
PARAGRAPH_KINDS = frozenset({LabelKind.NUMBER, LabelKind.DOTTED})
HEADING_KINDS = frozenset({LabelKind.ROMAN, LabelKind.LETTER, LabelKind.BRACKETED_HAN, *WORD_KINDS})
SUB_KINDS = frozenset({LabelKind.SUB_LETTER, LabelKind.SUB_ROMAN, LabelKind.SUB_NUMBER})


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its kind, its number, and the characters as printed.

    `prefix` is the part of a dotted label before its last number (`31.I` in `31.I.1`). `addition` is the number of an
    inserted article (2 for `Article 4 bis` and `第四条之二`), and 0 for any other.
    """

    kind: LabelKind
    value: int
    printed: str
    prefix: str = ""
    addition: int = 0

    @property
    def key(self) -> str:
        """The label as written in an id: `17`, `25.1`, `A`, `II`, `b`, `iv`, `article-6`."""
        match self.kind:
            case LabelKind.DOTTED:
                return self.printed.strip().rstrip(".．")
            case LabelKind.LETTER:
                return write_letters(self.value).upper()
            case LabelKind.SUB_LETTER:
                return write_letters(self.value)
            case LabelKind.ROMAN:
                return write_roman(self.value)
            case LabelKind.SUB_ROMAN:
                return write_roman(self.value).lower()
        if self.kind in WORD_KINDS:
            number = f"{self.prefix}.{self.value}" if self.prefix else str(self.value)
            return f"{self.kind}-{number}" + (f"-{self.addition}" if self.addition else "")
        return str(self.value)
