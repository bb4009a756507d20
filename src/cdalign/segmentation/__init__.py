"""Paragraphs become sentences: one table of rules a language, obeyed here and written out as SRX."""

from __future__ import annotations

from itertools import pairwise

from cdalign.languages import is_chinese
from cdalign.segmentation import chinese, english
from cdalign.segmentation.rules import BreakRule, find_breaks
from cdalign.segmentation.srx import render_bean, render_rules

__all__ = ["BreakRule", "render_omegat_segmentation", "render_srx", "rules_for", "split_sentences"]


def split_sentences(text: str, lang: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph, stripped. Joined, they are the text without the white space between them.

    Languages other than Chinese are cut by the rules of English.
    """
    places = [0, *find_breaks(text, rules_for(lang)), len(text)]
    pieces = (text[start:stop].strip() for start, stop in pairwise(places))
    return tuple(piece for piece in pieces if piece)


def rules_for(lang: str) -> tuple[BreakRule, ...]:
    """Return the table of a language."""
    return chinese.RULES if is_chinese(lang) else english.RULES


_TABLES = {
    "Chinese": ("([Zz][Hh]|[Cc][Mm][Nn]).*", chinese.RULES),
    # Tools that cascade take every table that fits; this one must not fit Chinese.
    "English": ("(?![Zz][Hh]|[Cc][Mm][Nn]).*", english.RULES),
}


def render_srx() -> str:
    """Return all tables as an SRX 2.0 file."""
    return render_rules(_TABLES)


def render_omegat_segmentation() -> str:
    """Return all tables as the `omegat/segmentation.conf` of an OmegaT project (before OmegaT 5, which reads SRX)."""
    return render_bean(_TABLES)
