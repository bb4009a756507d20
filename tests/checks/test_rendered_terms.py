"""How a memory renders its terms and its texts."""

import pytest
from pairs import rules_on, termbase_of

TERMS = termbase_of(
    "c | zh | 核裁军谈判会议",
    "c | zh | 裁军谈判大会 | variant",
    "c | zh | 裁谈会 | shortForm",
    "c | en | Conference on Disarmament",
    "c | en | Disarmament Conference | variant",
    "c | en | CD | acronym",
)


@pytest.mark.parametrize(
    ("pairs", "is_found"),
    [
        # The full term of the source is rendered by two terms.
        (
            [
                ("核裁军谈判会议开会。", "The Conference on Disarmament met."),
                ("核裁军谈判会议在纽约开会。", "The Disarmament Conference met in New York."),
            ],
            True,
        ),
        # The full term of the translation renders two terms.
        (
            [
                ("核裁军谈判会议开会。", "The Conference on Disarmament met."),
                ("裁军谈判大会在纽约开会。", "The Conference on Disarmament met in New York."),
            ],
            True,
        ),
        # A short form occurs rightly next to its full form, on either side.
        (
            [
                ("裁谈会开会。", "The Conference on Disarmament met."),
                ("裁谈会在纽约开会。", "The Disarmament Conference met in New York."),
            ],
            False,
        ),
        (
            [
                ("核裁军谈判会议开会。", "The Conference on Disarmament met."),
                ("核裁军谈判会议在纽约开会。", "The CD met in New York."),
            ],
            False,
        ),
        # One term both times.
        (
            [
                ("核裁军谈判会议开会。", "The Conference on Disarmament met."),
                ("核裁军谈判会议在纽约开会。", "The Conference on Disarmament met in New York."),
            ],
            False,
        ),
    ],
)
def test_full_terms_that_compete_are_reported(pairs: list[tuple[str, str]], is_found: bool) -> None:
    assert ("terms.renderings" in rules_on(*pairs, termbase=TERMS)) is is_found


@pytest.mark.parametrize(
    ("pairs", "rule"),
    [
        (
            [("请各位代表就座。", "Please be seated."), ("请各位代表就座。", "Please take your seats.")],
            "segments.renderings",
        ),
        ([("请各位代表就座。", "Please be seated."), ("请大家坐下来吧。", "Please be seated.")], "segments.merged"),
        # Case, spaces and the last stop make no other wording.
        ([("请各位代表就座。", "Please be seated."), ("请各位代表就座", "Please be Seated")], ""),
        # Short texts are rightly translated by their context.
        ([("报告。", "Report."), ("报告。", "The report.")], ""),
    ],
)
def test_one_text_with_two_renderings_is_reported(pairs: list[tuple[str, str]], rule: str) -> None:
    said = [one for one in rules_on(*pairs) if one.startswith("segments.")]
    assert said == ([rule] if rule else [])
