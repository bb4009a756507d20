import itertools
import tracemalloc
from types import SimpleNamespace

import pytest
from pdf_files import LEFT, TOP, pdf_file, set_lines

from cdalign.errors import ReadError
from cdalign.reading import BlockKind, Format, parse_blocks
from cdalign.reading.page_lines import PageLine, drop_running_lines

PARAGRAPH = [
    "1. The Working Group held five meetings in the course of the year, at which it",
    "considered the reports of the experts and the proposals of the delegations, and",
    "agreed to continue.",
]
SECOND = [
    "2. It took note of the working papers that had been submitted to it, and expressed",
    "its appreciation to the secretariat.",
]


def texts(pages: list[list[tuple[float, float, float, str]]]) -> list[str]:
    return [block.text for block in parse_blocks(pdf_file(pages)).blocks]


def test_wrapped_lines_are_joined() -> None:
    assert texts([set_lines([*PARAGRAPH, "", *SECOND])]) == [" ".join(PARAGRAPH), " ".join(SECOND)]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = [(LEFT, 780.0, 8.0, "CD/2138"), *set_lines(PARAGRAPH[:2]), (300.0, 40.0, 8.0, "2")]
    second = [(LEFT, 780.0, 8.0, "CD/2138"), *set_lines([PARAGRAPH[2], "", *SECOND]), (300.0, 40.0, 8.0, "3")]
    reading = parse_blocks(pdf_file([first, second]))
    assert [block.text for block in reading.blocks] == [" ".join(PARAGRAPH), " ".join(SECOND)]
    assert reading.format is Format.PDF
    assert "4 running lines" in reading.warnings[0]


def test_hyphens_of_wrapping_go_and_hyphens_of_words_stay() -> None:
    lines = [
        "1. The Working Group took note of the verification of the commitments, and of non-",
        "proliferation, which had been discussed, and of the need for further veri-",
        "fication in the future, and of the role of all the members.",
        "",
        *SECOND,
    ]
    joined = texts([set_lines(lines)])[0]
    assert "of non-proliferation" in joined
    assert "further verification in" in joined


def test_footnotes_stand_apart_and_their_marks_are_gone() -> None:
    page = set_lines([*PARAGRAPH, "", *SECOND])
    page.insert(3, (LEFT + 86.0, TOP - 24.0 + 4.0, 6.0, "1"))
    notes = [
        (LEFT, 103.0, 5.0, "1"),
        (LEFT + 6, 100.0, 8.0, "See CD/2119, which was adopted"),
        (LEFT, 90.0, 8.0, "in 2018."),
    ]
    blocks = parse_blocks(pdf_file([[*page, *notes]])).blocks
    assert [(block.text, block.kind, block.label) for block in blocks] == [
        (" ".join(PARAGRAPH), BlockKind.TEXT, ""),
        (" ".join(SECOND), BlockKind.TEXT, ""),
        ("See CD/2119, which was adopted in 2018.", BlockKind.FOOTNOTE, "1"),
    ]


def test_columns_are_cells() -> None:
    rows = [
        (left, TOP - 100 - 14 * number, 10.0, word)
        for number, row in enumerate([("Item", "Meetings"), ("Definition", "Three")])
        for left, word in zip((LEFT, 300.0), row, strict=True)
    ]
    blocks = parse_blocks(pdf_file([[*set_lines(PARAGRAPH), *rows]])).blocks
    assert [(block.text, block.kind) for block in blocks[1:]] == [
        ("Item\tMeetings", BlockKind.ROW),
        ("Definition\tThree", BlockKind.ROW),
    ]


def test_a_gap_behind_a_number_makes_no_column() -> None:
    page = [(LEFT, TOP, 10.0, "1."), (LEFT + 40, TOP, 10.0, "The Working Group held five meetings.")]
    assert texts([page]) == ["1. The Working Group held five meetings."]


def test_a_page_without_text_is_named() -> None:
    reading = parse_blocks(pdf_file([set_lines(PARAGRAPH), [], set_lines(SECOND)]))
    assert "no text on page 2" in reading.warnings[0]


