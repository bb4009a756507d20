import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdalign.reading.joining import join_at_wrap
from cdalign.reading.lines import ends_finished, first_token, parse_lines
from cdalign.reading.text_layouts import measure_layout
from cdalign.reading.wrapping import join_lines
from cdalign.text import display_width, joint_between

CHINESE_PIECES = [
    "裁军谈判会议在",
    " 2018 年 9 月 5 日",
    "通过了《不扩散核武器条约》",
    "(《不扩散条约》)",
    "的报告，",
    "并注意到",
    " CD/2119 号决定；",
    "各代表团",
    "“实质性推动核裁军”",
    "的努力、",
    "建议和看法",
]
ENGLISH_PIECES = [
    "the Conference",
    "on Disarmament,",
    "at its 1470th",
    "plenary meeting,",
    "non-nuclear-weapon States",
    "(NPT)",
    "and/or",
    "decided to take note",
    "of document CD/2138;",
    "verification",
]


def wrap(text: str, width: int) -> list[str]:
    """Wrap as a typesetter does: between words, and between Han except before marks that cannot open a line."""
    lines, line, rest = [], "", text
    while rest:
        space = rest[: len(rest) - len(rest.lstrip())]
        token = first_token(rest.lstrip())
        if line and display_width(line + space + token) > width:
            lines.append(line)
            line = token
        else:
            line += space + token
        rest = rest[len(space) + len(token) :]
    return [*lines, line]


def make_sentence(pieces: list[str], joint: str, stop: str) -> str:
    text = ""
    for piece in pieces:
        text += (joint_between(text, piece.strip()) if joint == "" else joint if text else "") + piece.strip()
    return text.rstrip("，；、,;") + stop


def paragraphs(pieces: list[str], joint: str, stop: str) -> st.SearchStrategy[list[str]]:
    sentence = st.lists(st.sampled_from(pieces), min_size=8, max_size=20).map(
        lambda one: make_sentence(one, joint, stop)
    )
    paragraph = st.lists(sentence, min_size=2, max_size=4).map(("" if joint == "" else " ").join)
    return st.lists(paragraph, min_size=2, max_size=6)


TEXTS = st.one_of(paragraphs(CHINESE_PIECES, "", "。"), paragraphs(ENGLISH_PIECES, " ", "."))


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(40, 110))
def test_wrapped_paragraphs_between_blank_lines_are_given_back(texts: list[str], width: int) -> None:
    written = "\n\n".join("\n".join(wrap(text, width)) for text in texts)
    assert [one.text for one in join_lines(parse_lines(written))] == texts


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(40, 80), st.sampled_from(["\n", "\n\n", "\r\n"]), st.sampled_from([". ", ".  ", ".\t"]))
def test_wrapped_numbered_paragraphs_are_given_back(texts: list[str], width: int, newline: str, gap: str) -> None:
    numbered = [f"{number}. {text}" for number, text in enumerate(texts, start=1)]
    lines = [line for text in numbered for line in wrap(text, width)]
    written = newline.join(lines).replace(". ", gap, 1)
    joined = [one.text.replace("\t", " ").replace("  ", " ") for one in join_lines(parse_lines(written))]
    assert joined == numbered


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab .\n\f\r\t一。1、(A)", max_size=300))
def test_no_letter_is_lost_in_joining(text: str) -> None:
    def letters(words: str) -> str:
        return "".join(char for char in words if not char.isspace())

    assert letters("".join(one.text for one in join_lines(parse_lines(text)))) == letters(text)


def test_one_sentence_a_line_stays_so() -> None:
    sentences = [
        "The meeting was called to order.",
        "The Chair welcomed all participants and drew their attention to the agenda, as contained in CD/2100.",
        "It was adopted.",
        "No delegation asked for the floor, and the Chair therefore proposed to take the next item at once.",
    ]
    assert [one.text for one in join_lines(parse_lines("\n".join(sentences)))] == sentences
    assert measure_layout(parse_lines("\n".join(sentences))).measure == 0


