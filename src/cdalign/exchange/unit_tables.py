"""Units as rows: TSV, CSV and XLSX, out and back, every column of a memory kept.

The first row that we write names the columns: id, status, source, target, note, then one column for each prop
(`x-document` …). Other people's tables are read by what their headings say; what is not there stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from cdalign.errors import ReadError
from cdalign.exchange.facts import facts_of, with_facts
from cdalign.inline import parse_shown, show_codes
from cdalign.languages import ENGLISH, SIMPLIFIED, languages_match, primary_language
from cdalign.messages import say
from cdalign.model import REVIEW_PROP, BeadStatus, TranslationUnit, parse_status
from cdalign.tables import TableLook, find_table, open_sheets, read_heading, write_rows

STATUSES = tuple(status.value for status in BeadStatus)
_FIXED = ("id", "status", "source", "target", "note")
_LANGUAGE_COLUMNS = ("source_lang", "target_lang")
# Columns that are there only where a unit needs them.
CODES = "codes"
_OPTIONAL = ("source note", "target note", CODES)
_NO_FACTS = frozenset((*_FIXED, *_LANGUAGE_COLUMNS, *_OPTIONAL))
_BETWEEN_NOTES = " | "
# The usual props come first and are there even where no unit has them; the others follow as they are met.
_USUAL_PROPS = ("x-document", "x-paragraph", "x-alignment", "x-score", "x-source-status", "x-target-status")
_LOOK = TableLook(
    "units",
    widths={"source": 60, "target": 60},
    usual_width=16,
    choices={"status": STATUSES},
    prominent=frozenset(("source", "target")),
)


class UnitRow(NamedTuple):
    """A row of a table as it was read: its line, and its cells by column name."""

    line: int
    cells: dict[str, str]

    def cell(self, name: str) -> str:
        """The text of a cell, without white space at its ends, or an empty text."""
        return self.cells.get(name, "").strip()


def table_header(units: Sequence[TranslationUnit]) -> tuple[str, ...]:
    """Return the names of the columns for these units."""
    facts = dict.fromkeys(name for unit in units for name, _ in facts_of(unit))
    optional = [name for name, is_used in _optional_columns(units).items() if is_used]
    return (
        *_FIXED,
        *_USUAL_PROPS,
        *(name for name in facts if name not in _USUAL_PROPS),
        *optional,
        *_LANGUAGE_COLUMNS,
    )


def _optional_columns(units: Sequence[TranslationUnit]) -> dict[str, bool]:
    """Return which of the columns that few tables need these units fill."""
    return {
        "source note": any(unit.source_notes for unit in units),
        "target note": any(unit.target_notes for unit in units),
        CODES: any(unit.source_codes or unit.target_codes for unit in units),
    }


def unit_row(unit: TranslationUnit, header: Sequence[str]) -> tuple[str, ...]:
    """Return the cells of a unit under these columns; inline codes are marks in the texts (`inline.show_codes`)."""
    source, target, codes = unit.source, unit.target, ""
    if CODES in header:
        source, target, codes = show_codes((unit.source, unit.source_codes), (unit.target, unit.target_codes))
    cells = {
        "id": unit.id,
        "status": unit.review or STATUSES[0],
        "source": source,
        "target": target,
        "note": _BETWEEN_NOTES.join(unit.notes),
        "source_lang": unit.source_lang,
        "target_lang": unit.target_lang,
        "source note": _BETWEEN_NOTES.join(unit.source_notes),
        "target note": _BETWEEN_NOTES.join(unit.target_notes),
        CODES: codes,
    }
    for name, value in facts_of(unit):
        cells.setdefault(name, value)
    return tuple(cells.get(name, "") for name in header)


def row_unit(row: UnitRow, source_lang: str = "", target_lang: str = "") -> TranslationUnit:
    """Return the unit of a row, in these languages if the row names none; empty cells are props that are not there.

    Raises:
        ReadError: the cell with the inline codes was spoiled.
    """
    try:
        source, target = (parse_shown(row.cell(name), row.cell(CODES)) for name in ("source", "target"))
    except ValueError as error:
        raise ReadError(
            str(error), line=row.line, advice=say("leave the column {codes} as it was", codes=CODES)
        ) from error
    status = parse_status(row.cell("status"))
    unit = TranslationUnit(
        source[0],
        target[0],
        row.cell("source_lang") or source_lang,
        row.cell("target_lang") or target_lang,
        id=row.cell("id"),
        notes=_notes(row, "note"),
        source_codes=source[1],
        target_codes=target[1],
        source_notes=_notes(row, "source note"),
        target_notes=_notes(row, "target note"),
    )
    facts = [(name, row.cell(name)) for name in row.cells if name not in _NO_FACTS and row.cell(name)]
    return with_facts(unit, [*facts, (REVIEW_PROP, status)] if status else facts)


def unit_rows(units: Iterable[TranslationUnit]) -> Iterator[UnitRow]:
    """Yield units as rows, as if they had been read from a table."""
    for number, unit in enumerate(units, 1):
        header = table_header((unit,))
        yield UnitRow(number, dict(zip(header, unit_row(unit, header), strict=True)))


def _notes(row: UnitRow, name: str) -> tuple[str, ...]:
    return tuple(note for note in row.cell(name).split(_BETWEEN_NOTES) if note)


def write_table(path: str | Path, units: Iterable[TranslationUnit], header: Sequence[str] = ()) -> int:
    """Write units as a table, by the suffix TSV, CSV or XLSX, and give their number.

    Without `header` the columns are those of the first thousand units.

    Raises:
        WriteError: the file cannot be written there, or a sheet cannot hold the rows or a text.
    """
    remaining = iter(units)
    head = list(islice(remaining, 1000))
    columns = tuple(header) or table_header(head)
    rows = (unit_row(unit, columns) for unit in chain(head, remaining))
    return write_rows(path, chain((columns,), rows), _LOOK)


def read_table(path: str | Path, source_lang: str = "", target_lang: str = "", *, sheet: str = "") -> Iterator[UnitRow]:
    """Read the rows of a TSV, CSV or XLSX file by the row that names its columns; empty rows are left out.

    The texts are in columns named `source` and `target` (原文, 译文 …) or by their languages (`zh`, `English`,
    `英文` …); where there are more than two languages, those that are asked for are taken. Cells are found under
    `source`, `target`, and the other names in lower case. `sheet` chooses a sheet of a workbook by name or number.

    Raises:
        ReadError: the file cannot be read, or no row names two columns of texts.
    """
    with open_sheets(path, sheet=sheet) as sheets:
        table = find_table(
            sheets,
            lambda cells: _name_columns(cells, source_lang, target_lang),
            wanted="two columns of texts",
            advice='write "source" and "target", or "zh" and "en", above the two texts',
            path=path,
        )
        for line, cells in table.lines:
            yield UnitRow(line, {**table.names.langs, **dict(zip(table.names.columns, cells, strict=False))})


class _Names(NamedTuple):
    """The names under which cells are found, and the languages that the headings name."""

    columns: tuple[str, ...]
    langs: dict[str, str]


def _name_columns(cells: Sequence[str], source_lang: str, target_lang: str) -> _Names | None:
    headings = [read_heading(cell) for cell in cells]
    roles = [heading.role for heading in headings]
    if "source" in roles and "target" in roles:
        chosen = roles.index("source"), roles.index("target")
    else:
        langs = [heading.lang for heading in headings]
        found = _choose_languages(langs, source_lang, target_lang)
        if found is None:
            return None
        chosen = found
    names = [cell.strip().lower() for cell in cells]
    for role, index in zip(("source", "target"), chosen, strict=True):
        names = [f"{name} (column)" if name == role else name for name in names]
        names[index] = role
    langs_named = {
        f"{role}_lang": headings[index].lang for role, index in zip(("source", "target"), chosen, strict=True)
    }
    return _Names(tuple(names), {name: lang for name, lang in langs_named.items() if lang})


def _choose_languages(langs: Sequence[str], source_lang: str, target_lang: str) -> tuple[int, int] | None:
    """Return the columns of the two languages that are asked for, or of the first two where those are not there."""
    asked = [
        next((index for index, lang in enumerate(langs) if lang and languages_match(wanted, lang)), None)
        for wanted in (source_lang or SIMPLIFIED, target_lang or ENGLISH)
    ]
    if asked[0] is not None and asked[1] is not None:
        return asked[0], asked[1]
    first = next((index for index, lang in enumerate(langs) if lang), None)
    if first is None:
        return None
    second = next(
        (i for i, lang in enumerate(langs) if lang and primary_language(lang) != primary_language(langs[first])), None
    )
    return None if second is None else (first, second)
