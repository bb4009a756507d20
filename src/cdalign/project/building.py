"""`corpus/` becomes `tm/`: everything is made first and then written, each file whole.

A reviewer may decide while a build runs. Under the lock of `tm/`, a build compares every working file with the bytes it
has read, aligns pairs with new decisions again, and writes the working files. All other files are then made from those.
A second build of the project writes after the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cdalign.alignment import Settled, align_documents
from cdalign.checks import check_bitexts, read_ignored
from cdalign.lexicon import Lexicon, core_lexicon, with_termbase
from cdalign.locks import RUN_PATIENCE_SECONDS, hold_folder, read_bytes, swap_file
from cdalign.messages import ENGLISH, Message, say, say_either, say_list
from cdalign.model import BeadStatus, Bitext, SourceStatus, Termbase
from cdalign.project.contents import Warn, read_pair, read_project_termbase
from cdalign.project.folder import Pair, Project
from cdalign.project.outputs import write_glossary_files, write_memories, write_omegat, write_reports
from cdalign.report import Report, make_report
from cdalign.report.terminal import count_findings
from cdalign.working import Decisions, WorkingLine, fit_decisions, parse_working_bytes, render_working

_BUILD_LOCK = ".cdalign-build.lock"
# Aligning a text takes seconds, in which a reviewer decides once or twice.
_ROUNDS_WITHOUT_LOCK = 2


@dataclass(frozen=True)
class Built:
    """One pair after alignment: its bitext, and the decisions whose words are gone.

    `seen` are the bytes of the working file that held the decisions; none if it was missing.
    """

    pair: Pair
    bitext: Bitext
    lost: tuple[WorkingLine, ...] = ()
    seen: bytes = b""


@dataclass(frozen=True)
class Build:
    """What a build made: the aligned pairs, the termbase, the report, and the files that were written."""

    pairs: tuple[Built, ...]
    termbase: Termbase
    report: Report
    written: tuple[Path, ...]


def build_project(
    project: Project,
    warn: Warn = lambda _: None,
    begin: Callable[[Pair], None] = lambda _: None,
    lang: str = ENGLISH,
) -> Build:
    """Build a project: align every pair, keep a person's decisions, and write everything into `tm/`.

    `warn` is called with a line for everything that a person should know, `begin` with each pair before it is aligned.
    `lang` is the interface language of the report.

    Raises:
        ReadError: a text, the termbase or a working file cannot be read; nothing has been written.
        WriteError: a file cannot be written.
        BusyError: another process holds a lock for too long.
        ConflictError: a program without the lock has written a working file at the same moment.
    """
    termbase = read_project_termbase(project)
    build = partial(_build_pair, project, lexicon=with_termbase(core_lexicon(), termbase), warn=warn)
    pairs = tuple(_begin_each(project.pairs, begin, build))
    with hold_folder(project.memory_folder, name=_BUILD_LOCK, patience=RUN_PATIENCE_SECONDS):
        pairs = _settle(project, pairs, build)
        report = _report(project, pairs, termbase, lang)
        written = tuple(_write_all(project, pairs, termbase, report))
    return Build(pairs, termbase, report, written)


def _begin_each(
    pairs: Iterable[Pair], begin: Callable[[Pair], None], build: Callable[[Pair], Built]
) -> Iterator[Built]:
    for pair in pairs:
        begin(pair)
        yield build(pair)


def _settle(project: Project, pairs: tuple[Built, ...], build: Callable[[Pair], Built]) -> tuple[Built, ...]:
    """Write the working files, with the decisions made since they were read, and return the pairs as written."""
    for _ in range(_ROUNDS_WITHOUT_LOCK):
        with hold_folder(project.memory_folder, patience=RUN_PATIENCE_SECONDS):
            if not any(_is_stale(project, built) for built in pairs):
                return _write_working_files(project, pairs)
        pairs = tuple(build(built.pair) if _is_stale(project, built) else built for built in pairs)
    # A person decides without a pause: they wait here while their last decisions are taken in.
    with hold_folder(project.memory_folder, patience=RUN_PATIENCE_SECONDS):
        fresh = tuple(build(built.pair) if _is_stale(project, built) else built for built in pairs)
        return _write_working_files(project, fresh)


def _is_stale(project: Project, built: Built) -> bool:
    return read_bytes(project.working_file(built.pair)) != built.seen


def _write_working_files(project: Project, pairs: tuple[Built, ...]) -> tuple[Built, ...]:
    for built in pairs:
        content = render_working(built.bitext, built.lost).encode("utf-8")
        swap_file(project.working_file(built.pair), built.seen, content)
    return pairs


def align_pair(project: Project, pair: Pair, termbase: Termbase, warn: Warn = lambda _: None) -> Built:
    """Align one pair of a project, keeping a person's decisions. Nothing is written."""
    return _build_pair(project, pair, lexicon=with_termbase(core_lexicon(), termbase), warn=warn)


