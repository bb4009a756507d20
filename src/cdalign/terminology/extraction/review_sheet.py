"""The review sheet: proposals go out to a person and come back with accept or reject."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path

from cdalign.atomic import write_whole
from cdalign.errors import ReadError, WriteError
from cdalign.locks import hold_file
from cdalign.messages import say
from cdalign.model import ConceptEntry, Term, Termbase, TermType
from cdalign.tables import Line, TableLook, find_table, open_sheets, write_rows
from cdalign.terminology.editing import name_concept
from cdalign.terminology.extraction.proposals import Proposal
from cdalign.terminology.layouts import Row
from cdalign.text import squeeze_spaces

COLUMNS = (
    *("decision", "zh", "zh short", "en", "en short", "kind", "confidence", "count", "place"),
    *("evidence zh", "evidence en"),
)
_ACCEPTED = frozenset(("accept", "accepted", "yes", "y", "ok", "x", "1", "是"))
_KNOWN_DECISIONS = _ACCEPTED | {"", "reject", "rejected", "no", "n", "0", "否"}


def write_review(path: str | Path, proposals: Iterable[Proposal]) -> None:
    """Write the review sheet, under the lock of its folder: XLSX by the file's name, otherwise TSV.

    Raises:
        BusyError: another process holds the lock for too long.
        WriteError: the file cannot be written there, or is a review sheet in which a person has decided.
    """
    rows = review_rows(proposals)
    with hold_file(path):
        _refuse_decisions(path)
        if str(path).lower().endswith(".xlsx"):
            write_rows(path, rows, TableLook("review", widths={"evidence zh": 60, "evidence en": 60}))
        else:
            write_whole(path, "".join("\t".join(map(squeeze_spaces, row)) + "\n" for row in rows))


def _refuse_decisions(path: str | Path) -> None:
    if _holds_decisions(path):
        raise WriteError(
            "holds decisions, which would be lost",
            path=path,
            advice=say("cdalign terms accept {path}, then choose another name or delete it", path=path),
        )


def review_rows(proposals: Iterable[Proposal]) -> Iterator[Row]:
    """Yield the rows of the sheet, header first; the column `decision` is left for a person."""
    yield COLUMNS
    for one in proposals:
        yield [
            "",
            *_full_and_short(one.chinese),
            *_full_and_short(one.english),
            one.kind.value,
            f"{one.confidence:.2f}",
            str(one.count),
            one.place,
            one.source,
            one.target,
        ]


def _full_and_short(terms: Sequence[Term]) -> tuple[str, str]:
    texts = [term.text for term in terms]
    return (texts[0] if texts else "", texts[1] if len(texts) > 1 else "")


def read_review(path: str | Path) -> Termbase:
    """Return the concepts that a person accepted in a review sheet, ready to be merged into a termbase.

    Raises:
        ReadError: it is not a review sheet, a decision is neither accept nor reject, or an accepted row lacks a side.
    """
    entries: dict[str, ConceptEntry] = {}
    for number, cells in _rows(path):
        said = dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=False))
        if _is_accepted(said.get("decision", ""), path, number):
            entry = _entry(said, path, number, entries)
            entries[entry.id] = entry
    return Termbase(tuple(entries.values()))


def _holds_decisions(path: str | Path) -> bool:
    """Return whether this is a review sheet, and one in which something occurs under `decision`."""
    if not Path(path).is_file():
        return False
    try:
        return any(cells[0].strip() for _, cells in _rows(path))
    except ReadError:
        return False


def _rows(path: str | Path) -> Iterator[Line]:
    """Yield the rows of a review sheet, without the row of names."""
    advice = "make one: cdalign terms extract -o review.xlsx"
    with open_sheets(path) as sheets:
        table = find_table(
            sheets,
            _review_columns,
            wanted="decision and zh, as the first row of a review sheet does",
            advice=advice,
            path=path,
        )
        yield from table.lines


def _review_columns(cells: Sequence[str]) -> Sequence[str] | None:
    return cells if tuple(cells[:2]) == COLUMNS[:2] else None


def _is_accepted(decision: str, path: str | Path, line: int) -> bool:
    if decision.lower() not in _KNOWN_DECISIONS:
        raise ReadError(
            say("“{decision}” is not a decision", decision=decision),
            path=path,
            line=line,
            advice="write accept or reject",
        )
    return decision.lower() in _ACCEPTED


def _entry(said: dict[str, str], path: str | Path, line: int, taken: Container[str]) -> ConceptEntry:
    if not said.get("zh") or not said.get("en"):
        raise ReadError("is accepted with one language alone", path=path, line=line, advice="fill in both zh and en")
    terms = [
        Term(said[column], lang, _type(said[column], column), source=said.get("place", ""))
        for column, lang in (("zh", "zh-Hans"), ("zh short", "zh-Hans"), ("en", "en"), ("en short", "en"))
        if said.get(column)
    ]
    return ConceptEntry(name_concept(said["en"], taken), tuple(terms))


def _type(words: str, column: str) -> TermType:
    is_acronym = words.isascii() and " " not in words and sum(map(str.isupper, words)) > len(words) / 2
    if is_acronym and "/" not in words:
        return TermType.ACRONYM
    return TermType.SHORT_FORM if column.endswith("short") else TermType.FULL_FORM
