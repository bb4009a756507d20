"""What each tool makes of a unit: a limit itself is still allowed."""

import pytest
from tmx_elements import header_of, prop, unit_of, variant

from cdalign.tmx import Header, Unit
from cdalign.tmx.omegat import OmegatPair, holds_inline_text, language_of, omegat_pair
from cdalign.tmx.profiles import ProfileCheck, Verdict

HEADER = header_of()
EN, ZH = variant("en", "One."), variant("zh-CN", "一。")


def check(tool: str, *units: Unit, header: Header = HEADER, target: str = "zh-CN") -> list[tuple[str, str]]:
    profile = ProfileCheck(tool, header, "en", target)
    return [(fault.rule, fault.detail) for unit in units for fault in profile.check(unit)]


@pytest.mark.parametrize(
    ("tool", "unit", "rules"),
    [
        ("trados", unit_of(variant("en", "x" * 2000), ZH), []),
        ("trados", unit_of(variant("en", "x" * 2001), ZH), ["tool.length"]),
        ("trados", unit_of(EN, variant("zh-CN", "字" * 2001)), ["tool.length"]),
        ("wordfast", unit_of(variant("en", "x" * 8000), ZH), []),
        ("wordfast", unit_of(variant("en", "x" * 8001), ZH), ["tool.length"]),
        ("wordfast", unit_of(EN, variant("zh-Hans", "一")), ["tool.language-code"]),
        ("memoq", unit_of(variant("en", "x" * 9000), variant("zh-Hans-CN", "一")), []),
        ("smartling", unit_of(EN, ZH, srclang="EN"), []),
        ("smartling", unit_of(EN, ZH, srclang="*all*"), []),
        ("smartling", unit_of(EN, ZH, srclang="zh-CN"), ["tool.direction"]),
        ("omegat", unit_of(EN, ZH, details=[prop("file", "a.txt")]), ["tool.file-prop"]),
        ("omegat", unit_of(EN, ZH, details=[prop("x-file", "a.txt")]), []),
        ("omegat", unit_of(ZH, details=[prop("file", "a.txt")]), []),
        ("omegat", unit_of(EN, variant("zh", "一"), variant("zh-TW", "壹")), []),
        ("omegat", unit_of(EN, variant("zh-Hans", "一"), variant("zh", "二")), ["tool.other-variant"]),
    ],
)
def test_a_tool_cannot_use_what_is_over_its_limits(tool: str, unit: Unit, rules: list[str]) -> None:
    assert [rule for rule, _ in check(tool, unit)] == rules


def test_a_third_language_is_told_where_it_comes() -> None:
    units = [
        unit_of(EN, ZH),
        unit_of(variant("EN", "Two."), variant("zh_cn", "二。")),
        unit_of(EN, variant("fr", "Un.")),
    ]
    assert check("trados", *units) == [("tool.several-languages", "Trados: en, zh-CN and fr")]
    assert not check("phrase", *units)


def test_a_direction_is_compared_with_the_header_only_if_that_names_one() -> None:
    unit = unit_of(EN, ZH, srclang="zh-CN")
    assert check("smartling", unit) == [("tool.direction", "Smartling: zh-CN, and the header en")]
    assert not check("smartling", unit, header=header_of(srclang="*all*"))


@pytest.mark.parametrize(
    ("tool", "size", "datatype", "rules"),
    [
        ("phrase", 10**9, "plaintext", []),
        ("phrase", 10**9 + 1, "plaintext", ["tool.size"]),
        ("trados", 10**9 + 1, "plaintext", ["tool.size"]),
        ("memoq", 10**12, "anything", []),
        ("smartling", 10**12, "XML", []),
        ("smartling", 1, "interleaf", ["tool.datatype"]),
        ("smartling", 1, "", ["tool.datatype"]),
    ],
)
def test_a_file_may_be_as_large_as_the_tool_takes(tool: str, size: int, datatype: str, rules: list[str]) -> None:
    profile = ProfileCheck(tool, header_of(datatype=datatype), "en", "zh")
    assert [fault.rule for fault in profile.check_file(size)] == rules


