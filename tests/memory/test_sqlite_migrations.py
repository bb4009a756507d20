import sqlite3
from pathlib import Path

import pytest
from memory_units import unit

from cdalign.errors import ReadError
from cdalign.memory import Added, HitKind, open_memory, sqlite_migrations

UNITS = [
    unit(
        "甲方报告。",
        "Report of A.",
        id="CD/1#1",
        props=(("x-document", "CD/1"), ("x-review", "confirmed")),
        created="2018-09-05T00:00:00Z",
    ),
    unit(
        "裁谈会通过了报告。",
        "The Conference adopted the report.",
        id="CD/1#2",
        props=(("x-document", "CD/1"), ("x-review", "automatic")),
        notes=("甲", "b"),
        source_props=(("a", "b"),),
    ),
    unit(
        "报告。",
        "Report.",
        props=(("x-document", "CD/2"),),
        notes=("n",),
        changed="2019-01-01T00:00:00Z",
        target_props=(("c", "d"),),
    ),
]


@pytest.fixture
def former(tmp_path: Path) -> Path:
    path = tmp_path / "un.cdtm"
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "version_1.sql").read_text(encoding="utf-8"))
    connection.close()
    return path


def test_former_memory_keeps_its_units_collections_and_imports(former: Path) -> None:
    with open_memory(former) as memory:
        assert list(memory.units()) == [*UNITS, UNITS[1]]
        assert [(one.name, one.priority, one.penalty, one.units) for one in memory.collections] == [
            ("other", 3, 5, 1),
            ("main", 0, 0, 3),
        ]
        assert memory.store.imported("digest zh en", "main") == (3, True)
        assert memory.faults() == ()


def test_former_memory_is_searched_and_knows_its_units_again(former: Path) -> None:
    with open_memory(former) as memory:
        assert memory.find_fuzzy("裁谈会通过了新报告。", "zh")[0].score == 88
        assert memory.find_exact("甲方报告。", "zh", after="裁谈会通过了报告。")[0].kind is HitKind.CONTEXT
        assert [hit.text for hit in memory.concordance("adopted the report")] == [UNITS[1].target] * 2
        assert memory.add(UNITS) == Added(known=3)
        assert memory.add(UNITS[1:2], collection="other") == Added(known=1)
        assert memory.add([unit("新。")]) == Added(new=1)
        assert [stored.id for stored in memory.store.units_after(4)] == [6]
    with open_memory(former, read_only=True) as memory:
        assert memory.find_exact("新。", "zh")


def test_former_memory_is_not_changed_by_who_only_reads(former: Path) -> None:
    before = former.read_bytes()
    with pytest.raises(ReadError, match="earlier version") as refused:
        open_memory(former, read_only=True)
    assert "tm collections" in refused.value.advice
    assert former.read_bytes() == before


def test_broken_migration_leaves_the_former_memory(former: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sqlite_migrations, "_words", fail)
        with pytest.raises(KeyboardInterrupt):
            open_memory(former)
    with open_memory(former) as memory:
        assert list(memory.units()) == [*UNITS, UNITS[1]]
