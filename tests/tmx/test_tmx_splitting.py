"""A memory in parts: each is a whole memory, and none is over the limit unless one unit alone is."""

from pathlib import Path

import pytest
from tmx_elements import header_of, pair_unit

from cdalign.errors import UsageError
from cdalign.tmx import Unit, read_tmx, write_elements
from cdalign.tmx.splitting import split_by_document, split_evenly


def sources(path: Path) -> list[str]:
    return [unit.variants[0].text for unit in read_tmx(path)[1]]


def units_of(*texts: str) -> list[Unit]:
    return [pair_unit(text, "句") for text in texts]


def test_a_part_holds_as_many_units_as_are_asked_for(tmp_path: Path) -> None:
    parts = list(split_evenly(tmp_path / "a", header_of(), units_of(*"abcdefg"), most_units=3))
    assert [(path.name, count) for path, count in parts] == [("a.001.tmx", 3), ("a.002.tmx", 3), ("a.003.tmx", 1)]
    assert [sources(path) for path, _ in parts] == [["a", "b", "c"], ["d", "e", "f"], ["g"]]


def test_a_full_last_part_is_the_last(tmp_path: Path) -> None:
    assert [count for _, count in split_evenly(tmp_path / "a", header_of(), units_of(*"abcd"), most_units=2)] == [2, 2]


def test_an_empty_memory_has_no_parts(tmp_path: Path) -> None:
    assert not list(split_evenly(tmp_path / "a", header_of(), [], most_units=3))
    assert not list(tmp_path.iterdir())


def test_without_a_limit_there_is_one_part(tmp_path: Path) -> None:
    assert [count for _, count in split_evenly(tmp_path / "a", header_of(), units_of(*"abc"))] == [3]


def test_a_part_may_be_as_large_as_the_limit_and_not_one_byte_more(tmp_path: Path) -> None:
    two = tmp_path / "two.tmx"
    write_elements(two, header_of(), units_of("a", "b"))
    size = two.stat().st_size
    exact = list(split_evenly(tmp_path / "exact", header_of(), units_of(*"abcd"), most_bytes=size))
    assert [(path.stat().st_size, count) for path, count in exact] == [(size, 2), (size, 2)]
    less = split_evenly(tmp_path / "less", header_of(), units_of(*"abcd"), most_bytes=size - 1)
    assert [count for _, count in less] == [1, 1, 1, 1]


def test_the_first_limit_that_is_reached_counts(tmp_path: Path) -> None:
    parts = split_evenly(tmp_path / "a", header_of(), units_of(*"abc"), most_units=2, most_bytes=10**6)
    assert [count for _, count in parts] == [2, 1]


def test_a_unit_over_the_limit_has_a_part_to_itself(tmp_path: Path) -> None:
    parts = list(split_evenly(tmp_path / "a", header_of(), units_of("a", "long" * 100, "b"), most_bytes=450))
    assert [sources(path)[0][:4] for path, _ in parts] == ["a", "long", "b"]


def test_each_document_has_a_file_with_a_safe_name(tmp_path: Path) -> None:
    named = [("a", "CD/1"), ("b", "../../etc"), ("c", "CD/1"), ("d", ""), ("e", "裁谈会 1")]
    units = [pair_unit(text, "句", x_document=name) for text, name in named]
    counts = split_by_document(tmp_path / "m", header_of(), units)
    assert {path.name: count for path, count in counts.items()} == {
        "m.CD-1.tmx": 2,
        "m...-..-etc.tmx": 1,
        "m.no-document.tmx": 1,
        "m.裁谈会-1.tmx": 1,
    }
    assert set(tmp_path.iterdir()) == set(counts)
    assert sources(tmp_path / "m.CD-1.tmx") == ["a", "c"]


def test_too_many_documents_are_refused_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdalign.tmx.splitting._MOST_DOCUMENTS", 3)
    units = [pair_unit(f"s{n}", "句", x_document=f"CD/{n}") for n in range(4)]
    assert len(split_by_document(tmp_path / "few", header_of(), units[:3])) == 3
    with pytest.raises(UsageError, match="more than 3 documents"):
        split_by_document(tmp_path / "many", header_of(), units)
    assert not list(tmp_path.glob("many*"))
