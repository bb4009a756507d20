"""Workbooks and ways to damage them, for the tests of every command that reads one."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator


def make_workbook(rows: list[list[str]], *, before: list[list[list[str]]] | None = None) -> bytes:
    """Return a workbook with these rows on its last sheet; `before` are the rows of the sheets before it."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for number, sheet in enumerate([*(before or []), rows], 1):
            page = book.add_worksheet(f"S{number}")
            for line, cells in enumerate(sheet):
                for at, cell in enumerate(cells):
                    page.write(line, at, cell)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    """Return a workbook whose part of this name has other bytes, or is gone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info.filename))
        if content is not None:
            new.writestr(name, content)
    return buffer.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    """Return the bytes of a part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def damaged(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the workbook with one thing wrong each: cut, a part gone, a number out of all bounds, bits turned over."""
    sheet, texts, book = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
    whole = part_of(data, sheet)
    yield "cut", data[: len(data) // 2]
    yield "sheet cut", with_part(data, sheet, whole[: len(whole) // 2])
    yield "no shared texts", with_part(data, texts, None)
    yield "no sheet", with_part(data, sheet, None)
    yield "no workbook", with_part(data, book, None)
    yield "empty workbook", with_part(data, book, b"")
    yield "a column of words", with_part(data, sheet, whole.replace(b'r="A1"', b'r="one"'))
    yield "a text that is not there", with_part(data, sheet, whole.replace(b"<v>0</v>", b"<v>99</v>"))
    yield "a text by a word", with_part(data, sheet, whole.replace(b"<v>0</v>", b"<v>x</v>"))
    yield "a row of a word", with_part(data, sheet, whole.replace(b'row r="1"', b'row r="x"'))
    yield "no styles", with_part(data, "xl/styles.xml", b"<styleSheet/>")
    yield "a renamed document", with_part(with_part(data, book, None), "word/document.xml", b"<w/>")
    random_ = random.Random(1)
    for number in range(60):
        bytes_ = bytearray(data)
        for _ in range(random_.choice((1, 1, 3, 10))):
            bytes_[random_.randrange(len(bytes_))] ^= 1 << random_.randrange(8)
        yield f"bits {number}", bytes(bytes_)
