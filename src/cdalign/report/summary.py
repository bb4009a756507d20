"""The data of a report: the texts, how they were aligned, and the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cdalign.messages import ENGLISH, Message, say
from cdalign.model import Bead, BeadStatus, Bitext, Document, Finding, Level, Severity
from cdalign.report.concerns import Concerns
from cdalign.report.wording import STATUSES
from cdalign.units import document_name

# Findings are counted by severity and rule.
Kind = tuple[Severity, str]
# Tenths of the probability scale: the bars of the histogram of scores.
_SCORE_BINS = 10


@dataclass(frozen=True)
class Report:
    """The value that every format of the report is rendered from.

    `findings` are sorted by severity and rule. `ignored` counts the findings that a person has set aside.
    `unit_count` is the number of units checked. `left_out` counts, by
    severity and rule, the findings beyond the limit. The counts of severities and rules include all findings, kept or
    not. `lang` is the interface language in which a person reads it; what other programs read is always English.
    """

    title: str
    findings: tuple[Finding, ...] = ()
    bitexts: tuple[Bitext, ...] = ()
    unit_count: int = 0
    ignored: int = 0
    left_out: Mapping[Kind, int] = field(default_factory=dict)
    lang: str = ENGLISH

    @cached_property
    def by_severity(self) -> dict[Severity, int]:
        """The number of findings of each severity, the most severe first, including zeros."""
        counts = Counter(finding.severity for finding in self.findings)
        for (severity, _), count in self.left_out.items():
            counts[severity] += count
        return {severity: counts[severity] for severity in _GRAVEST_FIRST}

    @cached_property
    def by_rule(self) -> dict[str, int]:
        """The number of findings of each rule, in the order of the findings."""
        counts = Counter(finding.rule for finding in self.findings)
        for (_, rule), count in self.left_out.items():
            counts[rule] += count
        return dict(counts)

    @cached_property
    def concerns(self) -> Concerns:
        """What tells which kind of text a finding is about."""
        return Concerns(self.bitexts)

    @property
    def total(self) -> int:
        """The number of findings, kept or not."""
        return len(self.findings) + sum(self.left_out.values())

    @property
    def was_checked(self) -> bool:
        """Whether anything was checked: a report of an alignment alone has no findings, and is not clean for that."""
        return bool(self.unit_count or self.total or self.ignored)

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents of all bitexts, source before target."""
        return tuple(document for bitext in self.bitexts for document in (bitext.source, bitext.target))


_GRAVEST_FIRST = (Severity.MAJOR, Severity.MINOR, Severity.INFO)


def make_report(
    title: str,
    findings: Iterable[Finding] = (),
    bitexts: Iterable[Bitext] = (),
    *,
    unit_count: int = 0,
    ignored: int = 0,
    most_per_rule: int = 0,
    lang: str = ENGLISH,
) -> Report:
    """Return a report with its findings in order: by severity, by rule, then as they were found.

    Of each rule and severity the first `most_per_rule` are kept (0: all) and the rest only counted, so that the
    findings of any number of units fit into memory.
    """
    kept: list[Finding] = []
    counts: Counter[Kind] = Counter()
    for finding in findings:
        kind = finding.severity, finding.rule
        counts[kind] += 1
        if not most_per_rule or counts[kind] <= most_per_rule:
            kept.append(finding)
    kept.sort(key=lambda finding: (-finding.severity.rank, finding.rule))
    left_out = {kind: count - most_per_rule for kind, count in counts.items() if count > most_per_rule > 0}
    return Report(title, tuple(kept), tuple(bitexts), unit_count, ignored, left_out, lang)


@dataclass(frozen=True, slots=True)
class AlignmentSummary:
    """How one level of a bitext was aligned: the number of beads in all, by state, by shape, and by tenths of score."""

    level: Level
    beads: int
    confirmed: int
    excluded: int
    doubtful: int
    omissions: int
    shapes: tuple[tuple[str, int], ...]
    scores: tuple[int, ...]


def summarize_alignment(bitext: Bitext, level: Level) -> AlignmentSummary:
    """Return the figures of one level of a bitext. Shapes are ordered by frequency, the commonest first."""
    beads = bitext.beads(level)
    shapes = Counter(bead.shape for bead in beads)
    return AlignmentSummary(
        level=level,
        beads=len(beads),
        confirmed=sum(bead.status is BeadStatus.CONFIRMED for bead in beads),
        excluded=sum(bead.status is BeadStatus.EXCLUDED for bead in beads),
        doubtful=sum(bead.is_doubtful for bead in beads),
        omissions=sum(not bead.is_two_sided for bead in beads),
        shapes=tuple(sorted(shapes.items(), key=lambda item: (-item[1], item[0]))),
        scores=_score_bins(beads),
    )


def _score_bins(beads: Iterable[Bead]) -> tuple[int, ...]:
    bins = [0] * _SCORE_BINS
    for bead in beads:
        bins[min(int(bead.score * _SCORE_BINS), _SCORE_BINS - 1)] += 1
    return tuple(bins)


def bitext_label(bitext: Bitext) -> str:
    """Return the name of a bitext among others: its symbol, the name of both files, or the name of the source file."""
    return document_name(bitext) or Path(bitext.source.provenance.path).name


def document_label(document: Document) -> Message:
    """Return a line that gives a document's name, language and status."""
    name = document.symbol or document.provenance.path
    status = STATUSES[document.provenance.status]
    return say("{name} ({lang}): {status}", name=name, lang=document.lang, status=status)


def bead_state(bead: Bead) -> str:
    """Return a bead's state in a word: confirmed, excluded, edited, doubtful, one-sided or pending."""
    if bead.status is not BeadStatus.PENDING:
        return str(bead.status)
    if bead.is_settled:
        return "edited"
    if not bead.is_two_sided:
        return "one-sided"
    return "doubtful" if bead.is_doubtful else "pending"
