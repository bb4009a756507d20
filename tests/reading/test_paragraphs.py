"""Paragraphs of untagged PDF by place: spacing, hanging numbers, headings over lines, pages, what runs along edges."""

import textwrap

import pytest
from pdf_files import LEFT, PITCH, SIZE, TOP, Words, pdf_file

from cdalign.reading import parse_blocks

LONG = (
    "the Working Group considered the reports of the experts and the proposals of the delegations on all of the "
    "matters that had been raised in the year, and decided to continue the work in the second part of the session"
)
# Letters of Helvetica are half as wide as high on average.
MEASURE, LETTER = 440.0, 4.7


def read(*pages: list[Words]) -> list[str]:
    return [block.text for block in parse_blocks(pdf_file(pages)).blocks]


def set_texts(*texts: tuple[str, float, float, float], top: float = TOP) -> list[Words]:
    """Wrapped texts, each with the space above it, the indent of its first line and that of the others."""
    placed: list[Words] = []
    for text, space, first, others in texts:
        top -= space
        indent = " " * round((first - others) / LETTER) if first > others else ""
        for number, line in enumerate(textwrap.wrap(text, int((MEASURE - others) / LETTER), initial_indent=indent)):
            placed.append((LEFT + (others if number else first), top, SIZE, line.strip()))
            top -= PITCH
    return placed


def test_heads_and_feet_that_are_drawn_first_make_no_table() -> None:
    running = [(LEFT, 800.0, 9.0, "A/80/604"), (LEFT, 40.0, 9.0, "2/13"), (480.0, 40.0, 9.0, "26-04887")]
    texts = [f"1. In March {LONG}.", f"2. Later {LONG}, and rose.", "3. It then adjourned."]
    first = set_texts(*((text, 6.0, 0.0, 0.0) for text in texts[:2]))
    assert read([*running, *first], [*running, *set_texts((texts[2], 6.0, 0.0, 0.0))]) == texts


@pytest.mark.parametrize("space", [0.0, 6.0], ids=["close", "apart"])
def test_items_hang_from_their_letters(space: float) -> None:
    texts = [f"1. It decided that {LONG}:", f"(a) That {LONG};", f"(b) With regard to the rest, that {LONG}."]
    assert read(set_texts((texts[0], 0.0, 0.0, 0.0), *((text, space, 20.0, 40.0) for text in texts[1:]))) == texts


def test_a_letter_that_a_wrapped_line_begins_with_begins_no_item() -> None:
    full = textwrap.wrap(LONG, int(MEASURE / LETTER))[0]
    text = f"{full[:-4]};{' (b) and ' + LONG}."
    assert read(set_texts((text, 0.0, 0.0, 0.0))) == [text]


def test_a_heading_over_two_lines_is_one_and_two_headings_are_two() -> None:
    headings = ["Budget performance for the period from 1 July 2024", "to 30 June 2025"]
    titles = ["Subprogramme 1", "Climate change and natural resources"]
    spaces = [0.0, 0.0, 12.0, 0.0]
    placed = set_texts(*((text, space, 30.0, 30.0) for text, space in zip(headings + titles, spaces, strict=True)))
    text = f"1. At its meetings {LONG}."
    assert read([*placed, *set_texts((text, 0.0, 0.0, 0.0), top=TOP - 100)]) == [" ".join(headings), *titles, text]


def test_a_paragraph_goes_on_behind_a_full_line_that_ends_a_sentence_and_a_page() -> None:
    numbered = [f"{number}. In the matter {LONG}." for number in range(1, 9)]
    full = textwrap.wrap(LONG, int(MEASURE / LETTER))[0]
    last, rest = f"9. {full[:-4]}.", "It then decided to rise."
    first = set_texts(*((text, 6.0, 0.0, 0.0) for text in [*numbered, last]))
    second = set_texts((rest, 0.0, 0.0, 0.0), ("10. It rose.", 6.0, 0.0, 0.0))
    assert read(first, second) == [*numbered, f"{last} {rest}", "10. It rose."]


