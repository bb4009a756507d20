"""Two parties that have changed places."""

import pytest
from pairs import rules_on


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("印度向尼泊尔提供贷款。", "Nepal granted a loan to India."),
        ("列车从柏林开往华沙。", "The train runs from Warsaw to Berlin."),
        ("乙公司起诉甲公司。", "Company A sued Company B."),
        ("工会批评雇主协会。", "The employers' association criticized the union."),
    ],
)
def test_parties_that_have_changed_places_are_reported(source: str, target: str) -> None:
    assert "names.order" in rules_on((source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("印度向尼泊尔提供贷款。", "India granted a loan to Nepal."),
        ("印度向尼泊尔提供贷款。", "Nepal was granted a loan by India."),
        ("列车从柏林开往华沙。", "The train runs from Berlin to Warsaw."),
        ("印度政府提供贷款。", "The Government of India granted a loan."),
        ("巴西和印度的学者参加会议。", "Scholars from Brazil and India took part in the meeting."),
    ],
)
def test_parties_in_their_places_are_quiet(source: str, target: str) -> None:
    assert "names.order" not in rules_on((source, target))
