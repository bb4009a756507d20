"""Tagged PDF: paragraphs, headings, rows and footnotes as the structure tree has them."""

from typing import Any

from pdf_files import LEFT, PITCH, TOP, Words
from tagged_files import Box, Node, Placed, node, tagged_file

from cdalign.reading import Block, BlockKind, parse_blocks

RUNNING = [Placed((LEFT, 800.0, 8.0, "CD/9999"), page) for page in (1, 2)]


def read(tree: Node, **settings: Any) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in parse_blocks(tagged_file(tree, **settings)).blocks]


def at(line: int, text: str, *, left: float = LEFT, size: float = 10.0) -> Words:
    return left, TOP - PITCH * line, size, text


def paragraph(line: int, *texts: str, left: float = LEFT, size: float = 10.0) -> Node:
    return node("P", *(at(line + index, text, left=left, size=size) for index, text in enumerate(texts)))


OPENING = paragraph(0, "1. The Working Group held five meetings, at which it", "considered the reports of its experts.")
CLOSING = paragraph(40, "2. It took note of the working papers that had been", "submitted to it in the first part.")
TEXT = BlockKind.TEXT
OPENED = (TEXT, "1. The Working Group held five meetings, at which it considered the reports of its experts.")
CLOSED = (TEXT, "2. It took note of the working papers that had been submitted to it in the first part.")


def test_headings_over_lines_and_paragraphs_over_pages() -> None:
    over = node(
        "P",
        at(5, "2. It took note of the working papers that"),
        Placed(at(0, "had been submitted to it in the first part"), page=1),
        Placed(at(0, "of its session."), page=2),
    )
    tree = node("Document", node("H1", at(0, "Report of the Group on a Subject"), at(1, "of its Own")), OPENING, over)
    untagged = [*RUNNING, Placed((500.0, 30.0, 8.0, "2/3"), page=1)]
    assert read(tree, pages=3, untagged=untagged) == [
        (BlockKind.HEADING, "Report of the Group on a Subject of its Own"),
        OPENED,
        (TEXT, "2. It took note of the working papers that had been submitted to it in the first part of its session."),
    ]


CHART = node("Figure", Box((LEFT, TOP - 20 * PITCH, 300.0, 15 * PITCH)))


def test_what_is_written_in_a_chart_is_left_out_and_counted() -> None:
    untagged = [Placed(at(8, "Planned")), Placed(at(9, "10 000", left=LEFT + 50)), Placed(at(10, "2024"))]
    reading = parse_blocks(tagged_file(node("Document", OPENING, CHART, CLOSING), untagged=untagged))
    assert [block.text for block in reading.blocks] == [OPENED[1], CLOSED[1]]
    assert "3 lines of charts left out" in reading.warnings


def test_what_has_no_tag_beside_a_chart_is_kept() -> None:
    untagged = [Placed(at(25, "Source: the secretariat.")), Placed(at(8, "Beside it", left=LEFT + 350))]
    blocks = read(node("Document", OPENING, CHART, CLOSING), untagged=untagged)
    assert {text for _, text in blocks} == {OPENED[1], CLOSED[1], "Source: the secretariat.", "Beside it"}


def test_what_has_a_tag_within_a_chart_is_kept() -> None:
    inside = paragraph(8, "A paragraph in a box that is tagged as a figure.")
    assert len(read(node("Document", OPENING, CHART, inside, CLOSING))) == 3


def test_notes_on_the_masthead_are_footnotes_behind_their_asterisks() -> None:
    notes = [paragraph(42, "* CD/9998.", size=8.0), paragraph(43, "** The annex is in English", "only.", size=8.0)]
    tagged = node("Document", OPENING, CLOSING, *notes)
    found = [(one.kind, one.label, one.text) for one in parse_blocks(tagged_file(tagged)).blocks[2:]]
    footnote = BlockKind.FOOTNOTE
    assert found == [(footnote, "*", "CD/9998."), (footnote, "**", "The annex is in English only.")]


def test_a_starred_paragraph_of_the_text_is_no_footnote() -> None:
    starred = paragraph(20, "* An item of a list, as large as the text.")
    assert [kind for kind, _ in read(node("Document", OPENING, starred, CLOSING))] == [TEXT] * 3
    small = paragraph(20, "* A note on what is above it.", size=8.0)
    assert [kind for kind, _ in read(node("Document", OPENING, small, CLOSING))] == [TEXT] * 3


