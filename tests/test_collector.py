import gc
from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

from cdalign.collector import collector_at_rest, search_seldom


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    gc.enable()
    yield
    gc.unfreeze()
    gc.enable()


def test_it_rests_in_the_block_and_no_longer() -> None:
    with collector_at_rest():
        assert not gc.isenabled()
        with collector_at_rest():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_on_again_behind_an_error() -> None:
    with pytest.raises(KeyboardInterrupt), collector_at_rest():
        raise KeyboardInterrupt
    assert gc.isenabled()


def test_who_has_turned_it_off_finds_it_off() -> None:
    gc.disable()
    with collector_at_rest():
        pass
    assert not gc.isenabled()


def test_what_was_frozen_stays_frozen() -> None:
    gc.freeze()
    count = gc.get_freeze_count()
    with collector_at_rest():
        pass
    assert gc.get_freeze_count() == count > 0


@pytest.mark.parametrize("is_first_out", [True, False])
def test_of_threads_that_rest_it_together_none_leaves_it_off(*, is_first_out: bool) -> None:
    inside, first_ended = Barrier(2, timeout=60), Barrier(2, timeout=60)

    def rest() -> None:
        with collector_at_rest():
            inside.wait()
            if is_first_out:
                first_ended.wait()
        if not is_first_out:
            first_ended.wait()

    thread = Thread(target=rest)
    with collector_at_rest():
        thread.start()
        inside.wait()
        if not is_first_out:
            first_ended.wait()
    if is_first_out:
        first_ended.wait()
    thread.join()
    assert gc.isenabled()


def test_cycles_are_searched_for_seldom_and_not_never() -> None:
    usual = gc.get_threshold()
    try:
        search_seldom()
        assert gc.get_threshold()[0] > usual[0] > 0
        assert gc.isenabled()
    finally:
        gc.set_threshold(*usual)
