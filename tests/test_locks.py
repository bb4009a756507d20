"""One writer at a time of what a person decided, across processes, and nobody waits for a dead one."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cdalign.errors import BusyError, ConflictError, WriteError
from cdalign.locks import LOCK_NAME, FileChange, change_file, hold_folder, read_bytes, swap_file, take_back

HOLDER = """
import sys
from cdalign.locks import hold_folder
with hold_folder(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""
ADDER = """
import sys
from cdalign.locks import change_file
for number in range(int(sys.argv[2])):
    change_file(sys.argv[1], lambda data: data + b"x")
"""


@contextmanager
def held_elsewhere(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process holds the lock of a folder while the block runs."""
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder
        finally:
            holder.kill()


def test_who_waits_too_long_is_told_for_whom(tmp_path: Path) -> None:
    with (
        held_elsewhere(tmp_path) as holder,
        pytest.raises(BusyError) as caught,
        hold_folder(tmp_path, patience=0.01),
    ):
        pytest.fail("two processes hold the lock")
    assert f"process {holder.pid} " in str(caught.value)
    assert caught.value.advice


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path) as holder:
        os.kill(holder.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        holder.wait()
        with hold_folder(tmp_path, patience=0.0):
            assert (tmp_path / LOCK_NAME).exists()


def test_processes_that_change_one_file_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "file"
    command = [sys.executable, "-c", ADDER, str(path), "40"]
    adders = [subprocess.Popen(command) for _ in range(3)]
    assert [adder.wait() for adder in adders] == [0, 0, 0]
    assert path.read_bytes() == 120 * b"x"


def test_two_names_of_a_folder_have_one_lock(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    with (
        held_elsewhere(tmp_path / "real"),
        pytest.raises(BusyError),
        hold_folder(tmp_path / "link", patience=0.01),
    ):
        pytest.fail("two processes hold the lock")


def test_a_program_without_the_lock_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"mine")
    with hold_folder(tmp_path):
        seen = read_bytes(path)
        path.write_bytes(b"theirs")
        with pytest.raises(ConflictError, match="another program"):
            swap_file(path, seen, b"mine again")
    assert path.read_bytes() == b"theirs"


def test_a_decision_is_made_again_on_what_is_there_now(tmp_path: Path) -> None:
    path = tmp_path / "file"
    given = []

    def change(data: bytes) -> bytes:
        given.append(data)
        if len(given) == 1:
            path.write_bytes(b"theirs, ")
        return data + b"ours"

    assert change_file(path, change) == FileChange(b"theirs, ", b"theirs, ours")
    assert given == [b"", b"theirs, "]


def test_a_change_is_taken_back_unless_another_has_come(tmp_path: Path) -> None:
    path = tmp_path / "file"
    first, second = change_file(path, lambda _: b"one"), change_file(path, lambda data: data + b", two")
    with pytest.raises(ConflictError, match="has changed since"):
        take_back(path, first, "look at it")
    assert path.read_bytes() == b"one, two"
    take_back(path, second, "look at it")
    assert path.read_bytes() == b"one"
    take_back(path, first, "look at it")
    assert not path.exists()


def test_an_editor_that_never_rests_is_given_way(tmp_path: Path) -> None:
    path = tmp_path / "file"

    def change(data: bytes) -> bytes:
        path.write_bytes(data + b"t")
        return b"ours"

    with pytest.raises(ConflictError):
        change_file(path, change)
    assert set(path.read_bytes()) == set(b"t")


def test_where_no_lock_can_be_made_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WriteError) as caught:
        change_file(tmp_path / "file" / "inside", lambda data: data)
    assert "locked" in str(caught.value)
    assert caught.value.advice


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(WriteError, match="cannot be locked"):
        change_file(tmp_path / "file", lambda data: data)


@pytest.mark.skipif(os.name == "nt", reason="modes are those of Unix")
def test_whoever_may_write_into_the_folder_may_take_the_lock(tmp_path: Path) -> None:
    tmp_path.chmod(0o775)
    with hold_folder(tmp_path):
        assert (tmp_path / LOCK_NAME).stat().st_mode & 0o777 == 0o664
