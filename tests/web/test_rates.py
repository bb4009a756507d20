from hypothesis import given
from hypothesis import strategies as st

from cdalign.web.rates import BURST_SECONDS, Rate


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_admitted_and_then_the_rate() -> None:
    clock = Clock()
    rate = Rate(2, clock)
    assert [rate.admits("a") for _ in range(2 * BURST_SECONDS + 1)] == [True] * 2 * BURST_SECONDS + [False]
    clock.now += 0.5
    assert [rate.admits("a"), rate.admits("a")] == [True, False]
    assert rate.admits("b"), "each address has a bucket of its own"


def test_no_rate_admits_all() -> None:
    rate = Rate(0)
    assert all(rate.admits("a") for _ in range(1_000))


@given(st.lists(st.floats(0, 3), max_size=60), st.integers(1, 5))
def test_never_more_than_the_burst_and_the_rate(pauses: list[float], per_second: int) -> None:
    clock = Clock()
    rate = Rate(per_second, clock)
    admitted = 0
    for pause in pauses:
        clock.now += pause
        admitted += rate.admits("a")
    assert admitted <= per_second * (BURST_SECONDS + clock.now) + 1e-6


def test_addresses_without_number_are_forgotten() -> None:
    clock = Clock()
    rate = Rate(1, clock)
    for number in range(25_000):
        rate.admits(str(number))
        clock.now += 0.001
    assert len(rate._buckets) <= 10_000
