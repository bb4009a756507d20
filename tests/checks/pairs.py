"""Pairs for the tests of the unit checks: which rules speak of a source and its translation."""

from collections.abc import Sequence
from dataclasses import replace

from cdalign.checks import check_document, run_checks
from cdalign.model import (
    ConceptEntry,
    Document,
    Finding,
    Paragraph,
    Role,
    Term,
    Termbase,
    TermStatus,
    TermType,
    TranslationUnit,
)


def findings_on(*pairs: tuple[str, str], termbase: Termbase | None = None) -> list[Finding]:
    units = [TranslationUnit(source, target, "zh-Hans", "en") for source, target in pairs]
    return list(run_checks(units, termbase))


def rules_on(*pairs: tuple[str, str], termbase: Termbase | None = None) -> Sequence[str]:
    return sorted(finding.rule for finding in findings_on(*pairs, termbase=termbase))


def document_of_lines(lang: str, text: str) -> Document:
    """Return a document with a paragraph for each line; a line after `# ` is a heading."""
    return Document(
        lang,
        tuple(
            Paragraph(
                f"body.{number}",
                line.removeprefix("# "),
                role=Role.HEADING if line.startswith("# ") else Role.PARAGRAPH,
            )
            for number, line in enumerate(text.splitlines(), start=1)
        ),
    )


def said_of(lang: str, text: str, rule: str, termbase: Termbase | None = None) -> list[Finding]:
    """Return what a rule says of a document of lines."""
    found = check_document(document_of_lines(lang, text), termbase or Termbase())
    return [one for one in found if one.rule == rule]


def termbase_of(*rows: str) -> Termbase:
    """Return a termbase of rows `concept | lang | term | type | status | subject`; the last three may be left out."""
    entries: dict[str, ConceptEntry] = {}
    for row in rows:
        concept, lang, text, *more = (cell.strip() for cell in row.split("|"))
        kind, status, subject = (*more, *("fullForm", "preferred", "")[len(more) :])
        term = Term(text, lang, TermType(kind), TermStatus(status), "noun")
        entry = entries.get(concept) or ConceptEntry(concept, (), subject)
        entries[concept] = replace(entry, terms=(*entry.terms, term))
    return Termbase(tuple(entries.values()))
