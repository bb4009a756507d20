"""What a build writes into `tm/`: memories, glossaries, an OmegaT project, reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cdalign.exchange.omegat import OmegatProject, write_omegat_project
from cdalign.formats import memory_header, write_units
from cdalign.languages import ENGLISH, SIMPLIFIED
from cdalign.model import Bitext, Level, Termbase
from cdalign.report import Report, write_report
from cdalign.terminology.glossary import write_glossary
from cdalign.units import units_of

_GLOSSARIES = ("glossary.tbx", "glossary.v2.tbx", "glossary.csv")
_REPORTS = ("report.html", "report.xlsx", "report.json")
_OMEGAT_NAME = "cdalign"


def write_memories(folder: Path, name: str, bitext: Bitext) -> Iterator[Path]:
    """Write the two memories of a bitext, of sentences and of paragraphs, and yield their paths."""
    for level in (Level.SENTENCE, Level.PARAGRAPH):
        path = folder / f"{name}.{level}s.tmx"
        write_units(path, bitext, level)
        yield path


def write_glossary_files(folder: Path, termbase: Termbase) -> Iterator[Path]:
    """Write the glossary in its formats and yield the paths.

    Raises:
        WriteError: the termbase has a fault that must not be exported.
    """
    for name in _GLOSSARIES:
        write_glossary(folder / name, termbase, origin="tm/termbase.tsv")
        yield folder / name


def write_omegat(folder: Path, bitexts: Sequence[Bitext], termbase: Termbase) -> tuple[Path, ...]:
    """Write an OmegaT project with all units and terms and the Chinese texts to translate, and return its paths."""
    project = OmegatProject(
        name=_OMEGAT_NAME,
        source_lang=bitexts[0].source.lang if bitexts else SIMPLIFIED,
        target_lang=bitexts[0].target.lang if bitexts else ENGLISH,
        sentences=[unit for bitext in bitexts for unit in units_of(bitext, Level.SENTENCE)],
        paragraphs=[unit for bitext in bitexts for unit in units_of(bitext, Level.PARAGRAPH)],
        termbase=termbase if termbase.entries else None,
        texts={Path(bitext.source.provenance.path).stem: _plain_text(bitext) for bitext in bitexts},
        header=memory_header(bitexts, Level.SENTENCE),
    )
    return write_omegat_project(folder, project)


def _plain_text(bitext: Bitext) -> str:
    """Return the source text, with an empty line between two paragraphs.

    OmegaT takes lines without one for a single paragraph (its manual, "Text files"), whose first sentence would begin
    with the title, and no memory would fit.
    """
    return "\n".join(f"{paragraph.text}\n" for paragraph in bitext.source.paragraphs)


def write_reports(folder: Path, report: Report) -> Iterator[Path]:
    """Write the report in its formats and yield the paths."""
    for name in _REPORTS:
        write_report(folder / name, report)
        yield folder / name
