"""Runs of words are found as a search through all texts finds them."""

from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cdalign.memory import runs
from cdalign.memory.coded_words import BARRIER, FEWEST, CodedWords
from cdalign.memory.encoded_texts import Encoded
from cdalign.memory.run_search import RunSearch
from cdalign.memory.runs import make_run_index
from cdalign.memory.sorted_words import parse_grams, parse_order, render_grams, render_order, sort_words

WORD = st.integers(33, 36)
TEXT = st.lists(WORD, max_size=30)
PARTS = st.lists(st.lists(TEXT, min_size=1, max_size=5), min_size=1, max_size=3)


def encode(texts: list[list[int]]) -> Encoded:
    codes = np.array([code for text in texts for code in text], np.uint16)
    return Encoded(np.arange(len(texts)), np.array([len(text) for text in texts]), codes)


def occurrences(run: list[int], texts: list[list[int]]) -> list[tuple[int, int]]:
    return [
        (number, place)
        for number, text in enumerate(texts)
        for place in range(len(text) - len(run) + 1)
        if text[place : place + len(run)] == run
    ]


def maximal_runs(text: list[int], texts: list[list[int]], least: int) -> list[tuple[int, int]]:
    runs, end = [], 0
    for first in range(len(text)):
        stop = first
        while stop < len(text) and text[stop] != BARRIER and occurrences(text[first : stop + 1], texts):
            stop += 1
        if stop - first >= least and stop > end:
            runs.append((first, stop))
            end = stop
    return runs


@given(PARTS, st.lists(st.one_of(WORD, st.just(BARRIER)), max_size=40), st.integers(FEWEST, 9), st.data())
def test_every_maximal_run_is_found_with_its_occurrences(
    parts: list[list[list[int]]], text: list[int], least: int, data: st.DataObject
) -> None:
    every = [one for part in parts for one in part]
    # Runs of more than a dozen words do not come about by chance.
    text = [*text, *data.draw(st.sampled_from(every)), *data.draw(st.sampled_from(every))]
    coded = CodedWords(np.array([*text, BARRIER], np.uint16))
    search = RunSearch(coded, least)
    indexes = [make_run_index(encode(part)) for part in parts]
    for index in indexes:
        search.visit(index)
    runs = search.runs()
    assert runs == maximal_runs(text, every, least)
    places, lengths = (np.array([run[0] for run in runs], np.int64), np.array([b - a for a, b in runs], np.int64))
    for part, index in zip(parts, indexes, strict=True):
        counts, owners, there = index.occurrences(coded, places, lengths, np.full(len(places), 1_000))
        expected = [occurrences(text[first:stop], part) for first, stop in runs]
        assert counts.tolist() == list(map(len, expected))
        entries, words = index.texts_at(there)
        found = zip(owners.tolist(), entries.tolist(), words.tolist(), strict=True)
        assert sorted(found) == [(run, *place) for run, places in enumerate(expected) for place in places]


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_sorted_words_are_kept_and_damage_is_seen(texts: list[list[int]]) -> None:
    sorted_words = sort_words(encode(texts))
    order, grams = render_order(sorted_words.order, 7), render_grams(sorted_words.grams, 7)
    for read, expected in ((parse_order(order, 7), sorted_words.order), (parse_grams(grams, 7), sorted_words.grams)):
        assert read is not None
        assert np.array_equal(np.asarray(read), np.asarray(expected))
    assert parse_order(order, 8) is None
    assert parse_grams(grams, 8) is None
    assert parse_order(order[:-1] + bytes((order[-1] ^ 1,)), 7) is None
    assert parse_grams(grams[:-1] + bytes((grams[-1] ^ 1,)), 7) is None
    assert parse_order(b"", 7) is None
    assert parse_grams(b"", 7) is None


def test_places_of_very_long_texts_need_four_bytes() -> None:
    small = sort_words(encode([[33, 34, 35, 36, 33]])).order
    for one in (small, small + np.uint32(2**24)):
        read = parse_order(render_order(one, 7), 7)
        assert read is not None
        assert read.tolist() == one.tolist()


@given(PARTS, st.data())
def test_no_run_is_missed_however_common_its_words_are(parts: list[list[list[int]]], data: st.DataObject) -> None:
    every = [one for part in parts for one in part]
    text = [*data.draw(st.sampled_from(every)), *data.draw(st.sampled_from(every))]
    coded = CodedWords(np.array([*text, BARRIER], np.uint16))
    expected = maximal_runs(text, every, FEWEST)
    with patch.multiple(runs, _MOST_COMPARED=1, _MOST_AT_ONCE=2):
        search = RunSearch(coded, FEWEST)
        indexes = [make_run_index(encode(part)) for part in parts]
        for index in indexes:
            search.visit(index)
        assert search.runs() == expected
        places = np.array([first for first, _ in expected], np.int64)
        lengths = np.array([stop - first for first, stop in expected], np.int64)
        found = set[int]()
        for part, index in zip(parts, indexes, strict=True):
            counts, owners, there = index.occurrences(coded, places, lengths, np.full(len(places), 5))
            entries, words = index.texts_at(there)
            for run, entry, word in zip(owners.tolist(), entries.tolist(), words.tolist(), strict=True):
                first, stop = expected[run]
                assert part[entry][word : word + stop - first] == text[first:stop]
            found.update(owners.tolist())
            assert set(np.flatnonzero(counts).tolist()) == set(owners.tolist())
        assert found == set(range(len(expected)))
