import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory_units import random_units, unit

from cdalign.errors import ReadError
from cdalign.memory import open_memory
from cdalign.memory.sqlite_store import SqliteStore
from cdalign.memory.sqlite_texts import PackedTexts

# No lone surrogates: a memory refuses them.
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def packed_count(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        (count,) = connection.execute("SELECT count(*) FROM units WHERE typeof(source) = 'blob'").fetchone()
    connection.close()
    return int(count)


def test_the_first_units_lie_as_they_are_and_later_ones_packed(tmp_path: Path) -> None:
    path, units = tmp_path / "a.cdtm", random_units(1_500)
    with open_memory(path) as memory:
        memory.add(units[:1_100])
        memory.add(units[1_100:])
        assert memory.faults() == ()
    assert packed_count(path) == 400
    with open_memory(path, read_only=True) as memory:
        assert list(memory.units()) == units
        assert memory.find_exact(units[1_400].source, "zh")
        assert memory.concordance(units[1_400].target)


def test_each_tenfold_has_a_dictionary_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.cdtm"
    units = [unit(f"第 {number} 句话。", f"Sentence {number}.") for number in range(10_600)]
    with open_memory(path) as memory:
        for start in range(0, len(units), 530):
            memory.add(units[start : start + 530])
        store = memory.store
        assert isinstance(store, SqliteStore)
        assert store._fetch("SELECT number FROM dictionaries ORDER BY number") == [(4,), (5,)]
        assert memory.faults() == ()
        assert [one.source for one in memory.units()] == [one.source for one in units]


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM dictionaries",
        "UPDATE units SET source = x'' WHERE id = 1200",
        "UPDATE units SET source = x'0405' WHERE id = 1200",
        "UPDATE units SET source = substr(source, 1, length(source) - 4) WHERE id = 1200",
        "UPDATE units SET source = x'05' || substr(source, 2) WHERE id = 1200",
    ],
)
def test_damaged_texts_are_said_and_not_guessed(tmp_path: Path, damage: str) -> None:
    path, units = tmp_path / "a.cdtm", random_units(1_300)
    with open_memory(path) as memory:
        memory.add(units[:1_100])
        memory.add(units[1_100:])
    with sqlite3.connect(path) as connection:
        connection.execute(damage)
    connection.close()
    with open_memory(path) as memory:
        assert memory.faults()
        with pytest.raises(ReadError, match="damaged"):
            list(memory.units())


@settings(max_examples=50)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=20))
def test_every_text_comes_back_as_it_was(pairs: list[tuple[str, str]]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE dictionaries (number INTEGER PRIMARY KEY, content BLOB NOT NULL)")
    connection.execute("CREATE TABLE units (id INTEGER PRIMARY KEY, source, target)")
    connection.executemany("INSERT INTO units (source, target) VALUES (?, ?)", pairs)
    texts = PackedTexts(connection)
    packed = [texts.pack(source, target, 1_000) for source, target in pairs]
    assert all(isinstance(source, bytes) for source, _ in packed)
    again = PackedTexts(connection)
    assert [again.unpack(*cells) for cells in packed] == pairs
    assert [again.unpack(*texts.pack(*pair, 999)) for pair in pairs] == pairs
    connection.close()


def test_what_is_taken_back_leaves_no_dictionary_behind(tmp_path: Path) -> None:
    with open_memory(tmp_path / "a.cdtm") as memory:
        memory.add(random_units(1_100))
        with pytest.raises(ReadError, match="cannot be used"):
            memory.add([unit("一二三"), unit("\ud800")])
        memory.add([unit("四五六")])
        assert memory.find_exact("四五六", "zh")
        assert memory.faults() == ()
