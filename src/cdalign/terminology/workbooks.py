"""Tables of terms as Excel workbooks."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from cdalign.atomic import open_whole
from cdalign.terminology.layouts import Row

_WIDTHS = {"concept": 18, "definition": 60, "note": 40, "evidence": 60}
_USUAL_WIDTH = 26  # Excel's unit: characters of the standard font
# Excel's limit for a cell; a longer one makes it repair the file.
_LONGEST_CELL = 32_767
# A fixed date, so that the same terms give the same bytes.
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)


def write_workbook(path: str | Path, rows: Iterable[Row], sheet: str = "terms") -> None:
    """Write rows of strings, the header row first, as a workbook with one sheet that can be filtered.

    Raises:
        WriteError: the file cannot be written there.
    """
    import xlsxwriter

    with open_whole(path) as stream:
        book = xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_formulas": False,
                                            "strings_to_urls": False, "strings_to_numbers": False})  # fmt: skip
        book.set_properties({"created": _CREATED})
        page = book.add_worksheet(sheet)
        head, body = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        page.freeze_panes(1, 0)
        width = last = 0
        for last, row in enumerate(rows):
            if last == 0:
                width = len(row)
                for column, name in enumerate(row):
                    page.set_column(column, column, _WIDTHS.get(name.lower(), _USUAL_WIDTH))
            for column, cell in enumerate(row):
                page.write_string(last, column, cell[:_LONGEST_CELL], head if last == 0 else body)
        page.autofilter(0, 0, last, max(0, width - 1))
        book.close()
