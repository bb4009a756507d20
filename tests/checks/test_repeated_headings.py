"""Headings and quoted titles that repeat a wording, and not word for word."""

import pytest
from pairs import said_of, termbase_of

MANDATE = "委员会应审议保护海洋环境的各项措施，并提出报告。"
LONG_MANDATE = "委员会应审议保护海洋和沿海环境的各项具体措施，并提出报告。"


@pytest.mark.parametrize(
    ("lang", "heading", "text", "repeated"),
    [
        ("zh", "审议保护海洋和沿海环境的各项措施", LONG_MANDATE, "审议保护海洋和沿海环境的各项具体措施"),
        (
            "en",
            "Measures for the protection of marine environment",
            "The Committee considered measures for the protection of the marine environment.",
            "measures for the protection of the marine environment",
        ),
    ],
)
def test_a_heading_that_loses_a_word_is_reported(lang: str, heading: str, text: str, repeated: str) -> None:
    (found,) = said_of(lang, f"# {heading}\n{text}\n", "headings.wording")
    assert repeated in found.message
    assert found.expected.strip("，") in text
    assert [quote.place for quote in found.quotes] == ["body.1", "body.2"]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("审议保护海洋环境的各项措施", MANDATE),
        ("报告", MANDATE),
        ("通过议程和其他组织事项", MANDATE),
        # Marks alone are no other wording.
        ("审议保护海洋环境的“各项措施”", MANDATE),
        ("审议2018年度的财务报告", "委员会审议了2019年度的财务报告。"),
    ],
)
def test_a_heading_that_repeats_its_wording_or_none_is_quiet(heading: str, text: str) -> None:
    assert said_of("zh", f"# {heading}\n{text}\n", "headings.wording") == []


def test_a_line_of_the_text_is_no_heading() -> None:
    assert said_of("zh", f"审议保护海洋的各项措施\n{MANDATE}\n", "headings.wording") == []


ALIKE = "《保护海洋环境公约》生效。\n《保护海域环境公约》生效。"
ONE = "sea | zh | 保护海洋环境公约"
TWO = "waters | zh | 保护海域环境公约"


@pytest.mark.parametrize(
    ("text", "terms", "is_found"),
    [
        (ALIKE, (), True),
        # The termbase must know both to tell them apart.
        (ALIKE, (ONE,), True),
        (ALIKE, (TWO,), True),
        (ALIKE, (ONE, TWO), False),
        # One title inside another is another thing: a treaty and its protocol.
        ("《保护海洋环境公约》生效。\n《保护海洋环境公约议定书》生效。", (), False),
        ("《保护海洋环境公约议定书》生效。\n《保护海洋环境公约》生效。", (), False),
        ("《保护海洋环境第三号公约》生效。\n《保护海洋环境第四号公约》生效。", (), False),
        ("《海洋公约》生效。\n《海域公约》生效。", (), False),
        ("《保护海洋环境公约》生效。\n《保护海洋环境公约》失效。", (), False),
    ],
)
def test_titles_that_are_nearly_alike_are_reported(text: str, terms: tuple[str, ...], is_found: bool) -> None:
    found = said_of("zh", text, "titles.wording", termbase_of(*terms))
    assert bool(found) is is_found