def test_pictures_of_text_are_refused() -> None:
    with pytest.raises(ReadError, match="no text layer") as caught:
        parse_blocks(pdf_file([[], [(300.0, 40.0, 8.0, "2")]]))
    assert "OCR" in caught.value.advice


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6])
def test_a_file_that_is_cut_off_is_refused_or_read_as_far_as_it_goes(share: float) -> None:
    data = pdf_file([set_lines(PARAGRAPH)] * 3)
    try:
        reading = parse_blocks(data[: int(len(data) * share)])
    except ReadError:
        return
    assert set("".join(block.text for block in reading.blocks)) <= set(" ".join(PARAGRAPH))


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdalign.reading.pdf._MOST_PAGES", 2)
    with pytest.raises(ReadError, match="has 3 pages"):
        parse_blocks(pdf_file([set_lines(PARAGRAPH)] * 3))


def test_a_file_that_takes_too_long_is_refused_between_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count(0.0, 15.0)
    monkeypatch.setattr("cdalign.reading.pdf.time", SimpleNamespace(monotonic=lambda: next(clock)))
    with pytest.raises(ReadError, match="30 seconds for 2 of 3 pages"):
        parse_blocks(pdf_file([set_lines(PARAGRAPH)] * 3))


def spell(number: int) -> str:
    """A word for a number: what repeats but for its digits is a running line."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def number_page(number: int) -> list[str]:
    return [f"On {spell(number)}.", "", *[*PARAGRAPH, "", *SECOND, ""] * 5, f"Off {spell(number)}."]


def test_memory_grows_with_the_text_alone() -> None:
    pages = [set_lines(number_page(page)) for page in range(500)]
    data = pdf_file(pages)
    tracemalloc.start()
    blocks = parse_blocks(data).blocks
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(blocks) == 6000
    assert peak < 30 * 2**20


def test_a_running_line_is_known_by_place_and_repetition() -> None:
    pages = [
        (
            PageLine("CD/2138", 780),
            PageLine(f"Body {spell(number)}", 700),
            PageLine("CD/2138", 400),
            PageLine(f"End {spell(number)}", 300),
            PageLine(f"- {number} -", 40),
        )
        for number in range(1, 4)
    ]
    kept, dropped = drop_running_lines(pages)
    assert dropped == 6
    assert [line.text for line in kept[0]] == ["Body b", "CD/2138", "End b"]


def test_headings_that_differ_by_a_number_are_no_running_lines() -> None:
    numbers = (6, 17, 23, 30)
    pages = [
        (PageLine(f"Article {number}", 780), PageLine(f"Body {spell(number)}", 700), PageLine(f"{page} of 4", 40))
        for page, number in enumerate(numbers, start=1)
    ]
    kept, dropped = drop_running_lines(pages)
    assert dropped == len(pages)
    assert [page[0].text for page in kept] == [f"Article {number}" for number in numbers]


def test_space_between_short_paragraphs_is_not_taken_for_the_distance_of_lines() -> None:
    items = [f"Item {spell(number)} of the agenda" for number in range(20)]
    lines = [line for item in items for line in (item, "")]
    assert texts([set_lines([*lines, *PARAGRAPH])]) == [*items, " ".join(PARAGRAPH)]


def test_a_mark_with_a_stroke_leaves_the_text_where_its_note_is_taken() -> None:
    lines = set_lines(["1. The Group takes note of the report 4/ and asks for 3/4 of the sum.", "", "2. It agreed."])
    height = lines[-1][1] - 60
    note = [(LEFT, height, 8.0, "4/  See A/60/312 and the comments"), (LEFT, height - 10, 8.0, "in A/60/7.")]
    blocks = parse_blocks(pdf_file([[*lines, *note]])).blocks
    assert blocks[0].text == "1. The Group takes note of the report and asks for 3/4 of the sum."
    assert (blocks[-1].kind, blocks[-1].label) == (BlockKind.FOOTNOTE, "4")
    assert blocks[-1].text == "See A/60/312 and the comments in A/60/7."
