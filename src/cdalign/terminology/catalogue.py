"""The one table of formats of termbases: what is read, what is written, and what each keeps of a concept.

docs/formats.md shows it, and the tests hold each format that is written to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cdalign.errors import UsageError
from cdalign.messages import say


class GlossaryFormat(StrEnum):
    """The formats in which terms leave."""

    TBX = "tbx"
    TBX_DCT = "tbx-dct"
    TBX_2 = "tbx2"
    TSV = "tsv"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    OMEGAT = "omegat"


class TermsKept(StrEnum):
    """What a format may keep of a concept in addition to its terms and their languages."""

    UNWANTED = "unwanted terms"  # which terms are not to be used
    STATUS = "status"  # each of the four statuses
    TYPES = "types"  # full form, short form, acronym …
    DEFINITION = "definition"
    SUBJECT = "subject"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class TermbaseKind:
    """A format of termbases: its name, the endings of its files, what it keeps, and what we write it as, if we do."""

    name: str
    endings: tuple[str, ...]
    keeps: frozenset[TermsKept]
    tested_with: str
    written: GlossaryFormat | None = None


_ALL = frozenset(TermsKept)
_OF_A_TABLE = _ALL - {TermsKept.STATUS, TermsKept.TYPES}

KINDS = (
    TermbaseKind("our own table", (".tsv",), _ALL, "our own", GlossaryFormat.TSV),
    TermbaseKind("TBX 2", (".v2.tbx",), _ALL, "OmegaT, translate-toolkit, schema", GlossaryFormat.TBX_2),
    TermbaseKind("TBX 3 DCT", (".dct.tbx",), _ALL, "schema of TBX-Basic", GlossaryFormat.TBX_DCT),
    TermbaseKind("TBX 3 DCA", (".tbx",), _ALL, "schema of TBX-Basic", GlossaryFormat.TBX),
    TermbaseKind("JSON", (".json",), _ALL, "our own", GlossaryFormat.JSON),
    TermbaseKind("CSV", (".csv",), _OF_A_TABLE, "LibreOffice, layouts of Trados, memoQ, Phrase", GlossaryFormat.CSV),
    TermbaseKind("XLSX", (".xlsx",), _OF_A_TABLE, "LibreOffice, openpyxl", GlossaryFormat.XLSX),
    TermbaseKind("OmegaT glossary", (".txt", ".utf8"), frozenset(), "OmegaT", GlossaryFormat.OMEGAT),
    TermbaseKind("TBX-Min, MultiTerm XML", (".tbx", ".xml"), _OF_A_TABLE, "inputs made after their specifications"),
    TermbaseKind("UTX", (".utx",), _OF_A_TABLE - {TermsKept.DEFINITION}, "inputs made after its specification"),
    TermbaseKind("exports of IATE and UNTERM", (".csv", ".xlsx", ".tbx"), _OF_A_TABLE, "inputs made after theirs"),
)
_ENDINGS = {ending: kind.written for kind in KINDS if kind.written for ending in kind.endings}


def format_of(path: str | Path) -> GlossaryFormat:
    """Return the format that a file's name means: `glossary.v2.tbx` is TBX version 2, `.txt` an OmegaT glossary.

    Raises:
        UsageError: the name means none.
    """
    name = Path(path).name.lower()
    for ending, found in _ENDINGS.items():
        if name.endswith(ending):
            return found
    raise UsageError(
        "the name says no glossary format",
        path=path,
        advice=say("end it with one of {names}", names=" ".join(_ENDINGS)),
    )


def render_table() -> Iterator[str]:
    """Yield the lines of the table of termbases in docs/formats.md."""
    yield f"| format | endings | read | written | {' | '.join(TermsKept)} | tested with |"
    yield f"|---|---|---|---|{'---|' * len(TermsKept)}---|"
    for kind in KINDS:
        endings = " ".join(f"`{ending}`" for ending in kind.endings)
        kept = " | ".join("yes" if what in kind.keeps else "–" for what in TermsKept)
        yield f"| {kind.name} | {endings} | yes | {'yes' if kind.written else '–'} | {kept} | {kind.tested_with} |"
