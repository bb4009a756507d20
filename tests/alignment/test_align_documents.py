from dataclasses import replace
from pathlib import Path

import pytest

from cdalign.alignment import Settled, align_documents
from cdalign.alignment.labels import label_key
from cdalign.documents import read_document
from cdalign.evaluation import BeadPair, IndexBead, evaluate_pairs, read_beads
from cdalign.model import Bead, BeadStatus, Bitext, Document, Level, Paragraph, Segment

TEXTS = (
    (
        "1.",
        "附属机构举行了七次会议。主席感谢各代表团。",
        "The subsidiary body held seven meetings. The Chair thanked delegations.",
    ),
    ("2.", "会议审议了核裁军问题。", "The meetings considered nuclear disarmament."),
    (
        "3.",
        "一些代表团强调核查的重要性。秘书处提供了协助。",
        "Some delegations stressed verification. The secretariat assisted.",
    ),
    ("4.", "各国重申支持《不扩散条约》。", "States reaffirmed their support for the Non-Proliferation Treaty."),
    ("5.", "报告获得通过。", "The report was adopted."),
)


def paragraph(number: int, label: str, text: str, stop: str) -> Paragraph:
    parts = [part + stop for part in text.split(stop) if part.strip()]
    segments = tuple(Segment(f"body.{number}.{place}", part.strip()) for place, part in enumerate(parts, 1))
    return Paragraph(f"body.{number}", text, "body", label, segments=segments)


SOURCE = Document("zh-Hans", tuple(paragraph(n, label, zh, "。") for n, (label, zh, _) in enumerate(TEXTS, 1)))
TARGET = Document("en", tuple(paragraph(n, label, en, ".") for n, (label, _, en) in enumerate(TEXTS, 1)))


def pairs(bitext: Bitext, level: Level = Level.PARAGRAPH) -> list[tuple[list[int], list[int]]]:
    return [(list(bead.source), list(bead.target)) for bead in bitext.beads(level)]


def without(document: Document, index: int) -> Document:
    return replace(document, paragraphs=document.paragraphs[:index] + document.paragraphs[index + 1 :])


def relabelled(document: Document, labels: str) -> Document:
    renamed = (replace(item, label=label) for item, label in zip(document.paragraphs, labels.split(), strict=True))
    return replace(document, paragraphs=tuple(renamed))


ONE_TO_ONE = [([number], [number]) for number in range(5)]


def test_paragraphs_and_their_sentences_are_aligned() -> None:
    bitext = align_documents(SOURCE, TARGET)
    assert pairs(bitext) == ONE_TO_ONE
    assert pairs(bitext, Level.SENTENCE) == [([number], [number]) for number in range(7)]


def test_a_missing_paragraph_derails_nothing() -> None:
    assert pairs(align_documents(SOURCE, without(TARGET, 2))) == [
        ([0], [0]), ([1], [1]), ([2], []), ([3], [2]), ([4], [3]),
    ]  # fmt: skip


@pytest.mark.parametrize("labels", ["1. 2. 2. 3. 4.", "1. 3. 2. 4. 5.", "2. 3. 4. 5. 6.", "a b c d e"])
def test_wrong_labels_derail_nothing(labels: str) -> None:
    assert pairs(align_documents(SOURCE, relabelled(TARGET, labels))) == ONE_TO_ONE


def test_english_may_be_the_source() -> None:
    assert pairs(align_documents(TARGET, without(SOURCE, 1))) == [
        ([0], [0]), ([1], []), ([2], [1]), ([3], [2]), ([4], [3]),
    ]  # fmt: skip


def test_a_settled_paragraph_stays_as_it_is() -> None:
    fixed = Bead(range(1, 3), range(1, 2), 0.25, BeadStatus.CONFIRMED, ("odd",))
    bitext = align_documents(SOURCE, TARGET, settled=Settled(paragraphs=(fixed,)))
    assert fixed in bitext.paragraphs
    assert pairs(bitext)[0] == ([0], [0])


def test_a_settled_sentence_stays_and_keeps_its_paragraphs_together() -> None:
    fixed = Bead(range(1, 3), range(1, 3), 1.0, BeadStatus.CONFIRMED)
    bitext = align_documents(SOURCE, TARGET, settled=Settled(sentences=(fixed,)))
    assert fixed in bitext.sentences
    assert ([0, 1], [0, 1]) in pairs(bitext)


