"""The working file: what a person decided survives everything that happens to the texts."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitexts import Step, edited_bitexts, make_bitext, steps_of_editing
from cdalign.editing import merge_beads, set_status, shift_boundary
from cdalign.errors import ReadError
from cdalign.model import BeadStatus, Bitext, Document, Level
from cdalign.working import (
    WorkingText,
    fit_bitext,
    fit_decisions,
    parse_working,
    read_working,
    render_working,
    write_working,
)


def decided_bitext() -> Bitext:
    bitext = make_bitext([2, 1, 2])
    bitext = set_status(bitext, Level.PARAGRAPH, 0, BeadStatus.CONFIRMED)
    bitext = set_status(bitext, Level.SENTENCE, 2, BeadStatus.EXCLUDED)
    return merge_beads(bitext, Level.SENTENCE, 3, 4)


def without_first_paragraph(document: Document) -> Document:
    return replace(document, paragraphs=document.paragraphs[1:])


def test_a_bitext_comes_back_as_it_was(tmp_path: Path) -> None:
    bitext = decided_bitext()
    write_working(tmp_path / "a.beads.tsv", bitext)
    again = fit_bitext(read_working(tmp_path / "a.beads.tsv"), bitext.source, bitext.target)
    assert again == bitext


def test_only_what_a_person_decided_is_a_decision() -> None:
    bitext = decided_bitext()
    decisions = fit_decisions(parse_working(render_working(bitext)), bitext.source, bitext.target)
    assert [bead.status for bead in decisions.paragraphs] == ["confirmed"]
    assert [(bead.source, bead.status) for bead in decisions.sentences] == [
        (range(2, 3), "excluded"),
        (range(3, 5), "pending"),
    ]
    assert decisions.lost == ()


def test_a_decision_follows_its_words_when_ids_change() -> None:
    bitext = decided_bitext()
    lines = parse_working(render_working(bitext))
    source, target = without_first_paragraph(bitext.source), without_first_paragraph(bitext.target)
    decisions = fit_decisions(lines, source, target)
    assert [bead.source for bead in decisions.sentences] == [range(1), range(1, 3)]
    assert len(decisions.lost) == 1  # the confirmed paragraph is gone from both texts


def test_a_lost_decision_is_kept_and_comes_back_with_its_words() -> None:
    bitext = decided_bitext()
    lines = parse_working(render_working(bitext))
    source, target = without_first_paragraph(bitext.source), without_first_paragraph(bitext.target)
    shorter = make_bitext([1, 2])
    kept = render_working(replace(shorter, source=source, target=target), fit_decisions(lines, source, target).lost)
    assert "lost paragraph\tconfirmed" in kept
    back = fit_decisions(parse_working(kept), bitext.source, bitext.target)
    assert [bead.source for bead in back.paragraphs] == [range(1)]


def test_a_changed_text_loses_the_decision_without_dropping_it() -> None:
    bitext = decided_bitext()
    lines = parse_working(render_working(bitext))
    changed = replace(
        bitext.target,
        paragraphs=tuple(replace(p, text="other", segments=p.segments[:1]) for p in bitext.target.paragraphs),
    )
    decisions = fit_decisions(lines, bitext.source, changed)
    assert decisions.paragraphs == ()
    assert {line.status for line in decisions.lost} >= {BeadStatus.CONFIRMED}


def test_an_omission_remembers_where_it_stands() -> None:
    bitext = shift_boundary(make_bitext([3]), Level.SENTENCE, 0, target_by=1)
    assert bitext.sentences[1].shape == "1:0"
    decisions = fit_decisions(parse_working(render_working(bitext)), bitext.source, bitext.target)
    assert decisions.sentences[1].target == range(2, 2)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("level\tstatus\n", 1),
        ("#cdalign-beads\t1\nparagraph\tpending\n", 2),
        ("#cdalign-beads\t1\nparagraph\tmaybe\ta\tb\t1.0\t\tx\ty\n", 2),
        ("#cdalign-beads\t1\nparagraph\tpending\ta\tb\thigh\t\tx\ty\n", 2),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ReadError) as caught:
        parse_working(text, "w.tsv")
    assert caught.value.place.line == line
    assert caught.value.advice


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=4), steps_of_editing)
def test_after_any_edit_the_file_describes_the_bitext(sizes: list[int], steps: list[Step]) -> None:
    first = make_bitext(sizes)
    text = WorkingText(first.source, first.target)
    forth = list(edited_bitexts(first, steps))
    for bitext in [*forth, *reversed(forth)]:
        rendered = text.render(bitext)
        assert rendered == render_working(bitext)
        assert fit_bitext(parse_working(rendered), first.source, first.target) == bitext
