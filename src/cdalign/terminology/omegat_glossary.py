"""A termbase as an OmegaT glossary: `source TAB target TAB comment`, for one direction.

A `.txt` glossary is read in the locale's encoding unless its first line says UTF-8 (OmegaT, GlossaryReaderTSV);
`#` begins a comment line. Each term that a text can contain gets a line for each term that a translator may write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cdalign.languages import primary_language
from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.terminology.gathering import gather_concepts
from cdalign.terminology.records import TermbaseReading, TermRecord
from cdalign.text import contains_han

MARKER = "# -*- coding: utf-8 -*-"
_USABLE = (TermStatus.PREFERRED, TermStatus.ADMITTED)
_LONG_FORMS = (TermType.FULL_FORM, TermType.PHRASE, TermType.VARIANT)
_ONE_CELL = str.maketrans({"\t": " ", "\n": " ", "\r": " "})
_CONCEPT_MARK = re.compile(r"\s*(?:;\s*)?\[([^\W\d][\w.\-]*)\]$")
# What OmegaT's pane has room for.
_LONGEST_COMMENT = 300


def render_omegat_glossary(termbase: Termbase, source_lang: str, target_lang: str) -> Iterator[str]:
    """Give the lines of the glossary from one language to the other; deprecated terms are never offered."""
    yield MARKER
    seen: set[tuple[str, str]] = set()
    for entry in termbase.entries:
        targets = [term for term in entry.terms_in(primary_language(target_lang)) if term.status in _USABLE]
        for source in entry.terms_in(primary_language(source_lang)):
            for target in sorted(targets, key=lambda term: _distance(source, term)):
                pair = (source.text, target.text)
                if pair not in seen:
                    seen.add(pair)
                    yield "\t".join(_cell(text) for text in (*pair, _comment(entry, source, target)))


def _distance(source: Term, target: Term) -> tuple[bool, bool]:
    """Order what is offered: preferred terms first, and a short form for a short form."""
    is_unlike = (source.type in _LONG_FORMS) != (target.type in _LONG_FORMS)
    return (is_unlike, target.status is not TermStatus.PREFERRED)


def _comment(entry: ConceptEntry, source: Term, target: Term) -> str:
    parts = [
        f"source term is {source.status}" if source.status not in _USABLE else "",
        f"{target.status} {target.type}" if target.status is not TermStatus.PREFERRED else "",
        entry.definition,
        target.note,
        f"[{entry.id}]",
    ]
    comment = "; ".join(part for part in parts if part)
    return comment if len(comment) <= _LONGEST_COMMENT else comment[: _LONGEST_COMMENT - 1] + "…"


def _cell(text: str) -> str:
    cell = text.translate(_ONE_CELL).strip()
    return f" {cell}" if cell.startswith("#") else cell


def parse_omegat_glossary(text: str) -> TermbaseReading:
    """Give the reading of an OmegaT glossary: the side with Han characters is Chinese, the other English.

    The concept is the one that our own comment names (`[cd]`), otherwise that of the source term.
    """
    return gather_concepts(_records(text))


def _records(text: str) -> Iterator[TermRecord]:
    concepts: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if line.startswith("#") or len(cells) < 2 or not all(cells[:2]):
            continue
        mark = _CONCEPT_MARK.search(cells[2]) if len(cells) > 2 else None
        concept = mark[1] if mark else concepts.setdefault(cells[0].lower(), f"c{len(concepts) + 1}")
        note = _CONCEPT_MARK.sub("", cells[2]) if len(cells) > 2 else ""
        for cell, said in zip(cells, ("", note), strict=False):
            if (concept, cell) not in seen:
                seen.add((concept, cell))
                lang = "zh-Hans" if contains_han(cell) else "en"
                yield TermRecord(concept, lang, cell, note=said, line=number)
