"""Whether texts can do their work in a memory: what is a fault, and what is close to one and is none."""

import pytest
from tmx_elements import header_of, pair_unit, unit_of, variant

from cdalign.tmx import Unit
from cdalign.tmx.health import HealthCheck
from cdalign.tmx.pairing import UnitPairing
from cdalign.tmx.repetition import SeenKeys


def faults(*units: Unit, segtype: str = "sentence") -> list[tuple[str, str]]:
    header = header_of(segtype=segtype)
    check, pair_of = HealthCheck(header), UnitPairing(header, "en", "zh").pair_of
    return [(fault.rule, fault.detail) for unit in units for fault in check.check(unit, pair_of(unit))]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (" One.", "segment.white-space"),
        ("One. ", "segment.white-space"),
        ("One\ttwo.", "segment.white-space"),
        ("One\ntwo.", "segment.white-space"),
        ("One  two.", "segment.white-space"),
        ("One\u00a0two.", "segment.no-break-space"),
        ("One\u202ftwo.", "segment.no-break-space"),
        ("cafe\u0301.", "segment.not-nfc"),
    ],
)
def test_a_text_that_never_matches_exactly_is_told(text: str, rule: str) -> None:
    assert rule in [found for found, _ in faults(pair_unit(text))]


@pytest.mark.parametrize("text", ["One two.", "甲\u3000\u3000乙", "caf\u00e9.", "One; two", "No. 7"])
def test_a_text_that_matches_is_not_told(text: str) -> None:
    assert faults(pair_unit(text)) == []


def test_repetitions_are_told_from_the_second_on_and_conflicts_against_the_first() -> None:
    units = [pair_unit("A", target) for target in "甲甲乙甲甲"]
    assert [rule for rule, _ in faults(*units)] == [
        "segment.duplicate",
        "segment.conflict",
        "segment.duplicate",
        "segment.duplicate",
    ]
    assert faults(pair_unit("A", ""), pair_unit("A", "")) == [("segment.empty", "zh-CN")] * 2


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"creationdate": "20180101T000000Z", "usagecount": "0"}, []),
        ({"changedate": "2018"}, [("attribute.date", 'changedate="2018"')]),
        ({"lastusagedate": ""}, [("attribute.date", 'lastusagedate=""')]),
        ({"usagecount": "-1"}, [("attribute.number", 'usagecount="-1"')]),
        ({"usagecount": "1.5"}, [("attribute.number", 'usagecount="1.5"')]),
    ],
)
def test_stamps_of_a_unit_and_of_its_texts_are_looked_at(
    attributes: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    unit = pair_unit()
    assert faults(unit._replace(attributes=attributes)) == expected
    marked = unit.variants[1]._replace(attributes={**unit.variants[1].attributes, **attributes})
    assert faults(unit._replace(variants=(unit.variants[0], marked))) == expected


@pytest.mark.parametrize(
    ("tags", "texts", "expected"),
    [
        (("en", "zh-CN", "zh_cn"), ("a", "一", "一"), [("lang.repeated", "zh-CN")]),
        (("en", "zh-CN", "zh-TW"), ("a", "一", "一"), []),
        (("eng", "zh-CN"), ("a", "一"), [("lang.three-letter", "eng")]),
        (("en", "zho-CN"), ("a", "一"), [("lang.three-letter", "zho-CN")]),
        (("en", "zh-CN", "fil"), ("a", "一", "b"), []),
        (("en", "zh-CN"), ("a", "會議"), [("lang.script", "zh-CN")]),
        (("en", "zh-TW"), ("a", "會議"), []),
        (("en", "zh"), ("a", "會議"), []),
        (("en", "zh-CN"), ("a", "PDF"), []),
    ],
)
def test_languages_are_told_where_tools_take_another_text(
    tags: tuple[str, ...], texts: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert faults(unit_of(*map(variant, tags, texts))) == expected


@pytest.mark.parametrize(
    ("segtype", "source", "target", "rules"),
    [
        ("sentence", "One. Two.", "一。二。", ["segment.several-sentences"]),
        ("sentence", "One.", "一。二。", []),
        ("paragraph", "One. Two.", "一。二。", []),
        ("paragraph", "One. Two.", "一。", ["segment.uneven-paragraph"]),
        ("paragraph", "One", "一。二。", ["segment.uneven-paragraph"]),
        ("phrase", "One. Two.", "一。二。", ["segment.several-sentences"]),
    ],
)
def test_sentences_are_counted_as_the_memory_is_cut(segtype: str, source: str, target: str, rules: list[str]) -> None:
    assert [rule for rule, _ in faults(pair_unit(source, target), segtype=segtype)] == rules


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<bpt i="1">x</bpt>a<ept i="1">x</ept>', []),
        ('<bpt i="1"></bpt><bpt i="2"></bpt>a<ept i="1"></ept><ept i="2"></ept>', []),
        ('<bpt i="1"></bpt>a', [("inline.unbalanced", "bpt 1; ept ")]),
        ('<bpt i="1"></bpt>a<ept i="2"></ept>', [("inline.unbalanced", "bpt 1; ept 2")]),
        ('<bpt i="1"/><ept i="1"/><bpt i="1"/>a<ept i="1"/>', [("inline.unbalanced", "bpt 1,1; ept 1,1")]),
        ("<hi>a</hi>", [("inline.text", "en")]),
    ],
)
def test_inline_codes_must_have_their_partners(markup: str, expected: list[tuple[str, str]]) -> None:
    assert faults(unit_of(variant("en", "a", markup=markup), variant("zh-CN", "一"))) == expected


def test_a_text_without_a_segment_is_told_by_the_reader_alone() -> None:
    missing = variant("fr", "")._replace(has_segment=False)
    assert faults(unit_of(variant("en", "a"), variant("zh-CN", "一"), missing)) == []


def test_keys_are_new_once_whatever_their_number() -> None:
    seen, keys = SeenKeys(), [*range(-3000, 3000), 2**62, -(2**62)]
    assert all(seen.add(key) for key in keys if key != 1)
    assert not any(seen.add(key) for key in keys)
