"""The file of a termbase, whatever its format: found by its content, never by its name."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from cdalign.atomic import write_whole
from cdalign.collector import collector_at_rest
from cdalign.encodings import decode_bytes
from cdalign.errors import ReadError
from cdalign.locks import FileChange, change_file, read_bytes
from cdalign.messages import say
from cdalign.model import Termbase
from cdalign.tables import OLD_WORKBOOK, encoding_of, read_heading
from cdalign.terminology.records import COLUMNS, TermbaseReading
from cdalign.terminology.tables import parse_termbase, render_termbase

# A termbase of a million terms has some 200 MB; a larger file is not a termbase.
LARGEST_FILE_BYTES = 1_000_000_000
_START_BYTES = 4096
_GLOSSARY_CELLS = (2, 3)  # source, target, comment


class TermbaseFormat(StrEnum):
    """The kinds of file that terms come in."""

    OWN = "termbase table"
    TBX = "TBX"
    JSON = "JSON"
    WORKBOOK = "workbook"
    OMEGAT = "OmegaT glossary"
    UTX = "UTX"
    SHEET = "table"


def read_termbase(path: str | Path) -> Termbase:
    """Return the termbase in a file of any format that is known.

    Our own table is a curated file: the first thing in it that is wrong is an error with its line. Files of other
    people are taken as far as they can be understood; `examine_termbase` says what is wrong with them.

    Raises:
        ReadError: the file cannot be read, or something in our own table makes it unfit for use.
    """
    reading = examine_termbase(path)
    worst = reading.worst_fault
    if worst is not None and sniff_termbase(path) is TermbaseFormat.OWN:
        raise ReadError(worst.message, path=path, line=worst.line or None, unit=worst.unit, advice=worst.fix)
    return reading.termbase


def examine_termbase(path: str | Path, *, sheet: str = "", langs: tuple[str, str] = ("", "")) -> TermbaseReading:
    """Return the termbase in a file as far as it can be understood, and everything that is wrong with it.

    `sheet` chooses a sheet of a workbook by its name or number. `langs` are the languages of the first and the second
    term of a line where the file does not name them.

    Raises:
        ReadError: the file cannot be read at all.
    """
    kind = sniff_termbase(path, are_languages_known=all(langs))
    with collector_at_rest():
        return _read_as(kind, path, sheet, langs)


def _read_as(kind: TermbaseFormat, path: str | Path, sheet: str, langs: tuple[str, str]) -> TermbaseReading:
    if kind is TermbaseFormat.TBX:
        from cdalign.terminology.tbx_reading import read_tbx
        from cdalign.terminology.xml_dialects import read_dialect, sniff_dialect

        dialect = sniff_dialect(path)
        return read_dialect(path, dialect) if dialect else read_tbx(path)
    if kind in (TermbaseFormat.WORKBOOK, TermbaseFormat.SHEET):
        return _read_sheets(path, sheet, langs)
    if kind is TermbaseFormat.OMEGAT:
        from cdalign.terminology.omegat_glossary import parse_omegat_glossary

        return parse_omegat_glossary(_read_text(Path(path)), langs, path=str(path))
    return _PARSERS[kind](_read_text(Path(path)), str(path))


def sniff_termbase(path: str | Path, *, are_languages_known: bool = False) -> TermbaseFormat:
    """Return the format of a file by how it begins.

    With `are_languages_known` two or three columns without names are a glossary, whatever their script.

    Raises:
        ReadError: there is no such file, it is empty, or larger than any termbase.
    """
    data = _read_start(Path(path))
    if data.startswith((b"PK", OLD_WORKBOOK)):
        return TermbaseFormat.WORKBOOK
    plain = data.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").lstrip()
    if plain.startswith(b"<"):
        return TermbaseFormat.TBX
    if plain[:1] in (b"{", b"["):
        return TermbaseFormat.JSON
    if plain.startswith(b"#UTX"):
        return TermbaseFormat.UTX
    _refuse_documents(data, path)
    encoding = encoding_of(path)
    start = data[: len(data) // 4 * 4].decode(encoding, "replace").removeprefix("\ufeff")
    # The last line may be cut where the file continues.
    lines = [line for line in start.splitlines() if line.strip() and not line.startswith("#")]
    whole = lines[:-1] if len(data) == _START_BYTES and len(lines) > 1 else lines
    return _sniff_table(start, whole, are_languages_known=are_languages_known)


def _refuse_documents(data: bytes, path: str | Path) -> None:
    """Refuse what is neither text nor XML by how it begins: a PDF, a picture, an archive."""
    from cdalign.reading.blocks import Format
    from cdalign.reading.sniffing import sniff_format

    if sniff_format(data, path=str(path)) in (Format.PDF, Format.RTF):
        raise ReadError(
            "is a document, not a termbase",
            path=path,
            advice="give TBX, XLSX, CSV or TSV",
            code="file.kind",
        )


def _sniff_table(start: str, lines: list[str], *, are_languages_known: bool) -> TermbaseFormat:
    names = [cell.strip() for cell in lines[0].split("\t")] if lines else []
    if {"concept", "lang", "term"} <= set(names) or (len(names) > 1 and set(names) <= set(COLUMNS)):
        return TermbaseFormat.OWN
    if start.startswith("# -*- coding") or _is_glossary(lines, are_languages_known=are_languages_known):
        return TermbaseFormat.OMEGAT
    return TermbaseFormat.SHEET


def _is_glossary(lines: list[str], *, are_languages_known: bool) -> bool:
    """Return whether lines are those of a glossary without a header: two or three cells, one column of them Chinese."""
    from cdalign.terminology.omegat_glossary import column_languages, glossary_rows

    rows = [cells for _, cells in glossary_rows("\n".join(lines))]
    if not rows or any(len(cells) not in _GLOSSARY_CELLS for cells in rows):
        return False
    is_header = any(any(read_heading(cell)) for cell in rows[0])
    return not is_header and (are_languages_known or all(column_languages(rows)))


def _read_start(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise ReadError(
                say("has {size} MB, more than a termbase can have", size=path.stat().st_size // 1000000),
                path=path,
                advice="split it",
                code="file.large",
            )
        with path.open("rb") as stream:
            data = stream.read(_START_BYTES)
    except OSError as error:
        raise ReadError.of(error, path) from error
    if not data.strip():
        raise ReadError(
            "is empty",
            path=path,
            code="file.empty",
            advice=say("begin with the line: {names} (with tabs between)", names=" ".join(COLUMNS)),
        )
    return data


def write_termbase(path: str | Path, termbase: Termbase) -> None:
    """Write the termbase as a table in our own columns, whatever the file held.

    Raises:
        WriteError: the file cannot be written there.
    """
    write_whole(path, render_termbase(termbase))


def change_termbase(path: str | Path, change: Callable[[Termbase], Termbase]) -> tuple[Termbase, FileChange]:
    """Change the termbase in a file, under the file's lock, and return it and the file's contents.

    A termbase that is missing is empty. It is written as a table in our own columns.

    Raises:
        ReadError: the file cannot be read, or is unfit for use; it is left as it is.
        BusyError, WriteError: it cannot be written.
        ConflictError: a program without the lock writes it again and again.
    """
    changed = Termbase()

    def render(_: bytes) -> bytes:
        nonlocal changed
        changed = change(read_termbase(path) if Path(path).exists() else Termbase())
        return render_termbase(changed).encode("utf-8")

    file = change_file(path, render)
    return changed, file


def _read_text(path: Path) -> str:
    return decode_bytes(read_bytes(path), path=str(path)).text


def _read_sheets(path: str | Path, sheet: str, langs: tuple[str, str]) -> TermbaseReading:
    from cdalign.tables import open_sheets
    from cdalign.terminology.gathering import gather_concepts
    from cdalign.terminology.sheets import records_of_sheets

    with open_sheets(path, sheet=sheet) as sheets:
        return gather_concepts(records_of_sheets(sheets, path=str(path), langs=langs))


def _parse_json(text: str, path: str) -> TermbaseReading:
    from cdalign.terminology.json_termbase import parse_json

    return parse_json(text, path=path)


def _parse_utx(text: str, path: str) -> TermbaseReading:
    from cdalign.terminology.utx import parse_utx

    return parse_utx(text, path=path)


def _parse_own(text: str, path: str) -> TermbaseReading:
    return parse_termbase(text, path=path)


_PARSERS: dict[TermbaseFormat, Callable[[str, str], TermbaseReading]] = {
    TermbaseFormat.OWN: _parse_own,
    TermbaseFormat.JSON: _parse_json,
    TermbaseFormat.UTX: _parse_utx,
}
