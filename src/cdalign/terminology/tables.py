r"""The termbase as a table in our own columns: TSV (no quotes; `\t`, `\n`, `\\` for what a cell cannot hold).

    concept  lang     term      type      status     pos   subject  definition  source  note  not_in  detect  see_also
    cd       zh-Hans  裁谈会    shortForm preferred  noun  bodies   …           body.1

The order of the columns is free, all but `concept`, `lang` and `term` may be missing, `#` begins a comment line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.model import ConceptEntry, Termbase
from cdalign.terminology.faults import TermbaseFault
from cdalign.terminology.gathering import gather_concepts
from cdalign.terminology.records import COLUMNS, RARE_COLUMNS, TermbaseReading, TermRecord, records_of

_REQUIRED = ("concept", "lang", "term")
_ESCAPED = re.compile(r"\\([tnr\\])")
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
_UNESCAPED = str.maketrans({"\t": r"\t", "\n": r"\n", "\r": r"\r", "\\": r"\\"})


def parse_termbase(text: str, *, path: str = "") -> TermbaseReading:
    """Return the reading of a termbase table.

    Raises:
        ReadError: there is no header line, it lacks a required column, or it has an unknown one.
    """
    lines = _lines(text)
    header_line, names = next(lines, (1, ""))
    header = names.split("\t")
    _check_header(header, header_line, path)
    faults: list[TermbaseFault] = []
    reading = gather_concepts(_records(lines, header, faults))
    return TermbaseReading(reading.termbase, (*faults, *reading.faults), reading.lines)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line that says something, with its number."""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        content = line.rstrip("\r")
        if content and not content.startswith("#") and not content.isspace():
            yield number, content


def _check_header(header: Sequence[str], line: int, path: str) -> None:
    names = [name.strip() for name in header]
    missing = [name for name in _REQUIRED if name not in names]
    unknown = [name for name in names if name and name not in COLUMNS + RARE_COLUMNS]
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    for what, found in (("lacks", missing), ("does not know", unknown), ("has twice", doubled)):
        if found:
            raise ReadError(
                say("the header line of a termbase {what}: {names}", what=what, names=", ".join(found)),
                path=path,
                line=line,
                advice=say("begin the file with: {names} (with tabs between)", names=" ".join(COLUMNS)),
            )


def _records(
    lines: Iterable[tuple[int, str]], header: Sequence[str], faults: list[TermbaseFault]
) -> Iterator[TermRecord]:
    """Yield the record of each line, its cells put into the order of the fields."""
    names = [name.strip() for name in header]
    width = len(names)
    arrange = _arrangement(names)
    for number, line in lines:
        cells = line.split("\t")
        if "\\" in line or " \t" in line or "\t " in line or line[0] == " " or line[-1] == " ":
            cells = [_plain_cell(cell) for cell in cells]
        if len(cells) > width:
            if any(cells[width:]):
                faults.append(TermbaseFault("table.cells", f"{len(cells)} cells for {width}", number))
            del cells[width:]
        elif len(cells) < width:
            cells += [""] * (width - len(cells))
        yield TermRecord._make(arrange((*cells, "", number)))


def _arrangement(names: Sequence[str]) -> Callable[[tuple[str | int, ...]], Iterable[str | int]]:
    """Return what puts the cells of a line, an empty one for those that are missing, and its number in their order."""
    missing, number = len(names), len(names) + 1
    order = [names.index(name) if name in names else missing for name in COLUMNS + RARE_COLUMNS]
    return itemgetter(*order, number)


def _plain_cell(cell: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES[found[1]], cell).strip() if "\\" in cell else cell.strip()


def render_termbase(termbase: Termbase) -> str:
    """Return the termbase as a table, in the order of its concepts: reading it again gives the same termbase."""
    columns = list(COLUMNS) + [name for name in RARE_COLUMNS if _is_used(name, termbase.entries)]
    records = (record for entry in termbase.entries for record in records_of(entry))
    return "".join("\t".join(row) + "\n" for row in (columns, *(_cells(record, columns) for record in records)))


def _cells(record: TermRecord, columns: Sequence[str]) -> list[str]:
    return [str(getattr(record, name)).translate(_UNESCAPED) for name in columns]


def _is_used(column: str, entries: Iterable[ConceptEntry]) -> bool:
    attribute = {"concept_note": "note"}.get(column, column)
    return any(getattr(entry, attribute) for entry in entries)
