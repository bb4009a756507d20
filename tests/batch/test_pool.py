import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pool_work
import pytest
from slow_tasks import run_out_of_time

from cdalign.batch.pool import Pool, PoolError
from cdalign.batch.tasks import DONE, FAILED, Limits, Outcome, Task
from cdalign.errors import ReadError, WriteError

LIMITS = Limits(memory_mb=2048)


@pytest.fixture(autouse=True)
def _workers_find_the_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)


def make_tasks(*payloads: object) -> list[Task]:
    return [Task(str(payload), payload) for payload in payloads]


def by_key(outcomes: Iterator[Outcome]) -> dict[str, Outcome]:
    return {outcome.task.key: outcome for outcome in outcomes}


def test_every_task_is_done_once_and_drawn_only_when_a_worker_is_free() -> None:
    drawn: list[int] = []

    def draw() -> Iterator[Task]:
        for number in range(40):
            drawn.append(number)
            yield Task(str(number), number)

    with Pool(2, pool_work.prepare_double, LIMITS) as pool:
        values = []
        for done, outcome in enumerate(pool.run(draw()), start=1):
            values.append(outcome.value.value)
            assert len(drawn) <= done + 5
    assert sorted(values) == [2 * number for number in range(40)]


def test_trouble_costs_its_own_task_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_out_of_time(monkeypatch, "hang")
    words = ("fine", "hang", "die", f"die-once {tmp_path / 'mark'}", "eat", "refuse", "blunder", "good")
    with Pool(2, pool_work.prepare_trouble, LIMITS, tmp_path) as pool:
        outcomes = by_key(pool.run(make_tasks(*words)))
    states = {key.split()[0]: (o.state, o.attempts, o.value) for key, o in outcomes.items()}
    assert states["fine"] == (DONE, 1, "fine")
    assert states["good"] == (DONE, 1, "good")
    assert states["die-once"][:2] == (DONE, 2)
    assert states["hang"] == (FAILED, 2, "took longer than 600 s")
    assert states["die"] == (FAILED, 2, "its worker was killed by signal 9")
    assert states["eat"] == (FAILED, 2, "needs more than 2048 MB of memory")
    assert states["refuse"] == (FAILED, 1, "x.txt: is no document")
    assert states["blunder"][0] == FAILED
    assert "ZeroDivisionError" in str(states["blunder"][2])
    assert (tmp_path / "made" / "good").read_text() == "good"
    assert not (tmp_path / "made" / "die").exists()


def test_a_disk_that_is_full_ends_the_run() -> None:
    with Pool(1, pool_work.prepare_trouble, LIMITS) as pool, pytest.raises(WriteError, match="no space"):
        list(pool.run(make_tasks("full", "fine")))


def test_a_work_that_cannot_be_prepared_is_told_once() -> None:
    with Pool(1, pool_work.prepare_nothing, LIMITS) as pool, pytest.raises(ReadError, match="damaged"):
        list(pool.run(make_tasks("fine")))


def test_workers_that_end_before_they_begin_are_not_started_for_ever() -> None:
    with Pool(1, pool_work.prepare_suicide, LIMITS) as pool, pytest.raises(PoolError, match="signal 9"):
        list(pool.run(make_tasks("fine")))


def test_an_idle_worker_that_is_killed_is_replaced() -> None:
    with Pool(1, pool_work.prepare_double, LIMITS) as pool:
        assert [outcome.state for outcome in pool.run(make_tasks(1))] == [DONE]
        pid = pool.pids[0]
        os.kill(pid, signal.SIGKILL)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)  # until it is dead; it stays for the pool to see
        [outcome] = pool.run(make_tasks(2))
    assert (outcome.state, outcome.value.value) == (DONE, 4)


def test_no_worker_outlives_its_pool() -> None:
    with Pool(2, pool_work.prepare_double, LIMITS) as pool:
        list(pool.run(make_tasks(1, 2, 3)))
        pids = pool.pids
        assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
