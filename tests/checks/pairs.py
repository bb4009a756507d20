"""Pairs for the tests of the unit checks: which rules speak of a source and its translation."""

from collections.abc import Sequence

from cdalign.checks import run_checks
from cdalign.model import Document, Finding, Paragraph, Role, Termbase, TranslationUnit


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