def test_a_number_at_the_start_of_a_wrapped_line_is_no_label() -> None:
    lines = [
        "1. The Group met on several occasions in the course of the year, and it met on",
        "2. September as well, in accordance with the decision that had been taken by it",
        "in the first part of the session, and on the basis of paragraph 4 of document",
        "CD/2119, in the presence of all the members of the Group and of the observers.",
        "2. The Group adopted its report by consensus at the last of its meetings, which",
        "was held in Geneva.",
    ]
    assert len(join_lines(parse_lines("\n".join(lines)))) == 2


def test_items_that_wrapping_sets_at_the_start_of_a_line_stay_in_their_paragraph() -> None:
    lines = [
        "2. The bodies are to address issues in the following areas: (a) consideration;",
        "(b) deepening of technical discussions and broadening areas of agreement here;",
        "(c) consideration of effective measures, including legal instruments, that are",
        "suited for negotiation.",
        "3. The Conference decided to appoint the Ambassador of a State as Coordinator.",
    ]
    assert len(join_lines(parse_lines("\n".join(lines)))) == 2


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("the non-", "proliferation regime", "the non-proliferation regime"),
        ("the prolif-", "eration regime", "the proliferation regime"),
        ("the gov-", "ernments agreed", "the governments agreed"),
        ("the photosyn-", "thetic cells", "the photosynthetic cells"),
        ("an inter-", "national body", "an international body"),
        ("a well-", "known author", "a well-known author"),
        ("the non-", "governmental bodies", "the non-governmental bodies"),
        ("a re-", "entry vehicle", "a re-entry vehicle"),
        ("the Sino-", "foreign venture", "the Sino-foreign venture"),
        ("a 10-", "year plan", "a 10-year plan"),
        ("and/", "or", "and/or"),
        ("7 月", "31 日", "7 月 31 日"),
        ("防止核武器引", "爆――无论", "防止核武器引爆――无论"),
        ("1980 -", "1990", "1980 - 1990"),
    ],
)
def test_lines_join_as_they_were_written(left: str, right: str, joined: str) -> None:
    assert join_at_wrap(left, right, frozenset({"proliferation", "non-proliferation"})) == joined


@pytest.mark.parametrize(
    ("text", "is_finished"),
    [("it did.", True), ("in para.", False), ("Mr.", False), ("有效。1", True), ("and", False)],
)
def test_the_end_of_a_paragraph_is_known_by_its_last_mark(text: str, is_finished: bool) -> None:
    assert ends_finished(text) is is_finished


def test_a_short_line_without_a_stop_below_a_sentence_is_a_heading() -> None:
    lines = [
        "The existing frames tend to become loose at the hinge in the course of years. As",
        "to the lock, it has many more parts than the others, and is expensive to make.",
        "Detailed description of the embodiments",
        "As shown in the first figure, the frame comprises a front tube and a rear tube as",
        "well as a hinge that is between the two of them.",
    ]
    assert [one.line for one in join_lines(parse_lines("\n".join(lines)))] == [1, 3, 4]


def test_chinese_broken_after_so_many_characters_goes_on_below_narrow_ones() -> None:
    text = (
        "车架10包括前管12、后管14以及连接二者的铰链16。铰链16具有楔形销18，该销由弹簧推向锁紧的位置。"
        "骑车人拉动手柄，销即退出，两管便可绕轴线A转动。"
    )
    lines = [text[start : start + 32] for start in range(0, len(text), 32)]
    assert [one.text for one in join_lines(parse_lines("\n".join(lines)))] == [text]


def test_hand_marked_breaks_of_a_un_document(shared: Path) -> None:
    lines = (shared / "pairs" / "10_en_hardwrapped_with_line_gold" / "line_gold.jsonl").read_text(encoding="utf-8")
    found = missed = invented = 0
    for record in map(json.loads, lines.splitlines()):
        starts = {one.line for one in join_lines(parse_lines(record["raw_text"]))}
        for index, is_hard in enumerate(record["is_hard_linebreak"]):
            found += is_hard and index + 2 in starts
            missed += is_hard and index + 2 not in starts
            invented += not is_hard and index + 2 in starts
    # The one that is missed parts two lines of a heading.
    assert (found, missed, invented) == (32, 1, 0)