def test_a_settled_omission_stays() -> None:
    fixed = Bead(range(1, 2), range(1, 1), 1.0, BeadStatus.EXCLUDED)
    bitext = align_documents(SOURCE, TARGET, settled=Settled(sentences=(fixed,)))
    assert fixed in bitext.sentences


def test_settled_beads_survive_when_the_sides_change_places() -> None:
    fixed = Bead(range(1, 2), range(1, 2), 0.5, BeadStatus.EXCLUDED)
    bitext = align_documents(TARGET, SOURCE, settled=Settled((fixed,), (fixed,)))
    assert fixed in bitext.paragraphs
    assert fixed in bitext.sentences


def test_what_was_made_can_be_settled_whole() -> None:
    first = align_documents(SOURCE, TARGET)
    settled = Settled(first.paragraphs, first.sentences)
    again = align_documents(SOURCE, TARGET, settled=settled)
    assert (again.paragraphs, again.sentences) == (first.paragraphs, first.sentences)


def test_settled_beads_that_cross_are_a_mistake_of_the_caller() -> None:
    crossing = (Bead(range(2, 3), range(1)), Bead(range(1, 2), range(3, 4)))
    with pytest.raises(ValueError, match="crosses"):
        align_documents(SOURCE, TARGET, settled=Settled(paragraphs=crossing))


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("一、", "I."),
        ("二十三、", "XXIII."),
        ("二十八、", "XXVIII."),
        ("四十一、", "XLI."),
        ("㈠", "(a)"),
        ("（二）", "B."),
        ("①", "1)"),
        ("⑴", "(1)"),
        ("１）", "1)"),
        ("（1）", "(1)"),
        ("(a)", "（a）"),
        ("12.", "12."),
    ],
)
def test_labels_of_both_languages_agree(chinese: str, english: str) -> None:
    left, right = Paragraph("x", "", "annex", chinese), Paragraph("x", "", "annex", english)
    assert label_key(left) == label_key(right) != ""


def test_an_empty_document_is_left_out_whole() -> None:
    bitext = align_documents(SOURCE, Document("en", ()))
    assert all(not bead.target for bead in bitext.paragraphs)


@pytest.fixture(scope="module")
def report(repository: Path) -> Bitext:
    source, target = repository / "corpus/zh/CD-2138.txt", repository / "corpus/en/CD-2138.txt"
    return align_documents(read_document(source), read_document(target))


@pytest.mark.parametrize(("level", "floor"), [(Level.PARAGRAPH, 1.0), (Level.SENTENCE, 0.98)])
def test_the_report_is_aligned_as_by_hand(report: Bitext, repository: Path, level: Level, floor: float) -> None:
    gold = read_beads(repository / f"corpus/gold/CD-2138.{level}s.beads")
    system = tuple(IndexBead(tuple(bead.source), tuple(bead.target)) for bead in report.beads(level))
    assert evaluate_pairs([BeadPair(system, gold)]).strict.f1 >= floor


@pytest.mark.parametrize("dropped", [8, 20, 35])
def test_the_report_with_a_paragraph_missing_is_aligned_for_the_rest(report: Bitext, dropped: int) -> None:
    bitext = align_documents(report.source, without(report.target, dropped))
    assert pairs(bitext)[dropped] == ([dropped], [])
    assert len(bitext.paragraphs) == len(report.paragraphs)


@pytest.mark.parametrize("is_first", [True, False])
def test_one_sentence_beside_more_than_a_bead_can_hold(*, is_first: bool) -> None:
    """A paragraph whose further sentences were not translated, or were not cut, is aligned and nothing gets lost."""
    many = " ".join(f"States reaffirmed their support for article {number}." for number in range(1, 10))
    long = [paragraph(8, "8.", "各国重申支持第1条。", "。"), paragraph(9, "9.", "各国重申支持第2条。", "。")]
    wide = [paragraph(8, "8.", many, "."), paragraph(9, "9.", many, ".")]
    source, target = (
        replace(document, paragraphs=(*more, *document.paragraphs) if is_first else (*document.paragraphs, *more))
        for document, more in ((SOURCE, long), (TARGET, wide))
    )
    bitext = align_documents(source, target)
    assert len(bitext.paragraphs) == 7
    assert sum(len(bead.target) for bead in bitext.sentences) == 7 + 18
    turned = align_documents(target, source)
    assert sum(len(bead.source) for bead in turned.sentences) == 7 + 18
