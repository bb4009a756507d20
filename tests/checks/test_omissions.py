"""Lengths that do not fit."""

import pytest
from pairs import rules_on


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("第八，关于加快完善互联网管理领导体制。", "Eighth."),
        ("第三，秘书处应当尽快编写一份关于核查措施的背景文件。", "Third, and"),
        ("主席请各代表团在周五以前提交关于报告草案的书面意见。", "The Chair."),
        (
            "会议",
            "The Conference considered the draft report paragraph by paragraph, adopted it as amended and closed.",
        ),
    ],
)
def test_a_few_words_left_of_a_long_text_are_reported(source: str, target: str) -> None:
    assert "omissions.length" in rules_on((source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "责任重于泰山，事业任重道远。",
            "Our responsibility is weightier than mountains, our task arduous, the road long.",
        ),
        ("“一勤天下无难事。”", "“There is nothing that cannot be accomplished through hard work.”"),
        ("谢谢。", "Thank you very much, Mr. President."),
        ("第八条", "Article 8"),
        ("裁谈会", "CD"),
    ],
)
def test_idioms_and_short_texts_may_have_any_length(source: str, target: str) -> None:
    assert "omissions.length" not in rules_on((source, target))
