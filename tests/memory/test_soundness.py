import contextlib
import random
import sqlite3
from pathlib import Path

import pytest
from memory_units import random_units, unit

from cdalign.cli import main
from cdalign.errors import ReadError
from cdalign.memory import Memory, open_memory
from cdalign.memory.segment_bytes import parse_segment
from cdalign.memory.segment_store import damaged_index
from conftest import Remember


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.cdtm"
    with open_memory(path) as memory:
        memory.add(random_units(300))
        memory.reindex()
        assert memory.faults() == ()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


def change(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE units SET source = source || '。' WHERE id = 7", "7"),
        ("UPDATE units SET details = '[]' WHERE id = 7", "7"),
        ("UPDATE units SET context_before = 1 WHERE id = 7", "7"),
        ("UPDATE units SET target = x'ff00' WHERE id = 7", "7"),
        ("UPDATE units SET checksum = NULL WHERE id = 7", "7"),
        ("DELETE FROM segments WHERE lang = 'zh'", "index for zh lacks"),
        (
            "UPDATE segments SET lists = substr(lists, 1, 400) || x'00' || substr(lists, 402) WHERE lang = 'en'",
            "for en",
        ),
        ("UPDATE segments SET lists = substr(lists, 1, 100)", "for en"),
        ("UPDATE segments SET words = 5", "for zh"),
        ("UPDATE segment_parts SET content = content || x'00' WHERE lang = 'en' AND number = 2", "for en"),
        ("DELETE FROM segment_parts WHERE number = 1", "for en"),
        ("UPDATE segments SET size = 3", "another size"),
        ("DELETE FROM fresh_identities WHERE unit % 2 = 0", "identity"),
        ("INSERT INTO words (rowid, sides) VALUES (7, 'one more')", "index of words"),
        ("DELETE FROM units WHERE id = 7", "index of words"),
    ],
)
def test_what_is_changed_behind_its_back_is_found(file: Path, statement: str, said: str) -> None:
    change(file, statement)
    with open_memory(file) as memory:
        assert any(said in fault for fault in memory.faults()), memory.faults()


@pytest.mark.parametrize(
    "statement",
    [
        *("UPDATE collections SET penalty = 'much'", "UPDATE collections SET priority = x'00'"),
        *("UPDATE collections SET name = 'a' || x'ff'", "UPDATE units SET collection = 'a'"),
        *(
            "UPDATE units SET context_before = 'a'",
            "UPDATE segments SET size = 'a'",
            "UPDATE segments SET lang = x'ff' WHERE lang = 'zh'",
        ),
        *("UPDATE segments SET last_unit = 'a'", "UPDATE segments SET lists = 'a'"),
    ],
)
def test_a_value_of_the_wrong_kind_is_a_read_error(file: Path, statement: str) -> None:
    """SQLite keeps a value of any kind in any column; where the value is not asked for, the answers stay."""
    change(file, statement)
    with open_memory(file) as memory, contextlib.suppress(ReadError):
        query = next(memory.units())
        assert memory.find_fuzzy(query.source, "zh") or memory.faults()
    with open_memory(file) as memory, contextlib.suppress(ReadError):
        assert memory.faults() or memory.collections


def answers(memory: Memory) -> list[object]:
    texts = [unit.source for unit in list(memory.units())[::30]]
    found = [memory.find_fuzzy(text, "zh") for text in texts]
    return [list(memory.units()), found, [memory.concordance(text[:3]) for text in texts]]


def test_no_flipped_bit_that_changes_an_answer_goes_unseen(file: Path) -> None:
    """Also in pages that hold nothing a bit may be turned; those change no answer and need not be found."""
    with open_memory(file, read_only=True) as memory:
        before = answers(memory)
    data, chance = file.read_bytes(), random.Random(5)
    seen = 0
    for _ in range(40):
        flipped = bytearray(data)
        flipped[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(flipped)
        try:
            with open_memory(file, read_only=True) as memory:
                faults = memory.faults()
                is_same = answers(memory) == before
        except ReadError:
            seen += 1
            continue
        assert faults or is_same
        seen += bool(faults)
    assert seen > 10


def test_a_reindex_fixes_what_can_be_made_from_the_texts(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(file, "DELETE FROM segments WHERE lang = 'zh'")
    change(file, "INSERT INTO words (rowid, sides) VALUES (7, 'one more')")
    assert main(["tm", "collections", str(file), "--check"]) == 1
    assert "--reindex" in capsys.readouterr().out
    assert main(["tm", "collections", str(file), "--reindex"]) == 0
    assert main(["tm", "collections", str(file), "--check"]) == 0


def test_a_missing_part_of_the_index_is_said_at_the_first_question(file: Path) -> None:
    change(file, "DELETE FROM segments WHERE lang = 'zh'")
    with open_memory(file, read_only=True) as memory, pytest.raises(ReadError, match="missing") as raised:
        memory.find_fuzzy("一", "zh")
    assert "--reindex" in raised.value.advice


def test_deleted_units_are_no_damage(remember: Remember) -> None:
    memory = remember(*random_units(60))
    memory.reindex()
    assert memory.remove(collection="main") == 60
    memory.add([unit("一")])
    memory.reindex()
    assert memory.faults() == ()
    assert len(memory.find_exact("一", "zh")) == 1


def test_a_word_is_the_same_in_every_store(remember: Remember) -> None:
    memory = remember(unit("拨款 1,299 美元", "an appropriation of $1,299"), unit("第 299 号决议", "resolution 299"))
    counts = {text: memory.count_occurrences(text) for text in ("299", "1", "1,299", "第 2", "第 299", "299*")}
    assert counts == {"299": 1, "1": 0, "1,299": 1, "第 2": 0, "第 299": 1, "299*": 1}
    assert {text: len({hit.unit for hit in memory.concordance(text)}) for text in counts} == counts


def test_lists_that_are_not_those_that_were_written_are_refused(file: Path) -> None:
    with open_memory(file) as memory:
        lists, proof = memory.store.segment_content("zh", 0)
    assert parse_segment(lists, proof).words is None
    with pytest.raises(ValueError, match="checksum"):
        parse_segment(lists[:-1] + b"\x01", proof)


def test_the_message_names_the_place() -> None:
    assert "x.cdtm" in str(damaged_index("x.cdtm", "missing"))
