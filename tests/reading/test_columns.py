"""Rows of tables and columns of text, told by place: cells over several lines, page breaks, any order of writing."""

from itertools import chain

import pytest
from pdf_files import PITCH, SIZE, TOP, Words, pdf_file, set_lines

from cdalign.reading import BlockKind, parse_blocks
from cdalign.reading.page_columns import stand_beside
from cdalign.reading.page_lines import PageLine

LEFTS = (72.0, 220.0, 400.0)
BEFORE = [
    "1. The Working Group held five meetings in the course of the year, at which it",
    "considered the reports of the experts.",
]
AFTER = ["2. It took note of the working papers that had been submitted to it."]
ROWS = [
    [["Recommendation"], ["Body"], ["Remarks"]],
    [["Take stock of the measures", "that have been adopted"], ["Secretariat"], ["By the end of the", "first part"]],
    [["Verification"], ["Working Group"], ["Continuing"]],
    [["Budget"], ["None"], ["The cost of the meetings", "is to be met within the", "resources"]],
]
TEXTS = [
    "Recommendation\tBody\tRemarks",
    "Take stock of the measures that have been adopted\tSecretariat\tBy the end of the first part",
    "Verification\tWorking Group\tContinuing",
    "Budget\tNone\tThe cost of the meetings is to be met within the resources",
]
FIRST_COLUMN = [
    "1. The Working Group held five meetings",
    "in the course of the year, and heard the",
    "reports of the experts and the proposals",
    "of all the delegations, which it decided to",
    "consider again in the second part of the",
    "session, in the light of the replies that",
]
SECOND_COLUMN = [
    "the States would have sent by that date.",
    "2. It took note of the working papers that",
    "had been submitted to it, and thanked the",
    "secretariat for the help that it had given",
    "to the members of the Group, and to the",
    "observers, in the course of the session.",
]
COLUMN_TEXTS = [" ".join([*FIRST_COLUMN, SECOND_COLUMN[0]]), " ".join(SECOND_COLUMN[1:])]


def set_rows(rows: list[list[list[str]]], *, top: float, padding: float = 4.0) -> tuple[list[list[Words]], float]:
    """Give the lines of each row, cell by cell, and where the next line stands."""
    placed = []
    for row in rows:
        placed.append(
            [
                (left, top - PITCH * number, SIZE, line)
                for left, cell in zip(LEFTS, row, strict=True)
                for number, line in enumerate(cell)
            ]
        )
        top -= PITCH * max(map(len, row)) + padding
    return placed, top


def read(*pages: list[Words]) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in parse_blocks(pdf_file(pages)).blocks]


def rows_and_texts(rows: list[str]) -> list[tuple[BlockKind, str]]:
    return [
        (BlockKind.TEXT, " ".join(BEFORE)),
        *((BlockKind.ROW, row) for row in rows),
        (BlockKind.TEXT, " ".join(AFTER)),
    ]


@pytest.mark.parametrize("by_lines", [False, True], ids=["cell by cell", "line by line"])
def test_cells_over_several_lines_are_one_row(by_lines: bool) -> None:
    placed, foot = set_rows(ROWS, top=TOP - 3 * PITCH)
    if by_lines:
        placed = [sorted(row, key=lambda words: (-words[1], words[0])) for row in placed]
    page = [*set_lines(BEFORE), *chain.from_iterable(placed), *set_lines(AFTER, top=foot - PITCH)]
    assert read(page) == rows_and_texts(TEXTS)


def test_a_cell_in_the_middle_of_its_row_belongs_to_it() -> None:
    tall = ["The measures that were", "adopted by the Group", "in the first part"]
    cell = [(LEFTS[0], TOP - 50 - PITCH * number, SIZE, line) for number, line in enumerate(tall)]
    page = [
        *set_lines(BEFORE),
        *cell,
        (LEFTS[1], TOP - 50 - PITCH, SIZE, "Secretariat"),
        (LEFTS[0], TOP - 100, SIZE, "Verification"),
        (LEFTS[1], TOP - 100, SIZE, "Working Group"),
        *set_lines(AFTER, top=TOP - 150),
    ]
    assert read(page) == rows_and_texts([f"{' '.join(tall)}\tSecretariat", "Verification\tWorking Group"])


