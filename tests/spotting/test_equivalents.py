"""The index of shared equivalents says what a search through all headwords says."""

from hypothesis import given
from hypothesis import strategies as st

from cdalign.spotting.equivalents import EquivalentIndex

WORDS = st.text("核武器条约", min_size=1, max_size=2)
TEXTS = st.lists(st.sampled_from(["arms", "arm", "weapon", "treaty", "a pact", "é"]), min_size=1, max_size=4)


@given(st.dictionaries(WORDS, TEXTS, min_size=1, max_size=8))
def test_sharing_is_what_a_search_through_all_words_finds(lexicon: dict[str, list[str]]) -> None:
    index = EquivalentIndex({word: "; ".join(texts) for word, texts in lexicon.items()})
    every = [text for texts in lexicon.values() for text in texts]
    for word, texts in lexicon.items():
        expected = [
            (other, own_rank, rank, every.count(text))
            for own_rank, text in enumerate(texts)
            for other, other_texts in lexicon.items()
            if other != word
            for rank, other_text in enumerate(other_texts)
            if other_text == text
        ]
        assert sorted(index.sharing(word)) == sorted(expected)


def test_words_of_equivalents_are_counted() -> None:
    index = EquivalentIndex({"核": "nuclear; nuclear arms", "武": "arms"})
    assert index.frequencies["nuclear"] == 2
    assert index.frequencies["arms"] == 2
    assert list(index.sharing("没有")) == []