def test_the_masthead_has_no_tags_and_is_kept() -> None:
    untagged = [Placed((400.0, 800.0, 10.0, "CD/9999")), Placed((LEFT, 30.0, 8.0, "GE.24-12345 (E)"))]
    blocks = read(node("Document", OPENING, CLOSING), untagged=untagged)
    assert blocks == [(TEXT, "CD/9999"), OPENED, CLOSED]


def cells(line: int, *texts: str, kind: str = "TD") -> Node:
    return node("TR", *(node(kind, node("P", at(line, text, left=LEFT + 150 * n))) for n, text in enumerate(texts)))


def test_rows_by_tags_with_a_head_on_each_page() -> None:
    head = node(
        "TR",
        *(
            node("TH", node("P", at(10, text, left=left), Placed(at(0, text, left=left), page=1)))
            for text, left in (("Item", LEFT), ("Body", LEFT + 150))
        ),
    )
    table = node("Table", head, cells(11, "Budget", "Group"), cells(12, "All items"))
    framed = node("Table", node("TR", node("TD", paragraph(20, "A frame around one text."))))
    rest = node("P", Placed(at(1, "3. It agreed to meet again in the following year."), page=1))
    assert read(node("Document", OPENING, table, framed, rest), pages=2) == [
        OPENED,
        *((BlockKind.ROW, row) for row in ("Item\tBody", "Budget\tGroup", "All items")),
        (TEXT, "A frame around one text."),
        (TEXT, "3. It agreed to meet again in the following year."),
    ]


def cell(line: int, text: str, *, column: int = 0) -> Node:
    return paragraph(line, text, left=LEFT + 120 * column, size=8.0)


def row(line: int, *texts: str) -> list[Node]:
    return [cell(line, text, column=number) for number, text in enumerate(texts)]


def test_rows_by_place_where_cells_are_tagged_as_paragraphs() -> None:
    tall = paragraph(12, "A text of three", "lines, beside which the", "others are", size=8.0)
    tree = node(
        "Document", OPENING, *row(10, "Item", "Body"), tall, cell(14, "at the foot", column=1), cell(15, "No second"),
        *row(16, "Budget", "Group"), CLOSING,
    )  # fmt: skip
    rows = (
        "Item\tBody",
        "A text of three lines, beside which the others are\tat the foot",
        "No second",
        "Budget\tGroup",
    )
    assert read(tree) == [OPENED, *((BlockKind.ROW, text) for text in rows), CLOSED]


def test_what_is_between_the_rules_of_a_table_is_of_it() -> None:
    last = paragraph(13, "The whole row is one cell of text, and the last of the table.", size=8.0)
    note = paragraph(16, "a A note below the table.", size=8.0)
    tree = node("Document", OPENING, *row(10, "Item", "Body"), *row(12, "Budget", "Group"), last, note, CLOSING)
    rules = [(0, (TOP - PITCH * line, LEFT, LEFT + 400)) for line in (9.2, 10.5, 14.5)]
    assert [kind for kind, _ in read(tree, rules=rules)] == [TEXT, *[BlockKind.ROW] * 3, TEXT, TEXT]
    assert [kind for kind, _ in read(tree)] == [TEXT, *[BlockKind.ROW] * 2, *[TEXT] * 3]


def test_a_list_in_two_columns_is_of_rows_of_one_pair_each() -> None:
    def pair(line: int, symbol: str, text: str, *, left: float = LEFT) -> list[Node]:
        return [paragraph(line, symbol, left=left, size=8.0), paragraph(line, text, left=left + 100, size=8.0)]

    left = [*pair(10, "63/260", "Activities"), *pair(11, "69/277", "Cooperation"), *pair(12, "70/1", "Agenda")]
    right = [
        *pair(11, "78/1", "Pact", left=320.0),
        *pair(12, "78/2", "Health", left=320.0),
        *pair(13, "78/3", "Law", left=320.0),
    ]
    short = [*pair(20, "80/5", "Declaration"), *pair(20, "80/7", "Water", left=320.0)]
    blocks = read(node("Document", OPENING, *left, *right, *short, CLOSING))
    assert [text.split("\t")[0] for _, text in blocks[1:-1]] == [
        "63/260",
        "69/277",
        "70/1",
        "78/1",
        "78/2",
        "78/3",
        "80/5",
        "80/7",
    ]


