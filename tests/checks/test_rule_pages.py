"""Every rule has a page: its first example fires, its second does not."""

import re
from pathlib import Path

import pytest
from pairs import document_of_lines

from cdalign.checks import RULES, Settings, check_document, parse_settings, run_checks
from cdalign.model import (
    ConceptEntry,
    Finding,
    Severity,
    Term,
    Termbase,
    TermStatus,
    TermType,
    TranslationUnit,
)
from conftest import REPOSITORY

PAGE = (REPOSITORY / "docs/checks.md").read_text(encoding="utf-8")
_SECTION = re.compile(r"^### (\S+)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```(\w+)(?: (\w\w))? (fires|quiet)\n(.*?)^```", re.MULTILINE | re.DOTALL)

SECTIONS = dict(_SECTION.findall(PAGE))
EXAMPLES = [(rule, *block) for rule, section in SECTIONS.items() for block in _BLOCK.findall(section)]


def block_of(name: str) -> str:
    found = re.search(rf"^```{name}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def page_termbase() -> Termbase:
    concepts: dict[str, list[Term]] = {}
    for line in block_of("termbase").splitlines():
        concept, lang, text, kind, status = (cell.strip() for cell in line.split("|"))
        concepts.setdefault(concept, []).append(Term(text, lang, TermType(kind), TermStatus(status)))
    return Termbase(tuple(ConceptEntry(concept, tuple(terms)) for concept, terms in concepts.items()))


def page_units(text: str) -> list[TranslationUnit]:
    sides = [line.partition("|") for line in text.splitlines()]
    return [TranslationUnit(source.strip(), target.strip(" "), "zh", "en") for source, _, target in sides]


def findings_of(kind: str, lang: str, text: str) -> list[Finding]:
    everything = Settings({"terms.phrases": Severity.INFO})
    if kind == "document":
        return list(check_document(document_of_lines(lang, text), page_termbase()))
    return list(run_checks(page_units(text), page_termbase(), settings=everything))


def test_every_rule_has_its_two_examples() -> None:
    assert set(SECTIONS) == set(RULES)
    for rule in RULES:
        assert [example[3] for example in EXAMPLES if example[0] == rule] == ["fires", "quiet"], rule


@pytest.mark.parametrize(
    ("rule", "kind", "lang", "outcome", "text"), EXAMPLES, ids=[f"{example[0]}-{example[3]}" for example in EXAMPLES]
)
def test_an_example_fires_or_does_not(rule: str, kind: str, lang: str, outcome: str, text: str) -> None:
    rules = {finding.rule for finding in findings_of(kind, lang, text)}
    if outcome == "fires":
        assert rule in rules
    else:
        assert rules == set()


def test_the_settings_on_the_page_are_settings() -> None:
    settings = parse_settings(block_of("toml"))
    assert [rule.id for rule in settings.words] == ["no-cease"]
    unit = TranslationUnit("停火", "a seize-fire", "zh", "en")
    assert [finding.rule for finding in run_checks([unit], settings=settings)] == ["words.no-cease"]


def test_the_page_names_no_path_of_a_machine() -> None:
    assert str(Path.home()) not in PAGE
