from pathlib import Path

import pytest
from memory_units import random_units, unit

from cdalign.memory import Added, open_memory, sqlite_identities
from cdalign.memory.entering import prepare
from cdalign.memory.store import Store


@pytest.fixture(autouse=True)
def short_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_identities, "RUN_LENGTH", 40)


def test_known_units_are_known_in_runs_and_out_of_them() -> None:
    memory = open_memory()
    units = list(dict.fromkeys(random_units(150)))
    for start in range(0, len(units), 35):
        memory.add(units[start : start + 35])
    assert memory.add(units) == Added(known=len(units))
    assert memory.add(units[:10], collection="other") == Added(new=10)
    assert len(memory) == len(units) + 10


def test_removed_units_are_new_again_in_runs_and_out_of_them() -> None:
    memory = open_memory()
    units = [unit(f"第 {number} 句。", id=str(number)) for number in range(50)]
    for _ in range(3):
        assert memory.add(units) == Added(new=50)
        assert memory.add(units) == Added(known=50)
        assert memory.remove(collection="main") == 50


def test_what_was_rolled_back_is_not_known(tmp_path: Path) -> None:
    def fail(_: Store) -> None:
        raise KeyboardInterrupt

    units = [unit(f"第 {number} 句。", id=str(number), props=(("x-document", "CD/1"),)) for number in range(50)]
    with open_memory(tmp_path / "un.cdtm") as memory:
        memory.add(units[:20])
        (batch,) = prepare(units[20:], 100)
        with pytest.raises(KeyboardInterrupt):
            memory.add_batch(batch, note=fail)
        assert memory.add([unit("另一句。")]) == Added(new=1)
        assert memory.add(units) == Added(new=30, known=20)
        assert list(memory.units()) == [*units[:20], unit("另一句。"), *units[20:]]
        assert memory.find_fuzzy("另一句。", "zh")[0].unit == unit("另一句。")


def test_two_that_are_open_know_each_others_units(tmp_path: Path) -> None:
    path = tmp_path / "un.cdtm"
    units = [unit(f"第 {number} 句。", id=str(number)) for number in range(130)]
    with open_memory(path) as first, open_memory(path) as second:
        for start in range(0, 130, 13):
            part = units[start : start + 13]
            assert first.add(part) == Added(new=13)
            assert second.add(part) == Added(known=13)
            first, second = second, first
        assert second.add(units) == first.add(units) == Added(known=130)
