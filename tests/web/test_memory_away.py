"""A server whose memory is away, replaced or gone."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from memory_units import random_units
from test_away import REPORT, Wire, connection
from web_projects import serving

from cdalign.memory import open_memory
from cdalign.model import TranslationUnit
from cdalign.web import memories
from cdalign.web.memories import KeptMemory

ASK = {"text": REPORT.source, "source": "zh"}
SECOND = TranslationUnit(REPORT.source, "It adopted the report.", "zh-Hans", "en")


@pytest.fixture
def wire(database: str) -> Iterator[Wire]:
    with open_memory(database) as memory:
        memory.add([REPORT])
    made = Wire(database)
    yield made
    made.close()


def test_a_silent_database_gives_503_and_holds_nobody_up(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memories, "PATIENCE_SECONDS", 3.0)
    with serving(None, tmp_path, memory=wire.url) as address, httpx.Client(base_url=address, timeout=60) as client:
        assert client.get("/health").json() == {"status": "ok"}
        assert client.get("/api/matches", params=ASK).json()["matches"]
        wire.is_cut.set()
        for path in ("/health", "/api/matches"):
            answer = client.get(path, params=ASK)
            assert answer.status_code == 503, answer.text
            assert int(answer.headers["retry-after"]) > 0
            assert answer.json()["advice"]
        assert client.get("/api/openapi.json").status_code == 200
        wire.is_cut.clear()
        assert client.get("/api/matches", params=ASK).json()["matches"]
        assert client.get("/health").status_code == 200


def test_a_lock_gives_503_until_it_is_released(
    wire: Wire, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memories, "PATIENCE_SECONDS", 3.0)
    with serving(None, tmp_path, memory=wire.url) as address, httpx.Client(base_url=address, timeout=60) as client:
        with connection(database) as other:
            other.execute("BEGIN")  # type: ignore[attr-defined]
            other.execute("LOCK TABLE cdalign.units IN ACCESS EXCLUSIVE MODE")  # type: ignore[attr-defined]
            assert client.get("/api/concordance", params={"q": "会议"}).status_code == 503
        assert client.get("/api/concordance", params={"q": "会议"}).status_code == 200


def make(path: Path, unit: TranslationUnit) -> None:
    with open_memory(path) as memory:
        memory.add([unit])


def test_a_file_that_is_replaced_is_served_anew_and_one_that_is_gone_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.cdtm"
    make(path, REPORT)
    make(tmp_path / "b.cdtm", SECOND)
    with serving(None, tmp_path, memory=path) as address, httpx.Client(base_url=address, timeout=60) as client:
        assert client.get("/api/matches", params=ASK).json()["matches"][0]["target"] == REPORT.target
        (tmp_path / "b.cdtm").replace(path)
        assert client.get("/api/matches", params=ASK).json()["matches"][0]["target"] == SECOND.target
        path.unlink()
        answers = [client.get(path, params=ASK) for path in ("/api/matches", "/health")]
        assert [answer.status_code for answer in answers] == [503, 503]
        make(path, REPORT)
        assert client.get("/health").status_code == 200
        assert client.get("/api/matches", params=ASK).json()["matches"][0]["target"] == REPORT.target


def write_over(path: Path, other: Path) -> None:
    """Write the bytes of a file over another, as `cp` does."""
    path.write_bytes(other.read_bytes())
    # As if it were later: the time of the file is not that of the last write through SQLite.
    times = path.stat()
    os.utime(path, (times.st_atime, times.st_mtime + 10))


def settle(path: Path) -> None:
    """Make the log older, as if nobody had written through SQLite for a while."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        os.utime(log, (log.stat().st_atime, log.stat().st_mtime - 10))


def test_a_file_that_is_written_over_is_served_anew(tmp_path: Path) -> None:
    path, other = tmp_path / "a.cdtm", tmp_path / "b.cdtm"
    make(path, REPORT)
    make(other, SECOND)
    with serving(None, tmp_path, memory=path) as address, httpx.Client(base_url=address, timeout=60) as client:
        for round_trip in range(3):
            wanted = (REPORT, SECOND)[round_trip % 2]
            assert client.get("/api/matches", params=ASK).json()["matches"][0]["target"] == wanted.target
            before = path.read_bytes()
            settle(path)
            write_over(path, other)
            other.write_bytes(before)


def test_a_file_that_is_written_over_beside_a_log_of_last_writes_is_said(tmp_path: Path) -> None:
    path, other = tmp_path / "a.cdtm", tmp_path / "b.cdtm"
    make(path, REPORT)
    with open_memory(other) as memory:
        memory.add([SECOND, *random_units(200)])
        memory.reindex()
    with serving(None, tmp_path, memory=path) as address, httpx.Client(base_url=address, timeout=60) as client:
        with open_memory(path) as memory:
            memory.add(random_units(20, seed=3))
            assert client.get("/api/matches", params=ASK).json()["matches"][0]["target"] == REPORT.target
        assert path.with_name("a.cdtm-wal").stat().st_size
        settle(path)
        write_over(path, other)
        for _ in range(2):
            answer = client.get("/api/matches", params=ASK)
            assert (answer.status_code, "written over" in answer.json()["error"]) == (503, True), answer.text


def test_a_program_that_writes_through_sqlite_is_no_reason_to_open_it_again(tmp_path: Path) -> None:
    path = tmp_path / "a.cdtm"
    make(path, REPORT)
    kept = KeptMemory(path)
    opened = kept.memory
    with open_memory(path) as memory:
        for seed in range(3):
            memory.add(random_units(40, seed=seed))
            list(memory.store._rows("PRAGMA wal_checkpoint"))  # type: ignore[attr-defined]
            assert kept.memory is opened
            assert len(kept.memory) == len(memory)
    kept.close()


def test_something_else_in_its_place_is_never_answered_for_by_the_former_one(tmp_path: Path) -> None:
    path = tmp_path / "a.cdtm"
    make(path, REPORT)
    with serving(None, tmp_path, memory=path) as address, httpx.Client(base_url=address, timeout=60) as client:
        assert client.get("/api/matches", params=ASK).status_code == 200
        (tmp_path / "x").write_text("no memory", encoding="utf-8")
        (tmp_path / "x").replace(path)
        assert [client.get("/api/matches", params=ASK).status_code for _ in range(3)] == [500, 500, 500]
