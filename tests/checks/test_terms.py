"""Terms are words, and are missing only where nothing renders them."""

import pytest
from pairs import findings_on, rules_on

from cdalign.model import ConceptEntry, Term, Termbase


def concept(name: str, chinese: str, *english: str) -> ConceptEntry:
    return ConceptEntry(name, (Term(chinese, "zh-Hans"), *(Term(text, "en") for text in english)))


TERMS = Termbase((
    concept("usa", "美国", "United States"),
    concept("ga", "大会", "General Assembly"),
    concept("law", "国际法", "international law"),
    concept("wmd", "大规模毁灭性武器", "weapons of mass destruction"),
    concept("cbm", "建立信任措施", "confidence-building measures"),
    concept("sp", "缔约国", "State party"),
    concept("panel", "专家小组", "group of experts"),
    concept("decision", "决定", "decision"),
    concept("hostility", "敌意", "hostility"),
    concept("position", "立场", "position"),
    concept("humanitarian", "国际人道主义法", "international humanitarian law"),
))  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("条约禁止大规模毁灭性武器。", "The treaty prohibits conventional weapons."),
        ("这些建立信任措施是自愿的。", "These trade measures are voluntary."),
        ("美国发布了警告。", "The ministry issued a warning."),
        # A plain noun is missed where a term that renders nothing is in its place.
        ("理事会的决定已经公布。", "The hostility of the Council has been published."),
        ("国际机构公布了章程。", "The international humanitarian law published its statutes."),
    ],
)
def test_a_term_that_nothing_renders_is_missing(source: str, target: str) -> None:
    assert "terms.missing" in rules_on((source, target), termbase=TERMS)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("北美国家缺席。", "North American countries were absent."),
        ("重大会议已经举行。", "An important meeting has been held."),
        ("国际法院作出判决。", "The International Court of Justice gave judgment."),
        ("瑞士是缔约国。", "Switzerland is a party."),
        ("专家小组提出报告。", "The panel submitted a report."),
        ("这些建立信任措施是自愿的。", "These measures are voluntary."),
        ("大会休会。", "The Assembly adjourned."),
        ("在美国，选民登记已经结束。", "In the U.S., the registration of voters has closed."),
        ("理事会的决定已经公布。", "What the Council decided has been published."),
        (
            "理事会已作出决定，但无法在今年内付诸实施。",
            "The Council is not in a position to act on its ruling this year.",
        ),
        # A term at the other end of the text is in nobody's place.
        (
            "主席说，由于时间不够，这项决定将推迟到下次会议。",
            "With hostility in the hall, and time short, the chair said, it would wait.",
        ),
    ],
)
def test_a_term_inside_a_word_or_in_other_words_is_quiet(source: str, target: str) -> None:
    assert "terms.missing" not in rules_on((source, target), termbase=TERMS)


def test_another_rendering_is_one_finding_with_counts() -> None:
    pairs = [
        (f"专家小组举行了第{number}次会议。", f"The panel held its meeting No. {number}.") for number in range(3, 9)
    ]
    found = [one for one in findings_on(*pairs, termbase=TERMS) if one.rule.startswith("terms")]
    assert [one.rule for one in found] == ["terms.otherwise"]
    assert "6 of 6" in found[0].message


def test_a_country_that_a_memory_is_about_may_be_this_country() -> None:
    pairs = [
        (
            f"第{number}次会议谈到美国的气候政策。",
            f"The {number}th meeting spoke of the climate policy of the United States.",
        )
        for number in (4, 5, 6)
    ]
    missing = ("美国的法院已经裁决。", "The courts of this country have ruled.")
    assert "terms.missing" not in rules_on(*pairs, missing, termbase=TERMS)
    assert "terms.missing" in rules_on(missing, termbase=TERMS)
