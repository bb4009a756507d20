"""What a reader gives: blocks of text in reading order, and what is known of the file they came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """The formats that are read."""

    TXT = "txt"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
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
    format have no lines. The cells of a row occur in `text` with a tab between them.
    """

    text: str
    kind: BlockKind = BlockKind.TEXT
    label: str = ""
    line: int = 0
    table: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read: its blocks, its format, its encoding (text and HTML), what it says of itself.

    `sha256` is of the file's bytes (hex); `warnings` tell a person what was guessed or left out.
    """

    blocks: tuple[Block, ...]
    format: Format
    path: str = ""
    encoding: str = ""
    sha256: str = ""
    warnings: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
