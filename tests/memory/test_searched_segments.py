import random
from collections.abc import Sequence

import numpy as np
import pytest

from cdalign.errors import ReadError
from cdalign.memory.candidates import CandidateQuery, Likely, as_codes
from cdalign.memory.encoded_texts import Encoded
from cdalign.memory.searched_segments import SearchedSegments
from cdalign.memory.segment_bytes import parse_segment, render_segment
from cdalign.memory.segments import IndexSegment, make_segment, place_of


def some_texts(chance: random.Random, count: int) -> list[str]:
    return ["".join(chance.choices("abcdefghij", k=chance.randrange(30))) for _ in range(count)]


class Shelf:
    """Segments as a store has them: numbers 3, 4, …; the last one has its words itself, as those of version 3 have."""

    def __init__(self) -> None:
        chance = random.Random(4)
        self.texts = [some_texts(chance, count) for count in (50, 1, 333, 16, 40)]
        self.segments: list[IndexSegment] = []
        self.parts: dict[int, bytes] = {}
        self.asked: list[int] = []
        for place, texts in enumerate(self.texts):
            lengths = np.array(list(map(len, texts)), np.int64)
            made = make_segment(Encoded(np.arange(len(texts)) + 1_000 * place, lengths, as_codes("".join(texts))))
            lists, proof, parts = render_segment(made)
            self.parts |= {place_of(place + 3, number): part for number, part in enumerate(parts)}
            self.segments.append(made if place == 4 else parse_segment(lists, proof))
        self.searched = SearchedSegments("un.cdtm", range(3, 8), self.segments.__getitem__, self.fetch)

    def fetch(self, numbers: Sequence[int]) -> dict[int, bytes]:
        self.asked += numbers
        return {number: self.parts[number] for number in numbers if number in self.parts}

    def every_text(self) -> Likely:
        owners, numbers = zip(
            *((owner, number) for owner, texts in enumerate(self.texts) for number in range(len(texts))), strict=True
        )
        return Likely(np.array(owners), np.array(numbers), np.full(len(owners), 100))


def test_every_text_has_its_words_and_its_entry() -> None:
    shelf = Shelf()
    likely = shelf.every_text().chosen(np.random.default_rng(1).permutation(440))
    words, entries = shelf.searched.read(likely), shelf.searched.entries(likely)
    assert len(words) == 440
    for text, entry in zip(words, entries.tolist(), strict=True):
        assert text == shelf.texts[entry // 1_000][entry % 1_000]
    assert len(shelf.asked) == len(set(shelf.asked)) == 4 + 1 + 21 + 1
    shelf.searched.read(likely)
    assert len(shelf.asked) == 4 + 1 + 21 + 1


def test_likely_texts_say_in_which_segment_they_lie() -> None:
    shelf = Shelf()
    query = CandidateQuery(next(text for text in shelf.texts[3] if len(text) > 9), 100)
    likely = shelf.searched.find([1, 3, 4], query)
    assert set(likely.owners.tolist()) <= {1, 3, 4}
    assert query.text in shelf.searched.read(likely)


@pytest.mark.parametrize("content", [None, b"other"])
def test_damaged_part_is_reported(content: bytes | None) -> None:
    shelf = Shelf()
    shelf.parts[place_of(5, 2)] = content or b""
    if content is None:
        del shelf.parts[place_of(5, 2)]
    with pytest.raises(ReadError, match="index is damaged"):
        shelf.searched.read(shelf.every_text())


def test_a_memory_without_segments_has_no_texts() -> None:
    searched = SearchedSegments("un.cdtm", [], lambda place: Shelf().segments[place], lambda numbers: {})
    likely = searched.find([], CandidateQuery("abc", 70))
    assert (len(searched), len(likely), searched.read(likely), len(searched.entries(likely))) == (0, 0, [], 0)
