"""Short forms: where each is defined, and whether the text keeps its promise."""

import pytest
from pairs import said_of, termbase_of

BODY = termbase_of(
    "irb | zh | 国际河流管理局",
    "irb | zh | 河管局 | shortForm",
    "irb | en | International River Board",
    "irb | en | IRB | acronym",
    "first | zh | 《国际河流水域保护公约》",
    "second | zh | 《国际湖泊水域保护公约》",
)
DEFINED = "国际河流管理局(河管局)举行了会议。"


@pytest.mark.parametrize(
    ("rule", "text", "places"),
    [
        ("shortforms.unused", f"{DEFINED}\n会议闭幕。", ["body.1"]),
        ("shortforms.late", f"河管局开会。\n{DEFINED}\n河管局散会。", ["body.1", "body.2"]),
        ("shortforms.late", f"国际河流管理局开会。\n{DEFINED}\n河管局散会。", ["body.1", "body.2"]),
        ("shortforms.twice", f"{DEFINED}\n{DEFINED}\n河管局散会。", ["body.1", "body.2"]),
        ("shortforms.mixed", f"{DEFINED}\n河管局开会。\n国际河流管理局散会。", ["body.1", "body.3"]),
        ("shortforms.undefined", "会议开幕。\n河管局开会。", ["body.2"]),
        (
            "shortforms.ambiguous",
            "《国际河流水域保护公约》生效，《公约》得到支持。\n《国际湖泊水域保护公约》生效，《公约》得到支持。",
            ["body.1", "body.2"],
        ),
        ("shortforms.brackets", "会议通过了《河流保护宣言》。\n河流保护宣言得到支持。", ["body.2"]),
    ],
)
def test_a_broken_promise_is_reported_with_its_places(rule: str, text: str, places: list[str]) -> None:
    (found,) = said_of("zh", text, rule, BODY)
    assert [quote.place for quote in found.quotes] == places


@pytest.mark.parametrize(
    "text",
    [
        f"{DEFINED}\n河管局散会。",
        # The end of a name stands for it without a definition.
        "国际河流管理局(管理局)开会。\n会议闭幕。",
        # A symbol in brackets defines nothing.
        "国际河流管理局(A/60/312)开会。\n会议闭幕。",
        "《国际河流水域保护公约》生效，《公约》得到支持。\n《公约》第二条。",
        "会议通过了《河流保护宣言》。\n《河流保护宣言》得到支持。",
    ],
)
def test_a_kept_promise_is_quiet(text: str) -> None:
    rules = ("unused", "late", "twice", "mixed", "undefined", "ambiguous", "brackets")
    assert [one.rule for rule in rules for one in said_of("zh", text, f"shortforms.{rule}", BODY)] == []


def test_an_undefined_short_form_is_counted_beside_its_full_form() -> None:
    text = "河管局开会。\n国际河流管理局散会。\n河管局主席发言，河管局闭会。"
    (found,) = said_of("zh", text, "shortforms.undefined", BODY)
    assert "used 3 times" in found.message
    assert "国际河流管理局 (once)" in found.message
    assert found.expected == "国际河流管理局(河管局)"


@pytest.mark.parametrize(
    ("text", "rule", "count"),
    [
        ("The International River Board (IRB) met.\nThe IRB rose.", "shortforms.unused", 0),
        ("The International River Board (IRB) met.\nIt rose.", "shortforms.unused", 1),
        ("The IRB met.", "shortforms.undefined", 1),
        ("The IRB met.\nThe International River Board (IRB) rose.", "shortforms.late", 1),
    ],
)
def test_english_short_forms(text: str, rule: str, count: int) -> None:
    assert len(said_of("en", text, rule, BODY)) == count
