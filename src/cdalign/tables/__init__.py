"""Tables in and out: CSV, TSV and XLSX, whatever their encoding, delimiter, headings and title rows.

`open_sheets` opens a file and yields its sheets, `find_table` finds the row that names the columns, `read_heading`
understands what people write above a column of texts, and `open_table` writes.
"""

from cdalign.tables.delimited import find_delimiter, quoted_lines
from cdalign.tables.encoded import encoding_of
from cdalign.tables.finding import (
    HEADING_WITHIN,
    OLD_WORKBOOK,
    FoundTable,
    UnnamedColumnsError,
    find_table,
    open_sheets,
)
from cdalign.tables.headings import Heading, read_heading, read_language
from cdalign.tables.table_lines import Line, SheetOfLines
from cdalign.tables.workbooks import open_workbook
from cdalign.tables.writing import (
    LONGEST_CELL,
    TableLook,
    open_book,
    open_table,
    render_csv_line,
    row_height,
    shorten_cell,
    write_rows,
)

__all__ = [
    "HEADING_WITHIN",
    "LONGEST_CELL",
    "OLD_WORKBOOK",
    "FoundTable",
    "Heading",
    "Line",
    "SheetOfLines",
    "TableLook",
    "UnnamedColumnsError",
    "encoding_of",
    "find_delimiter",
    "find_table",
    "open_book",
    "open_sheets",
    "open_table",
    "open_workbook",
    "quoted_lines",
    "read_heading",
    "read_language",
    "render_csv_line",
    "row_height",
    "shorten_cell",
    "write_rows",
]
