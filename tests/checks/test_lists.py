"""Which point of a Chinese list the English one lacks."""

import pytest

from cdalign.checks.lists import find_lost_item
from cdalign.checks.sides import CheckedSide, Terminology
from cdalign.checks.word_evidence import WordState, chinese_words
from cdalign.model import Termbase

TERMS = Terminology(Termbase())


def lost(chinese: str, english: str, rendered: str) -> str:
    """Return the item that is lost if of the words of the Chinese those in `rendered` are rendered."""
    sides = CheckedSide(chinese, "zh-Hans", "", TERMS), CheckedSide(english, "en", "", TERMS)
    states = [WordState(word, any(one in word.form for one in rendered.split())) for word in chinese_words(chinese)]
    found = find_lost_item(*sides, lambda: states)
    return chinese[slice(*found)] if found else ""


@pytest.mark.parametrize(
    ("chinese", "english", "rendered", "item"),
    [
        ("提供食品、衣服和药品", "provides food and medicine", "食品 药品", "衣服"),
        ("提供食品、衣服和药品", "provides food, clothes and medicine", "食品 药品", ""),
        ("提供食品、衣服和药品", "provides food and medicine", "食品 药品 衣服", ""),
        ("提供食品、衣服、药品和燃料", "provides food, clothes, and fuel", "食品 衣服 燃料", "药品"),
        ("提供食品、衣服、药品和燃料", "provides food and fuel", "食品 燃料", ""),
        ("食品、衣服和药品，桌、椅和床", "food and medicine", "食品 药品", ""),
        ("提供食品和药品", "provides medicine", "药品", ""),
        ("提供食品、衣服和药品", "provides help", "", ""),
    ],
)
def test_the_item_without_a_rendered_word_is_lost(chinese: str, english: str, rendered: str, item: str) -> None:
    assert lost(chinese, english, rendered) == item
