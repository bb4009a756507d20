"""Chinese surnames as they are spelt beside pinyin."""

import pytest

from cdalign.gazetteer import is_spelling_of_surname


@pytest.mark.parametrize(
    ("latin", "han"),
    [
        ("Wong", "黄大明"),
        ("WONG", "王"),
        ("Ng", "吴文"),
        ("Au-Yeung", "欧阳娜娜"),
        ("So", "苏周丽华"),
        ("Chau", "苏周丽华"),
    ],
)
def test_a_surname_is_known_by_its_spellings(latin: str, han: str) -> None:
    assert is_spelling_of_surname(latin, han)


@pytest.mark.parametrize(("latin", "han"), [("Okonkwo", "黄大明"), ("Wong", "李文"), ("", "李文"), ("Lee", "")])
def test_another_name_is_no_spelling(latin: str, han: str) -> None:
    assert not is_spelling_of_surname(latin, han)
