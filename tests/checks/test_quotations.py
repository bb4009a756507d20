"""Quotation marks pair over units: what is opened in one may be closed in a later one."""

from pairs import findings_on


def places_of(*pairs: tuple[str, str]) -> list[str]:
    return [finding.unit for finding in findings_on(*pairs) if finding.rule == "quotes.unpaired"]


def test_a_quotation_over_units_is_quiet() -> None:
    pairs = [("他说：“我来了。", "He said: “I have come."), ("我要走了。”", "I am leaving.”")]
    assert places_of(*pairs) == []


def test_each_paragraph_of_a_quotation_may_open_it_again() -> None:
    pairs = [
        ("“大会，", "“The Assembly,"),
        ("“回顾决议，", "“Recalling the resolution,"),
        ("“决定休会。”", "“Decides to adjourn.”"),
    ]
    assert places_of(*pairs) == []


def test_a_mark_that_is_never_closed_is_reported_once_where_it_is_opened() -> None:
    pairs = [("他来了。", "He came."), ("他称之为“成功”。", "He called it a “success."), ("他走了。", "He left.")]
    assert places_of(*pairs) == ["#2"]


def test_a_mark_that_was_never_opened_is_reported() -> None:
    assert places_of(("他来了。", "He came.”")) == ["#1"]


def test_a_new_quotation_shows_that_the_last_was_not_closed() -> None:
    pairs = [("他提到“和平”。", "He mentioned “peace."), ("又提到“安全”。", "And again he mentioned “security”.")]
    assert places_of(*pairs) == ["#1"]


def test_straight_marks_open_and_close_in_turn() -> None:
    assert places_of(("所谓的“软法”", 'the so-called "soft law"')) == []
    assert places_of(("所谓的“软法”", 'the so-called "soft law')) == ["#1"]


def test_a_mark_that_both_texts_of_a_unit_lack_the_partner_of_is_quiet() -> None:
    assert places_of(("“我们去哪儿？", "“Where are we going?")) == []
    assert places_of(("他走了。”", "He left.”"), ("她说：“留下", "She said: “Stay")) == []


def test_a_mark_opened_in_one_text_and_closed_in_the_other_is_reported_in_both() -> None:
    assert places_of(("她说：“留下", "Stay,” she said")) == ["#1", "#1"]


def test_a_straight_mark_before_a_word_opens_another_quotation_where_an_earlier_unit_left_one_open() -> None:
    pairs = [("他说：“走", 'He said: "Go'), ("所谓的“软法”", 'the so-called "soft law"')]
    assert places_of(*pairs) == []


def test_marks_in_tags_are_no_quotation_marks() -> None:
    assert places_of(('<a id="1">甲</a>', '<a id="1">A</a>')) == []


def test_a_straight_mark_may_be_closed_by_a_curly_one_and_open_after_a_colon() -> None:
    assert places_of(("最为“现在的”民族", 'the most "now” of nations')) == []
    assert places_of(("他提议：“会员俱乐部！”", 'He proposed:"Membership clubs!" he said.')) == []
