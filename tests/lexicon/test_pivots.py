import numpy as np
import pytest

from cdalign.lexicon import Lexicon
from cdalign.lexicon.learning import Seeds, find_seeds
from cdalign.lexicon.pivots import add_pivots
from cdalign.lexicon.tokens import Vocabulary


def lexicon(**words: str) -> Lexicon:
    return Lexicon({word: tuple((text, 1.0) for text in texts.split("; ")) for word, texts in words.items()})


# 快乐 shares `glad` with 高兴, and so may be rendered by `happy`; 桌子 shares nothing with anything.
WORDS = lexicon(高兴="glad; happy", 快乐="glad", 桌子="table")


def known(chinese: str, english: str, words: Lexicon = WORDS) -> dict[tuple[str, str], float]:
    left, right = Vocabulary(), Vocabulary()
    left.code(chinese.split())
    right.code(english.split())
    seeds = add_pivots(find_seeds(left, right, words), left, right, words)
    pairs = zip(*(column.tolist() for column in seeds), strict=True)
    return {(left.tokens[zh], right.tokens[en]): weight for zh, en, weight in pairs}


def test_a_word_is_rendered_by_what_renders_a_word_of_its_meaning() -> None:
    found = known("快乐 桌子 高兴", "happ tabl glad")
    assert set(found) == {
        ("快乐", "glad"),
        ("快乐", "happ"),
        ("桌子", "tabl"),
        ("高兴", "glad"),
        ("高兴", "happ"),
    }


def test_only_words_of_the_texts_lead_on() -> None:
    assert set(known("快乐 桌子", "happ tabl glad")) == {("快乐", "glad"), ("桌子", "tabl")}


def test_a_pair_that_the_lexicon_links_itself_keeps_its_probability() -> None:
    left, right = Vocabulary(), Vocabulary()
    left.code(["高兴"])
    right.code(["glad", "happ"])
    seeds = find_seeds(left, right, WORDS)
    found = add_pivots(seeds, left, right, WORDS)
    assert [column.tolist() for column in found] == [column.tolist() for column in seeds]


def test_the_more_words_share_an_equivalent_the_less_each_of_them_says() -> None:
    more = lexicon(高兴="glad; happy", 快乐="glad", 欣慰="glad; pleased", 乐意="glad; willing")
    every = "快乐 高兴 欣慰 乐意"
    weight = known(every, "happ")["快乐", "happ"]
    assert known(every, "happ", more)["快乐", "happ"] < weight
    # To `glad` by .8, of which a third is the other word's, and from that on by half of .8.
    assert weight == pytest.approx(0.8 * (0.4 / 1.2) * 0.4)


def test_without_texts_nothing_is_added() -> None:
    none = Seeds(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    found = add_pivots(none, Vocabulary(), Vocabulary(), WORDS)
    assert [len(column) for column in found] == [0, 0, 0]
