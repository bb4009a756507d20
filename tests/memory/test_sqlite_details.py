import pytest
from memory_units import unit

from cdalign.errors import ReadError
from cdalign.memory import Added, Memory, open_memory, sqlite_details
from cdalign.memory.sqlite_store import SqliteStore

PROPS = (("x-document", "CD/1"), ("x-tool", "t" * 100), ("x-review", "confirmed"))


def store_of(memory: Memory) -> SqliteStore:
    assert isinstance(memory.store, SqliteStore)
    return memory.store


def test_props_that_units_share_lie_once() -> None:
    memory = open_memory()
    units = [unit(f"第 {number} 句。", props=PROPS) for number in range(3)]
    memory.add(units)
    assert list(memory.units()) == units
    rows = store_of(memory)._connection.execute("SELECT kind, value FROM props").fetchall()
    assert rows == [PROPS[0], PROPS[2]]


def test_full_table_takes_no_more_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_details, "MOST_SHARED", 2)
    memory = open_memory()
    units = [unit("句。", id=str(number), props=(("x-number", str(number)), PROPS[0])) for number in range(5)]
    memory.add(units)
    assert list(memory.units()) == units
    assert memory.add(units) == Added(known=5)


def test_missing_prop_is_damage() -> None:
    memory = open_memory()
    memory.add([unit("句。", props=PROPS)])
    store_of(memory)._connection.execute("DELETE FROM props")
    store_of(memory)._details.forget()
    with pytest.raises(ReadError, match="prop 1 is missing"):
        list(memory.units())
