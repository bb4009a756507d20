"""UTX, the simple glossary of AAMT (UTX 1.11, 1.20): a header of comments, then a term pair a line.

#UTX 1.20; en-US/zh-CN; 2018-10-05T10:00:00Z; copyright: …
#src	tgt	src:pos	term status
disarmament	裁军	noun	approved
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cdalign.errors import ReadError
from cdalign.languages import is_tag
from cdalign.terminology.gathering import gather_concepts
from cdalign.terminology.records import TermbaseReading, TermRecord

MARK = "#UTX"
_LANGUAGES = re.compile(r";\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*/\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)?")
_USUAL_COLUMNS = ("src", "tgt", "src:pos")


def parse_utx(text: str, *, path: str = "") -> TermbaseReading:
    """Return the reading of a UTX glossary.

    Raises:
        ReadError: its first line does not name two languages.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    named = _LANGUAGES.search(lines[0]) if lines else None
    if named is None or not all(tag and is_tag(tag) for tag in named.groups()):
        raise ReadError(
            "is UTX without its two languages", path=path, line=1, advice="write them in the first line: en/zh-CN"
        )
    return gather_concepts(_records(lines, (named[1], named[2])))


def _records(lines: Sequence[str], langs: tuple[str, str]) -> Iterator[TermRecord]:
    columns: Sequence[str] = _USUAL_COLUMNS
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            names = [name.strip().lower() for name in line[1:].split("\t")]
            if {"src", "tgt"} <= set(names):
                columns = names
        elif line.strip():
            cells = dict(zip(columns, (cell.strip() for cell in line.split("\t")), strict=False))
            yield from _pair(cells, langs, number)


def _pair(cells: dict[str, str], langs: tuple[str, str], number: int) -> Iterator[TermRecord]:
    """Yield the two terms of a line. Its status is that of the translation; a concept id makes synonyms one concept."""
    concept = f"c{cells.get('concept id') or number}"
    status = cells.get("term status") or cells.get("tgt:status", "")
    note = cells.get("comment") or cells.get("note", "")
    pos = cells.get("src:pos", "")
    if cells.get("src"):
        yield TermRecord(concept, langs[0], cells["src"], pos=pos, line=number)
    if cells.get("tgt"):
        tgt_pos = cells.get("tgt:pos", pos)
        yield TermRecord(concept, langs[1], cells["tgt"], status=status, pos=tgt_pos, note=note, line=number)
