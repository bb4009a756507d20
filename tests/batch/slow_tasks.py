"""Time runs out for the tasks that a test names, whatever the clock says; the others have all the time they need."""

import pytest

from cdalign.batch import pool


def run_out_of_time(monkeypatch: pytest.MonkeyPatch, *keys: str) -> None:
    """Let the tasks of these keys have no time left as soon as they have begun."""

    def seconds_left(worker: pool._Worker) -> float:
        return 0.0 if worker.attempt and worker.attempt.task.key in keys else float("inf")

    monkeypatch.setattr(pool._Worker, "seconds_left", property(seconds_left))
