"""What is found in a text once for all its checks: sizes, counts, words, and where the units of a bitext come from."""

import pytest

from cdalign.checks import check_bitext
from cdalign.checks.sides import CheckedSide, Terminology
from cdalign.model import Bead, BeadStatus, Bitext, Document, Paragraph, Segment, Termbase


def side(text: str, lang: str = "en") -> CheckedSide:
    return CheckedSide(text, lang, "#1", Terminology(Termbase()))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two. Three.", 3),
        ("Mr. Ortega met Dr. Lindqvist and Mrs. Haddad at St. Gallen.", 1),
        ("See No. 5. It says so.", 2),
        ("The U.S. Government agreed.", 1),
        ("It costs 3.5 dollars.", 1),
        ("Really?! Yes; no.", 3),
        ("a heading without a stop", 1),
        ("", 1),
        ("甲。乙！？丙；丁", 3),
        ("他说：“好。”然后走了。", 2),
    ],
)
def test_sentences_are_counted_by_their_ends(text: str, count: int) -> None:
    assert side(text).sentence_count == count


def test_clauses_are_counted_by_the_marks_that_end_them() -> None:
    assert side("First, this; then — that.").clause_count == 4
    assert side("甲，乙。", "zh").clause_count == 2


def test_a_letter_of_a_chinese_text_counts_as_a_third_of_a_han() -> None:
    assert side("会议AB", "zh").size == pytest.approx(2.66)
    assert side("会议AB", "en").size == 4
    assert side("会议AB", "zh").han_count == 2


def test_small_words_are_the_runs_of_latin_letters() -> None:
    assert side("The U.S. didn’t pay 5kg").small_words == ["the", "u", "s", "didn", "t", "pay", "kg"]


def test_texts_alike_but_for_case_and_their_last_stop_have_one_bare_form() -> None:
    assert side("The Report.").bare == side("the report").bare
    assert side("报告。", "zh").bare == side(" 报告", "zh").bare != side("报告书", "zh").bare


def _document(lang: str, part: str, *sentences: str) -> Document:
    segments = tuple(Segment(f"{part}.1.{number}", text) for number, text in enumerate(sentences, start=1))
    return Document(lang, (Paragraph(f"{part}.1", " ".join(sentences), segments=segments),))


def test_a_finding_of_a_bead_is_placed_at_the_first_sentence_of_the_source() -> None:
    source = _document("zh-Hans", "body", "会议有2人参加。", "之后散会。")
    target = _document("en", "annex", "Three people attended,", "and then the meeting rose.")
    bitext = Bitext(
        source,
        target,
        (Bead(range(1), range(1)),),
        (Bead(range(2), range(2), status=BeadStatus.PENDING),),
    )
    assert {one.unit for one in check_bitext(bitext)} == {"body.1.1"}