def test_paragraphs_of_a_cell_are_told_apart() -> None:
    row = [
        (LEFTS[0], 600.0, SIZE, "Meetings"),
        *((LEFTS[1], height, SIZE, text) for height, text in ((600.0, "The President."), (582.0, "The coordinators."))),
    ]
    page = [*set_lines(BEFORE), *row, (LEFTS[0], 560.0, SIZE, "Budget"), (LEFTS[1], 560.0, SIZE, "None")]
    assert [text for _, text in read([*page, *set_lines(AFTER, top=530.0)])][1:-1] == [
        "Meetings\tThe President.\tThe coordinators.",
        "Budget\tNone",
    ]


def test_a_head_that_returns_and_a_row_that_goes_on_over_the_page() -> None:
    first, _ = set_rows(ROWS[:3], top=100.0)
    second, foot = set_rows([ROWS[0], ROWS[3]], top=TOP)
    rest = [(LEFTS[2], TOP + 2 * PITCH, SIZE, "beyond the session")]
    pages = [
        [*set_lines(BEFORE), *chain.from_iterable(first)],
        [*second[0], *second[1], *set_lines(AFTER, top=foot - PITCH)],
    ]
    assert read(*pages) == rows_and_texts(TEXTS)
    pages[1] = [*rest, *chain.from_iterable(second[1:]), *set_lines(AFTER, top=foot - PITCH)]
    assert read(*pages) == rows_and_texts([*TEXTS[:2], f"{TEXTS[2]} beyond the session", TEXTS[3]])


def set_column(lines: list[str], left: float, top: float) -> list[Words]:
    return [(left, top - PITCH * number, SIZE, line) for number, line in enumerate(lines)]


@pytest.mark.parametrize("by_lines", [False, True], ids=["column by column", "line by line"])
def test_columns_of_text_are_read_one_after_another(by_lines: bool) -> None:
    columns = [*set_column(FIRST_COLUMN, 72.0, TOP), *set_column(SECOND_COLUMN, 320.0, TOP)]
    if by_lines:
        columns.sort(key=lambda words: (-words[1], words[0]))
    page = [(150.0, TOP + 40, 14.0, "Report of the Working Group"), *columns]
    assert read(page) == [(BlockKind.TEXT, text) for text in ("Report of the Working Group", *COLUMN_TEXTS)]


def test_a_page_with_the_first_column_alone_goes_on_in_columns() -> None:
    third = ["3. It adopted the report by consensus at", "its last meeting, and thanked all of those", "who had come."]
    first = [*set_column(FIRST_COLUMN, 72.0, TOP), *set_column(SECOND_COLUMN, 320.0, TOP)]
    across = [
        "The Chair of the Working Group then declared the meeting closed, and wished all of",
        "those who had taken part in it a safe journey home.",
    ]
    last = [*set_column(third, 72.0, TOP), *set_lines(across, top=TOP - 80)]
    assert [text for _, text in read(first, last)] == [*COLUMN_TEXTS, " ".join(third), " ".join(across)]


def test_an_ordinary_page_shows_no_sign_of_columns() -> None:
    lines = [PageLine("a line", 700.0 - 12 * number, 10.0, left=72.0, right=300.0) for number in range(40)]
    assert not stand_beside(tuple(lines))
    assert stand_beside((*lines, lines[0]._replace(left=320.0, right=500.0)))


def test_the_symbol_at_the_head_of_a_second_page_is_left_out() -> None:
    pages = [set_lines([*BEFORE, "", *AFTER]), [(400.0, 790.0, 9.0, "CD/2138"), *set_lines(["3. It agreed to meet."])]]
    assert [text for _, text in read(*pages)] == [" ".join(BEFORE), *AFTER, "3. It agreed to meet."]


def test_a_tab_that_a_font_calls_a_letter_parts_no_cells() -> None:
    first, _ = set_rows([ROWS[0], [["Veri\tfication"], ["Working\tGroup"], ["Continuing"]]], top=100.0)
    rest = [(LEFTS[2], TOP + 2 * PITCH, SIZE, "beyond the session")]
    pages = [[*set_lines(BEFORE), *chain.from_iterable(first)], [*rest, *set_lines(AFTER)]]
    assert [text.count("\t") for kind, text in read(*pages) if kind is BlockKind.ROW] == [2, 2]
