"""Works that misbehave, for the tests of the pool; its workers import this module."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from cdalign.batch.tasks import Result, Work
from cdalign.errors import ReadError, WriteError


def prepare_double() -> Work:
    return lambda number: Result((), 2 * number)


def prepare_trouble() -> Work:
    return _make_trouble


def prepare_nothing() -> Work:
    raise ReadError("the lexicon is damaged")


def prepare_suicide() -> Work:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _make_trouble(word: str) -> Result:
    kind, _, rest = word.partition(" ")
    match kind:
        case "hang":
            while True:
                pass
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "die-once":
            if not Path(rest).exists():
                Path(rest).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "eat":
            bytearray(2**40)
        case "refuse":
            raise ReadError("is no document", path="x.txt")
        case "blunder":
            raise ZeroDivisionError
        case "full":
            raise WriteError("no space left")
    return Result((("made/" + kind, word.encode()),), word)
