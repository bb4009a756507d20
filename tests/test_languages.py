"""Language tags as files bear them."""

import pytest

from cdalign.languages import (
    is_chinese,
    is_english,
    is_tag,
    languages_match,
    normalize_tag,
    primary_language,
    script_of,
)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh_cn", "zh-CN"),
        ("ZH-HANS-cn", "zh-Hans-CN"),
        ("eng", "en"),
        ("cmn-Hans-CN", "zh-Hans-CN"),
        ("chi", "zh"),
        ("en-latn-us", "en-Latn-US"),
        ("zh", "zh"),
        ("", ""),
        ("zh_cn_X_UN_Draft", "zh-CN-x-un-draft"),
        ("EN-us-U-ca-GREGORY", "en-US-u-ca-gregory"),
    ],
)
def test_normalized(tag: str, expected: str) -> None:
    assert normalize_tag(tag) == expected


@pytest.mark.parametrize(
    ("tag", "script"),
    [("zh-TW", "Hant"), ("zh-HK", "Hant"), ("zh-CN", "Hans"), ("zh-Hant", "Hant"), ("zh", ""), ("en-US", "")],
)
def test_script(tag: str, script: str) -> None:
    assert script_of(tag) == script


@pytest.mark.parametrize(
    ("wanted", "found", "matches"),
    [
        ("zh", "zh-CN", True),
        ("zh", "zh-Hant", True),
        ("zh-Hans", "zh-CN", True),
        ("zh-Hans", "zh-TW", False),
        ("zh-Hans", "zho", True),
        ("en", "en-US", True),
        ("en-GB", "en-US", True),
        ("en", "zh", False),
    ],
)
def test_match(wanted: str, found: str, matches: bool) -> None:
    assert languages_match(wanted, found) is matches


def test_kinds() -> None:
    assert is_chinese("cmn")
    assert is_english("eng")
    assert not is_english("zh")
    assert primary_language("zh_Hant_TW") == "zh"


@pytest.mark.parametrize(("word", "is_one"), [("zh-Hans", True), ("en_US", True), ("xx-bogus!", False), ("!!", False)])
def test_the_shape_of_a_tag(word: str, is_one: bool) -> None:
    assert is_tag(word) is is_one
