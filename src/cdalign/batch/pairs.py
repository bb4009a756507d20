"""The work on one pair: read, align, and render its working file and its memory. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from cdalign.alignment import Settled, align_documents, align_lines
from cdalign.batch.manifest import ManifestEntry
from cdalign.batch.tasks import Result, Work
from cdalign.documents import read_document, read_line_document
from cdalign.formats import memory_header
from cdalign.lexicon import Lexicon, core_lexicon, with_equivalents, with_learnt
from cdalign.lexicon.formats import TRAINED_HEADER, parse_dictionary, parse_trained
from cdalign.locks import read_bytes
from cdalign.model import Bead, Bitext, Document, Level
from cdalign.project.sources import SourceRecord
from cdalign.tmx.writing import StrictLines
from cdalign.units import units_of
from cdalign.working import fit_decisions, parse_working_bytes, render_working

PAIRS_FOLDER = "pairs"
# Bars of the histograms of scores: [0, 0.1), [0.1, 0.2) … [0.9, 1].
SCORE_BINS = 10


@dataclass(frozen=True, slots=True)
class UserDictionary:
    """A dictionary or trained lexicon as it is sent to a worker: its name and text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Job:
    """A pair with all that its work needs: the records of both files, and an earlier working file with decisions.

    `is_lines`: the texts have one segment a line.
    """

    entry: ManifestEntry
    records: tuple[SourceRecord, SourceRecord]
    is_lines: bool = False
    decided: bytes = b""

    def renewed(self, folder: Path) -> Job:
        """Return the job with the decisions in the current working file of the output folder.

        Raises:
            ReadError: the file exists and cannot be read.
        """
        return replace(self, decided=read_bytes(folder / working_name(self.entry.name)))


def working_name(name: str) -> str:
    """Return the path of a pair's working file within the output folder."""
    return f"{PAIRS_FOLDER}/{name}.beads.tsv"


def memory_name(name: str) -> str:
    """Return the path of a pair's memory within the output folder."""
    return f"{PAIRS_FOLDER}/{name}.sentences.tmx"


def make_lexicon(dictionaries: Iterable[UserDictionary]) -> Lexicon:
    """Return the core lexicon, extended by the dictionaries and trained lexicons.

    Raises:
        ReadError: a trained lexicon is damaged.
    """
    lexicon = core_lexicon()
    for dictionary in dictionaries:
        if dictionary.text.startswith(TRAINED_HEADER):
            lexicon = with_learnt(lexicon, parse_trained(dictionary.text), dictionary.name)
        else:
            lexicon = with_equivalents(lexicon, parse_dictionary(dictionary.text), dictionary.name)
    return lexicon


def prepare_alignment(dictionaries: Sequence[UserDictionary]) -> Work:
    """Return the work that aligns a `Job`."""
    return partial(align_job, lexicon=make_lexicon(dictionaries))


def align_job(job: Job, lexicon: Lexicon) -> Result:
    """Return the working file and the memory of a pair, and its figures.

    Raises:
        ReadError: a text cannot be read.
    """
    source, target = read_sides(job)
    name = working_name(job.entry.name)
    decisions = fit_decisions(parse_working_bytes(job.decided, name), source, target) if job.decided else None
    settled = Settled(decisions.paragraphs, decisions.sentences) if decisions else None
    bitext = align_sides(job, source, target, lexicon, settled)
    header = memory_header([bitext], Level.SENTENCE)
    memory = StrictLines(header)
    files = (
        (name, render_working(bitext, decisions.lost if decisions else ()).encode()),
        (memory_name(job.entry.name), "".join(memory.lines(units_of(bitext, Level.SENTENCE))).encode()),
    )
    figures = {**measure_bitext(bitext), "units": memory.written.units, "notes": list(header.notes)}
    return Result(files, figures, seen=((name, job.decided),))


def align_sides(
    job: Job, source: Document, target: Document, lexicon: Lexicon, settled: Settled | None = None
) -> Bitext:
    """Return the bitext of a pair's two documents, line by line where the job says so."""
    align = align_lines if job.is_lines else align_documents
    return align(source, target, lexicon=lexicon, settled=settled)


def read_sides(job: Job) -> tuple[Document, Document]:
    """Read the two documents of a pair, with the metadata of their records.

    Raises:
        ReadError: a text cannot be read.
    """
    source, target = (
        _read_side(path, record, is_lines=job.is_lines)
        for path, record in zip((job.entry.source, job.entry.target), job.records, strict=True)
    )
    return source, target


def _read_side(path: str, record: SourceRecord, *, is_lines: bool) -> Document:
    if is_lines:
        document = replace(read_line_document(path, lang=record.lang), symbol=record.symbol)
    else:
        document = read_document(path, lang=record.lang, symbol=record.symbol)
    return replace(document, provenance=record.provenance(path, document.provenance.sha256))


def measure_bitext(bitext: Bitext) -> dict[str, Any]:
    """Return the figures of a pair as the journal keeps them: only counts, which can be summed over pairs.

    `chars` counts the characters of both sides in segments; `covered` counts those in two-sided beads.
    """
    beads = bitext.sentences
    scores = [0] * SCORE_BINS
    for bead in beads:
        scores[min(int(bead.score * SCORE_BINS), SCORE_BINS - 1)] += bead.is_two_sided
    two_sided = [bead for bead in beads if bead.is_two_sided]
    return {
        "symbol": bitext.source.symbol or bitext.target.symbol,
        "shapes": dict(sorted(Counter(bead.shape for bead in beads).items())),
        "scores": scores,
        "doubtful": sum(bead.is_doubtful for bead in beads),
        "marks": dict(sorted(Counter(mark for bead in beads for mark in bead.marks).items())),
        "segments": [len(bitext.source.segments), len(bitext.target.segments)],
        "chars": _count_characters(bitext, beads),
        "covered": _count_characters(bitext, two_sided),
    }


def _count_characters(bitext: Bitext, beads: Sequence[Bead]) -> list[int]:
    sides = (
        (bitext.source.segments, [bead.source for bead in beads]),
        (bitext.target.segments, [bead.target for bead in beads]),
    )
    return [sum(len(segments[index].text) for units in ranges for index in units) for segments, ranges in sides]


def prepare_symbols() -> Work:
    """Return the work that finds the symbol printed in a file."""
    return find_symbol


def find_symbol(path: str) -> Result:
    """Return the symbol printed in the masthead of a file, or an empty result.

    Raises:
        ReadError: the file cannot be read.
    """
    return Result((), read_document(path).symbol)
