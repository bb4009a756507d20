"""What printed labels say of beads, and which labels both languages share."""

import numpy as np
import pytest

from cdalign.alignment.bands import full_band
from cdalign.alignment.labels import add_labels, label_key
from cdalign.alignment.lattices import Lattice
from cdalign.alignment.shapes import SHAPES
from cdalign.model import Paragraph, Role


def said(left: list[str], right: list[str], shape: tuple[int, int], row: int, column: int) -> float:
    """Return what the labels add to the bead of a shape that ends at two boundaries."""
    band = full_band(len(left), len(right))
    empty = Lattice(
        band, np.zeros((len(SHAPES), band.size), np.float32), 0.0, np.zeros(len(left)), np.zeros(len(right))
    )
    return float(add_labels(empty, left, right).scores[SHAPES.index(shape), band.cell(row, column)])


@pytest.mark.parametrize(
    ("left", "right", "weight"),
    [(["a"], ["a"], 5.0), (["a"], ["b"], -2.0), (["a"], [""], 0.0), ([""], ["a"], 0.0), ([""], [""], 0.0)],
)
def test_the_same_label_speaks_for_a_bead_and_another_against_it(
    left: list[str], right: list[str], weight: float
) -> None:
    assert said(left, right, (1, 1), 1, 1) == weight


@pytest.mark.parametrize(
    ("left", "right", "shape", "weight"),
    [
        (["a", ""], ["a"], (2, 1), 5.0),
        (["a", "b"], ["a"], (2, 1), 1.0),
        (["a", "b"], ["a", "b"], (2, 2), -3.0),
        (["", "a"], ["a"], (2, 1), -4.0),
        (["a"], ["a", "", "b"], (1, 3), 1.0),
    ],
)
def test_a_labelled_segment_seldom_goes_on_in_a_bead(
    left: list[str], right: list[str], shape: tuple[int, int], weight: float
) -> None:
    assert said(left, right, shape, len(left), len(right)) == weight


def test_only_the_segments_of_the_bead_are_asked() -> None:
    left, right = ["a", "b", "c"], ["a", "b", "c"]
    assert said(left, right, (1, 1), 2, 2) == 5.0
    assert said(left, right, (1, 1), 3, 2) == -2.0
    assert said(left, right, (2, 1), 3, 2) == 1.0


def paragraph(label: str, text: str = "words", **more: object) -> Paragraph:
    return Paragraph("body.1", text, label=label, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("一、", "I."),
        ("（一）", "(a)"),
        ("㈡", "B."),
        ("12．", "12."),
        ("(ii)", "（ii）"),
    ],
)
def test_labels_of_both_languages_have_one_key(chinese: str, english: str) -> None:
    assert label_key(paragraph(chinese)) == label_key(paragraph(english)) != ""


def test_what_is_no_label_is_compared_by_its_characters() -> None:
    assert label_key(paragraph("OP 1.")).endswith("/op1")
    assert label_key(paragraph("")) == ""
    assert label_key(paragraph("().")) == ""


def test_a_heading_that_names_an_article_has_its_key_without_a_label() -> None:
    assert label_key(paragraph("", "第六条")) == label_key(paragraph("", "Article VI")) != ""
    assert label_key(paragraph("", "12. Words")) == ""


def test_markers_of_one_part_have_one_key() -> None:
    marker = Paragraph("annex-2", "附件二", role=Role.MARKER)
    assert label_key(marker) == f"{marker.part}/"
