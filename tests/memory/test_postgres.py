"""What only a memory in PostgreSQL does; what it has in common with a file is tested on both."""

import subprocess
import sys
from typing import Any

import pytest
from memory_units import random_units, unit

from cdalign.cli import main
from cdalign.errors import MissingExtraError, ReadError, UsageError
from cdalign.memory import Collection, Memory, open_memory
from cdalign.memory.postgres_schema import shown_address
from cdalign.tmx import read_units, write_tmx

MAKE = """
import sys
from cdalign.memory import open_memory
open_memory(sys.argv[1]).close()
"""


def execute(url: str, statement: str) -> Any:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else None


def test_empty_database_is_left_empty_by_a_search(database: str) -> None:
    with pytest.raises(ReadError, match="no memory in this database") as raised:
        open_memory(database, read_only=True)
    assert "tm import" in raised.value.advice
    assert execute(database, "SELECT 1 FROM pg_namespace WHERE nspname = 'cdalign'") == []


def test_schema_of_another_program_is_refused_and_untouched(database: str) -> None:
    execute(database, "CREATE SCHEMA cdalign CREATE TABLE other (a int)")
    with pytest.raises(ReadError, match="does not hold a memory"):
        open_memory(database)
    tables = execute(database, "SELECT relname FROM pg_class WHERE relnamespace = 'cdalign'::regnamespace")
    assert tables == [("other",)]


def test_memory_of_a_later_version_is_refused(database: str) -> None:
    open_memory(database).close()
    execute(database, "UPDATE cdalign.memory SET version = 99")
    with pytest.raises(ReadError, match="version 99"):
        open_memory(database)


def test_database_in_another_encoding_is_refused(database: str, postgres: str) -> None:
    name = database.rpartition("/")[2] + "_latin"
    execute(f"{postgres}/postgres", f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1'")
    try:
        with pytest.raises(ReadError, match="LATIN1"):
            open_memory(f"{postgres}/{name}")
    finally:
        execute(f"{postgres}/postgres", f"DROP DATABASE {name}")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgresql://someone:secret@127.0.0.1:1/memory", "postgresql://someone@127.0.0.1:1/memory"),
        ("postgres://someone:secret@127.0.0.1:nowhere/memory", "invalid integer value"),
        ("postgresql://127.0.0.1/memory?colour=red", "not the URL of a database"),
        ("postgresql://someone:sec%zzret-secret@127.0.0.1/memory", "invalid percent-encoded token: …"),
        ("postgresql://someone:my secret@127.0.0.1/memory", "unexpected spaces found in …"),
        ("postgresql://someone:my@secret@127.0.0.1/memory", "an @ or / too many"),
        ("postgresql://someone:my/secret@127.0.0.1/memory", "an @ or / too many"),
        ("postgresql://someone:my?secret@127.0.0.1:1/memory", "postgresql://someone@127.0.0.1:1/memory"),
        ("postgresql://someone:secret@[127.0.0.1/memory", "not the URL of a database"),
        ("postgresql://someone:secret\udcff@127.0.0.1/memory", "not the URL of a database"),
        ("PostgreSQL://someone:secret@127.0.0.1/memory", "a database of PostgreSQL"),
        ("mysql://someone:secret@127.0.0.1/memory", "a database of PostgreSQL"),
        ("postgresql:/someone:secret@127.0.0.1/memory", "a database of PostgreSQL"),
    ],
)
def test_what_cannot_be_reached_says_so_without_the_password(
    url: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("psycopg", reason="needs psycopg")
    assert main(["find", "核", "--memory", url]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "try:" in error
    assert "secret" not in error


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgres://a%40b:secret@db.un.org:5433/m", "postgresql://a%40b@db.un.org:5433/m"),
        ("postgresql:///un?host=/run/pg&port=5433&user=me", "postgresql://me@/un?host=/run/pg&port=5433"),
        ("postgresql://me@%2Frun%2Fpg/un", "postgresql://me@/un?host=/run/pg"),
        ("postgresql://me@[::1]:5433/un", "postgresql://me@/un?host=::1&port=5433"),
        ("postgresql://me@one:1,two:2/un", "postgresql://me@/un?host=one,two&port=1,2"),
        ("postgresql://me@one/a%20b%2Fc%3F%E6%A0%B8", "postgresql://me@one/a%20b%2Fc%3F%E6%A0%B8"),
    ],
)
def test_address_that_is_shown_names_the_same_database(url: str, shown: str) -> None:
    conninfo = pytest.importorskip("psycopg", reason="needs psycopg").conninfo
    assert shown_address(url) == shown
    parts = conninfo.conninfo_to_dict(url)
    parts.pop("password", None)
    assert conninfo.conninfo_to_dict(shown) == parts


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtraError) as raised:
        open_memory("postgresql://127.0.0.1/memory")
    assert "cdalign[postgres]" in raised.value.advice


