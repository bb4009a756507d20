"""One file with both languages: two columns of a table, or paragraphs or lines in turn, as bilingual readers are.

The characters tell Chinese from English. What has no counterpart next to or below it is left out and reported with its
place; a wrong pair would be worse than none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from cdalign.errors import ReadError
from cdalign.exchange.faults import ExchangeFault
from cdalign.faults import OnFault
from cdalign.languages import ENGLISH, SIMPLIFIED, TRADITIONAL
from cdalign.model import TranslationUnit
from cdalign.reading import Block, BlockKind, Format, read_blocks
from cdalign.reading.encodings import decode_bytes
from cdalign.tables import Line, open_sheets, read_heading
from cdalign.text import clean_text, contains_han, count_han, detect_script, join_texts, squeeze_spaces

_LETTER = re.compile(r"[^\W\d_]")
# A Han character says about as much as two letters of English, without its spaces.
_LETTERS_PER_HAN = 2
# Of names and abbreviations in the other language a text may have so much; more of both is a text in two languages.
_MOST_OF_THE_OTHER = 1 / 3
_LONGEST_NAME = 40
_ADVICE = (
    "give a file with Chinese and English side by side or in turn; for two files of one language each, "
    "`cdalign align SOURCE TARGET`"
)


class _Language(StrEnum):
    """What the characters of a text say."""

    CHINESE = "zh"
    ENGLISH = "en"
    MIXED = "mixed"
    NONE = ""


class _Row(NamedTuple):
    """Texts side by side, or a paragraph, which is a row of one: its line or 0, its name, its table or 0."""

    line: int
    name: str
    table: int
    cells: tuple[str, ...]


class _Pair(NamedTuple):
    line: int
    name: str
    chinese: str
    english: str
    is_chinese_first: bool


def read_bilingual_document(path: str | Path, *, on_fault: OnFault) -> Iterator[TranslationUnit]:
    """Yield the pairs of a document in both languages, in the order in which they are there.

    The source is the language that comes first in the file.

    Raises:
        ReadError: the file cannot be read, or has no pair.
    """
    reading = read_blocks(path)
    if reading.format is Format.TXT:
        rows = _rows_of_text(decode_bytes(Path(path).read_bytes(), encoding=reading.encoding, path=str(path)).text)
    else:
        rows = _rows_of_blocks(reading.blocks)
    pairs, faults = _pair_rows(rows)
    if not pairs:
        raise ReadError("has no Chinese and English texts side by side or in turn", path=path, advice=_ADVICE)
    for fault in faults:
        on_fault(fault)
    yield from _units(pairs)


def pair_unnamed_columns(path: str | Path, *, sheet: str = "", on_fault: OnFault) -> tuple[TranslationUnit, ...]:
    """Return the pairs of a table (TSV, CSV, XLSX) that does not name its columns, told by their characters.

    Raises:
        ReadError: the file cannot be read.
    """
    with open_sheets(path, sheet=sheet) as sheets:
        rows = [_row_of(line, number) for number, one in enumerate(sheets, 1) for line in one.lines]
    pairs, faults = _pair_rows(rows)
    for fault in faults if pairs else ():
        on_fault(fault)
    return tuple(_units(pairs))


def _row_of(line: Line, table: int) -> _Row:
    number, cells = line
    return _Row(number, f"row-{number}" if table == 1 else f"sheet-{table}-row-{number}", table, tuple(cells))


def _rows_of_blocks(blocks: Iterable[Block]) -> list[_Row]:
    rows, numbers = list[_Row](), Counter[int]()
    for block in blocks:
        table = block.table if block.kind is BlockKind.ROW else 0
        numbers[table] += 1
        name = f"table-{table}-row-{numbers[table]}" if table else f"paragraph-{numbers[table]}"
        rows.append(_Row(block.line, name, table, tuple(block.text.split("\t")) if table else (block.text,)))
    return rows


def _rows_of_text(text: str) -> list[_Row]:
    """Return the lines of a text; where empty lines part its languages, lines of one language are one paragraph."""
    lines = [(number, squeeze_spaces(line)) for number, line in enumerate(clean_text(text).split("\n"), 1)]
    groups = [list(group) for is_text, group in groupby(lines, key=lambda line: bool(line[1])) if is_text]
    turns = sum(1 for _ in groupby(_language_of(line) for _, line in lines if line))
    if 2 * len(groups) > turns:
        parts = [[*run] for group in groups for _, run in groupby(group, key=lambda line: _language_of(line[1]))]
    else:
        parts = [[line] for group in groups for line in group]
    return [_Row(part[0][0], f"line-{part[0][0]}", 0, (join_texts(line for _, line in part),)) for part in parts]


def _pair_rows(rows: Iterable[_Row]) -> tuple[list[_Pair], list[ExchangeFault]]:
    """Return the pairs of rows and paragraphs, and what has no counterpart."""
    pairs, faults = list[_Pair](), list[ExchangeFault]()
    for table, group in groupby(rows, key=lambda row: row.table):
        members = [row for row in group if any(map(_language_of, row.cells))]
        found = _pair_cells(members) if table else _pair_paragraphs(members)
        for row, made in found:
            pairs += made
            if not made:
                text = squeeze_spaces(" ".join(row.cells))
                faults.append(ExchangeFault("unit.alone", text[:_LONGEST_NAME], line=row.line, unit=row.name))
    return pairs, faults


def _language_of(text: str) -> _Language:
    han = count_han(text)
    chinese, english = han * _LETTERS_PER_HAN, len(_LETTER.findall(text)) - han
    if not chinese and not english:
        return _Language.NONE
    if min(chinese, english) > _MOST_OF_THE_OTHER * (chinese + english):
        return _Language.MIXED
    return _Language.CHINESE if chinese > english else _Language.ENGLISH


def _pair_cells(rows: Sequence[_Row]) -> Iterator[tuple[_Row, list[_Pair]]]:
    """Yield the rows of a table with their pairs; the row that names the columns is left out."""
    columns = {width: _fullest_columns([row for row in rows if len(row.cells) == width]) for width in _widths(rows)}
    for row in rows:
        if sum(any(read_heading(cell)) for cell in row.cells) < 2:
            yield row, _pairs_of_row(row, columns[len(row.cells)])


def _widths(rows: Iterable[_Row]) -> set[int]:
    return {len(row.cells) for row in rows}


def _fullest_columns(rows: Iterable[_Row]) -> tuple[int, int]:
    """Return the columns with most Chinese and most English: numbers and remarks are shorter than the texts."""
    amounts: dict[_Language, Counter[int]] = {language: Counter() for language in _Language}
    for row in rows:
        for column, cell in enumerate(row.cells):
            amounts[_language_of(cell)][column] += len(cell)
    chinese, english = amounts[_Language.CHINESE], amounts[_Language.ENGLISH]
    return max(chinese, key=lambda column: chinese[column], default=0), max(
        english, key=lambda column: english[column], default=0
    )


def _pairs_of_row(row: _Row, columns: tuple[int, int]) -> list[_Pair]:
    """Return the pair of the two columns of texts, or those of cells with as many paragraphs in both languages."""
    languages = [_language_of(cell) for cell in row.cells]
    sides = [(language, cell) for language, cell in zip(languages, row.cells, strict=True) if language]
    runs = [[cell for _, cell in run] for _, run in groupby(sides, key=lambda side: side[0])]
    if len(runs) == 2 and len(runs[0]) == len(runs[1]) and _Language.MIXED not in languages:
        return [_make_pair(row, first, second) for first, second in zip(*runs, strict=True)]
    chinese, english = columns
    # A short cell may be half names in the other language: its column says what it is.
    if contains_han(row.cells[chinese]) and languages[english] is _Language.ENGLISH:
        first, second = sorted(columns)
        return [_make_pair(row, row.cells[first], row.cells[second])]
    return []


def _make_pair(row: _Row, first: str, second: str) -> _Pair:
    is_chinese_first = _language_of(second) is _Language.ENGLISH
    chinese, english = (first, second) if is_chinese_first else (second, first)
    return _Pair(row.line, row.name, squeeze_spaces(chinese), squeeze_spaces(english), is_chinese_first)


def _pair_paragraphs(rows: Sequence[_Row]) -> Iterator[tuple[_Row, list[_Pair]]]:
    """Yield paragraphs with their pairs: one language, then as many paragraphs in the other.

    The language that comes first is the one that is followed more often by the other one.
    """
    runs = [(lang, list(run)) for lang, run in groupby(rows, key=lambda row: _language_of(row.cells[0]))]
    turns = Counter((first, second) for (first, _), (second, _) in pairwise(runs))
    first, second = _Language.CHINESE, _Language.ENGLISH
    if turns[second, first] > turns[first, second] or (
        turns[second, first] == turns[first, second] and _comes_first(second, runs)
    ):
        first, second = second, first
    at = 0
    while at < len(runs):
        lang, here = runs[at]
        following = runs[at + 1][1] if at + 1 < len(runs) and runs[at + 1][0] is second else []
        if lang is first and len(here) == len(following):
            yield from (
                (one, [_make_pair(one, one.cells[0], other.cells[0])])
                for one, other in zip(here, following, strict=True)
            )
            at += 2
        else:
            yield from ((row, []) for row in here)
            at += 1


def _comes_first(language: _Language, runs: Sequence[tuple[_Language, list[_Row]]]) -> bool:
    known = (lang for lang, _ in runs if lang in (_Language.CHINESE, _Language.ENGLISH))
    return next(known, None) is language


def _units(pairs: Sequence[_Pair]) -> Iterator[TranslationUnit]:
    """Yield the units in the direction of most pairs."""
    is_chinese_first = 2 * sum(pair.is_chinese_first for pair in pairs) >= len(pairs)
    is_traditional = detect_script("".join(pair.chinese for pair in pairs[:1000])) == "Hant"
    chinese_lang = TRADITIONAL if is_traditional else SIMPLIFIED
    names = Counter[str]()
    for pair in pairs:
        names[pair.name] += 1
        name = pair.name if names[pair.name] == 1 else f"{pair.name}-{names[pair.name]}"
        if is_chinese_first:
            yield TranslationUnit(pair.chinese, pair.english, chinese_lang, ENGLISH, id=name)
        else:
            yield TranslationUnit(pair.english, pair.chinese, ENGLISH, chinese_lang, id=name)
