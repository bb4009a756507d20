"""A database that is away, slow or silent: said at once, and asked again as soon as it is back."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from memory_units import random_units, unit

from cdalign.cli import main
from cdalign.errors import AwayError, ReadError
from cdalign.memory import open_memory
from cdalign.memory.postgres_schema import _unsaid_parameters
from cdalign.memory.store import is_database

REPORT = unit("会议通过了报告。", "The Conference adopted its report.")


@contextmanager
def connection(url: str) -> Iterator[object]:
    import psycopg

    with psycopg.connect(url, autocommit=True) as found:
        yield found


class Wire:
    """Carries bytes between a client and a server, and swallows them while it is cut."""

    def __init__(self, url: str) -> None:
        self._server = urlsplit(url)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.is_cut = threading.Event()
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        port = self._listener.getsockname()[1]
        return f"postgresql://{self._server.username}@127.0.0.1:{port}{self._server.path}"

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection((self._server.hostname, self._server.port))
                self._ends += (client, server)
                for one, other in ((client, server), (server, client)):
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65_536):
                if not self.is_cut.is_set():
                    other.sendall(data)
            other.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        # `shutdown` wakes who waits in `accept` or `recv`; `close` alone does not.
        for end in (self._listener, *self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@pytest.fixture
def filled(database: str) -> str:
    with open_memory(database) as memory:
        memory.add([REPORT, *random_units(20)])
    return database


@pytest.fixture
def wire(filled: str) -> Iterator[Wire]:
    made = Wire(filled)
    yield made
    made.close()


def test_the_other_form_of_libpq_is_a_database_too(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    parts = urlsplit(filled)
    words = f"host=127.0.0.1 port={parts.port} dbname={parts.path[1:]} user=cdalign password=geheimQQ"
    assert main(["find", "会议通过", "--memory", words]) == 0
    assert main(["tm", "collections", words]) == 0
    assert main(["find", "会议", "--memory", words.replace("port=", "port=x")]) == 2
    shown = capsys.readouterr()
    assert "geheimQQ" not in shown.out + shown.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["dbname=a", " host = b", "service=x", "postgresql://a", "password=x host=y"])
def test_what_is_a_database(place: str) -> None:
    assert is_database(place)


@pytest.mark.parametrize("place", ["a.cdtm", "un=2.cdtm", "/x/host=a.cdtm", "x dbname=a"])
def test_what_is_a_file(place: str) -> None:
    assert not is_database(place)


def test_settings_in_the_url_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psycopg")
    monkeypatch.delenv("PGAPPNAME", raising=False)
    monkeypatch.delenv("PGCONNECT_TIMEOUT", raising=False)
    ours = _unsaid_parameters("postgresql://h/d?connect_timeout=3&application_name=mine", None)
    assert {"connect_timeout", "application_name"}.isdisjoint(ours)
    assert _unsaid_parameters("postgresql://h/d", None)["application_name"] == "cdalign"
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "2")
    assert "connect_timeout" not in _unsaid_parameters("postgresql://h/d", 8.0)


def test_a_lost_connection_is_made_again_at_the_first_question(filled: str) -> None:
    with open_memory(filled, read_only=True) as memory, connection(filled) as other:
        assert memory.find_exact(REPORT.source, "zh")
        names = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cdalign'"
        assert other.execute(names).fetchall() == [(True,)]  # type: ignore[attr-defined]
        assert memory.find_exact(REPORT.source, "zh")


def test_tables_that_are_locked_are_said_and_not_waited_for(filled: str) -> None:
    with open_memory(filled, read_only=True, patience=3.0) as memory, connection(filled) as other:
        other.execute("BEGIN")  # type: ignore[attr-defined]
        other.execute("LOCK TABLE cdalign.units IN ACCESS EXCLUSIVE MODE")  # type: ignore[attr-defined]
        with pytest.raises(AwayError) as raised:
            memory.concordance("会议")
        assert "holds its tables" in raised.value.advice
        other.execute("ROLLBACK")  # type: ignore[attr-defined]
        assert memory.concordance("会议通过")


def test_a_silent_network_is_said_and_not_waited_for(wire: Wire) -> None:
    with open_memory(wire.url, read_only=True, patience=3.0) as memory:
        assert memory.concordance("会议通过")
        wire.is_cut.set()
        with pytest.raises(AwayError):
            memory.concordance("会议通过")
        wire.is_cut.clear()
        assert memory.concordance("会议通过")


def test_a_database_that_is_not_there_is_away() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(AwayError, match="cannot be reached"):
        open_memory("postgresql://x@127.0.0.1:1/none", read_only=True)


def test_a_statement_that_the_database_ends_has_its_advice(filled: str) -> None:
    with open_memory(filled, read_only=True) as memory:
        memory.store._execute("SET statement_timeout = 1")  # type: ignore[attr-defined]
        with pytest.raises(AwayError) as raised:
            memory.store._execute("SELECT pg_sleep(5)")  # type: ignore[attr-defined]
    assert "statement_timeout" in raised.value.advice


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE cdalign.units SET source = source || 'x' WHERE id = 3", "1 units are not as they were written: 3"),
        ("UPDATE cdalign.units SET details = '{broken' WHERE id = 3", "not as they were written: 3"),
        ("UPDATE cdalign.units SET words = 'other' WHERE id IN (3, 4)", "words of 2 units"),
        ("UPDATE cdalign.segments SET lists = substr(lists, 1, 1000)", "not as it was written"),
        ("DELETE FROM cdalign.segments WHERE lang = 'zh'", "index for zh lacks"),
        ("DROP INDEX cdalign.units_by_words", "an index of the units is missing"),
    ],
)
def test_what_is_changed_in_a_database_is_found(filled: str, statement: str, said: str) -> None:
    with open_memory(filled) as memory:
        memory.reindex()
        assert memory.faults() == ()
    with connection(filled) as other:
        other.execute(statement)  # type: ignore[attr-defined]
    with open_memory(filled) as memory:
        assert any(said in fault for fault in memory.faults()), memory.faults()
        if "source" not in statement and "details" not in statement:
            memory.reindex()
            assert memory.faults() == ()


def test_a_file_that_may_not_be_written_beside_is_read_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    from cdalign.memory import sqlite_schema

    path = tmp_path / "a.cdtm"
    with open_memory(path) as memory:
        memory.add([REPORT])
    asked: list[str] = []
    plain = sqlite_schema._open_as

    def refuse_notes(file: Path, how: str, *, read_only: bool) -> sqlite3.Connection:
        asked.append(how)
        if "immutable" not in how:
            raise sqlite3.OperationalError("attempt to write a readonly database")
        return plain(file, how, read_only=read_only)

    monkeypatch.setattr(sqlite_schema, "_open_as", refuse_notes)
    with pytest.raises(ReadError):
        open_memory(path, read_only=True)
    monkeypatch.setattr("cdalign.memory.sqlite_schema.os.access", lambda *_: False)
    with open_memory(path, read_only=True) as memory:
        assert memory.find_exact(REPORT.source, "zh")
    path.with_name("a.cdtm-wal").write_bytes(b"last writes")
    with pytest.raises(ReadError):
        open_memory(path, read_only=True)
    assert [how for how in asked if "immutable" in how] == ["mode=ro&immutable=1"]
