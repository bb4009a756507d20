"""Footnotes of text files."""

import pytest

from cdalign.documents import make_document
from cdalign.model import Role
from cdalign.reading import BlockKind, parse_blocks
from cdalign.reading.notes import drop_anchors

BODY = """1.  The Working Group held five meetings in the course of the year, at which it
considered the reports{first} of the experts and the proposals of the delegations, then
agreed to continue.

2.  It took note of the working papers that had been submitted to it,{second} and
expressed its appreciation to the secretariat for the help that it had given.
"""
NOTES = ["See CD/2119, which was adopted in the first part of the session, and the records of the meeting.", "Ibid."]
WRAPPED_NOTE = NOTES[0].replace("session, ", "session,\n")


def read(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    blocks = parse_blocks(text.encode()).blocks
    notes = [(block.label, block.text) for block in blocks if block.kind is BlockKind.FOOTNOTE]
    return [block.text for block in blocks if block.kind is BlockKind.TEXT], notes


@pytest.mark.parametrize(
    ("anchors", "block"),
    [
        ((" 1/", " 2/"), f"1/ {WRAPPED_NOTE}\n\n2/ {NOTES[1]}\n"),
        (("¹", "²"), f"¹ {WRAPPED_NOTE}\n² {NOTES[1]}\n"),
        (("¹", "²"), f"_____________\n1 {WRAPPED_NOTE}\n2 {NOTES[1]}\n"),
    ],
)
def test_notes_stand_apart_and_their_marks_are_gone(anchors: tuple[str, str], block: str) -> None:
    text, notes = read(f"{BODY.format(first=anchors[0], second=anchors[1])}\n{block}")
    assert text == read(BODY.format(first="", second=""))[0]
    assert notes == [("1", NOTES[0]), ("2", NOTES[1])]


def test_notes_at_the_foot_of_a_page_part_no_paragraph() -> None:
    before, after = BODY.format(first=" 1/", second="").split("agreed to")
    text, notes = read(f"{before}\n1/ {WRAPPED_NOTE}\n\fagreed to{after}\n")
    assert len(text) == 2
    assert "delegations, then agreed to continue." in text[0]
    assert notes == [("1", NOTES[0])]


def test_without_wrapping_a_note_is_one_line() -> None:
    text, notes = read("会议通过了报告。 1/\n1/ 见CD/2119。\n会议继续审议。\n")
    assert text == ["会议通过了报告。", "会议继续审议。"]
    assert notes == [("1", "见CD/2119。")]


def test_notes_are_footnotes_of_the_document() -> None:
    document = make_document(parse_blocks(f"{BODY.format(first=' 1/', second='')}\n1/ {NOTES[1]}\n".encode()))
    assert [(one.id, one.label) for one in document.paragraphs if one.role is Role.FOOTNOTE] == [("notes.1", "¹")]


@pytest.mark.parametrize(
    "text",
    [
        "In 2018 1/3 of the States agreed, and 21/ was not met.",
        "resolution 71/1 of the Assembly",
        "1/3 of the States agreed.",
        "x³ is no note",
    ],
)
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    assert drop_anchors(text, ["1", "2"]) == text
    assert read(text) == ([text], [])
