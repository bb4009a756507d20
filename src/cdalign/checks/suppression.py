"""Findings that a person has set aside: an ignore file, one finding a line, and baselines of earlier runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cdalign.atomic import decode_utf8, read_whole
from cdalign.errors import ReadError
from cdalign.locks import change_file
from cdalign.messages import INTERFACE_LANGUAGES, say, translate
from cdalign.model import Finding
from cdalign.notations import load_json
from cdalign.tables import find_table, open_sheets
from cdalign.text import squeeze_spaces

_HEADER = "fingerprint\trule\treason\twords"
_MOST_WORDS = 60
# The columns of a report in XLSX from which it is read what is set aside.
IGNORE_COLUMN, FINGERPRINT_COLUMN, RULE_COLUMN = say("Ignore (write why)"), say("Fingerprint"), say("Rule")


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding set aside: its fingerprint, its rule, why, and words by which a person knows it again."""

    fingerprint: str
    rule: str = ""
    reason: str = ""
    words: str = ""


def read_ignored(path: str | Path, *, may_be_missing: bool = False) -> dict[str, Ignored]:
    """Return the findings that a file sets aside, by fingerprint; a file that may be missing and is sets none aside.

    One finding a line: fingerprint, rule, reason, words, with tabs between; all but the first may be missing,
    and lines with # are comments. So it can be written by hand, and a change of one is a change of one line.
    A report in XLSX serves too: what a person wrote in its column "Ignore" is the reason.

    Raises:
        ReadError: the file cannot be read, or a line has no fingerprint.
    """
    if Path(path).suffix.lower() == ".xlsx":
        return _read_report(path)
    if may_be_missing and not Path(path).exists():
        return {}
    return _parse_lines(read_whole(path), path)


def _parse_lines(text: str, path: str | Path) -> dict[str, Ignored]:
    ignored = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#") and line != _HEADER:
            entry = _parse_line(line, path, number)
            ignored[entry.fingerprint] = entry
    return ignored


def _read_report(path: str | Path) -> dict[str, Ignored]:
    with open_sheets(path) as sheets:
        table = find_table(
            sheets,
            _report_columns,
            wanted="Ignore and Fingerprint",
            advice="give a report that cdalign wrote",
            path=path,
        )
        rows = ([*(cell.strip() for cell in cells), *[""] * len(table.names)] for _, cells in table.lines)
        entries = [_entry_of_report(dict(zip(table.names, row, strict=False))) for row in rows]
    return {entry.fingerprint: entry for entry in entries if entry.reason and entry.fingerprint}


def _report_columns(cells: Sequence[str]) -> tuple[str, ...] | None:
    known = _columns_of_reports()
    names = tuple(
        str(IGNORE_COLUMN) if cell.startswith("Ignore") else known.get(cell.strip(), cell.strip()) for cell in cells
    )
    return names if {IGNORE_COLUMN, FINGERPRINT_COLUMN} <= set(names) else None


@cache
def _columns_of_reports() -> dict[str, str]:
    """Return the English of the columns that are read, by their names in every language."""
    columns = (IGNORE_COLUMN, FINGERPRINT_COLUMN, RULE_COLUMN)
    return {translate(column, lang): str(column) for lang in INTERFACE_LANGUAGES for column in columns}


def _entry_of_report(row: Mapping[str, str]) -> Ignored:
    return Ignored(row[FINGERPRINT_COLUMN], row.get(RULE_COLUMN, ""), row[IGNORE_COLUMN])


def _parse_line(line: str, path: str | Path, number: int) -> Ignored:
    cells = [cell.strip() for cell in line.split("\t")]
    if not _is_fingerprint(cells[0]):
        raise ReadError(
            say("{cells!r} is not a fingerprint", cells=cells[0]),
            path=path,
            line=number,
            advice="a line starts with the 16 digits that a report shows",
        )
    return Ignored(*cells[:4])


def _is_fingerprint(text: str) -> bool:
    return len(text) == 16 and not text.strip("0123456789abcdef")


def change_ignored(path: str | Path, change: Callable[[dict[str, Ignored]], Iterable[Ignored]]) -> None:
    """Change which findings a file sets aside, under its lock; a file that is missing sets none aside.

    `change` gets the entries by fingerprint and returns those that are to be there. They are ordered by rule and
    fingerprint, so that two versions compare line by line.

    Raises:
        ReadError: the file cannot be read; it is left as it is.
        BusyError, WriteError: it cannot be written.
    """

    def changed(data: bytes) -> bytes:
        text = decode_utf8(data, path)
        comments = [line for line in text.splitlines() if line.startswith("#")]
        return render_ignored(change(_parse_lines(text, path)), comments).encode("utf-8")

    change_file(path, changed)


def render_ignored(ignored: Iterable[Ignored], comments: Iterable[str] = ()) -> str:
    """Return the text of a file that sets findings aside; lines with # come first."""
    rows = sorted({entry.fingerprint: entry for entry in ignored}.values(), key=lambda one: (one.rule, one.fingerprint))
    lines = [
        "\t".join(squeeze_spaces(cell) for cell in (entry.fingerprint, entry.rule, entry.reason, entry.words))
        for entry in rows
    ]
    return "\n".join([*comments, _HEADER, *lines]) + "\n"


def ignore_finding(finding: Finding, reason: str) -> Ignored:
    """Return the entry that sets a finding aside for a reason."""
    words = finding.quotes[0].text if finding.quotes else finding.message
    marks = finding.quotes[0].spans if finding.quotes else ()
    start = max(0, marks[0].start - 20) if marks else 0
    return Ignored(finding.fingerprint, finding.rule, reason, squeeze_spaces(words[start : start + _MOST_WORDS]))


def read_baseline(path: str | Path) -> frozenset[str]:
    """Return the fingerprints of an earlier run: of a JSON or SARIF report, an ignore file, or plain lines.

    Raises:
        ReadError: the file cannot be read, or is not one of these.
    """
    text = read_whole(path, "give a report that an earlier run wrote with -o FILE.json")
    if text.lstrip().startswith(("{", "[")):
        return frozenset(_fingerprints(load_json(text, path=path, advice="write the report again")))
    return frozenset(read_ignored(path))


def _fingerprints(value: Any) -> Iterable[str]:
    """Yield every fingerprint in JSON: under `fingerprint`, or in SARIF under `(partialF|f)ingerprints`."""
    waiting = [value]
    while waiting:  # not by recursion: JSON may be nested deeper than Python's stack
        inner = waiting.pop()
        if isinstance(inner, Mapping):
            for key, held in inner.items():
                if key == "fingerprint" and isinstance(held, str):
                    yield held
                elif key in ("fingerprints", "partialFingerprints") and isinstance(held, Mapping):
                    yield from (one for one in held.values() if isinstance(one, str))
                else:
                    waiting.append(held)
        elif isinstance(inner, list):
            waiting += inner
