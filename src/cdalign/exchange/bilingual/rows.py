"""A file in both languages as rows: cells side by side, or a paragraph, a line or a subtitle each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from cdalign.encodings import decode_bytes
from cdalign.exchange.bilingual.texts import language_of, part_languages
from cdalign.reading import Block, BlockKind, Format, Reading
from cdalign.reading.subtitles import find_cues
from cdalign.tables import Line
from cdalign.text import clean_text, join_texts, squeeze_spaces


class TextRow(NamedTuple):
    """Texts side by side, or one paragraph: line number or 0, name, table number or 0.

    `is_shared` says that a cell of the row above reaches into it; `times` are those of a subtitle.
    """

    line: int
    name: str
    table: int
    cells: tuple[str, ...]
    is_shared: bool = False
    times: str = ""


def rows_of_reading(reading: Reading, path: str | Path) -> list[TextRow]:
    """Return the rows of a document. Lines and subtitles are read from the file itself."""
    if reading.format not in (Format.TXT, Format.SUBTITLES):
        return _rows_of_blocks(reading.blocks)
    text = decode_bytes(Path(path).read_bytes(), encoding=reading.encoding, path=str(path)).text
    return _rows_of_text(text) if reading.format is Format.TXT else _rows_of_cues(text)


def row_of_line(line: Line, table: int) -> TextRow:
    """Return a line of a table as a row. A cell with one language below the other becomes two cells."""
    number, cells = line
    name = f"row-{number}" if table == 1 else f"sheet-{table}-row-{number}"
    parted = (part for cell in cells for part in (part_languages(cell) if "\n" in cell else (cell,)))
    return TextRow(number, name, table, tuple(parted))


def _rows_of_blocks(blocks: Iterable[Block]) -> list[TextRow]:
    rows, numbers = list[TextRow](), Counter[int]()
    for block in blocks:
        table = block.table if block.kind is BlockKind.ROW else 0
        numbers[table] += 1
        name = f"table-{table}-row-{numbers[table]}" if table else f"paragraph-{numbers[table]}"
        cells = tuple(block.text.split("\t")) if table else part_languages(block.text)
        rows.append(TextRow(block.line, name, table, cells, block.is_shared))
    return rows


def _rows_of_text(text: str) -> list[TextRow]:
    """Return the lines of a text. If empty lines separate the languages, lines of one language are one paragraph."""
    lines = [(number, squeeze_spaces(line)) for number, line in enumerate(clean_text(text).split("\n"), 1)]
    groups = [list(group) for is_text, group in groupby(lines, key=lambda line: bool(line[1])) if is_text]
    texts = (part for _, line in lines if line for part in part_languages(line))
    turns = sum(1 for _ in groupby(map(language_of, texts)))
    if 2 * len(groups) > turns:
        parts = [[*run] for group in groups for _, run in groupby(group, key=lambda line: language_of(line[1]))]
    else:
        parts = [[line] for group in groups for line in group]
    return [
        TextRow(part[0][0], f"line-{part[0][0]}", 0, part_languages(join_texts(line for _, line in part)))
        for part in parts
    ]


def _rows_of_cues(text: str) -> list[TextRow]:
    """Return the subtitles of a file: lines of one language in a row are one cell."""
    return [
        TextRow(cue.line, f"cue-{number}", 0, _cells_of_lines(cue.words), times=cue.times)
        for number, cue in enumerate(find_cues(text), 1)
    ]


def _cells_of_lines(lines: Sequence[str]) -> tuple[str, ...]:
    cells = [join_texts(run) for _, run in groupby(lines, key=language_of)]
    return tuple(cells) if len(cells) > 1 else part_languages(cells[0])