def test_first_lines_may_be_indented_instead() -> None:
    texts = [f"In March {LONG}.", f"Later {LONG}, and rose."]
    assert read(set_texts(*((text, 0.0, 20.0, 0.0) for text in texts))) == texts


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_pages_may_be_turned_any_way(turns: int) -> None:
    texts = [f"1. In March {LONG}.", "2. Of CD/1299 it took note.", f"3. Later {LONG}, and rose."]
    page = set_texts(*((text, 6.0, 0.0, 0.0) for text in texts))
    assert [block.text for block in parse_blocks(pdf_file([page], turns=turns)).blocks] == texts


def test_entries_of_a_contents_list_end_at_their_page_numbers() -> None:
    entries = [("Introduction", "2"), ("Programme of work and its results in the course of the year", "14")]
    placed = set_texts(*((f"{title} {'.' * 60} {page}", 0.0, 0.0, -200.0) for title, page in entries))
    text = f"1. In March {LONG}."
    blocks = parse_blocks(pdf_file([[*placed, *set_texts((text, 0.0, 0.0, 0.0), top=TOP - 100)]])).blocks
    assert [block.text for block in blocks] == [*("\t".join(entry) for entry in entries), text]


def test_short_lines_one_under_another_are_paragraphs() -> None:
    lines = ["Table 34.2", "Performance measure", "Programme 28", "Safety and security"]
    text = f"1. In March {LONG}."
    placed = set_texts(*((line, 0.0, 0.0, 0.0) for line in lines))
    assert read([*placed, *set_texts((text, 0.0, 0.0, 0.0), top=TOP - 100)]) == [*lines, text]


def test_a_footnote_whose_mark_touches_its_first_word_stands_apart() -> None:
    text = f"1. In March {LONG}."
    first = set_texts((text, 0.0, 0.0, 0.0))[:-1]
    last = textwrap.wrap(text, int(MEASURE / LETTER))[-1]
    note = [(LEFT, 63.0, 5.0, "2"), (LEFT + 2.8, 60.0, 8.0, "See the conclusions of the Group.")]
    blocks = parse_blocks(pdf_file([[*first, *note], set_texts((last, 0.0, 0.0, 0.0))])).blocks
    assert [(block.label, block.text) for block in blocks] == [("", text), ("2", "See the conclusions of the Group.")]


def test_a_number_right_below_a_full_heading_begins_a_paragraph() -> None:
    full = textwrap.wrap(LONG, int((MEASURE - 20) / LETTER))[0]
    texts = [f"B. {full[:-3].strip()}", f"4. In March {LONG}.", f"5. Later {LONG}"[:-4], "6. The Group rose."]
    assert read(set_texts(*((text, 0.0, 0.0, 20.0) for text in texts))) == texts


def test_a_short_line_in_the_middle_is_no_part_of_the_title_above_it() -> None:
    title, subtitle, text = "Report on a Subject of its Own in Two Lines", "Draft", f"1. In March {LONG}."
    placed = [(LEFT + 120.0, TOP + 40.0, 12.0, title), (LEFT + 227.0, TOP + 26.0, 12.0, subtitle)]
    assert read([*placed, *set_texts((text, 0.0, 0.0, 0.0))]) == [title, subtitle, text]


def test_the_imprint_of_the_first_page_and_the_rule_above_notes_are_no_text() -> None:
    text = f"1. In March {LONG}."
    *first, last = set_texts((text, 0.0, 0.0, 0.0))
    rule = (LEFT, 80.0, SIZE, "_" * 18)
    note = [(LEFT, 63.0, 5.0, "2"), (LEFT + 2.8, 60.0, 8.0, "See the conclusions of the Group.")]
    imprint = [(LEFT, 40.0, 8.0, "26-05751 (E) 270426"), (LEFT, 30.0, 8.0, "*2605751*")]
    assert read([*first, rule, *note, *imprint], [(LEFT, TOP, SIZE, last[3])])[0] == text
    assert len(read([*first, rule, *imprint, last])) == 1
