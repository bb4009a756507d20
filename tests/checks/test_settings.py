"""The file of settings: what it may say, and what is refused."""

import pytest

from cdalign.checks import parse_settings
from cdalign.errors import ReadError
from cdalign.model import Severity


@pytest.mark.parametrize(
    "text",
    [
        'rules = "off"',
        "rules = 5",
        'words = "ban treaty"',
        "[words]\nid = 'a'",
        "words = ['a', 'b']",
        "words = [{id = 'a', pattern = 'b'}, 5]",
    ],
)
def test_tables_of_another_shape_are_refused(text: str) -> None:
    with pytest.raises(ReadError, match="not a table"):
        parse_settings(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('[rules]\n"terms.phrases" = "minor"', True),
        ('[rules]\nterms = "info"', True),
        ('[rules]\nterms = "off"', False),
        ('[rules]\nterms = "major"\n"terms.phrases" = false', False),
        ("", False),
    ],
)
def test_a_rule_is_turned_on_by_itself_or_with_its_family(text: str, wanted: bool) -> None:
    assert parse_settings(text).wants("terms.phrases") is wanted


@pytest.mark.parametrize("value", ["true", "5", '"often"'])
def test_a_severity_is_one_of_three_or_off(value: str) -> None:
    with pytest.raises(ReadError, match="cannot be"):
        parse_settings(f'[rules]\n"numbers.missing" = {value}')


def test_false_and_off_turn_a_rule_off() -> None:
    for value in ("false", '"off"'):
        assert parse_settings(f'[rules]\n"numbers.missing" = {value}').severities == {"numbers.missing": None}
    assert parse_settings('[rules]\n"numbers.missing" = "major"').severities == {"numbers.missing": Severity.MAJOR}