def test_dots_that_lead_to_a_page_number_end_an_entry() -> None:
    entry = node("P", at(10, "Introduction . . . . . . . . . . ."))
    short = node("P", at(11, "Programme of work ..."))
    numbers = [node("P", at(line, text, left=500.0)) for line, text in ((10, "2"), (11, "14"))]
    tree = node("Document", OPENING, entry, numbers[0], short, numbers[1], CLOSING)
    assert [text for _, text in read(tree)][1:-1] == ["Introduction\t2", "Programme of work\t14"]


def test_footnotes_come_last_and_labels_begin_their_items() -> None:
    note = node(
        "Note", node("P", at(50, "1", size=5.0), at(50, "See CD/9998, which", left=LEFT + 8), at(51, "was adopted."))
    )
    item = node(
        "LI",
        node("Lbl", at(5, "(a)")),
        node("LBody", paragraph(5, "To continue the", left=LEFT + 30), paragraph(7, "The Group agreed.")),
    )
    noted = node("P", at(3, "It decided"), node("Link", node("Span", (LEFT + 46, TOP - 3 * PITCH + 4, 6.0, "1")), note))
    blocks = parse_blocks(tagged_file(node("Document", OPENING, noted, node("L", item), CLOSING))).blocks
    assert blocks[1:4] == (Block("It decided"), Block("(a) To continue the"), Block("The Group agreed."))
    assert blocks[-1] == Block("See CD/9998, which was adopted.", BlockKind.FOOTNOTE, "1")


def test_tags_of_lines_are_not_trusted() -> None:
    lines = [
        "1. The Working Group held five meetings in the course of the year, at which it",
        "considered the reports of the experts and the proposals of the delegations, and",
        "agreed to continue its work in the second part of the session of the same year,",
        "and to meet again.",
    ]
    tree = node("Document", *(paragraph(number, line) for number, line in enumerate(lines)))
    assert read(tree) == [(TEXT, " ".join(lines))]


def test_paragraphs_are_found_wherever_they_are_among_very_many() -> None:
    texts = [f"Text {'ab'[number % 2]}{number:03d} of the document is here." for number in range(600)]
    pages = [0, *sorted([*range(1, 12)] * 54), 0, 11, 0, 5, 3]
    nodes = [
        node("P", Placed(at(number % 54, text), page))
        for number, (text, page) in enumerate(zip(texts, pages, strict=False))
    ]
    assert sorted(text for _, text in read(node("Document", *nodes), pages=12)) == sorted(texts)


def test_a_tagged_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    listed = node("Table", cells(10, "First resolution"), cells(11, "Second resolution"))
    assert [kind for kind, _ in read(node("Document", OPENING, listed, CLOSING))] == [TEXT] * 4


def side_by_side(line: int, *texts: str, left: float = LEFT) -> list[Node]:
    """Cells that are tagged as paragraphs, in small letters."""
    return [paragraph(line, text, left=left + 200 * number, size=8.0) for number, text in enumerate(texts)]


def test_a_row_of_one_cell_may_begin_left_of_the_row_before_it_as_the_table_does() -> None:
    rows = [
        *side_by_side(10, "Category", "2024"),
        *side_by_side(11, "Reports", "3", left=LEFT + 20),
        paragraph(12, "B. Transfer of knowledge", size=8.0),
        *side_by_side(13, "Seminars", "7", left=LEFT + 20),
    ]
    found = read(node("Document", OPENING, *rows, CLOSING))
    assert (BlockKind.ROW, "B. Transfer of knowledge") in found


def test_rows_of_one_cell_go_on_under_the_head_that_is_there_again() -> None:
    head = [
        node("P", at(10, text, left=left, size=8.0), Placed(at(0, text, left=left, size=8.0), page=1))
        for text, left in (("Category", LEFT), ("2024", LEFT + 200))
    ]
    over = [node("P", Placed(at(3 + line, f"Last row {line}", size=8.0), page=1)) for line in range(2)]
    after = node("P", Placed(at(8, "a A note below the table.", size=8.0), page=1))
    rules = [(1, (TOP - PITCH * line, LEFT, LEFT + 300)) for line in (-1, 1, 6)]
    tree = node("Document", OPENING, *head, *side_by_side(11, "Reports", "3"), *over, after)
    found = read(tree, pages=2, rules=rules)
    assert [text for kind, text in found if kind is BlockKind.ROW][2:] == ["Last row 0", "Last row 1"]
