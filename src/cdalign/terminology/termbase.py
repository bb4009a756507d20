"""The file of a termbase, whatever its format: found by its content, never by its name."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from cdalign.atomic import write_whole
from cdalign.collector import collector_at_rest
from cdalign.errors import ReadError
from cdalign.locks import change_file
from cdalign.model import Termbase
from cdalign.reading.encodings import decode_bytes
from cdalign.tables import encoding_of, read_heading
from cdalign.terminology.records import COLUMNS, TermbaseReading
from cdalign.terminology.tables import parse_termbase, render_termbase

# A termbase of a million terms has some 200 MB; a larger file is no termbase.
LARGEST_FILE_BYTES = 1_000_000_000
_START_BYTES = 4096


class TermbaseFormat(StrEnum):
    """The kinds of file that terms come in."""

    OWN = "termbase table"
    TBX = "TBX"
    JSON = "JSON"
    WORKBOOK = "workbook"
    OMEGAT = "OmegaT glossary"
    SHEET = "table"


def read_termbase(path: str | Path) -> Termbase:
    """Give the termbase in a file of any format that is known.

    Our own table is a curated file: the first thing in it that is wrong is an error with its line. Files of other
    people are taken as far as they can be understood; `examine_termbase` says what is wrong with them.

    Raises:
        ReadError: the file cannot be read, or something in our own table makes it unfit for use.
    """
    reading = examine_termbase(path)
    worst = reading.worst_fault
    if worst is not None and sniff_termbase(path) is TermbaseFormat.OWN:
        raise ReadError(worst.message, path=path, line=worst.line or None, unit=worst.unit, advice=worst.mend)
    return reading.termbase


def examine_termbase(path: str | Path, *, sheet: str = "") -> TermbaseReading:
    """Give the termbase in a file as far as it can be understood, and everything that is wrong with it.

    `sheet` chooses a sheet of a workbook by its name or number.

    Raises:
        ReadError: the file cannot be read at all.
    """
    kind = sniff_termbase(path)
    with collector_at_rest():
        return _read_as(kind, path, sheet)


def _read_as(kind: TermbaseFormat, path: str | Path, sheet: str) -> TermbaseReading:
    if kind is TermbaseFormat.TBX:
        from cdalign.terminology.tbx_reading import read_tbx

        return read_tbx(path)
    if kind in (TermbaseFormat.WORKBOOK, TermbaseFormat.SHEET):
        return _read_sheets(path, sheet)
    return _PARSERS[kind](_read_text(Path(path)), str(path))


def sniff_termbase(path: str | Path) -> TermbaseFormat:
    """Give the format of a file by how it begins.

    Raises:
        ReadError: there is no such file, it is empty, or larger than any termbase.
    """
    data = _read_start(Path(path))
    if data.startswith(b"PK"):
        return TermbaseFormat.WORKBOOK
    plain = data.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").lstrip()
    if plain.startswith(b"<"):
        return TermbaseFormat.TBX
    if plain[:1] in (b"{", b"["):
        return TermbaseFormat.JSON
    encoding = encoding_of(path)
    return _sniff_table(data[: len(data) // 4 * 4].decode(encoding, "replace").removeprefix("\ufeff"))


def _sniff_table(start: str) -> TermbaseFormat:
    lines = [line for line in start.splitlines() if line.strip() and not line.startswith("#")]
    names = [cell.strip() for cell in lines[0].split("\t")] if lines else []
    if {"concept", "lang", "term"} <= set(names) or (len(names) > 1 and set(names) <= set(COLUMNS)):
        return TermbaseFormat.OWN
    if start.startswith("# -*- coding") or _is_glossary(names):
        return TermbaseFormat.OMEGAT
    return TermbaseFormat.SHEET


def _is_glossary(first: list[str]) -> bool:
    """Two or three cells, one of which is Chinese: a glossary without a header line."""
    from cdalign.text import contains_han

    han = [contains_han(cell) for cell in first[:2]]
    return len(first) in (2, 3) and han.count(True) == 1 and not any(any(read_heading(cell)) for cell in first)


def _read_start(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise ReadError(
                f"has {path.stat().st_size // 1_000_000} MB, more than a termbase can have",
                path=path,
                advice="split it",
            )
        with path.open("rb") as stream:
            data = stream.read(_START_BYTES)
    except OSError as error:
        raise ReadError.of(error, path) from error
    if not data.strip():
        raise ReadError("is empty", path=path, advice=f"begin with the line: {' '.join(COLUMNS)} (with tabs between)")
    return data


def write_termbase(path: str | Path, termbase: Termbase) -> None:
    """Write the termbase as a table in our own columns, whatever the file held.

    Raises:
        WriteError: the file cannot be written there.
    """
    write_whole(path, render_termbase(termbase))


def change_termbase(path: str | Path, change: Callable[[Termbase], Termbase]) -> Termbase:
    """Change the termbase in a file, under the file's lock, and return it; one that is missing is empty.

    It is written as a table in our own columns.

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

    change_file(path, render)
    return changed


def _read_text(path: Path) -> str:
    return decode_bytes(path.read_bytes(), path=str(path)).text


def _read_sheets(path: str | Path, sheet: str) -> TermbaseReading:
    from cdalign.tables import open_sheets
    from cdalign.terminology.gathering import gather_concepts
    from cdalign.terminology.sheets import records_of_sheets

    with open_sheets(path, sheet=sheet) as sheets:
        return gather_concepts(records_of_sheets(sheets, path=str(path)))


def _parse_json(text: str, path: str) -> TermbaseReading:
    from cdalign.terminology.json_termbase import parse_json

    return parse_json(text, path=path)


def _parse_omegat(text: str, _path: str) -> TermbaseReading:
    from cdalign.terminology.omegat_glossary import parse_omegat_glossary

    return parse_omegat_glossary(text)


def _parse_own(text: str, path: str) -> TermbaseReading:
    return parse_termbase(text, path=path)


_PARSERS: dict[TermbaseFormat, Callable[[str, str], TermbaseReading]] = {
    TermbaseFormat.OWN: _parse_own,
    TermbaseFormat.JSON: _parse_json,
    TermbaseFormat.OMEGAT: _parse_omegat,
}
