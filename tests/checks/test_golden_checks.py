"""What the checks say of texts of our own, and of which words: two tables, updated by pytest --update-golden."""

from collections.abc import Iterable

from pairs import document_of_lines
from test_rule_pages import page_termbase

from cdalign.checks import Settings, check_document, run_checks
from cdalign.model import Finding, Severity, Termbase, TranslationUnit
from cdalign.terminology import read_termbase
from conftest import REPOSITORY, Golden

BETWEEN = " ¶ "  # units, or paragraphs
EVERYTHING = Settings({"terms.phrases": Severity.INFO})


def both_termbases() -> Termbase:
    own = read_termbase(REPOSITORY / "tests/quality/checks/termbase.tsv")
    return Termbase((*own.entries, *page_termbase().entries))


def told(findings: Iterable[Finding]) -> str:
    return "; ".join(
        " ".join(
            (
                f"{one.rule}={one.severity}@{one.unit}",
                "/".join(",".join(f"{span.start}-{span.stop}" for span in quote.spans) for quote in one.quotes),
                f"→ {one.expected}" if one.expected else "",
            )
        ).strip()
        for one in findings
    )


def test_what_is_said_of_units(golden: Golden) -> None:
    termbase = both_termbases()

    def answer(lang: str, sources: str, targets: str) -> str:
        other = "en" if lang.startswith("zh") else "zh-Hans"
        pairs = zip(sources.split(BETWEEN), targets.split(BETWEEN), strict=True)
        units = [TranslationUnit(*pair, lang, other, id=str(number)) for number, pair in enumerate(pairs, 1)]
        return told(run_checks(units, termbase, settings=EVERYTHING))

    golden.check("checks_of_units", answer)


def test_what_is_said_of_documents(golden: Golden) -> None:
    termbase = both_termbases()

    def answer(lang: str, text: str) -> str:
        return told(check_document(document_of_lines(lang, text.replace(BETWEEN, "\n")), termbase))

    golden.check("checks_of_documents", answer)