def test_nothing_is_written_for_who_only_reads(database: str) -> None:
    with open_memory(database) as memory:
        memory.add([unit("报告。")])
    with open_memory(database, read_only=True) as memory:
        assert memory.find_fuzzy("报告。", "zh")[0].score == 100
        with pytest.raises(UsageError, match="reading only"):
            memory.add([unit("再来。")])


def test_lost_connection_is_made_again(database: str, postgres: str) -> None:
    with open_memory(database) as memory:
        memory.add([unit("报告。")])
        name = database.rpartition("/")[2]
        others = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        execute(f"{postgres}/postgres", others)
        assert [hit.score for hit in memory.find_exact("报告。", "zh")] == [100]
        assert memory.add([unit("再来。")]).new == 1


def close_connections(database: str, postgres: str) -> None:
    name = database.rpartition("/")[2]
    others = f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}'"
    execute(f"{postgres}/postgres", others)


def test_connection_lost_in_a_transaction_leaves_nothing_half_written(database: str, postgres: str) -> None:
    def write(memory: Memory) -> None:
        with memory.store.writing():
            memory.store.set_collection(Collection("before"))
            close_connections(database, postgres)
            with pytest.raises(ReadError, match="cannot be used"):
                memory.store.count_units()
            memory.store.set_collection(Collection("after"))

    with open_memory(database) as memory:
        with pytest.raises(ReadError, match="cannot be used"):
            write(memory)
        assert memory.collections == ()


def test_write_after_a_lost_connection_is_all_or_nothing(database: str, postgres: str) -> None:
    def write(memory: Memory) -> None:
        with memory.store.writing():
            memory.store.set_collection(Collection("half"))
            raise KeyError

    with open_memory(database) as memory:
        close_connections(database, postgres)
        assert len(memory) == 0
        close_connections(database, postgres)
        with pytest.raises(KeyError):
            write(memory)
        assert memory.collections == ()


def test_texts_beyond_the_limits_of_its_index_go_in_and_are_found(database: str) -> None:
    long_word, long_text = "x" * 3_000, "核 " * 400_000
    units = [unit(long_word), unit(f"{long_text}完"), unit("a|b | c")]
    with open_memory(database) as memory:
        memory.add(units)
        assert list(memory.units()) == units
        assert [hit.unit for hit in memory.concordance(long_word)] == [units[0]]
        assert [hit.unit for hit in memory.concordance("x" * 2_999 + "*")] == [units[0]]
        assert [hit.unit for hit in memory.concordance("x" * 2_999)] == []
        assert memory.concordance("核")[0].unit == units[1]
        assert memory.find_exact(units[1].source, "zh")[0].score == 100
        assert memory.faults() == ()


def test_no_phrase_reaches_from_one_side_into_the_other(database: str) -> None:
    with open_memory(database) as memory:
        memory.add([unit("裁军", "disarmament")])
        assert memory.count_occurrences("军 disarmament") == 0
        assert memory.count_occurrences("裁军") == memory.count_occurrences("disarm*") == 1


def test_text_that_it_cannot_hold_is_refused_and_nothing_is_half_in(database: str) -> None:
    with open_memory(database) as memory:
        memory.add([unit("报告。")])
        for text in ("核\0裁军", "核\ud800"):
            with pytest.raises(ReadError, match="cannot be used"):
                memory.add([unit("再来。"), unit(text)])
        assert [one.source for one in memory.units()] == ["报告。"]


