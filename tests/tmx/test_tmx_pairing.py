"""Which texts of a unit are taken, and what is kept of what the file says of them."""

import pytest
from tmx_elements import header_of, prop, unit_of, variant

from cdalign.tmx import Detail, Header, Unit, Variant
from cdalign.tmx.pairing import LanguageChoice, UnitPairing, translation_unit, why_no_pair

HEADER = header_of()


def chosen(wanted: str, *variants: Variant) -> str:
    found = LanguageChoice(wanted).choose(variants)
    return found.text if found else ""


@pytest.mark.parametrize(
    ("wanted", "tags", "expected"),
    [
        ("zh-Hans", ["zh", "zh-SG", "zh-CN", "zh-Hans"], "zh-Hans"),
        ("zh-CN", ["zh", "zh-Hans", "zh-SG", "zh_cn"], "zh_cn"),
        ("zh-Hans", ["zh", "zh-SG", "zh-CN"], "zh-SG"),
        ("en-GB", ["en-US", "en", "en-GB"], "en-GB"),
        ("en-GB", ["en-US", "en"], "en-US"),
        ("zh", ["zh-TW", "zh-CN"], "zh-TW"),
        ("zh-Hant", ["zh-CN", "zh-HK"], "zh-HK"),
        ("zh-Hant", ["zh-CN", "en"], ""),
        ("fr", ["fr-CA", "fr"], "fr"),
    ],
)
def test_the_tag_that_answers_best_is_taken_and_of_two_the_first(wanted: str, tags: list[str], expected: str) -> None:
    assert chosen(wanted, *(variant(tag, tag) for tag in tags)) == expected


def test_where_a_tag_is_silent_the_characters_speak() -> None:
    simplified, traditional, either = variant("zh", "会议"), variant("zh", "會議"), variant("zh", "一二")
    assert chosen("zh-Hant", simplified, traditional, either) == "會議"
    assert chosen("zh-Hans", traditional, either) == "一二"
    assert chosen("zh-Hans", traditional) == ""
    assert LanguageChoice("zh-Hans").needs_characters("zh")
    assert not LanguageChoice("zh-Hans").needs_characters("zh-CN")
    assert not LanguageChoice("zh").needs_characters("zh")


def paired(unit: Unit, source: str = "", target: str = "", header: Header = HEADER) -> tuple[str, ...]:
    pair = UnitPairing(header, source, target).pair_of(unit)
    return tuple(one.text for one in pair) if pair else ()


FR, EN, ZH = variant("fr", "un"), variant("en", "one"), variant("zh-CN", "一")


@pytest.mark.parametrize(
    ("unit", "languages", "expected"),
    [
        (unit_of(ZH, EN), ("", ""), ("one", "一")),
        (unit_of(FR, EN, ZH), ("", ""), ("one", "un")),
        (unit_of(FR, EN, ZH), ("", "zh"), ("one", "一")),
        (unit_of(FR, EN, ZH), ("zh", ""), ("一", "un")),
        (unit_of(FR, EN, ZH), ("zh", "en"), ("一", "one")),
        (unit_of(FR, ZH), ("", ""), ("un", "一")),
        (unit_of(FR, ZH), ("en", ""), ()),
        (unit_of(EN), ("", ""), ()),
        (unit_of(EN, FR), ("", "zh"), ()),
        (unit_of(EN, ZH), ("en", "en"), ()),
        (unit_of(EN, variant("en-GB", "one, you know")), ("", ""), ("one", "one, you know")),
        (unit_of(EN, variant("en", "1")), ("", ""), ()),
        (unit_of(variant("en-GB", "a"), variant("en-US", "b"), ZH), ("", ""), ("a", "一")),
        (unit_of(), ("", ""), ()),
    ],
)
def test_languages_not_asked_for_are_the_headers_and_the_first_other(
    unit: Unit, languages: tuple[str, str], expected: tuple[str, ...]
) -> None:
    assert paired(unit, *languages) == expected


def test_a_header_that_names_no_language_leaves_the_first_text() -> None:
    assert paired(unit_of(ZH, EN), header=header_of(srclang="*all*")) == ("一", "one")
    assert paired(unit_of(ZH, EN), "en", header=header_of(srclang="*all*")) == ("one", "一")


@pytest.mark.parametrize(("target", "expected"), [("会议", ("one", "会议")), ("會議", ())])
def test_two_texts_are_a_pair_only_if_the_script_is_right(target: str, expected: tuple[str, ...]) -> None:
    assert paired(unit_of(EN, variant("zh", target)), "en", "zh-Hans") == expected


def test_the_order_of_two_tags_is_told_where_tags_decide_it() -> None:
    order_of = UnitPairing(header_of(), "en", "zh-Hans").order_of
    assert (order_of("en", "zh-CN"), order_of("zh-CN", "en-US"), order_of("en", "zh"), order_of("en", "fr")) == (
        True,
        False,
        None,
        None,
    )


def test_what_is_said_of_the_unit_counts_before_what_is_said_of_its_texts() -> None:
    source = variant("en", "one", changeid="S", creationid="S", details=[Detail("note", {}, "in the source")])
    target = variant("zh-CN", "一", changeid="T", usagecount="2", creationdate="20170101T000000Z")
    unit = unit_of(source, target, details=[prop("x-a", "1"), Detail("note", {}, "n")], changeid="U", tuid="7")
    read = translation_unit(unit, (source, target), "", "")
    assert read.attributes == (("changeid", "U"), ("creationid", "S"), ("usagecount", "2"))
    assert (read.id, read.created, read.changed) == ("7", "2017-01-01T00:00:00Z", "")
    assert (read.props, read.notes, read.source_notes, read.target_notes) == (
        (("x-a", "1"),),
        ("n",),
        ("in the source",),
        (),
    )
    assert (read.source_lang, read.target_lang) == ("en", "zh-CN")
    assert translation_unit(unit, (source, target), "en", "zh").target_lang == "zh"


def test_dates_of_the_unit_are_older_than_nothing() -> None:
    target = variant("zh-CN", "一", changedate="20190101T000000Z")
    unit = unit_of(EN, target, changedate="20180101T000000Z", creationdate="never")
    read = translation_unit(unit, (EN, target), "", "")
    assert (read.created, read.changed) == ("", "2018-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("unit", "rule", "detail"),
    [
        (unit_of(EN, FR), "segment.one-language", "only en, fr"),
        (unit_of(), "segment.one-language", "only no text"),
        (unit_of(EN, variant("zh-CN", " ")), "segment.empty", "zh-CN"),
        (unit_of(variant("en", ""), variant("zh-CN", "")), "segment.empty", "en"),
    ],
)
def test_the_reason_why_there_is_no_pair(unit: Unit, rule: str, detail: str) -> None:
    pair = UnitPairing(header_of(), "en", "zh").pair_of(unit._replace(line=9))
    fault = why_no_pair(unit._replace(line=9), pair)
    assert fault is not None
    assert (fault.rule, fault.detail, fault.line, fault.unit) == (rule, detail, 9, "unit 1")


def test_a_pair_of_words_needs_no_reason() -> None:
    assert why_no_pair(unit_of(EN, ZH), (EN, ZH)) is None
