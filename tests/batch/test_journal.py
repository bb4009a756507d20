from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdalign.batch.journal import Journal, JournalLine
from cdalign.errors import ConflictError

LINES = [JournalLine(f"align/{number}", "s", "done", {"名": number}) for number in range(5)]


def read(path: Path) -> list[JournalLine]:
    with Journal(path) as journal:
        return list(journal.lines())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(min_value=0))
def test_a_journal_cut_anywhere_keeps_its_whole_lines(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "journal.jsonl"
    path.unlink(missing_ok=True)
    with Journal(path) as journal:
        journal.append(LINES)
    data = path.read_bytes()
    cut %= len(data) + 1
    path.write_bytes(data[:cut])
    whole = data[:cut].count(b"\n")
    assert read(path) == LINES[:whole]
    with Journal(path) as journal:
        journal.append([LINES[-1]])
    assert read(path) == [*LINES[:whole], LINES[-1]]


def test_a_torn_line_longer_than_a_block_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.append(LINES[:1])
    path.write_bytes(path.read_bytes() + b"x" * 200_000)
    assert read(path) == LINES[:1]


def test_two_runs_cannot_write_one_journal(tmp_path: Path) -> None:
    with Journal(tmp_path / "j"), pytest.raises(ConflictError):
        Journal(tmp_path / "j")


def test_what_is_no_line_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "j"
    odd = (
        '{"key": ["a"], "stamp": "s", "state": "done", "value": 1}\n{"key": "a", "stamp": 1, "state": "", "value": 1}\n'
    )
    half = '{"key": "a", "stamp": "s", "state": "done", "value": "\\ud83d"}\n'
    path.write_text('[1]\n{"key": 1}\nnonsense\n' + odd + half + "[" * 50_000 + "\n")
    assert read(path) == []
