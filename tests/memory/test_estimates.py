import random
from itertools import pairwise

import pytest
from memory_units import unit

from cdalign.memory import estimates
from cdalign.memory.estimates import estimate_count, sampled_ids
from cdalign.memory.hits import WordCount
from conftest import Remember


@pytest.mark.parametrize("last", [600_000, 15_000_000, 15_000_001])
def test_a_sample_is_of_one_size_and_lies_evenly(last: int) -> None:
    sample = sampled_ids(last)
    assert len(sample) == 16
    assert {len(ids) for ids in sample} == {16_384}
    assert sample[0].start >= 1
    assert sample[-1].stop <= last + 1
    gaps = {later.start - earlier.start for earlier, later in pairwise(sample)}
    assert max(gaps) - min(gaps) <= 1
    assert abs((sample[0].start - 1) - (last + 1 - sample[-1].stop)) <= 1


def test_a_small_memory_is_not_sampled() -> None:
    assert sampled_ids(0) == sampled_ids(500_000) == []


@pytest.mark.parametrize(("found", "last", "about"), [(5, 100, 50), (123, 100, 1200), (10, 10, 10), (99, 1007, 10_000)])
def test_an_estimate_has_two_digits(found: int, last: int, about: int) -> None:
    assert estimate_count(found, [range(1, 6), range(50, 55)], last) == about


def test_words_of_a_large_memory_are_counted_quickly(monkeypatch: pytest.MonkeyPatch, remember: Remember) -> None:
    monkeypatch.setattr(estimates, "_STRETCH", 10)
    chance = random.Random(3)
    with_words = [chance.random() < 0.8 for _ in range(2_000)]
    memory = remember(*(unit(f"裁军{number}" if has else f"会议{number}") for number, has in enumerate(with_words)))
    assert memory.count_occurrences("裁军") == sum(with_words)
    estimate = memory.count_quickly("裁军")
    assert estimate.is_estimate
    assert abs(estimate.count - sum(with_words)) < 200
    # Few in the sample, and words that the index knows only in part, are counted.
    assert memory.count_quickly("1999") == WordCount(1)
    assert memory.count_quickly("") == WordCount(0)
    assert memory.count_quickly("会" * 20) == WordCount(0)


def test_counts_are_added() -> None:
    assert WordCount(3) + WordCount(40, is_estimate=True) == WordCount(43, is_estimate=True)
