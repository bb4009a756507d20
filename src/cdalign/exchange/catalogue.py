"""The table of all formats: which are read, which are written, and what each keeps of a unit.

docs/formats.md shows it, and round trips in the tests check each format against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cdalign.errors import UsageError
from cdalign.messages import say
from cdalign.reading.kinds import KINDS


class Kept(StrEnum):
    """What a format may keep of a unit in addition to its texts."""

    CODES = "codes"  # inline codes, with their native code and what pairs them
    STATUS = "status"  # whether a person has confirmed it
    NOTES = "notes"
    LANGUAGES = "languages"
    DATES = "dates"  # when and by whom it was made and changed
    PROPS = "props"


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """A format of pairs of texts: its suffixes, the first one being the usual one, and what it keeps.

    `tested_with` names the programs and specifications that the format was tested with.
    """

    name: str
    suffixes: tuple[str, ...]
    keeps: frozenset[Kept]
    tested_with: str
    is_written: bool = True


_ALL = frozenset(Kept)
_OF_A_JOB = frozenset((Kept.CODES, Kept.STATUS, Kept.NOTES, Kept.LANGUAGES))

TMX = ExchangeFormat(
    "TMX 1.1–1.4b", (".tmx", ".tmx.gz", ".tmx.zip"), _ALL, "OmegaT, translate-toolkit, DTD and XSD of 1.4"
)
TSV = ExchangeFormat("TSV", (".tsv",), _ALL, "our own")
CSV = ExchangeFormat("CSV", (".csv",), _ALL, "our own; read as LibreOffice saves it")
XLSX = ExchangeFormat("XLSX", (".xlsx",), _ALL, "LibreOffice, openpyxl")
XLIFF = ExchangeFormat("XLIFF 1.2", (".xlf", ".xliff"), _ALL, "OmegaT, translate-toolkit")
XLIFF_OTHERS = ExchangeFormat(
    "XLIFF 1.0, 1.1, 2.0–2.2; SDLXLIFF, MXLIFF, MQXLIFF",
    (".sdlxliff", ".mxliff", ".mqxliff"),
    _OF_A_JOB,
    "inputs made after their specifications",
    is_written=False,
)
PO = ExchangeFormat("PO", (".po",), frozenset((Kept.STATUS, Kept.NOTES, Kept.LANGUAGES)), "translate-toolkit")
MOSES = ExchangeFormat("Moses lines", (".moses",), frozenset(), "our own")
# Documents and subtitles are read where they have both languages in one file; among the files of a command two of
# them are a text and its translation.
SUBTITLES = ExchangeFormat("subtitles: SubRip, WebVTT", (".srt", ".vtt"), frozenset(), "our own")
BILINGUAL = ExchangeFormat(
    "one document in both languages",
    tuple(suffix for kind in KINDS for suffix in kind.suffixes if suffix not in (*SUBTITLES.suffixes, *XLSX.suffixes)),
    frozenset(),
    "our own",
    is_written=False,
)

FORMATS = (TMX, XLIFF, XLIFF_OTHERS, PO, TSV, CSV, XLSX, MOSES)
SUFFIXES = tuple(suffix for kind in FORMATS for suffix in kind.suffixes)
_EVERY = (*FORMATS, SUBTITLES, BILINGUAL)
_LONGEST_FIRST = sorted((suffix for kind in _EVERY for suffix in kind.suffixes), key=len, reverse=True)


def suffix_of(path: str | Path) -> str:
    """Return the suffix that names the format.

    Raises:
        UsageError: the name has no known suffix.
    """
    name = Path(path).name.lower()
    for suffix in _LONGEST_FIRST:
        if name.endswith(suffix):
            return suffix
    raise UsageError(
        "its suffix says no format", path=path, advice=say("choose one of {names}", names=", ".join(SUFFIXES))
    )


def format_of(path: str | Path) -> ExchangeFormat:
    """Return the format that the suffix of a file names.

    Raises:
        UsageError: the name has no known suffix.
    """
    suffix = suffix_of(path)
    return next(kind for kind in _EVERY if suffix in kind.suffixes)


def render_table() -> Iterator[str]:
    """Yield the lines of the table in docs/formats.md."""
    yield f"| format | suffixes | read | written | {' | '.join(Kept)} | tested with |"
    yield f"|---|---|---|---|{'---|' * len(Kept)}---|"
    for kind in _EVERY:
        suffixes = " ".join(f"`{suffix}`" for suffix in kind.suffixes)
        kept = " | ".join("yes" if what in kind.keeps else "–" for what in Kept)
        yield f"| {kind.name} | {suffixes} | yes | {'yes' if kind.is_written else '–'} | {kept} | {kind.tested_with} |"
