import pytest

from cdalign.checks.romanized import count_syllables, is_plain_word


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("Wong", 1),
        ("Xiaoming", 2),
        ("Wong-fat", 2),
        ("Tsz", 0),
        ("Castellano", 0),
        ("Zhang", 1),
        ("Ouyang", 2),
        ("Kwok", 1),
        ("Smith", 0),
        ("Li-Brown", 0),
        ("", 0),
        ("Guangdongsheng", 3),
    ],
)
def test_a_name_spells_as_many_syllables_as_its_parts(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


@pytest.mark.parametrize(
    ("word", "is_plain"), [("Speaker", True), ("World", True), ("WORLD", False), ("Wong", False), ("Xiaoming", False)]
)
def test_a_common_noun_is_no_name(word: str, is_plain: bool) -> None:
    assert is_plain_word(word) is is_plain
