"""Laws of characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdalign.text import (
    clean_text,
    compact,
    compact_all,
    compact_with_offsets,
    contains_han,
    count_han,
    detect_script,
    display_width,
    fold_characters,
    join_texts,
    squeeze_spaces,
)

chinese_and_english = st.text(alphabet="附属機构1 于2018年，（） \u3000\u200bABc-‐―《》“”。", max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("附属机构 1 于 2018 年", "附属机构1于2018年"),
        ("附属机构1于2018年", "附属机构1于2018年"),
        ("無核武器國家", "无核武器国家"),
        ("乾坤", "干坤"),
        ("ＣＤ／１２９９", "CD/1299"),
        ("non‐proliferation", "non-proliferation"),
        ("States parties", "States parties"),
        ("裁军，\n谈判", "裁军,谈判"),
        ("核\u200b裁军", "核裁军"),
        (" \u200b。\u200b ", "。"),
    ],
)
def test_compact_form(text: str, expected: str) -> None:
    assert compact(text) == expected


@given(st.lists(st.text("核A裁， \u200b\ufeff\n\0（軍", max_size=8)))
def test_compact_of_many_is_that_of_each(texts: list[str]) -> None:
    assert compact_all(texts) == [compact(text) for text in texts]


@given(chinese_and_english)
def test_compact_is_idempotent_and_blind_to_spaces_beside_han(text: str) -> None:
    assert compact(compact(text)) == compact(text)
    assert compact(text.replace("年", "年 ")) == compact(text)


@given(chinese_and_english)
def test_offsets_lead_back_to_the_text(text: str) -> None:
    found = compact_with_offsets(text)
    assert found.text == compact(text)
    for at, char in enumerate(found.text):
        start, stop = found.original_span(at, at + 1)
        assert fold_characters(text[start:stop]) == char


@given(chinese_and_english)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold_characters(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＣＤ：１２", "CD：12"),  # full-width letters and digits go, full-width punctuation stays
        ("……“核”", "……“核”"),
        ("a\u00a0b\u3000c", "a b c"),
        ("\ufeff核\u00ad", "核"),
        ("\uf900", "豈"),
        ("e\u0301", "é"),
    ],
)
def test_clean_text(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["7 月", "31 日"], "7 月 31 日"),
        (["主任", "John"], "主任 John"),
        (["“64", "点行动计划”"], "“64 点行动计划”"),
        (["《不扩散", "条约》"], "《不扩散条约》"),
        (["他说。", "他们"], "他说。他们"),
        (["One sentence.", "Another."], "One sentence. Another."),
        (["(GGE)", "。"], "(GGE)。"),
        (["议程项目 1", "(一)"], "议程项目 1 (一)"),
        (["", "核"], "核"),
    ],
)
def test_joints(parts: list[str], expected: str) -> None:
    assert join_texts(parts) == expected


@pytest.mark.parametrize(
    ("text", "script"), [("核裁军", "Hans"), ("核裁軍", "Hant"), ("核武器", ""), ("CD/1299", ""), ("", "")]
)
def test_script(text: str, script: str) -> None:
    assert detect_script(text) == script


def test_han_is_counted() -> None:
    assert contains_han("CD 核")
    assert not contains_han("CD，。")
    assert count_han("核裁军 CD") == 3


def test_squeezed_text_stands_on_one_line() -> None:
    assert squeeze_spaces("  a \n\t b ") == "a b"


def test_long_texts_fold_as_short_ones_do() -> None:
    line = "裁軍談判會議（ＣＤ）—國家 abc\n"
    assert fold_characters(line * 10_000) == fold_characters(line) * 10_000


@pytest.mark.parametrize("blank", [" ", "\u3000", "\n", "\u200b", " \u200b"])
def test_a_long_run_of_blanks_is_looked_along_once(blank: str) -> None:
    """With a look back for each blank this took minutes, so it ends or hangs."""
    run = blank * 100_000
    assert compact(f"一{run}二") == "一二"
    assert compact(f"一a{run}b").replace(" ", "").replace("\n", "") == "一ab"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("CD/2138", 7),
        ("裁谈会", 6),
        ("（１）", 6),
        ("“核”", 4),  # quotes are ambiguous: narrow, as terminals show them
        ("e\u0301te\u0301", 3),  # marks combine
        ("ก\u0e35", 1),  # so do those of Thai
        ("核\u200b裁军", 6),
        ("⌚ 5", 4),
        ("", 0),
    ],
)
def test_columns_of_a_terminal(text: str, columns: int) -> None:
    assert display_width(text) == columns
