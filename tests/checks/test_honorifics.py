"""Who is named with a title, in either language."""

import pytest

from cdalign.checks.honorifics import titled_english, titled_han


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("肖博士、李大使", ["肖", "李"]),
        ("该代表说", []),
        ("主席刘健明先生", ["主席刘健明"]),
        ("史密斯先生、布朗女士", ["史密斯", "布朗"]),
        ("先生们", []),
        ("没有头衔的人", []),
        ("王先生先生", ["王"]),
    ],
)
def test_han_before_a_title(text: str, names: list[str]) -> None:
    assert [found[1] for found in titled_han(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mr. David LI spoke", [("David", "LI")]),
        ("Dr LAU Wong-fat and Ms. Brown", [("LAU", "Wong-fat"), ("Brown",)]),
        ("Mr. Smith's view", [("Smith",)]),
        ("Mr. J. Smith, OBE, JP", [("Smith",)]),
        ("Mrs. van der Berg", []),
        ("Mr. Jan van der Berg", [("Jan", "Berg")]),
        ("Ambassador O’Brien", [("O’Brien",)]),
        ("MR PRESIDENT", []),
        ("the ambassador Smith", []),
        ("Mister Smith", []),
    ],
)
def test_english_after_a_title(text: str, names: list[tuple[str, ...]]) -> None:
    assert [called.words for called in titled_english(text)] == names


def test_each_word_of_a_name_has_its_place() -> None:
    text = "Then Mr. David LI’s view"
    [called] = titled_english(text)
    assert [text[slice(*span)] for span in called.spans] == ["David", "LI"]
    assert called.last == "LI"
