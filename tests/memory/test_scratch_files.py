import tempfile

import pytest
from memory_units import random_units

from cdalign.memory import fuzzy, scratch_files
from cdalign.memory.scratch_files import ScratchFile
from conftest import Remember


def test_values_of_any_length_come_back() -> None:
    scratch = ScratchFile()
    contents = [bytes([number]) * length for number, length in enumerate((5, 0, 100_000, 1, 65_536))]
    views = [scratch.put(content) for content in contents]
    assert [view and bytes(view) for view in views] == [content or memoryview(b"") for content in contents]


def test_a_full_disk_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(scratch_files, "TemporaryFile", refuse)
    assert ScratchFile().put(b"a") is None


@pytest.mark.parametrize("is_full", [False, True])
def test_answers_are_the_same_where_nothing_has_room(
    monkeypatch: pytest.MonkeyPatch, remember: Remember, is_full: bool
) -> None:
    memory, units = remember(*random_units(300)), random_units(300)
    memory._fuzzy.flush(1)
    texts = [one.source for one in units[::20]]
    before = [(memory.find_fuzzy(text, "zh"), memory.find_fragments(text, "zh", least=4)) for text in texts]
    monkeypatch.setattr(fuzzy, "ROOM_FOR_SEGMENTS", 0)
    for name in ("_ROOM_FOR_WORDS", "_ROOM_FOR_GRAMS"):
        monkeypatch.setattr(f"cdalign.memory.run_shelf.{name}", 0)
    if is_full:
        monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    memory._index = None
    for _ in range(2):
        after = [(memory.find_fuzzy(text, "zh"), memory.find_fragments(text, "zh", least=4)) for text in texts]
        assert after == before
