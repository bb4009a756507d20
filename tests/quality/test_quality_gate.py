"""The quality gate that needs nothing but the repository: floors on texts of our own (`make quality` prints them)."""

import pytest
from quality_measures import (
    LEAST_CAUGHT,
    LEAST_CAUGHT_IN_DOCUMENTS,
    LEAST_F1,
    LEAST_F1_OF_A_TEXT,
    MOST_ALARMS,
    MOST_ALARMS_IN_DOCUMENTS,
    Outcome,
    align_gold,
    check_documents,
    check_units,
    read_own_termbase,
)
from quality_texts import are_tiled, read_document_pairs, read_gold_texts, read_unit_pairs

from cdalign.checks import RULES
from cdalign.evaluation import BeadPair, evaluate_pairs

TEXTS = read_gold_texts()
UNITS, DOCUMENTS = read_unit_pairs(), read_document_pairs()


@pytest.fixture(scope="module")
def aligned() -> dict[str, BeadPair]:
    return align_gold(TEXTS)


@pytest.fixture(scope="module")
def units() -> Outcome:
    return check_units(UNITS, read_own_termbase())


@pytest.fixture(scope="module")
def documents() -> Outcome:
    return check_documents(DOCUMENTS, read_own_termbase())


def test_there_is_enough_to_measure() -> None:
    assert sum(len(text.beads) for text in TEXTS) >= 200
    assert len(UNITS) + len(DOCUMENTS) >= 300
    shapes = {(len(bead.source), len(bead.target)) for text in TEXTS for bead in text.beads}
    assert shapes >= {(1, 1), (1, 2), (2, 1), (0, 1), (1, 0)}


def test_the_gold_covers_each_text_once() -> None:
    assert all(are_tiled(text.beads) for text in TEXTS)


def test_the_errors_are_of_rules_that_there_are() -> None:
    assert {
        rule for rules in [pair.rules for pair in UNITS] + [pair.rules for pair in DOCUMENTS] for rule in rules
    } <= set(RULES)


@pytest.mark.parametrize("name", [text.name for text in TEXTS])
def test_each_text_is_aligned_above_its_floor(name: str, aligned: dict[str, BeadPair]) -> None:
    assert evaluate_pairs([aligned[name]]).strict.f1 >= LEAST_F1_OF_A_TEXT


def test_all_texts_together_are_aligned_above_their_floor(aligned: dict[str, BeadPair]) -> None:
    assert evaluate_pairs(aligned.values()).strict.f1 >= LEAST_F1


def test_errors_in_units_are_found(units: Outcome) -> None:
    assert units.caught >= LEAST_CAUGHT, units.missed


def test_right_units_raise_few_alarms(units: Outcome) -> None:
    assert units.alarmed <= MOST_ALARMS, units.alarms


def test_errors_in_documents_are_found(documents: Outcome) -> None:
    assert documents.caught >= LEAST_CAUGHT_IN_DOCUMENTS, documents.missed


def test_right_documents_raise_no_alarms(documents: Outcome) -> None:
    assert documents.alarmed <= MOST_ALARMS_IN_DOCUMENTS, documents.alarms
