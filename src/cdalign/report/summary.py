"""What a report is made of: the texts, how they were aligned, and the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from cdalign.model import Bead, BeadStatus, Bitext, Document, Finding, Level, Severity, SourceStatus

STATUS_LABELS = {
    SourceStatus.OFFICIAL: "official text",
    SourceStatus.WORKING_TRANSLATION: "working translation, not an official text",
    SourceStatus.UNKNOWN: "status unknown",
}
# Tenths of the probability scale: the bars of the picture of doubt.
_SCORE_BINS = 10


@dataclass(frozen=True)
class Report:
    """The value that every form of the report is rendered from.

    `findings` are sorted by severity and rule; `ignored` counts the findings a person has set aside;
    `unit_count` is the number of units checked.
    """

    title: str
    findings: tuple[Finding, ...] = ()
    bitexts: tuple[Bitext, ...] = ()
    unit_count: int = 0
    ignored: int = 0

    @cached_property
    def by_severity(self) -> dict[Severity, int]:
        """The number of findings of each severity, the gravest first, none left out."""
        counts = Counter(finding.severity for finding in self.findings)
        return {severity: counts[severity] for severity in _GRAVEST_FIRST}

    @cached_property
    def by_rule(self) -> dict[str, int]:
        """The number of findings of each rule, in the order of the findings."""
        return dict(Counter(finding.rule for finding in self.findings))

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
) -> Report:
    """Give a report with its findings in order: by severity, rule, then as they were found."""
    ordered = sorted(findings, key=lambda finding: (-finding.severity.rank, finding.rule))
    return Report(title, tuple(ordered), tuple(bitexts), unit_count, ignored)


@dataclass(frozen=True, slots=True)
class AlignmentSummary:
    """How one level of a bitext was aligned: beads in all, by state, by shape, and by tenths of score."""

    level: Level
    beads: int
    confirmed: int
    excluded: int
    doubtful: int
    omissions: int
    shapes: tuple[tuple[str, int], ...]
    scores: tuple[int, ...]


def summarize_alignment(bitext: Bitext, level: Level) -> AlignmentSummary:
    """Give the figures of one level of a bitext; shapes come with the commonest first."""
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


def document_label(document: Document) -> str:
    """Give a line that names a document, its language and what kind of text it is."""
    name = document.symbol or document.provenance.path
    return f"{name} ({document.lang}): {STATUS_LABELS[document.provenance.status]}"


def bead_state(bead: Bead) -> str:
    """Give a bead's state in a word: confirmed, excluded, edited, doubtful, one-sided or automatic."""
    if bead.status is not BeadStatus.PENDING:
        return str(bead.status)
    if bead.is_settled:
        return "edited"
    if not bead.is_two_sided:
        return "one-sided"
    return "doubtful" if bead.is_doubtful else "automatic"
