"""Paragraph breaks are a hint: the same sentences find each other however either side is cut into paragraphs."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdalign.alignment import Settled, align_documents, align_lines
from cdalign.alignment.breaks import expect_breaks, learn_breaks
from cdalign.alignment.paths import Step
from cdalign.documents import read_document
from cdalign.evaluation import BeadPair, IndexBead, evaluate_pairs, read_beads
from cdalign.lexicon.tokens import CodedText
from cdalign.model import Bead, BeadStatus, Bitext, Document, Level, Paragraph, Segment

CHINESE = (
    "附属机构举行了七次会议。", "主席感谢各代表团的合作。", "会议审议了核裁军问题。", "一些代表团强调核查的重要性。",
    "秘书处提供了协助。", "各国重申支持《不扩散条约》。", "报告获得通过。",
)  # fmt: skip
ENGLISH = (
    "The subsidiary body held seven meetings.", "The Chair thanked delegations for their cooperation.",
    "The meetings considered nuclear disarmament.", "Some delegations stressed the importance of verification.",
    "The secretariat provided assistance.", "States reaffirmed their support for the Non-Proliferation Treaty.",
    "The report was adopted.",
)  # fmt: skip
SEVEN = [([number], [number]) for number in range(7)]


def document(lang: str, sentences: tuple[str, ...], *sizes: int) -> Document:
    """Return a document of paragraphs of so many sentences each."""
    waiting, paragraphs = list(sentences), []
    for number, size in enumerate(sizes, 1):
        texts = [waiting.pop(0) for _ in range(size)]
        segments = tuple(Segment(f"{number}.{place}", text) for place, text in enumerate(texts, 1))
        paragraphs.append(Paragraph(f"p{number}", " ".join(texts), segments=segments))
    assert not waiting
    return Document(lang, tuple(paragraphs))


def pairs(bitext: Bitext, level: Level) -> list[tuple[list[int], list[int]]]:
    return [(list(bead.source), list(bead.target)) for bead in bitext.beads(level)]


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ((7,), (1,) * 7, [([0], [0, 1, 2, 3, 4, 5, 6])]),
        ((1,) * 7, (7,), [([0, 1, 2, 3, 4, 5, 6], [0])]),
        ((3, 4), (3, 4), [([0], [0]), ([1], [1])]),
        ((3, 4), (2, 2, 3), [([0, 1], [0, 1, 2])]),
        ((2, 1, 4), (3, 2, 2), [([0, 1], [0]), ([2], [1, 2])]),
        ((2, 0, 5), (2, 5), [([0], [0]), ([1], []), ([2], [1])]),
    ],
)
def test_sentences_find_each_other_in_any_paragraphs(
    left: tuple[int, ...], right: tuple[int, ...], wanted: list[tuple[list[int], list[int]]]
) -> None:
    bitext = align_documents(document("zh", CHINESE, *left), document("en", ENGLISH, *right))
    assert pairs(bitext, Level.SENTENCE) == SEVEN
    assert pairs(bitext, Level.PARAGRAPH) == wanted
    assert not any(bead.marks for bead in bitext.sentences + bitext.paragraphs)


def in_one_block(given: Document) -> Document:
    text = " ".join(paragraph.text for paragraph in given.paragraphs)
    return Document(given.lang, (Paragraph("1", text, segments=given.segments),))


@pytest.mark.parametrize("blocks", [(True, False), (False, True), (True, True)])
def test_a_report_in_one_block_is_aligned_as_by_hand(repository: Path, *, blocks: tuple[bool, bool]) -> None:
    read = [read_document(repository / f"corpus/{side}/CD-2138.txt") for side in ("zh", "en")]
    source, target = (in_one_block(text) if block else text for text, block in zip(read, blocks, strict=True))
    bitext = align_documents(source, target)
    system = tuple(IndexBead(tuple(bead.source), tuple(bead.target)) for bead in bitext.sentences)
    gold = read_beads(repository / "corpus/gold/CD-2138.sentences.beads")
    assert evaluate_pairs([BeadPair(system, gold)]).strict.f1 >= 0.98
    assert not any("unrelated" in bead.marks for bead in bitext.sentences)


sizes = st.lists(st.integers(0, 3), min_size=1, max_size=9).filter(lambda found: sum(found) <= 7)


@settings(max_examples=40, deadline=None)
@given(sizes, sizes, st.data())
def test_any_paragraphs_are_tiled_and_keep_what_is_settled(
    left: list[int], right: list[int], data: st.DataObject
) -> None:
    """A bitext checks its tiling and nesting itself; whatever was made can be settled, any part of it, and stays."""
    source = document("zh", CHINESE[: sum(left)], *left)
    target = document("en", ENGLISH[: sum(right)], *right)
    first = align_documents(source, target)
    kept = tuple(
        Bead(bead.source, bead.target, 1.0, BeadStatus.CONFIRMED)
        for bead in first.paragraphs
        if data.draw(st.booleans())
    )
    again = align_documents(source, target, settled=Settled(kept))
    assert set(kept) <= set(again.paragraphs)


def coded(count: int, *breaks: int) -> CodedText:
    is_break = np.isin(np.arange(count + 1), [0, *breaks, count])
    return CodedText(np.zeros(0, np.int64), np.zeros(count + 1, np.int64), np.ones(count), breaks=is_break)


def test_breaks_weigh_what_the_pair_shows_of_them() -> None:
    steps = [Step(number, number + 1, number, number + 1) for number in range(60)]
    every_third = coded(60, *range(3, 60, 3))
    same = learn_breaks(every_third, every_third, steps, np.ones(60))
    other = learn_breaks(every_third, coded(60, *range(4, 60, 3)), steps, np.ones(60))
    assert same is not None
    assert other is not None
    assert same.corners[1, 1] > 1 > 0 > other.corners[1, 1]
    assert same.corners[1, 0] < -1


def test_breaks_say_nothing_where_each_sentence_has_its_own_paragraph() -> None:
    model = expect_breaks(coded(60, *range(3, 60, 3)), coded(60, *range(60)))
    assert model is not None
    assert np.abs(model.corners[:, 1]).max() < 0.01
    assert expect_breaks(coded(60), coded(60, *range(60))) is None


def test_lines_have_no_paragraphs_to_break() -> None:
    ones = document("zh", CHINESE, *[1] * 7), document("en", ENGLISH, *[1] * 7)
    assert pairs(align_lines(*ones), Level.SENTENCE) == SEVEN


def test_a_settled_bead_of_lines_stays_whichever_side_is_the_chinese() -> None:
    ones = document("en", ENGLISH, *[1] * 7), document("zh", CHINESE, *[1] * 7)
    fixed = Bead(range(2, 4), range(2, 4), status=BeadStatus.CONFIRMED)
    bitext = align_lines(*ones, settled=Settled(sentences=(fixed,)))
    assert fixed in bitext.sentences
    assert len(bitext.sentences) == 6
