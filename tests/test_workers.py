"""Worker processes: their bounds, their end, and what they leave alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from cdalign import workers
from cdalign.workers import WorkerProcess, usable_cores

needs_bounds = pytest.mark.skipif(not workers.system_bounds_memory(), reason="this system bounds no process")

LOWER = """
import resource, sys
from cdalign.workers import lower_bound
which = resource.RLIMIT_AS
if sys.argv[1] != "unlimited":
    resource.setrlimit(which, (int(sys.argv[1]), int(sys.argv[1])))
lower_bound("RLIMIT_AS", 10**12)
lower_bound("RLIMIT_CORE", 0)
print(*resource.getrlimit(which))
"""


@needs_bounds
@pytest.mark.parametrize(("hard", "soft"), [("unlimited", 10**12), (str(10**11), 10**11)])
def test_the_lower_bound_holds(hard: str, soft: int) -> None:
    done = subprocess.run([sys.executable, "-c", LOWER, hard], capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[0]) == soft


@needs_bounds
def test_a_batch_runs_in_a_shell_with_a_bound(tmp_path: Path) -> None:
    for side, text in (("zh", "裁谈会通过了报告。"), ("en", "The Conference adopted the report.")):
        (tmp_path / "archive" / "corpus" / side).mkdir(parents=True)
        (tmp_path / "archive" / "corpus" / side / "a.txt").write_text(text, encoding="utf-8")
    line = f"ulimit -v 3000000; exec {sys.executable} -m cdalign batch archive -o out --workers 1"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "merged.001.tmx").exists()


def echo(connection: Connection[Any, Any], word: str) -> None:
    os.write(1, b"this goes nowhere")
    connection.send((word, os.getpid()))


def wait_for_ever(connection: Connection[Any, Any]) -> None:
    connection.send(os.getpid())
    time.sleep(3600)


def take_memory(connection: Connection[Any, Any]) -> None:
    connection.send(len(bytearray(b"x" * 400_000_000)))
    time.sleep(3600)


# A worker that loads its modules itself, and one that is the copy of a process that has loaded them.
both_kinds = pytest.mark.parametrize("warm", ["", "cdalign.web.warming"], ids=["spawned", "copied"])


@both_kinds
def test_a_worker_does_its_work_and_prints_nothing(capfd: pytest.CaptureFixture[str], warm: str) -> None:
    worker = WorkerProcess(echo, "word", warm=warm)
    assert worker.connection.recv() == ("word", worker.pid)
    with pytest.raises((EOFError, OSError)):
        worker.connection.recv()
    worker.kill()
    assert capfd.readouterr().out == ""


@both_kinds
def test_a_worker_can_be_ended(warm: str) -> None:
    worker = WorkerProcess(wait_for_ever, warm=warm)
    assert worker.connection.recv() == worker.pid
    assert worker.kill() != 0
    assert not worker.is_exhausted


def tell_environment(connection: Connection[Any, Any], *names: str) -> None:
    connection.send([os.environ.get(name) for name in names])


@both_kinds
def test_a_worker_has_the_environment_of_now_and_one_thread(monkeypatch: pytest.MonkeyPatch, warm: str) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    for value in ("one", "two", ""):
        monkeypatch.setenv("CDALIGN_WORD", value)
        worker = WorkerProcess(tell_environment, "CDALIGN_WORD", "OPENBLAS_NUM_THREADS", warm=warm)
        assert worker.connection.recv() == [value, "1"]
        worker.kill()
    monkeypatch.delenv("CDALIGN_WORD")
    worker = WorkerProcess(tell_environment, "CDALIGN_WORD", warm=warm)
    assert worker.connection.recv() == [None]
    worker.kill()


def count_threads(connection: Connection[Any, Any]) -> None:
    connection.send(len(list(Path(f"/proc/{os.getppid()}/task").iterdir())))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no worker is a copy")
def test_a_process_that_is_copied_has_one_thread() -> None:
    worker = WorkerProcess(count_threads, warm="cdalign.web.warming")
    assert worker.connection.recv() == 1, "a library has started others: a copy lacks them and may wait for ever"
    worker.kill()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no signals")
@both_kinds
def test_a_worker_that_was_killed_says_by_what(warm: str) -> None:
    worker = WorkerProcess(wait_for_ever, warm=warm)
    os.kill(worker.connection.recv(), signal.SIGTERM)
    with pytest.raises((EOFError, OSError)):
        worker.connection.recv()
    assert worker.kill() == -signal.SIGTERM


@both_kinds
def test_a_worker_that_takes_too_much_is_ended_where_the_system_has_no_bound(
    monkeypatch: pytest.MonkeyPatch, warm: str
) -> None:
    monkeypatch.setattr(workers, "system_bounds_memory", lambda: False)
    worker = WorkerProcess(take_memory, memory_mb=200, warm=warm)
    with suppress(EOFError, OSError):
        while worker.connection.recv():
            pass
    assert worker.is_exhausted
    worker.kill()


STARTS_ONE = """
import sys
import time
from test_workers import wait_for_ever
from cdalign.workers import WorkerProcess

if __name__ == "__main__":
    worker = WorkerProcess(wait_for_ever, warm=sys.argv[1])
    print(worker.connection.recv(), flush=True)
    time.sleep(3600)
"""


@both_kinds
def test_a_worker_ends_when_its_parent_is_killed(tmp_path: Path, warm: str) -> None:
    psutil = pytest.importorskip("psutil")
    (tmp_path / "parent.py").write_text(STARTS_ONE, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, str(tmp_path / "parent.py"), warm]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    worker.wait(timeout=60)


def test_there_is_a_core() -> None:
    assert usable_cores() >= 1


@pytest.mark.skipif(not hasattr(os, "nice"), reason="priorities are those of POSIX")
def test_a_process_gives_way() -> None:
    script = "import os; from cdalign.workers import give_way; give_way(); print(os.nice(0))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) > os.nice(0) or int(done.stdout) == 19
