"""Only the words of a memory, and its edition in Traditional characters."""

from pathlib import Path

import pytest
from test_tmx_reading import tmx, unit

import cdalign.tmx
from cdalign.errors import UsageError
from cdalign.faults import Fault
from cdalign.model import TranslationUnit
from cdalign.tmx import Texts, read_texts
from cdalign.tmx.editions import traditional_edition


def words(path: Path, text: str, *langs: str) -> tuple[list[Texts], list[tuple[str, int]]]:
    path.write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    found = list(read_texts(path, *langs, on_fault=faults.append))
    return found, [(fault.rule, fault.line) for fault in faults]


PLAIN = tmx(unit("One."), unit("Two &amp; three.", "二。"), unit("四。", "Four.", ("zh-CN", "en")))


@pytest.mark.parametrize(
    ("langs", "is_turned"),
    [((), False), (("en",), False), (("en", "zh"), False), (("zh", "en"), True), (("zh",), True)],
)
def test_words_are_those_of_the_languages_in_whichever_order_they_are_written(
    tmp_path: Path, langs: tuple[str, ...], is_turned: bool
) -> None:
    wanted = [("One.", "一。"), ("Two & three.", "二。"), ("Four.", "四。")]
    found, faults = words(tmp_path / "a.tmx", PLAIN, *langs)
    assert found == [Texts(*(pair[::-1] if is_turned else pair)) for pair in wanted]
    assert faults == []


@pytest.mark.parametrize(
    ("odd", "read", "rules"),
    [
        (unit("", "二。"), [], ["segment.empty"]),
        (unit("Two.", " "), [], ["segment.empty"]),
        (unit("Two.", "deux", ("en", "fr")), [], ["segment.one-language"]),
        (unit("Two<ph>x</ph>.", "二。"), [("Two.", "二。")], []),
        (unit("Two &#38; three", "二。"), [("Two & three", "二。")], []),
        (unit("Two.", "二。", ("en", "zh_CN")), [("Two.", "二。")], ["lang.invalid"]),
        (unit("Two.", "二。").replace("<tu>", "<tu><prop type='x-a'>b</prop>"), [("Two.", "二。")], []),
        (unit("Two.", "二。").replace("<tu>", '<tu a="1" b="2">'), [("Two.", "二。")], []),
    ],
)
def test_a_unit_that_is_not_plain_is_read_by_the_parser(
    tmp_path: Path, odd: str, read: list[tuple[str, str]], rules: list[str]
) -> None:
    found, faults = words(tmp_path / "a.tmx", tmx(unit("One."), odd, unit("Last.")), "en", "zh")
    assert found == [Texts("One.", "一。"), *(Texts(*pair) for pair in read), Texts("Last.", "一。")]
    assert faults == [(rule, 4) for rule in rules]


def test_the_script_decides_where_the_tag_is_silent(tmp_path: Path) -> None:
    text = tmx(unit("One.", "会议", ("en", "zh")), unit("Two.", "會議", ("en", "zh")))
    assert words(tmp_path / "a.tmx", text, "en", "zh-Hant")[0] == [Texts("Two.", "會議")]


def test_either_side_may_be_the_chinese_of_a_traditional_edition() -> None:
    units = [
        TranslationUnit("会议", "meeting", "zh-Hans", "en"),
        TranslationUnit("meeting", "会议", "en", "zh-CN"),
        TranslationUnit("meeting", "réunion", "en", "fr"),
    ]
    found = list(traditional_edition(units, "zh-HK"))
    assert [(one.source, one.target) for one in found] == [
        ("會議", "meeting"),
        ("meeting", "會議"),
        ("meeting", "réunion"),
    ]
    assert [(one.source_lang, one.target_lang) for one in found] == [("zh-HK", "en"), ("en", "zh-HK"), ("en", "fr")]
    assert [one.prop("x-converted") for one in found] == ["OpenCC s2hk", "OpenCC s2hk", ""]


def test_there_is_no_edition_of_another_place() -> None:
    with pytest.raises(UsageError) as caught:
        list(traditional_edition([], "zh-SG"))
    assert "zh-TW or zh-HK" in str(caught.value.advice)


def test_a_name_that_the_package_does_not_have_is_a_mistake() -> None:
    with pytest.raises(AttributeError, match="no attribute 'unheard'"):
        cdalign.tmx.unheard  # noqa: B018
