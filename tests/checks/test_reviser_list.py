"""How much of what a reviser marks in the project's own report the checks find."""

from pathlib import Path
from typing import NamedTuple

import pytest

from cdalign.alignment import align_documents
from cdalign.checks import check_bitext
from cdalign.documents import read_document
from cdalign.lexicon import core_lexicon, with_termbase
from cdalign.model import Finding, Severity
from cdalign.terminology.termbase import read_termbase

# Found when the list was made. A higher count is progress; raise it.
LEAST_FOUND = 45


class Marked(NamedTuple):
    """An inconsistency that a reviser marks: one or two wordings, where they are, how grave it is."""

    words: tuple[str, ...]
    places: frozenset[str]
    severity: Severity
    what: str


def read_list() -> list[Marked]:
    rows = (Path(__file__).parent / "reviser.tsv").read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows if not row.startswith("#")]
    return [
        Marked(tuple(filter(None, (one, other))), frozenset(places.split()), Severity(severity), what)
        for one, other, places, severity, what in cells
    ]


def finds(finding: Finding, marked: Marked) -> bool:
    """Return whether a finding names the wordings, and one of the places, of what a reviser marked."""
    said = f"{finding.message} {finding.expected}"
    quoted = {part for quote in finding.quotes for part in (quote.place, quote.place.rpartition(".")[0])}
    return all(words in said for words in marked.words) and not marked.places.isdisjoint(quoted)


@pytest.fixture(scope="module")
def findings(repository: Path) -> list[Finding]:
    termbase = read_termbase(repository / "tm/termbase.tsv")
    source, target = (read_document(repository / f"corpus/{side}/CD-2138.txt") for side in ("zh", "en"))
    bitext = align_documents(source, target, lexicon=with_termbase(core_lexicon(), termbase))
    return list(check_bitext(bitext, termbase))


def test_the_list_is_long_and_of_the_text(repository: Path) -> None:
    texts = [(repository / f"corpus/{side}/CD-2138.txt").read_text(encoding="utf-8") for side in ("zh", "en")]
    plain = "".join("".join(texts).split())
    marked = read_list()
    assert len(marked) >= 60
    missing = [one.words[0] for one in marked if "".join(one.words[0].split()) not in plain]
    assert missing == []


def test_most_of_what_a_reviser_marks_is_found(findings: list[Finding]) -> None:
    found = [one for one in read_list() if any(finds(finding, one) for finding in findings)]
    assert len(found) >= LEAST_FOUND, sorted(set(read_list()) - set(found))


def test_all_that_is_grave_is_found_and_called_so(findings: list[Finding]) -> None:
    grave = [one for one in read_list() if one.severity is Severity.MAJOR]
    major = [finding for finding in findings if finding.severity is Severity.MAJOR]
    assert [one.what for one in grave if not any(finds(finding, one) for finding in major)] == []
