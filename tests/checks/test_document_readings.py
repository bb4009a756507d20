"""A document made ready for its checks: where words occur in it, and which terms."""

from pairs import document_of_lines, termbase_of

from cdalign.checks.document_readings import read_passages
from cdalign.checks.sides import Terminology

TEXT = "会议 于 2018 年 通过 CD/1 号决定。\nThe UNDC met; UNDCs did not.\n"


def test_words_are_found_across_spaces_and_shown_where_they_are() -> None:
    reading = read_passages(document_of_lines("zh", TEXT), Terminology(termbase_of()))
    first, second = reading.passages
    assert [first.text[start:stop] for start, stop in first.find("会议于2018年")] == ["会议 于 2018 年"]
    assert list(first.find("决议")) == []
    assert first.quote((0, 2)).spans[0].stop == 2
    assert (first.id, first.number, first.is_chinese) == ("body.1", 0, True)
    assert second.number == 1


def test_a_latin_word_is_not_found_inside_a_longer_one() -> None:
    reading = read_passages(document_of_lines("en", TEXT), Terminology(termbase_of()))
    assert len(list(reading.passages[1].find("UNDC"))) == 1
    assert not reading.is_chinese


def test_terms_of_a_passage() -> None:
    terms = Terminology(termbase_of("decision | zh | 决定", "decision | en | decision"))
    reading = read_passages(document_of_lines("zh", TEXT), terms)
    assert [match.key for match in reading.passages[0].matches] == ["decision"]
    assert reading.lang == "zh"
