"""The rules of structure one by one: which blocks have labels, which are front matter, and what each is called."""

import pytest

from cdalign.labels import Label, LabelKind, parse_label, parse_marker
from cdalign.model import Role
from cdalign.reading import Block, BlockKind, Format, Reading
from cdalign.structure import structure_blocks
from cdalign.structure.labelled import count_front, find_labels, is_front, looks_like_heading
from cdalign.structure.naming import Namer


def label_of(text: str) -> Label:
    found = parse_label(f"{text} Words")
    assert found is not None
    return found[0]


def labelled(*blocks: str | Block) -> list[tuple[str, str]]:
    made = [block if isinstance(block, Block) else Block(block) for block in blocks]
    return [(item.label.printed.strip() if item.label else "", item.rest) for item in find_labels(made)]


def test_subtitles_are_numbered_and_have_their_times() -> None:
    blocks = (Block("1. One.", times="00:01 --> 00:02"), Block("Annex II", times="00:03 --> 00:04"))
    named = structure_blocks(Reading(blocks, Format.SUBTITLES)).paragraphs
    assert [(one.id, one.text, one.label, one.times) for one in named] == [
        ("body.1", "1. One.", "", "00:01 --> 00:02"),
        ("body.2", "Annex II", "", "00:03 --> 00:04"),
    ]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("A heading", True),
        ("A sentence.", False),
        ("It asked: why?", False),
        ("“It is so.”", False),
        ("It is so.12", False),
        ("It is so.123", True),
        ("as follows:", False),
        ("第一，", False),
        ("标题", True),
        ("x" * 300, True),
        ("x" * 301, False),
    ],
)
def test_a_heading_is_short_and_does_not_end_as_a_sentence(text: str, is_one: bool) -> None:
    assert looks_like_heading(Block(text)) is is_one


@pytest.mark.parametrize(
    ("block", "may_be"),
    [
        (Block("A title"), True),
        (Block("A title", kind=BlockKind.HEADING), True),
        (Block("[It is a note.]"), True),
        (Block("(Adopted.)*"), True),
        (Block("A sentence."), False),
        (Block("Annex II"), False),
        (Block("1. A title"), False),
        (Block("A title", kind=BlockKind.ROW), False),
    ],
)
def test_titles_and_notes_come_before_the_text(block: Block, may_be: bool) -> None:
    [item] = find_labels([block])
    assert is_front(item) is may_be


def test_front_matter_has_eight_lines_at_most_and_none_before_a_table() -> None:
    end = Block("It begins.")
    assert [count_front(find_labels([*[Block("Line")] * count, end])) for count in (0, 1, 8, 9)] == [0, 1, 8, 0]
    assert count_front(find_labels([Block("Line"), Block("a\tb", kind=BlockKind.ROW)])) == 0
    assert count_front(find_labels([Block("Line")])) == 0


@pytest.mark.parametrize(
    ("blocks", "labels"),
    [
        (["2.5 GW", "7.8 GW of it."], ["", ""]),
        (["2.5 One.", "2.6 Two."], ["2.5", "2.6"]),
        (["V. Petrov agreed."], [""]),
        (["V. Conclusions"], ["V."]),
        (["II. It ended."], ["II."]),
        (["二、三十人到会。"], [""]),
        (["A. Smith said so."], [""]),
        (["A. Background"], ["A."]),
        (["a. One.", "b. Two."], ["a.", "b."]),
        (["p. 5", "v. the Crown"], ["", ""]),
        (["h. Eight.", "i. Nine.", "j. Ten."], ["h.", "i.", "j."]),
        (["i. One.", "ii. Two."], ["i.", "ii."]),
        (["甲、总则", "乙、分则"], ["甲、", "乙、"]),
        (["甲、这是一句话。"], [""]),
        (["(a) met, and (b) voted."], [""]),
        (["(a) met, and (b) voted.", "(b) voted."], ["(a)", "(b)"]),
        (["(b) met, and (c) voted."], ["(b)"]),
        (["(a) met under paragraph (b) of it."], ["(a)"]),
        ([Block("2.5 GW", kind=BlockKind.HEADING)], ["2.5"]),
        ([Block("It met.", label="a.")], ["a."]),
        ([Block("(a) met, and (b) voted.", label="iv.")], ["iv."]),
        ([Block("It met.", label="OP1")], [""]),
        ([Block("1. One", kind=BlockKind.ROW)], [""]),
    ],
)
def test_a_label_needs_what_bears_it_out(blocks: list[str | Block], labels: list[str]) -> None:
    assert [printed for printed, _ in labelled(*blocks)] == labels


