"""CSV and TSV texts as lines of cells. The delimiter and the quoting are detected in the first lines."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.tables.table_lines import Line

_DELIMITERS = "\t,;|"
_SAMPLE_LINES = 50
_LONGEST_CELL = 1_000_000
# Excel's own way to name the delimiter, in an extra first line.
_EXCEL_DELIMITER = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_QUOTED_COMMAS_TO_BE_SURE = 3


def delimited_lines(texts: Iterable[str], *, path: str | Path = "") -> Iterator[Line]:
    """Yield the lines of a CSV or TSV text in which some cell contains a word.

    Cells are separated by tab, comma, semicolon or vertical bar, whichever cuts the first lines most evenly, or by
    the character that Excel's first line `sep=;` names. Quotes follow RFC 4180; in a file with tabs they are quotes
    only if Excel wrote it, otherwise they belong to the text.

    Raises:
        ReadError: a quoted cell has no end, or a cell is too long.
    """
    stream = iter(texts)
    sample = list(islice(stream, _SAMPLE_LINES))
    named = _EXCEL_DELIMITER.fullmatch(sample[0]) if sample else None
    skipped = 1 if named else 0
    delimiter = named[1] if named else find_delimiter(sample)
    remaining = chain(sample[skipped:], stream)
    if delimiter == "\t" and not _is_quoted(sample):
        lines = _plain_lines(remaining)
    else:
        lines = quoted_lines(remaining, delimiter, path, skipped)
    return ((line + skipped, cells) for line, cells in lines if any(cell.strip() for cell in cells))


def find_delimiter(sample: Sequence[str]) -> str:
    """Return the delimiter that cuts most lines into the same number of cells; in a tie, the one with more cells."""
    lines = [_QUOTED.sub("", line) for line in sample if line.strip()]
    if sum("\t" in line for line in lines) * 2 > len(lines):
        return "\t"
    return max(_DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    counts = Counter(count for line in lines if (count := line.count(delimiter)))
    cells, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return times, cells


def _is_quoted(sample: Sequence[str]) -> bool:
    r"""Return whether a file with tabs is quoted as Excel quotes: each cell with a quote, comma or line break.

    A cell that begins with a quote and contains no doubled one may be a quotation; then no cell is quoted.
    """
    cells = [cell for line in sample for cell in line.rstrip("\r\n").split("\t")]
    quoted = [cell for cell in cells if len(cell) > 1 and cell.startswith('"') and cell.endswith('"')]
    inner = [cell[1:-1] for cell in quoted]
    if any('"' in text.replace('""', "") for text in inner):
        return False
    bare = [cell for cell in cells if '"' in cell and cell not in quoted]
    if any(cell.count('"') % 2 == 0 or not (cell.startswith('"') or cell.endswith('"')) for cell in bare):
        return False
    is_broken = any(cell.startswith('"') and not cell.endswith('"') for cell in bare)
    commas = sum("," in text for text in inner)
    return any('""' in text for text in inner) or (
        (is_broken or commas >= _QUOTED_COMMAS_TO_BE_SURE) and not any("," in cell for cell in cells if '"' not in cell)
    )


def _plain_lines(texts: Iterable[str]) -> Iterator[Line]:
    for line, text in enumerate(texts, 1):
        yield line, text.rstrip("\r\n").split("\t")


def quoted_lines(
    texts: Iterable[str], delimiter: str, path: str | Path = "", skipped: int = 0, *, is_strict: bool = True
) -> Iterator[Line]:
    """Yield the lines of a text whose cells may be quoted as RFC 4180 says.

    `skipped` is the number of lines before the first one, for messages. If not `is_strict`, text after a closing quote
    and a quoted cell without end are taken as they are.

    Raises:
        ReadError: a quoted cell has no end, or a cell is too long.
    """
    reader = csv.reader(texts, delimiter=delimiter, strict=is_strict)
    while True:
        # The limit is global to the process, so it is set only while a row is read.
        limit = csv.field_size_limit(_LONGEST_CELL)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ReadError(
                say("is not a table ({error})", error=error),
                path=path,
                line=reader.line_num + skipped,
                advice="save it again as CSV or XLSX",
            ) from error
        finally:
            csv.field_size_limit(limit)
        yield reader.line_num, cells
