"""Paragraph beads reach from one place where both sides end a paragraph to the next."""

import numpy as np

from cdalign.alignment.coding import CodedPair
from cdalign.alignment.paragraphs import code_paragraphs, join_paragraphs, with_paragraphs
from cdalign.alignment.passes import Alignment, Beliefs
from cdalign.alignment.paths import Step
from cdalign.alignment.settling import BitextPiece
from cdalign.lexicon.tokens import CodedText
from cdalign.model import Bead, Document, Paragraph, Segment


def document(lang: str, *counts: int, labels: tuple[str, ...] = ()) -> Document:
    """Return a document whose paragraphs have so many sentences."""
    named = labels or ("",) * len(counts)
    return Document(
        lang,
        tuple(
            Paragraph(
                f"body.{at}",
                "x" * count,
                label=label,
                segments=tuple(Segment(f"body.{at}.{n}", "x") for n in range(count)),
            )
            for at, (count, label) in enumerate(zip(counts, named, strict=True), 1)
        ),
    )


def joined(
    left: Document, right: Document, steps: list[Step], corners: list[float], *pieces: BitextPiece
) -> list[tuple[tuple[int, ...], float]]:
    found = Alignment(steps, np.ones(len(steps)), np.array(corners), Beliefs())
    whole = BitextPiece(Step(0, len(left.paragraphs), 0, len(right.paragraphs)))
    made = join_paragraphs(left, right, found, pieces or (whole,))
    return [(tuple(step), share) for step, share in zip(made.steps, made.shares.tolist(), strict=True)]


ONE_TO_ONE = [Step(at, at + 1, at, at + 1) for at in range(4)]


def test_a_bead_ends_where_both_sides_end_a_paragraph() -> None:
    found = joined(document("zh", 2, 2), document("en", 2, 2), ONE_TO_ONE, [0.9, 0.8, 0.7, 1.0])
    assert found == [((0, 1, 0, 1), 0.8), ((1, 2, 1, 2), 0.8)]


def test_paragraphs_that_end_at_different_places_are_joined() -> None:
    found = joined(document("zh", 1, 1, 2), document("en", 2, 2), ONE_TO_ONE, [0.9, 0.8, 0.7, 0.6])
    assert found == [((0, 2, 0, 1), 0.8), ((2, 3, 1, 2), 0.8)]
    assert joined(document("zh", 4), document("en", 1, 3), ONE_TO_ONE, [0.9] * 4) == [((0, 1, 0, 2), 1.0)]


def test_a_paragraph_without_a_sentence_has_a_bead_of_its_own() -> None:
    found = joined(document("zh", 2, 0, 2), document("en", 2, 2), ONE_TO_ONE, [0.9, 0.8, 0.7, 1.0])
    assert [corners for corners, _ in found] == [(0, 1, 0, 1), (1, 2, 1, 1), (2, 3, 1, 2)]


def test_so_has_one_before_all_others_or_after_them() -> None:
    found = joined(document("zh", 0, 2), document("en", 2), ONE_TO_ONE[:2], [0.9, 0.8])
    assert [corners for corners, _ in found] == [(0, 1, 0, 0), (1, 2, 0, 1)]
    found = joined(document("zh", 2), document("en", 2, 0), ONE_TO_ONE[:2], [0.9, 0.8])
    assert [corners for corners, _ in found] == [(0, 1, 0, 1), (1, 1, 1, 2)]


def test_a_paragraph_left_out_is_one_bead() -> None:
    steps = [Step(0, 1, 0, 1), Step(1, 2, 1, 1), Step(2, 3, 1, 2)]
    found = joined(document("zh", 1, 1, 1), document("en", 1, 1), steps, [0.9, 0.8, 1.0])
    assert found == [((0, 1, 0, 1), 0.9), ((1, 2, 1, 1), 0.8), ((2, 3, 1, 2), 0.8)]


def test_what_a_person_settled_is_a_bead_as_it_is() -> None:
    settled = BitextPiece(Step(0, 2, 0, 2), Bead(range(2), range(2)))
    rest = BitextPiece(Step(2, 4, 2, 4))
    found = joined(document("zh", 1, 1, 1, 1), document("en", 1, 1, 1, 1), ONE_TO_ONE, [0.9] * 4, settled, rest)
    assert [corners for corners, _ in found] == [(0, 2, 0, 2), (2, 3, 2, 3), (3, 4, 3, 4)]


def coded(count: int) -> CodedText:
    return CodedText(np.arange(2 * count), np.arange(0, 2 * count + 1, 2), np.arange(1.0, count + 1))


def test_paragraphs_are_coded_of_their_sentences() -> None:
    pair = code_paragraphs(CodedPair(coded(3), coded(4)), document("zh", 2, 0, 1), document("en", 1, 3))
    assert pair.left.offsets.tolist() == [0, 4, 4, 6]
    assert pair.left.lengths.tolist() == [3.0, 0.0, 3.0]
    assert pair.right.lengths.tolist() == [1.0, 9.0]


def test_sentences_know_where_paragraphs_begin_and_the_first_has_the_label() -> None:
    left = document("zh", 2, 0, 1, labels=("1.", "2.", "3."))
    pair = with_paragraphs(CodedPair(coded(3), coded(1)), left, document("en", 1))
    assert pair.left.breaks is not None
    assert pair.left.breaks.tolist() == [True, False, True, True]
    assert [bool(label) for label in pair.left.labels] == [True, False, True]
    assert pair.left.labels[0].endswith("1")
    assert pair.left.labels[2].endswith("3")