def test_what_is_no_label_stays_in_the_text() -> None:
    assert labelled("(a) met, and (b) voted.", "1. One.") == [("", "(a) met, and (b) voted."), ("1.", "One.")]


def test_ids_are_unique_by_letters_and_then_by_numbers() -> None:
    namer = Namer()
    made = [namer.unique("body.1") for _ in range(28)]
    assert made[:3] == ["body.1", "body.1b", "body.1c"]
    assert made[24:27] == ["body.1y", "body.1z", "body.1-2"]
    assert len(set(made)) == 28


def test_headings_open_scopes_where_numbers_begin_again() -> None:
    namer = Namer()
    assert namer.name_number(label_of("1.")) == "body.1"
    assert namer.name_heading(label_of("II.")) == "body.II"
    assert namer.name_number(label_of("2.")) == "body.2"
    assert namer.name_heading(label_of("A.")) == "body.II.A"
    assert namer.name_heading(label_of("Article 3")) == "body.article-3"
    assert namer.name_number(label_of("1.")) == "body.article-3.1"
    assert namer.name_heading(label_of("4.")) == "body.II.h4"


def test_an_annex_begins_everything_again() -> None:
    namer = Namer()
    namer.name_heading(label_of("II."))
    namer.name_number(label_of("1."))
    marker = parse_marker("Annex II")
    assert marker is not None
    assert namer.open_part(marker) == "annex-2"
    assert namer.name_sub_item(label_of("(a)")) == "annex-2.a"
    assert namer.name_heading(label_of("A.")) == "annex-2.A"
    assert namer.name_number(label_of("1.")) == "annex-2.1"


def test_points_lie_in_the_paragraph_above_and_roman_ones_in_the_point_above() -> None:
    namer = Namer()
    namer.name_number(label_of("2."))
    assert namer.name_sub_item(label_of("(a)")) == "body.2.a"
    roman = [Label(LabelKind.SUB_ROMAN, value, printed) for value, printed in ((1, "(i)"), (2, "(ii)"))]
    assert [namer.name_sub_item(one) for one in roman] == ["body.2.a.i", "body.2.a.ii"]
    assert namer.name_sub_item(label_of("(b)")) == "body.2.b"
    namer.name_number(label_of("3."))
    assert namer.name_sub_item(roman[0]) == "body.3.i"


def test_tables_are_counted_through_the_text_and_their_rows_in_each() -> None:
    namer = Namer()
    assert [namer.name_row(table) for table in (7, 7, 9, 7)] == ["body.t1.r1", "body.t1.r2", "body.t2.r1", "body.t1.r3"]


def test_footnotes_come_last_with_their_marks_raised() -> None:
    blocks = (Block("It met.", kind=BlockKind.TEXT), Block("See CD/1.", label="12", kind=BlockKind.FOOTNOTE),
              Block("Ibid.", kind=BlockKind.FOOTNOTE))  # fmt: skip
    named = structure_blocks(Reading(blocks, Format.DOCX)).paragraphs
    assert [(one.id, one.label, one.role) for one in named] == [
        ("body.p1", "", Role.PARAGRAPH),
        ("notes.12", "¹²", Role.FOOTNOTE),
        ("notes.2", "", Role.FOOTNOTE),
    ]
