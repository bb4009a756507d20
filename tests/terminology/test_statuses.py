import pytest

from cdalign.model import TermStatus
from cdalign.terminology.statuses import is_status_category, read_status, stricter


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("preferredTerm-admn-sts", TermStatus.PREFERRED),
        ("Preferred Term", TermStatus.PREFERRED),
        ("首选", TermStatus.PREFERRED),
        ("规范用语", TermStatus.PREFERRED),
        ("admitted", TermStatus.ADMITTED),
        ("允许使用", TermStatus.ADMITTED),
        ("可用", TermStatus.ADMITTED),
        ("provisional", TermStatus.ADMITTED),
        ("notRecommended", TermStatus.DEPRECATED),
        ("not-recommended", TermStatus.DEPRECATED),
        ("Non-standard", TermStatus.DEPRECATED),
        ("unapproved", TermStatus.DEPRECATED),
        ("Forbidden", TermStatus.DEPRECATED),
        ("do not use", TermStatus.DEPRECATED),
        ("禁用", TermStatus.DEPRECATED),
        ("禁止使用", TermStatus.DEPRECATED),
        ("不推荐", TermStatus.DEPRECATED),
        ("不推荐使用", TermStatus.DEPRECATED),
        ("非规范", TermStatus.DEPRECATED),
        ("obsoleteTerm", TermStatus.SUPERSEDED),
        ("已废", TermStatus.SUPERSEDED),
        ("formal", None),
        ("note", None),
        ("3", None),
        ("", None),
    ],
)
def test_what_a_word_says_of_a_term(words: str, status: TermStatus | None) -> None:
    assert read_status(words) is status


def test_which_categories_say_it() -> None:
    assert all(map(is_status_category, ("administrativeStatus", "usageStatus", "Term Status", "evaluation")))
    assert not any(map(is_status_category, ("termType", "register", "processStatus", "note")))


def test_the_stricter_word_counts() -> None:
    assert stricter("preferred", "forbidden") == "forbidden"
    assert stricter("forbidden", "preferred") == "forbidden"
    assert stricter("", "preferred") == "preferred"