@pytest.mark.parametrize(
    ("rules", "version", "verdict"),
    [
        ((), "1.4", Verdict.ACCEPTED),
        (("segment.empty",), "1.4", Verdict.IMPAIRED),
        (("attribute.unknown",), "1.4", Verdict.REFUSED),
        (("attribute.unknown", "segment.empty"), "1.4", Verdict.REFUSED),
        (("attribute.unknown",), "1.1", Verdict.ACCEPTED),  # the schema is for 1.4
        (("attribute.unknown", "segment.empty"), "1.3", Verdict.IMPAIRED),
        (("xml.entity",), "1.1", Verdict.REFUSED),
        (("header.source-language",), "1.1", Verdict.REFUSED),
        (("tool.size",), "1.4", Verdict.ACCEPTED),
    ],
)
def test_a_verdict_goes_by_what_a_tool_refuses_and_loses(
    rules: tuple[str, ...], version: str, verdict: Verdict
) -> None:
    profile = ProfileCheck("omegat6", header_of()._replace(version=version), "en", "zh")
    list(profile.check(unit_of(EN, ZH)))
    assert profile.verdict(frozenset(rules), 1) is verdict


def test_a_memory_of_other_languages_is_of_no_use_to_omegat_6_and_an_empty_one_is_accepted() -> None:
    for tool, verdict in (("omegat6", Verdict.UNUSABLE), ("omegat", Verdict.ACCEPTED), ("memoq", Verdict.ACCEPTED)):
        profile = ProfileCheck(tool, header_of(), "en", "zh-CN")
        list(profile.check(unit_of(EN, variant("fr", "Un."))))
        assert profile.verdict(frozenset(), 1) is verdict, tool
        assert ProfileCheck(tool, header_of(), "en", "zh").verdict(frozenset(), 0) is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("tags", "target", "taken"),
    [
        (["zh-TW", "zh-CN"], "zh-CN", "zh-CN"),
        (["zh-CN", "zh-CN"], "zh-CN", "zh-CN"),
        (["zh-Hans", "zh-TW"], "zh-CN", "zh-Hans"),
        (["zh-TW", "zh-HK"], "zh-CN", "zh-HK"),
        (["zh-Hans-CN", "zh"], "zh-CN", "zh-Hans-CN"),
        (["ZH-cn", "zh"], "zh-CN", "ZH-cn"),
        (["zh", "zh-CN"], "zh", "zh"),
        (["zh_CN", "zh-TW"], "zh-CN", "zh-TW"),  # to OmegaT `zh_CN` is a language of its own
        (["fr", "de"], "zh-CN", "de"),
    ],
)
def test_omegat_takes_the_region_then_what_has_none_then_the_last(tags: list[str], target: str, taken: str) -> None:
    unit = unit_of(EN, *(variant(tag, tag) for tag in tags))
    pair = omegat_pair(unit, "en-US", target)
    assert pair is not None
    assert (pair.source.text, pair.target.text, pair.is_foreign) == ("One.", taken, taken == "de")


def test_of_several_texts_that_serve_equally_omegat_takes_the_last() -> None:
    first, last = variant("zh-CN", "一"), variant("zh-CN", "二")
    assert omegat_pair(unit_of(EN, first, last), "en", "zh-CN") == OmegatPair(EN, last, is_foreign=False)


def test_omegat_takes_nothing_without_a_source_or_any_target() -> None:
    assert omegat_pair(unit_of(ZH, variant("fr", "Un.")), "en", "zh") is None
    assert omegat_pair(unit_of(EN, variant("en-GB", "One!")), "en", "zh") is None
    assert language_of("ZH_cn-x") == "zh_cn"


@pytest.mark.parametrize(
    ("markup", "is_held"),
    [
        ("<hi>One</hi>", True),
        ('<ph>x<sub type="t">One</sub></ph>', True),
        ("<hi> </hi>", False),
        ("<hi></hi>One", False),
        ("<bpt>x</bpt>One<ept>x</ept>", False),
        ("<hit>x</hit>", False),
        ("", False),
    ],
)
def test_omegat_reads_no_words_inside_an_element(markup: str, is_held: bool) -> None:
    assert holds_inline_text(variant("en", "One", markup=markup)) == is_held
