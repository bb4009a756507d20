import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdalign.memory.adapting import adapt_numbers
from cdalign.memory.forms import encode_words, make_form
from cdalign.memory.scoring import mark_differences, match_percentage


@pytest.mark.parametrize(
    ("query", "found", "percentage"),
    [
        ("附属机构 1 的报告", "附属机构1的报告", 100),
        ("報告", "报告", 100),
        ("报告。", "报告", 99),
        ("The Report", "the report", 99),
        ("第 5 段", "第 6 段", 98),
        ("核裁军谈判会议报告书", "核裁军谈判会议报告", 90),
        ("第 5 次核裁军谈判会议", "第 6 次核裁军谈判会", 88),
        ("a b c d e f g h i j", "a b c d e f g h i k", 90),
        ("a", "b", 0),
        ("，", "。", 0),
        ("", "", 100),
    ],
)
def test_percentage(query: str, found: str, percentage: int) -> None:
    assert match_percentage(make_form(query), make_form(found)) == percentage


words = st.text("核裁军 ab1,。5", max_size=15)


@given(words, words)
def test_percentage_is_symmetric_and_100_means_the_same(first: str, second: str) -> None:
    one, other = make_form(first), make_form(second)
    percentage = match_percentage(one, other)
    assert percentage == match_percentage(other, one)
    assert (percentage == 100) == (one.compact == other.compact)


@given(words, words)
def test_marks_lie_in_the_texts_and_equal_texts_have_none(first: str, second: str) -> None:
    in_first, in_second = mark_differences(first, second)
    for spans, text in ((in_first, first), (in_second, second)):
        assert all(0 <= span.start < span.stop <= len(text) for span in spans)
    assert mark_differences(first, first) == ((), ())
    if make_form(first).words != make_form(second).words:
        assert in_first or in_second


@given(st.text(max_size=40))
def test_every_word_has_one_character(text: str) -> None:
    form = make_form(text)
    codes = encode_words(form.words)
    assert len(codes) == len(form.words)
    assert len(codes.encode("utf-16-le")) == 2 * len(codes)


@pytest.mark.parametrize(
    ("query", "found", "translation", "adapted"),
    [
        ("第 7 段", "第 6 段", "paragraph 6", "paragraph 7"),
        ("2019 年 10 月 3 日", "2018 年 9 月 5 日", "5 September 2018", "3 October 2019"),
        ("第 1471 次会议", "第 1470 次会议", "the 1470th meeting", "the 1471st meeting"),
        ("第 112 次会议", "第 101 次会议", "the 101st meeting", "the 112th meeting"),
        ("article 7", "article 6", "第6条", "第7条"),
        ("第 7 段", "第 6 段", "the sixth paragraph", None),
        ("第 7 和 8 段", "第 6 和 6 段", "paragraphs 6 and 6", None),
        ("第 7 段", "第 6 条", "article 6", None),
        ("第 6 段", "第 6 段", "paragraph 6", None),
        ("2018 年 13 月", "2018 年 9 月", "September 2018", None),
    ],
)
def test_numbers_in_translation(query: str, found: str, translation: str, adapted: str | None) -> None:
    offer = adapt_numbers(make_form(query), make_form(found), translation)
    assert (offer.text if offer else None) == adapted
    if offer:
        assert all(offer.text[span.start : span.stop] for span in offer.spans)
