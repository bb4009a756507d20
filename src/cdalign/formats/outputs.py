"""What a bitext becomes, by the suffix of the file: a memory, a job, a table, subtitles, a report, its beads."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.atomic import write_whole
from cdalign.errors import UsageError
from cdalign.exchange.catalogue import CSV, MOSES, PO, SUBTITLES, TMX, XLIFF
from cdalign.formats.beads import describe_beads, render_bead_table
from cdalign.languages import SIMPLIFIED
from cdalign.messages import ENGLISH, say
from cdalign.model import Bitext, Level, SourceStatus
from cdalign.units import units_of

# What writes memories, jobs, tables and reports is loaded where one is written: a table of beads needs none of it.
if TYPE_CHECKING:
    from cdalign.tmx import TmxHeader, Written

# Writes a bitext: where, which level, and the language of what a report says.
_Write = Callable[[str | Path, Bitext, Level, str], object]


def write_units(path: str | Path, bitext: Bitext, level: Level) -> Written:
    """Write the units of a bitext in a format of pairs (`exchange.catalogue`), with all that is known of them.

    Raises:
        UsageError: the suffix is not that of such a format.
        WriteError: the file cannot be written.
    """
    from cdalign.exchange.formats import Writing, write_any

    original = Path(bitext.source.provenance.path).name
    return write_any(path, units_of(bitext, level), Writing(header=memory_header([bitext], level), original=original))


def memory_header(bitexts: Sequence[Bitext], level: Level) -> TmxHeader:
    """Return the header of a memory of these bitexts, which says what kind of texts they are."""
    from cdalign.tmx import TmxHeader

    documents = [document for bitext in bitexts for document in (bitext.source, bitext.target)]
    statuses = dict.fromkeys((document.lang, document.provenance.status) for document in documents)
    return TmxHeader(
        segtype=str(level),
        notes=tuple(_status_note(lang, status) for lang, status in statuses),
        props=tuple((f"x-status-{lang}", str(status)) for lang, status in statuses),
        source_lang=bitexts[0].source.lang if bitexts else SIMPLIFIED,
    )


def _status_note(lang: str, status: SourceStatus) -> str:
    if status is SourceStatus.WORKING_TRANSLATION:
        return f"The {lang} text is a working translation, not an official text."
    if status is SourceStatus.OFFICIAL:
        return f"The {lang} text is official."
    return f"The status of the {lang} text is unknown."


def _write_units(path: str | Path, bitext: Bitext, level: Level, _: str) -> None:
    write_units(path, bitext, level)


def _write_report(path: str | Path, bitext: Bitext, _: Level, lang: str) -> None:
    """Write a report, which shows both levels."""
    from cdalign.report import make_report, write_report

    names = (Path(document.provenance.path).name for document in (bitext.source, bitext.target))
    write_report(path, make_report(" – ".join(names), bitexts=[bitext], lang=lang))


def _write_bead_table(path: str | Path, bitext: Bitext, level: Level, _: str) -> None:
    write_whole(path, render_bead_table(bitext, level))


def _write_json(path: str | Path, bitext: Bitext, level: Level, _: str) -> None:
    write_whole(path, json.dumps(describe_beads(bitext, level), ensure_ascii=False, indent=2) + "\n")


def _write_beads(path: str | Path, bitext: Bitext, level: Level, _: str) -> None:
    from cdalign.evaluation.beads import render_beads

    write_whole(path, render_beads(bitext.beads(level)))


# The usual suffix of each kind first. A table of beads is .tsv, a table of units with their props .csv.
_WRITERS: dict[str, _Write] = {
    **{suffix: _write_units for kind in (TMX, XLIFF) for suffix in kind.suffixes},
    **dict.fromkeys((".html", ".htm", ".xlsx"), _write_report),
    ".tsv": _write_bead_table,
    ".json": _write_json,
    ".beads": _write_beads,
    **{suffix: _write_units for kind in (CSV, PO, SUBTITLES, MOSES) for suffix in kind.suffixes},
}
BITEXT_SUFFIXES = tuple(_WRITERS)
_LONGEST_FIRST = sorted(_WRITERS, key=len, reverse=True)


def check_bitext_path(path: str | Path) -> str:
    """Return the suffix of a file that a bitext can be written as; a file without one is a table of beads.

    Raises:
        UsageError: no form is known for the suffix.
    """
    name = Path(path).name.lower()
    suffix = next((one for one in _LONGEST_FIRST if name.endswith(one)), "")
    if not suffix and Path(path).suffix:
        raise UsageError(
            say("no form is known for {suffix} files", suffix=Path(path).suffix),
            path=path,
            advice=say("one of {names}", names=", ".join(BITEXT_SUFFIXES)),
        )
    return suffix or ".tsv"


def write_bitext(path: str | Path, bitext: Bitext, level: Level, *, lang: str = ENGLISH) -> None:
    """Write a bitext in the form that the suffix says; `lang` is the language of what a report says.

    Raises:
        UsageError: no form is known for the suffix, or the bitext has not what it needs (subtitles: times).
        WriteError: the file cannot be written.
    """
    _WRITERS[check_bitext_path(path)](path, bitext, level, lang)
