"""A termbase as an OmegaT glossary: `source TAB target TAB comment`, for one direction.

A `.txt` glossary is read in the locale's encoding unless its first line says UTF-8 (OmegaT, GlossaryReaderTSV);
`#` begins a comment line. Each term that a text can contain gets a line for each term that a translator may write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from cdalign.languages import ENGLISH, SIMPLIFIED, TRADITIONAL, primary_language
from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.tables import Line, find_delimiter, quoted_lines
from cdalign.terminology.gathering import gather_concepts
from cdalign.terminology.records import TermbaseReading, TermRecord
from cdalign.text import contains_han, detect_script

MARKER = "# -*- coding: utf-8 -*-"
_USABLE = (TermStatus.PREFERRED, TermStatus.ADMITTED)
_LONG_FORMS = (TermType.FULL_FORM, TermType.PHRASE, TermType.VARIANT)
_ONE_CELL = str.maketrans({"\t": " ", "\n": " ", "\r": " "})
_CONCEPT_MARK = re.compile(r"\s*(?:;\s*)?\[([^\W\d][\w.\-]*)\]$")
# What OmegaT's pane has room for.
_LONGEST_COMMENT = 300


def render_omegat_glossary(termbase: Termbase, source_lang: str, target_lang: str) -> Iterator[str]:
    """Yield the lines of the glossary from one language to the other; deprecated terms are never offered."""
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


def parse_omegat_glossary(text: str, langs: tuple[str, str] = ("", ""), *, path: str = "") -> TermbaseReading:
    """Return the reading of an OmegaT glossary, in two languages or in those that its columns show.

    The column that is mostly of Han characters is Chinese, the other English. The concept is the one that our own
    comment names (`[cd]`), otherwise that of the source term.

    Raises:
        ReadError: a quoted cell is too long.
    """
    rows = list(glossary_rows(text, path))
    shown = column_languages([cells for _, cells in rows])
    return gather_concepts(_records(rows, (langs[0] or shown[0], langs[1] or shown[1])))


def glossary_rows(text: str, path: str = "") -> Iterator[Line]:
    """Yield the lines of a glossary that have two terms, each with its number and its cells."""
    lines = text.removeprefix("\ufeff").splitlines()
    plain = [line for line in lines if not line.startswith("#")]
    delimiter = "\t" if any("\t" in line for line in plain) else find_delimiter(plain)
    for number, row in _rows(lines, delimiter, path):
        cells = [cell.strip() for cell in row]
        if len(cells) > 1 and all(cells[:2]) and not cells[0].startswith("#"):
            yield number, cells


def _rows(lines: Sequence[str], delimiter: str, path: str) -> Iterator[Line]:
    """Yield each line with its number and its cells. A file with tabs has no quoted cells."""
    if delimiter == "\t":
        return ((number, line.split("\t")) for number, line in enumerate(lines, 1))
    return quoted_lines(lines, delimiter, path, is_strict=False)


def column_languages(rows: Sequence[Sequence[str]]) -> tuple[str, str]:
    """Return the languages of the first two columns: Chinese where most cells have Han characters, else English."""
    counts = [sum(contains_han(row[at]) for row in rows) for at in (0, 1)]
    if counts[0] == counts[1]:
        return "", ""
    sample = "".join(row[counts.index(max(counts))] for row in rows)
    chinese = TRADITIONAL if detect_script(sample) == "Hant" else SIMPLIFIED
    return (chinese, ENGLISH) if counts[0] > counts[1] else (ENGLISH, chinese)


def _records(rows: Iterable[Line], langs: tuple[str, str]) -> Iterator[TermRecord]:
    concepts: dict[str, str] = {}
    seen: set[tuple[str, str, str]] = set()
    for number, cells in rows:
        mark = _CONCEPT_MARK.search(cells[2]) if len(cells) > 2 else None
        concept = mark[1] if mark else concepts.setdefault(cells[0].lower(), f"c{len(concepts) + 1}")
        note = _CONCEPT_MARK.sub("", cells[2]) if len(cells) > 2 else ""
        for cell, lang, said in zip(cells, langs, ("", note), strict=False):
            if (concept, lang, cell) not in seen:
                seen.add((concept, lang, cell))
                yield TermRecord(concept, lang, cell, note=said, line=number)
