"""What is shown of a long text: the part around some words, which are marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdalign.web.marking import excerpt

ENGLISH = "However, in view of the divergence in the views of member States, further efforts were needed to promote it."
CHINESE = "但是，由于成员国的观点和立场存在分歧，需进一步努力促进不同立场趋于一致并缩小差距。"


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        (ENGLISH, "Member states", "…the views of [member States], further…"),
        (ENGLISH, "However", "[However], in view of the divergence in…"),
        (ENGLISH, "promote it", "…efforts were needed to [promote it]."),
        (ENGLISH, "elsewhere", "However, in view of the divergence in…"),
        (CHINESE, "成员国", f"{CHINESE[:5]}[成员国]{CHINESE[8:40]}…"),
        (CHINESE, "差距", f"…{CHINESE[1:38]}[差距]。"),
        ("", "words", ""),
        ("text", "", "text"),
    ],
)
def test_the_part_around_the_words_is_shown(text: str, words: str, shown: str) -> None:
    pieces = [f"[{one.text}]" if one.kind else one.text for one in excerpt(text, words, 40)]
    assert "".join(pieces) == shown


@given(st.text(), st.text(max_size=5), st.integers(min_value=10, max_value=50))
def test_what_is_shown_is_part_of_the_text(text: str, words: str, most: int) -> None:
    shown = "".join(one.text for one in excerpt(text, words, most))
    assert shown.removeprefix("…").removesuffix("…") in text
    assert len(shown) <= most + 2
