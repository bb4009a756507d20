"""Beads with their words."""

from dataclasses import replace

from bitexts import make_bitext
from cdalign.editing import merge_beads, set_status
from cdalign.model import BeadStatus, Level, Provenance, SourceStatus
from cdalign.units import bead_texts, document_name, units_of


def test_every_bead_with_two_sides_becomes_a_unit_unless_excluded() -> None:
    bitext = set_status(make_bitext([2, 1]), Level.SENTENCE, 1, BeadStatus.EXCLUDED)
    assert [unit.source for unit in units_of(bitext, Level.SENTENCE)] == ["zh 1.1", "zh 2.1"]


def test_a_unit_says_where_it_comes_from() -> None:
    bitext = make_bitext([2])
    working = Provenance(status=SourceStatus.WORKING_TRANSLATION)
    bitext = replace(
        bitext, source=replace(bitext.source, symbol="CD/1"), target=replace(bitext.target, provenance=working)
    )
    unit = next(iter(units_of(set_status(bitext, Level.SENTENCE, 0, BeadStatus.CONFIRMED), Level.SENTENCE)))
    assert unit.id == "CD/1#p1.1"
    assert dict(unit.props) == {
        "x-document": "CD/1",
        "x-paragraph": "p1.1",
        "x-alignment": "1-1",
        "x-score": "0.50",
        "x-review": "confirmed",
        "x-source-status": "unknown",
        "x-target-status": "working-translation",
    }
    assert "confirmed by a person" in unit.notes[0]
    assert "en working translation" in unit.notes[0]


def test_a_text_without_symbol_is_known_by_the_name_that_both_files_bear() -> None:
    bitext = make_bitext([1])

    def named(source: str, target: str, symbol: str = "") -> str:
        origins = Provenance(path=source), Provenance(path=target)
        return document_name(
            replace(
                bitext,
                source=replace(bitext.source, provenance=origins[0]),
                target=replace(bitext.target, provenance=origins[1], symbol=symbol),
            )
        )

    assert named("corpus/zh/charter.docx", "corpus/en/charter.pdf") == "charter"
    assert named("corpus/zh/charter.docx", "corpus/en/charter.pdf", "CD/1") == "CD/1"
    assert named("zh.txt", "en.txt") == ""


def test_merged_sides_are_joined_as_their_language_joins_them() -> None:
    bitext = merge_beads(make_bitext([2]), Level.SENTENCE, 0, 1)
    assert bead_texts(bitext, Level.SENTENCE, bitext.sentences[0]) == ("zh 1.1 zh 1.2", "en 1.1 en 1.2")
    (unit,) = units_of(bitext, Level.SENTENCE)
    assert unit.prop("x-paragraph") == "p1.1–p1.2"
