"""A termbase leaves: validated first, then written whole in the format that the file's name or the caller says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cdalign.atomic import open_whole
from cdalign.errors import WriteError
from cdalign.messages import Message, say
from cdalign.model import Severity, Termbase
from cdalign.tables import TableLook, render_csv_line, write_rows
from cdalign.terminology.catalogue import GlossaryFormat, format_of
from cdalign.terminology.layouts import Layout, languages_of, rows_of
from cdalign.terminology.omegat_glossary import render_omegat_glossary
from cdalign.terminology.tables import render_termbase
from cdalign.terminology.tbx_writing import TbxStyle, render_tbx, render_tbx2
from cdalign.terminology.validation import validate_termbase

# Excel takes a CSV without it for the locale's code page.
BYTE_ORDER_MARK = "\ufeff"
_LOOK = TableLook("terms", widths={"concept": 18, "definition": 60, "note": 40, "evidence": 60})


def write_glossary(
    path: str | Path,
    termbase: Termbase,
    format: GlossaryFormat | None = None,  # noqa: A002 - the word for it
    *,
    layout: Layout = Layout.GENERAL,
    langs: tuple[str, str] | None = None,
    origin: str = "",
) -> None:
    """Write a termbase in a format, found by the file's name where it is not given.

    `layout` is for CSV and XLSX; `langs` is the direction of an OmegaT glossary (Chinese to the next language where
    not given); `origin` goes into a TBX header. The same termbase gives the same bytes.

    Raises:
        UsageError: the name says no format.
        WriteError: the termbase has a fault that would leave with it, or the file cannot be written.
    """
    chosen = format or format_of(path)
    refuse_faults(termbase, path)
    if chosen is GlossaryFormat.XLSX:
        write_rows(path, rows_of(termbase, layout), _LOOK)
        return
    with open_whole(path) as stream:
        for line in _lines(termbase, chosen, layout, langs, origin):
            stream.write(line.encode("utf-8"))


def refuse_faults(termbase: Termbase, path: str | Path = "") -> None:
    """Raise WriteError where a termbase has a fault that must not leave: it names the first and counts the rest."""
    major = [fault for fault in validate_termbase(termbase) if fault.severity is Severity.MAJOR]
    if major:
        more = say(" (and {count} more)", count=len(major) - 1) if len(major) > 1 else ""
        raise WriteError(
            say("not written, the termbase has a fault: {message}{more}", message=major[0].message, more=more),
            path=path,
            unit=major[0].unit,
            advice=Message(major[0].fix),
        )


def _lines(
    termbase: Termbase, chosen: GlossaryFormat, layout: Layout, langs: tuple[str, str] | None, origin: str
) -> Iterator[str]:
    """The pieces of the file."""
    if chosen is GlossaryFormat.TSV:
        yield render_termbase(termbase)
    elif chosen is GlossaryFormat.CSV:
        yield BYTE_ORDER_MARK
        delimiter = ";" if layout is Layout.MEMOQ else ","
        yield from (render_csv_line(row, delimiter) for row in rows_of(termbase, layout))
    elif chosen is GlossaryFormat.JSON:
        from cdalign.terminology.json_termbase import render_json

        yield from render_json(termbase)
    else:
        renderers: dict[GlossaryFormat, Callable[[], Iterable[str]]] = {
            GlossaryFormat.TBX: lambda: render_tbx(termbase, origin=origin),
            GlossaryFormat.TBX_DCT: lambda: render_tbx(termbase, style=TbxStyle.DCT, origin=origin),
            GlossaryFormat.TBX_2: lambda: render_tbx2(termbase, origin=origin),
            GlossaryFormat.OMEGAT: lambda: render_omegat_glossary(termbase, *(langs or _direction(termbase))),
        }
        yield from (line + "\n" for line in renderers[chosen]())


def _direction(termbase: Termbase) -> tuple[str, str]:
    found = languages_of(termbase)
    return (found[0], found[1]) if len(found) > 1 else ("zh", "en")
