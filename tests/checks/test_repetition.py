"""Words that stand twice in a row."""

import pytest
from pairs import rules_on


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("他来了。", "He came to to the house."),
        ("他认为价格合理。", "He thinks that that the price is fair."),
        ("机器很旧。", "The machine is is old."),
        ("学校面临困难，是因为教育发展。", "The reason for the problem is is the development of education."),
        ("因为这件事很难。", "It is hard as the thing is is difficult."),
        ("他住在城里。", "He lives in in the city."),
        ("他住在城里。", "He lives in the in the city."),
        ("该省盛产棉花棉花。", "The province is rich in cotton."),
        ("我们的的工作结束了。", "Our work has ended."),
    ],
)
def test_a_doubled_word_is_reported(source: str, target: str) -> None:
    assert "words.doubled" in rules_on((source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("他有过机会。", "He had had a chance."),
        ("我们讨论讨论这个问题。", "Let us discuss this question."),
        ("工会代表代表全体职工签字。", "The union delegate signed on behalf of all the staff."),
        ("这是实实在在的进展。", "This is real progress."),
        ("越来越多的人来了。", "More and more and more people came."),
        ("他于1990年进来。", "He came in in 1990."),
        ("问题在于价格。", "What the problem is is the price."),
        ("就是这样。", "That is what it is, and all it is is this."),
        ("一步一步地前进。", "We advance step by step."),
    ],
)
def test_a_word_that_is_rightly_doubled_is_quiet(source: str, target: str) -> None:
    assert "words.doubled" not in rules_on((source, target))
