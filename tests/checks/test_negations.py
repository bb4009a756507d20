"""Negations that only one text has, in units of any length."""

import re

import pytest
from pairs import rules_on

from cdalign.checks.denials import STRONG_ENGLISH, STRONG_WORDS

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
        ("她从来没有去过南方。", "She has been to the south."),
        ("邻居根本不认识他。", "The neighbour knows him."),
        ("护照有效。", "The passport is not valid."),
        ("当局拒绝签发签证。", "The authorities issued the visa."),
        ("护照有效。", "The passport is invalid."),
        ("除非下雨，比赛照常举行。", "If it rains, the match takes place as usual."),
        (LONG[0], LONG[1].format("should not approve")),
        # No word of the Chinese renders what is denied, and none in all of it could deny.
        ("理事会同意延长期限。", "The Council did not go along with more time."),
        # 特别, 非洲 and 难民 hold characters that deny elsewhere.
        ("政府特别重视非洲难民问题。", "The Government does not attach importance to African refugees."),
        # “Without” is the first of two denials.
        ("未经批准，任何人不得进入实验室。", "Anyone may enter the laboratory without approval."),
        ("未取得执照的，不得从事药品经营。", "Persons without a licence may engage in the pharmaceutical trade."),
        # In a long unit a verb is denied.
        (
            "由于连日天气恶劣、港口设备年前已经损坏，船只无法靠岸，三百多名乘客和船员只得在船上过夜。",
            "In the bad weather of those days and with the port equipment damaged last year, the vessels "
            "were able to dock, and more than three hundred passengers and crew spent the night on board.",
        ),
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
        ("未经批准，任何人不得进入实验室。", "No one may enter the laboratory without approval."),
        ("未取得执照的，不得从事药品经营。", "A licence is required for engaging in the pharmaceutical trade."),
        ("未经当事人同意，不得公开其姓名。", "The names of the parties may be disclosed only with their consent."),
        ("答案再清楚也没有了。", "The answer could not be clearer."),
        ("她的健康状况极佳。", "Her health could not be better."),
        # Postponed, owing, sold out, in disrepair: Chinese says without a negation what English denies.
        ("委员会推迟作出决定。", "The Committee did not take a decision."),
        ("会费尚欠两万元。", "Dues of 20,000 yuan have not been paid."),
        ("学手艺什么时候都不晚。", "You are never too old to learn a craft."),
        ("活到老，学到老。", "It is never too late to learn."),
        ("门票已经售罄。", "There are no tickets left."),
        ("桥梁年久失修。", "The bridge has not been repaired for many years."),
        # It is the forgetting that is denied, and remembering says so.
        ("我们绝不能忘记那段历史。", "We must remember that history."),
        ("垃圾由市政府清运。", "Refuse is removed by the municipality."),
        ("他是否同意并不重要。", "Whether or not he agrees is of little importance."),
        (DENYING[0], DENYING[1].format("did not recommend")),
        # The clause beside the one that renders the word may deny for it.
        (DENYING[0], DENYING[1].format("recommended nothing, least of all")),
    ],
)
def test_a_negation_of_both_texts_is_quiet(source: str, target: str) -> None:
    assert "meaning.negation" not in rules_on((source, target))


@pytest.mark.parametrize(
    "text",
    [
        "It did not do so.",
        "No State objected.",
        "That never happened.",
        "None of them came.",
        "Neither came, nor did the other.",
        "It cannot be.",
        "Nothing was done.",
        "Nobody came.",
        "They don't know.",
        "They DON’T know.",
        "It fails.",
        "They failed.",
        "By failing to do so",
        "They fail to do so",
        "It is unable to.",
        "He refuses.",
        "They refused.",
        "A refusal",
        "By refusing",
        "They refuse to go.",
    ],
)
def test_what_denies_strongly_holds_one_of_the_words_that_are_looked_for_first(text: str) -> None:
    found = STRONG_ENGLISH.search(text)
    assert found is not None
    assert not STRONG_WORDS.isdisjoint(re.findall("[a-z]+", found[0].lower()))
