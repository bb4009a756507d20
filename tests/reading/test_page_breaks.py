"""Page numbers of a text without form feeds, and the heads beside them, are not text; numbers of the text are."""

import pytest

from cdalign.reading.plain import parse_text

ENGLISH = [
    "The harbour was built in the reign of the third king, when the river still ran",
    "along the southern wall and the boats of the merchants could reach the market in",
    "front of the temple. It was filled with sand within two hundred years, and the",
    "last ship is said to have left it on the day on which the lighthouse fell into",
    "the sea. The walls were used by the farmers of the plain for their own houses, as",
    "can be seen to this day in the village above the road, where letters of marble",
    "look out of the plaster of stables. Nobody has counted them, and nobody knows how",
    "many more of them lie under the fields that the plough has not yet reached, and",
    "which belong to a family in the capital that does not answer any of our letters.",
    "The museum has a model of the whole town, made by a teacher in his free hours of",
    "forty summers.",
]
CHINESE = [
    "港口建于第三位国王在位之时，那时河水还沿着南墙流过，商人的船可以",
    "一直开到神庙前面的市场。两百年之内港口就被沙子填满了，据说最后一",
    "条船离开的那天，灯塔倒进了海里。城墙后来被平原上的农民拿去盖了自",
    "己的房子，至今在路边的村子里还能看到，大理石的字母从马厩的灰泥里",
    "露出来。没有人数过它们，也没有人知道还有多少埋在犁没有犁到的田地",
    "下面，那些田地属于首都的一个家族，而他们从不回复我们的任何一封来",
    "信。博物馆里有一座全城的模型，是一位教师用四十个夏天的空闲时间做",
    "成的。",
]


def read(lines: list[str]) -> list[str]:
    return [block.text for block in parse_text("\n".join(lines))[0]]


def with_pages(lines: list[str], *furniture: list[str], every: int = 3) -> list[str]:
    made: list[str] = []
    for index, line in enumerate(lines, start=1):
        made.append(line)
        if index % every == 0 and index // every <= len(furniture):
            made += furniture[index // every - 1]
    return made


@pytest.mark.parametrize("lines", [ENGLISH, CHINESE])
@pytest.mark.parametrize(
    "furniture",
    [
        [["- 1 -"], ["- 2 -"]],
        [["— 7 —"]],
        [["Page 12"]],
        [["page 3 of 9"], ["page 4 of 9"]],
        [["第 12 页"]],
        [["第3页，共9页"]],
        [["- 1 -", "Annals of the Coast"], ["- 2 -", "Annals of the Coast"]],
        [["The Harbour", "2"], ["The Harbour", "3"]],
    ],
)
def test_page_numbers_are_left_out_of_sentences(lines: list[str], furniture: list[list[str]]) -> None:
    assert read(with_pages(lines, *furniture)) == read(lines)


def test_bare_numbers_that_count_pages_are_left_out() -> None:
    pages = [*ENGLISH[:6], "4", *ENGLISH[6:], *ENGLISH[:2], "5", *ENGLISH[2:]]
    assert read(pages) == read([line for line in pages if not line.isdigit()])


def test_the_title_printed_again_beside_a_number_is_a_head() -> None:
    lines = ["The Harbour", *ENGLISH[:5], "1", "The Harbour", *ENGLISH[5:]]
    assert read(lines) == read(["The Harbour", *ENGLISH])


@pytest.mark.parametrize(
    "lines",
    [
        ["No.", "State", "1", "Kenya", "2", "Brazil", "3", "Kenya"],
        [*ENGLISH, "12", "It was twelve."],
        ["1", "The first.", "2", "The second.", "3", "The third."],
        ["（掌声）", "他说了话。", "（掌声）", "他走了。"],
    ],
)
def test_numbers_and_lines_of_the_text_are_kept(lines: list[str]) -> None:
    kept = " ".join(read(lines))
    assert "".join(kept.split()) == "".join("".join(lines).split())


def test_what_is_left_out_is_said() -> None:
    blocks, warnings = parse_text("\n".join(with_pages(ENGLISH, ["- 1 -"], ["- 2 -"])))
    assert len(blocks) == 1
    assert "2 lines" in str(warnings[0])