def test_of_several_that_make_a_memory_at_once_all_use_one(database: str) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", MAKE, database]) for _ in range(4)]
    assert [process.wait() for process in processes] == [0, 0, 0, 0]
    assert execute(database, "SELECT count(*) FROM cdalign.memory") == [(1,)]


def test_damage_is_found(database: str) -> None:
    with open_memory(database) as memory:
        memory.add(random_units(50))
        assert memory.faults() == ()
        execute(database, "UPDATE cdalign.memory SET last_unit = 3")
        assert memory.faults() == ("units have ids that were never given",)
    execute(database, "DROP TABLE cdalign.segments")
    with open_memory(database) as memory:
        assert any("segments" in fault for fault in memory.faults())


@pytest.mark.parametrize("statement", ["DELETE FROM cdalign.memory", "INSERT INTO cdalign.memory VALUES (2, 0, 0)"])
def test_memory_without_its_one_row_is_refused(database: str, statement: str) -> None:
    open_memory(database).close()
    execute(database, statement)
    with pytest.raises(ReadError, match="in place of one"):
        open_memory(database)


@pytest.mark.parametrize("details", ["", "x", "{}", "7", "[1, 2, 3, 4]"])
def test_damaged_unit_is_named(database: str, details: str) -> None:
    with open_memory(database) as memory:
        memory.add([unit("报告。"), unit("再来。")])
        execute(database, f"UPDATE cdalign.units SET details = '{details}' WHERE id = 2")
        with pytest.raises(ReadError, match="unit 2"):
            list(memory.units())
        assert memory.find_exact("报告。", "zh")[0].score == 100


def test_damaged_index_can_be_made_anew(database: str) -> None:
    with open_memory(database) as memory:
        memory.add([unit("报告。")])
        memory.reindex()
        for column in ("lists", "words"):
            execute(database, f"UPDATE cdalign.segments SET {column} = substr({column}, 1, 5)")
            with open_memory(database) as other, pytest.raises(ReadError, match="index is damaged") as raised:
                other.find_exact("报告。", "zh")
            assert "--reindex" in raised.value.advice
            memory.reindex()
        assert memory.find_exact("报告。", "zh")[0].score == 100


def test_role_without_rights_is_told_whom_to_ask(database: str) -> None:
    with open_memory(database) as memory:
        memory.add([unit("报告。")])
    execute(database, "CREATE ROLE visitor LOGIN")
    visited = database.replace("cdalign@", "visitor@")
    try:
        with pytest.raises(ReadError, match="permission denied") as raised:
            open_memory(visited)
        assert "ask its owner" in raised.value.advice
        execute(database, "GRANT USAGE ON SCHEMA cdalign TO visitor")
        execute(database, "GRANT SELECT ON ALL TABLES IN SCHEMA cdalign TO visitor")
        with open_memory(visited) as memory:
            assert memory.find_exact("报告。", "zh")[0].score == 100
            with pytest.raises(ReadError, match="permission denied"):
                memory.add([unit("再来。")])
    finally:
        execute(database, "DROP OWNED BY visitor")
        execute(database, "DROP ROLE visitor")


def test_the_commands_take_a_url(database: str, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    database = database.replace("@", ":secret@")  # this server asks for none
    units = [unit("裁谈会通过了报告。", "The Conference adopted the report.", id="CD/1#1")]
    write_tmx(tmp_path / "un.tmx", units)
    for words in (
        ["tm", "import", str(tmp_path / "un.tmx"), "--memory", database],
        ["find", "报告", "--memory", database],
        ["tm", "collections", database, "main", "--penalty", "5", "--check", "--reindex"],
        ["tm", "export", "--memory", database, "-o", str(tmp_path / "back.tmx")],
    ):
        assert main(words) == 0, capsys.readouterr().err
    assert list(read_units(tmp_path / "back.tmx")) == list(read_units(tmp_path / "un.tmx"))
    said = capsys.readouterr()
    assert "The Conference adopted" in said.out
    assert "secret" not in said.out + said.err
