import gzip
import sqlite3
from pathlib import Path

import pytest
from memory_units import random_units, unit

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


# As the program wrote it before version 4: 40 units in segments with sorted words, one unit with its props, and one
# that is in no segment yet.
VERSION_3 = Path(__file__).parent / "version_3.cdtm.gz"


@pytest.fixture
def third(tmp_path: Path) -> Path:
    path = tmp_path / "third.cdtm"
    path.write_bytes(gzip.decompress(VERSION_3.read_bytes()))
    return path


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


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(version)


def test_version_3_is_read_as_it_is(third: Path) -> None:
    before, units = third.read_bytes(), random_units(40)
    with open_memory(third, read_only=True) as memory:
        assert list(memory.units())[:40] == units
        assert memory.find_exact(units[7].source, "zh")
        assert memory.find_fuzzy("裁谈会通过了新报告。", "zh")[0].score == 88
        assert memory.find_exact("新的一句。", "zh")
        assert memory.find_fragments("我们的裁谈会通过了报告", "zh", least=6)[0].words == 8
        assert memory.faults() == ()
    assert third.read_bytes() == before


def test_version_3_takes_new_units_and_is_brought_up_to_date(third: Path) -> None:
    units = random_units(1_400, seed=9)
    with open_memory(third) as memory:
        memory.add(units[:1_000])
        memory._fuzzy.flush(1)
        memory.add(units[1_000:])
        assert memory.faults() == ()
        assert memory.find_fuzzy("裁谈会通过了新报告。", "zh")[0].score == 88
        assert memory.add(random_units(40)) == Added(known=40)
        memory.reindex()
        assert memory.faults() == ()
        assert memory.find_exact(units[1_200].source, "zh")
        assert memory.find_fragments("我们的裁谈会通过了报告", "zh", least=6)[0].words == 8
    assert version_of(third) == 4
