"""What a reader gives: blocks of text in reading order, and what is known of the file they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cdalign.text import squeeze_spaces


class Format(StrEnum):
    """The formats that are read."""

    TXT = "txt"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    EPUB = "epub"
    PPTX = "pptx"
    PPT = "ppt"
    ODP = "odp"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    SUBTITLES = "subtitles"


class BlockKind(StrEnum):
    """What a block is, as far as its file format says so; `TEXT` where it does not."""

    TEXT = "text"
    HEADING = "heading"
    ROW = "row"
    FOOTNOTE = "footnote"
    MASTHEAD = "masthead"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, table row or footnote, on one line.

    `label` is an automatic number as it is printed (`3.`, `(a)`), where the file keeps it apart from the text;
    for a footnote it is the mark. `line` is where the block starts in its file, from 1, or 0 where files of the
    format have no lines. The cells of a row occur in `text` with a tab between them. `times` are those of a subtitle
    (`00:00:01,000 --> 00:00:04,000`). `is_shared` means that a cell of the row above reaches into this row.
    """

    text: str
    kind: BlockKind = BlockKind.TEXT
    label: str = ""
    line: int = 0
    table: int = 0
    times: str = ""
    is_shared: bool = False


def row_blocks(rows: Iterable[Sequence[str]], table: int) -> Iterator[Block]:
    """Yield the rows of a table; one whose rows have one text each is a frame around paragraphs."""
    texts = [[squeeze_spaces(cell.replace("\t", " ")) for cell in row if cell.strip()] for row in rows]
    is_table = any(len(row) > 1 for row in texts)
    for row in filter(None, texts):
        yield Block("\t".join(row), BlockKind.ROW, table=table) if is_table else Block(row[0])


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read: its blocks, its format, its encoding (text and HTML), and what it records about itself.

    `sha256` is of the file's bytes (hex); `warnings` tell a person what was guessed or left out.
    """

    blocks: tuple[Block, ...]
    format: Format
    path: str = ""
    encoding: str = ""
    sha256: str = ""
    warnings: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
