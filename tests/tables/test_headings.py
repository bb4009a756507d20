import pytest

from cdalign.tables import Heading, read_heading, read_language


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("zh", "zh"),
        ("ZH-CN", "zh-CN"),
        ("zh_hans", "zh-Hans"),
        ("en-GB", "en-GB"),
        ("Chinese", "zh"),
        ("Chinese (Simplified)", "zh-Hans"),
        ("Simplified Chinese", "zh-Hans"),
        ("Chinese_PRC", "zh-CN"),
        ("Chinese_Taiwan", "zh-TW"),
        ("Chinese (Traditional, Hong Kong)", "zh"),
        ("English_United_States", "en-US"),
        ("English_United_Kingdom", "en-GB"),
        ("English (United States)", "en-US"),
        ("English (Atlantis)", "en"),
        ("American English", "en-US"),
        ("English US", "en-US"),
        ("French", "fr"),
        ("中文", "zh"),
        ("英文", "en"),
        ("英语", "en"),
        ("简体中文", "zh-Hans"),
        ("中文（繁體）", "zh-Hant"),
        ("中文文本", "zh"),
        ("英语（美国）", "en-US"),
        ("俄语", "ru"),
        ("阿拉伯文", "ar"),
    ],
)
def test_a_language_by_any_of_its_names(words: str, tag: str) -> None:
    assert read_language(words) == tag


@pytest.mark.parametrize(
    "words", ["", "note", "id", "English note", "Term", "status", "文", "语", "enough", "no", "a very long " * 20]
)
def test_what_is_not_a_language(words: str) -> None:
    assert read_language(words) == ""


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("source", Heading("source")),
        ("Target", Heading("target")),
        (" Source text ", Heading("source")),
        ("原文", Heading("source")),
        ("译文", Heading("target")),
        ("目标语言", Heading("target")),
        ("原文（中文）", Heading("source", "zh")),
        ("英文译文", Heading("target", "en")),
        ("中文原文", Heading("source", "zh")),
        ("Source (zh-CN)", Heading("source", "zh-CN")),
        ("Target: English", Heading("target", "en")),
        ("English", Heading("", "en")),
        ("translation", Heading("target")),
        ("source_lang", Heading()),
        ("resource", Heading()),
        ("targets", Heading()),
        ("note", Heading()),
    ],
)
def test_what_a_heading_says(words: str, heading: Heading) -> None:
    assert read_heading(words) == heading
