import random
from collections import Counter

import numpy as np
import pytest

from cdalign.memory import segments
from cdalign.memory.candidates import CandidateQuery, Keys, as_codes, length_window
from cdalign.memory.encoded_texts import Encoded
from cdalign.memory.segments import IndexSegment, make_segment
from cdalign.memory.shared_words import find_likely


def random_texts(chance: random.Random, count: int) -> list[str]:
    """Return encoded texts, some without words, some with one word many times."""
    return [
        "".join(chance.choices("abcdefghij", k=chance.randrange(12))) + "x" * chance.randrange(4) for _ in range(count)
    ]


def segment_of(texts: list[str], first: int) -> IndexSegment:
    lengths = np.array([len(text) for text in texts], np.int64)
    return make_segment(Encoded(np.arange(first, first + len(texts)), lengths, as_codes("".join(texts))))


@pytest.mark.parametrize("longest_list", [0, 20, 10_000])
@pytest.mark.parametrize("threshold", [1, 60, 70, 90, 100])
def test_texts_that_share_enough_words_are_found(
    monkeypatch: pytest.MonkeyPatch, threshold: int, longest_list: int
) -> None:
    monkeypatch.setattr(segments, "_LONGEST_LIST", longest_list)
    chance = random.Random(threshold)
    groups = [random_texts(chance, count) for count in (1, 70, 300, 64, 5, 128, 333)]
    made = [segment_of(texts, 1_000 * number) for number, texts in enumerate(groups)]
    for query in ("", "a", "abcabc", "xxxx", "abcdefghijxxx", "zzz", "a" * 300, chance.choice(groups[2])):
        shortest, longest = length_window(len(query), threshold)
        expected = {
            (1_000 * number + place, reach)
            for number, texts in enumerate(groups)
            for place, text in enumerate(texts)
            if shortest <= len(text) <= longest and (reach := reach_of(query, text)) >= threshold
        }
        likely = find_likely(made, CandidateQuery(query, threshold))
        entries = [made[owner].entry_of(number) for owner, number in zip(likely.owners, likely.numbers, strict=True)]
        assert set(zip(entries, likely.reach.tolist(), strict=True)) == expected
        assert len(entries) == len(expected)


def reach_of(query: str, text: str) -> int:
    longest = max(len(query), len(text))
    return 100 * (Counter(query) & Counter(text)).total() // longest if longest else 100


def test_texts_of_a_length_are_in_order_of_their_first_and_last_words() -> None:
    long = [f"abcdefgh{middle}ijklmno{last}" for middle, last in ("xa", "ya", "ab", "xb")]
    segment = segment_of([*long, "cab", "abc", "b", "abd", "zz", ""], 7)
    assert segment.words == "".join(["b", "zz", "abc", "abd", "cab", *long])
    assert [segment.entry_of(number) for number in range(10)] == [16, 13, 15, 12, 14, 11, 7, 8, 9, 10]


def test_words_are_found_as_rows_or_as_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "_LONGEST_LIST", 1)
    segment = segment_of(["ab", "ac", "ad"], 0)
    keys: Keys = CandidateQuery("abz", 70).keys
    rows, listed = segment.find_words(keys)
    assert np.unpackbits(segment.bitmaps[rows], axis=1, bitorder="little")[:, :3].tolist() == [[1, 1, 1]]
    assert segment.lists(listed).tolist() == [0]
