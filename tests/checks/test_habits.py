"""What a document does in most places is its habit; a few places that do otherwise are reported."""

import pytest
from pairs import said_of

SPACED = "\n".join(f"共有 {number} 个代表团。" for number in range(10, 18))
CURLY = "\n".join(f"“甲{number}”" for number in "一二三四五六")


@pytest.mark.parametrize(
    ("lang", "text", "rule", "expected"),
    [
        ("zh", SPACED + "\n另有3人。", "spacing.mixed", "a space between Han and Latin"),
        ("zh", "\n".join(["附件(一)"] * 5 + ["附件（二）"]), "width.mixed", "half-width brackets"),
        ("zh", "\n".join(["甲，乙"] * 9 + ["丙,丁"]), "width.mixed", "full-width commas"),
        ("zh", CURLY + "\n「乙」", "quotes.mixed", "curly quotation marks"),
        ("en", "\n".join(["the “body” met"] * 5 + ['a "word"']), "quotes.mixed", "curly quotation marks"),
        ("en", "\n".join(["the State’s view"] * 9 + ["its body's view"]), "quotes.mixed", "curly apostrophes"),
    ],
)
def test_the_few_places_that_break_a_habit_are_reported(lang: str, text: str, rule: str, expected: str) -> None:
    (found,) = said_of(lang, text, rule)
    assert found.expected == expected
    assert found.quotes[0].place == f"body.{len(text.splitlines())}"
    assert all(span.start < span.stop for quote in found.quotes for span in quote.spans)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (SPACED, "spacing.mixed"),
        # Seven places are no habit yet.
        ("\n".join(["附件(一)"] * 3 + ["附件（二"]), "width.mixed"),
        # Two of nine are another habit, no slip.
        ("\n".join(["甲，乙"] * 7 + ["丙,丁"] * 2), "width.mixed"),
        ("\n".join(["甲，乙"] * 5 + ["丙,丁"] * 4), "width.mixed"),
    ],
)
def test_a_text_that_keeps_its_habit_or_has_two_is_quiet(text: str, rule: str) -> None:
    assert said_of("zh", text, rule) == []


def test_a_tenth_of_the_places_is_still_a_slip_and_the_first_are_quoted() -> None:
    text = "\n".join(["甲，乙"] * 60 + ["丙,丁"] * 7)
    (found,) = said_of("zh", text, "width.mixed")
    assert "in 7 of 67 places" in found.message
    assert len(found.quotes) == 5


def test_a_missing_space_is_shown_by_its_neighbours() -> None:
    (found,) = said_of("zh", SPACED + "\n另有3人。", "spacing.mixed")
    span = found.quotes[0].spans[0]
    assert found.quotes[0].text[span.start : span.stop] == "有3"


def test_the_message_names_both_ways_the_rare_one_first() -> None:
    (found,) = said_of("zh", "\n".join(["甲，乙"] * 60 + ["丙,丁"]), "width.mixed")
    assert str(found.message).startswith("half-width commas in 1 of 61 places")
    assert str(found.message).endswith("elsewhere full-width commas")
