"""XLSX as a document: the rows of its sheets in order."""

from __future__ import annotations

from cdalign.reading.blocks import Block, row_blocks
from cdalign.tables import open_workbook


def parse_worksheets(data: bytes, *, path: str = "") -> tuple[Block, ...]:
    """Return the rows of the sheets of a workbook; a sheet whose rows have one text each is a list of paragraphs.

    Raises:
        ReadError: it is damaged, or would fill the memory.
    """
    blocks: list[Block] = []
    with open_workbook(path, data=data) as sheets:
        for number, sheet in enumerate(sheets, start=1):
            blocks += row_blocks([cells for _, cells in sheet.lines], number)
    return tuple(blocks)
