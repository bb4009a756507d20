"""The labels that UN texts print before paragraphs and headings, in both languages: one grammar for every reader.

    1.  ⒈        number            (a)  a)  a. ⒜  sub-letter        Article 2  Rule 23  第二条    article-2
    25.1  31.I.1  dotted            (i)  i.        sub-roman         Chapter I  第一章             chapter-1
    I.  一、      Roman             (1)  1)  ①    sub-number        Part One  第一部分            part-1
    A.  甲、      letter            (一)  ㈠       bracketed Han     Section 22  第22款  第二节    section-22
    Annex II  附件二   a line that opens a part: `annex-2`

Labels that look alike or count alike have the same key. Ids are made of keys, so that both languages share them. Some
texts only seem to begin with a label: `2.5 per cent`, `1. Januar 2024`, `(a) and (b) apply`. If one line is not enough
to decide, the labels of the whole text are: see `series`.
"""

from __future__ import annotations

from cdalign.labels.kinds import HEADING_KINDS, PARAGRAPH_KINDS, SUB_KINDS, WORD_KINDS, Label, LabelKind
from cdalign.labels.markers import Marker, parse_marker
from cdalign.labels.printed import parse_label, read_as_letter, reconsider_label
from cdalign.labels.series import LabelSeries

__all__ = [
    "HEADING_KINDS",
    "PARAGRAPH_KINDS",
    "SUB_KINDS",
    "WORD_KINDS",
    "Label",
    "LabelKind",
    "LabelSeries",
    "Marker",
    "parse_label",
    "parse_marker",
    "read_as_letter",
    "reconsider_label",
]
