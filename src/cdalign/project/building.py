"""`corpus/` becomes `tm/`: everything is made first, then written, each file whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cdalign.alignment import Settled, align_documents
from cdalign.checks import check_bitexts, read_ignored
from cdalign.lexicon import Lexicon, core_lexicon, with_termbase
from cdalign.model import BeadStatus, Bitext, Document, SourceStatus, Termbase
from cdalign.project.contents import Warn, read_pair, read_project_termbase
from cdalign.project.folder import Pair, Project
from cdalign.project.outputs import write_glossary_files, write_memories, write_omegat, write_reports
from cdalign.report import Report, make_report
from cdalign.working import Decisions, WorkingLine, fit_decisions, read_working, write_working


@dataclass(frozen=True)
class Built:
    """One pair after alignment: its bitext, and the decisions whose words are gone."""

    pair: Pair
    bitext: Bitext
    lost: tuple[WorkingLine, ...] = ()


@dataclass(frozen=True)
class Build:
    """What a build made: the aligned pairs, the termbase, the report, and the files that were written."""

    pairs: tuple[Built, ...]
    termbase: Termbase
    report: Report
    written: tuple[Path, ...]


def build_project(project: Project, warn: Warn = lambda _: None) -> Build:
    """Build a project: align every pair, keep what a person decided, and write everything into `tm/`.

    `warn` is called with a line for everything that a person should know.

    Raises:
        ReadError: a text, the termbase or a working file cannot be read; nothing is written then.
        WriteError: a file cannot be written.
    """
    termbase = read_project_termbase(project)
    lexicon = with_termbase(core_lexicon(), termbase)
    pairs = tuple(_build_pair(project, pair, lexicon, warn) for pair in project.pairs)
    report = _report(project, pairs, termbase)
    written = tuple(_write_all(project, pairs, termbase, report))
    return Build(pairs, termbase, report, written)


def align_pair(project: Project, pair: Pair, termbase: Termbase, warn: Warn = lambda _: None) -> Built:
    """Align one pair of a project, keeping what a person decided; nothing is written."""
    return _build_pair(project, pair, with_termbase(core_lexicon(), termbase), warn)


def _build_pair(project: Project, pair: Pair, lexicon: Lexicon, warn: Warn) -> Built:
    source, target = read_pair(project, pair, warn)
    decisions = _read_decisions(project, pair, source, target)
    if decisions.lost:
        warn(
            f"{project.working_file(pair)}: {len(decisions.lost)} decisions no longer fit the texts; "
            "they are kept there as lost"
        )
    settled = Settled(decisions.paragraphs, decisions.sentences)
    return Built(pair, align_documents(source, target, lexicon=lexicon, settled=settled), decisions.lost)


def _read_decisions(project: Project, pair: Pair, source: Document, target: Document) -> Decisions:
    path = project.working_file(pair)
    return fit_decisions(read_working(path), source, target) if path.exists() else Decisions()


def _report(project: Project, pairs: tuple[Built, ...], termbase: Termbase) -> Report:
    ignored = read_ignored(project.ignored, may_be_missing=True)
    bitexts = [built.bitext for built in pairs]
    findings = list(check_bitexts(bitexts, termbase))
    kept = [finding for finding in findings if finding.fingerprint not in ignored]
    return make_report(
        report_title(pairs),
        kept,
        bitexts,
        unit_count=sum(len(built.bitext.sentences) for built in pairs),
        ignored=len(findings) - len(kept),
    )


def report_title(pairs: tuple[Built, ...]) -> str:
    """Give the title of a project's report: the symbol of its one document, or how many pairs it holds."""
    if len(pairs) == 1:
        bitext = pairs[0].bitext
        return f"{bitext.source.symbol or pairs[0].pair.name}: alignment and consistency"
    return f"{len(pairs)} pairs of texts: alignment and consistency"


def _write_all(project: Project, pairs: tuple[Built, ...], termbase: Termbase, report: Report) -> Iterator[Path]:
    for built in pairs:
        path = project.working_file(built.pair)
        write_working(path, built.bitext, built.lost)
        yield path
        yield from write_memories(project.memory_folder, built.pair.name, built.bitext)
    if termbase.entries:
        yield from write_glossary_files(project.memory_folder, termbase)
    yield from write_omegat(project.memory_folder / "omegat", [built.bitext for built in pairs], termbase)
    yield from write_reports(project.memory_folder, report)


def summary_lines(build: Build) -> tuple[str, str, str, str]:
    """Give four lines for a person: what was read, aligned, checked and written."""
    paragraphs = sum(len(built.bitext.source.paragraphs) for built in build.pairs)
    sentences = [bead for built in build.pairs for bead in built.bitext.sentences]
    confirmed = sum(bead.status is BeadStatus.CONFIRMED for bead in sentences)
    doubtful = sum(bead.is_doubtful for bead in sentences)
    names = ", ".join(built.bitext.source.symbol or built.pair.name for built in build.pairs[:3])
    more = ", …" if len(build.pairs) > 3 else ""
    counts = ", ".join(f"{count} {severity}" for severity, count in build.report.by_severity.items())
    return (
        f"read     {names}{more}: {paragraphs} paragraphs; {_status_words(build)}",
        f"aligned  {len(sentences)} sentence beads, {confirmed} confirmed, {doubtful} doubtful",
        f"checked  {len(build.report.findings)} findings: {counts}; {len(build.termbase.entries)} concepts",
        f"written  {len(build.written)} files",
    )


def _status_words(build: Build) -> str:
    statuses = {built.bitext.target.provenance.status for built in build.pairs}
    if statuses == {SourceStatus.OFFICIAL}:
        return "the English is official"
    if SourceStatus.WORKING_TRANSLATION in statuses:
        return "the English is a working translation, not an official text"
    return "the status of the English is unknown"
