"""Negations that only one text has, in short units as a whole and in longer ones by the clause."""

import pytest
from pairs import rules_on

LONG = (
    "评审小组上星期审阅了全部申请，认为计划合理，建议理事会批准这笔款项，并请秘书处在年底提交进度报告。",
    "Last week the panel reviewed all the applications, considered that the plan was reasonable, recommended that "
    "the council {} the sum, and asked the secretariat to submit a progress report at the end of the year.",
)
DENYING = (
    "评审小组上星期审阅了全部申请，认为计划合理，但没有建议理事会批准这笔款项，只请秘书处在年底提交进度报告。",
    "Last week the panel reviewed all the applications and considered that the plan was reasonable, {} that the "
    "council approve the sum, and asked the secretariat to submit a progress report at the end of the year.",
)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("他们没有收到通知。", "They received the notice."),
        ("护照有效。", "The passport is not valid."),
        ("当局拒绝签发签证。", "The authorities issued the visa."),
        ("护照有效。", "The passport is invalid."),
        ("除非下雨，比赛照常举行。", "If it rains, the match takes place as usual."),
        (LONG[0], LONG[1].format("should not approve")),
    ],
)
def test_a_negation_of_one_text_is_reported(source: str, target: str) -> None:
    assert "meaning.negation" in rules_on((source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("他们没有收到通知。", "They failed to receive the notice."),
        ("他不得不离开。", "He had to leave."),
        ("无线电通讯已经恢复。", "Radio communications have been restored."),
        ("他喝不加冰块的威士忌。", "He takes his whisky neat."),
        ("该术语令人费解。", "The term cannot be easily followed."),
        ("除非下雨，比赛照常举行。", "The match takes place as usual unless it rains."),
        (LONG[0], LONG[1].format("approve")),
        (DENYING[0], DENYING[1].format("did not recommend")),
        # The clause beside the one that renders the word may deny for it.
        (DENYING[0], DENYING[1].format("recommended nothing, least of all")),
    ],
)
def test_a_negation_of_both_texts_is_quiet(source: str, target: str) -> None:
    assert "meaning.negation" not in rules_on((source, target))