def _build_pair(project: Project, pair: Pair, *, lexicon: Lexicon, warn: Warn) -> Built:
    source, target = read_pair(project, pair, warn)
    path = project.working_file(pair)
    seen = read_bytes(path)
    decisions = fit_decisions(parse_working_bytes(seen, path), source, target) if path.exists() else Decisions()
    if decisions.lost:
        warning = say_either(
            "{count} decision no longer fits the texts; it is kept there as lost",
            "{count} decisions no longer fit the texts; they are kept there as lost",
            len(decisions.lost),
        )
        warn(say("{place}: {warning}", place=project.working_file(pair), warning=warning))
    settled = Settled(decisions.paragraphs, decisions.sentences)
    return Built(pair, align_documents(source, target, lexicon=lexicon, settled=settled), decisions.lost, seen)


def _report(project: Project, pairs: tuple[Built, ...], termbase: Termbase, lang: str) -> Report:
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
        lang=lang,
    )


def report_title(pairs: tuple[Built, ...]) -> Message:
    """Return the title of a project's report: the symbol of its one document, or the number of its pairs."""
    if len(pairs) == 1:
        bitext = pairs[0].bitext
        return say("{name}: alignment and consistency", name=bitext.source.symbol or pairs[0].pair.name)
    return say("{count} pairs of texts: alignment and consistency", count=len(pairs))


def _write_all(project: Project, pairs: tuple[Built, ...], termbase: Termbase, report: Report) -> Iterator[Path]:
    for built in pairs:
        yield project.working_file(built.pair)
        yield from write_memories(project.memory_folder, built.pair.name, built.bitext)
    if termbase.entries:
        yield from write_glossary_files(project.memory_folder, termbase)
    yield from write_omegat(project.memory_folder / "omegat", [built.bitext for built in pairs], termbase)
    yield from write_reports(project.memory_folder, report)


def summary_lines(build: Build) -> tuple[Message, ...]:
    """Return four lines for a person: what was read, aligned, checked and written."""
    paragraphs = sum(len(built.bitext.source.paragraphs) for built in build.pairs)
    sentences = [bead for built in build.pairs for bead in built.bitext.sentences]
    confirmed = sum(bead.status is BeadStatus.CONFIRMED for bead in sentences)
    doubtful = sum(bead.is_doubtful for bead in sentences)
    names = ", ".join(built.bitext.source.symbol or built.pair.name for built in build.pairs[:3])
    more = ", …" if len(build.pairs) > 3 else ""
    read = say_either("{count:,} paragraph", "{count:,} paragraphs", paragraphs)
    beads = say_either("{count:,} sentence bead", "{count:,} sentence beads", len(sentences))
    aligned = [beads, say("{count:,} confirmed", count=confirmed), say("{count:,} doubtful", count=doubtful)]
    concepts = say_either("{count:,} concept", "{count:,} concepts", len(build.termbase.entries))
    written = say_either("{count:,} file", "{count:,} files", len(build.written))
    return (
        say("read     {names}: {what}; {status}", names=names + more, what=read, status=_status_words(build)),
        say("aligned  {what}", what=say_list(aligned)),
        say("checked  {findings}; {concepts}", findings=count_findings(build.report), concepts=concepts),
        say("written  {what}", what=written),
    )


def _status_words(build: Build) -> Message:
    statuses = {built.bitext.target.provenance.status for built in build.pairs}
    if statuses == {SourceStatus.OFFICIAL}:
        return say("the English is official")
    if SourceStatus.WORKING_TRANSLATION in statuses:
        return say("the English is a working translation, not an official text")
    return say("the status of the English is unknown")
