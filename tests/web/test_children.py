"""Work in a process of its own ends within its limits, whatever it does."""

import os
import time
from typing import Any

import pytest

from cdalign.errors import ReadError
from cdalign.web.children import Child, State, Tell, WorkLimits


def add(tell: Tell, left: int, right: int) -> int:
    tell("adding")
    return left + right


def sleep_long(tell: Tell) -> None:
    tell("sleeping")
    time.sleep(3600)


def take_memory(_: Tell) -> int:
    return len(b"x" * 3_000_000_000)


def fail(_: Tell) -> None:
    raise ReadError("cannot be read", path="a.pdf", advice="save it anew")


def crash(_: Tell) -> None:
    os.abort()


def run(work: Any, *arguments: Any, limits: WorkLimits | None = None) -> Child:
    child = Child(work, *arguments, limits=limits)
    child.wait()
    return child


def test_the_result_comes_back() -> None:
    child = run(add, 1, 2)
    assert (child.state, child.result, child.stage) == (State.DONE, 3, "adding")


def test_an_error_comes_back_with_its_advice() -> None:
    child = run(fail)
    assert child.state is State.FAILED
    assert child.error is not None
    assert child.error.advice == "save it anew"


@pytest.mark.parametrize(
    ("work", "limits"),
    [(sleep_long, WorkLimits(seconds=1)), (take_memory, WorkLimits(memory_mb=1_500)), (crash, WorkLimits())],
)
def test_work_that_does_not_keep_to_its_limits_fails(work: Any, limits: WorkLimits) -> None:
    child = run(work, limits=limits)
    assert child.state is State.FAILED
    assert child.error is not None


def test_work_can_be_cancelled() -> None:
    child = Child(sleep_long)
    child.cancel()
    child.wait()
    assert child.state is State.CANCELLED
