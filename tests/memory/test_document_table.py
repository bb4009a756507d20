"""The documents of a memory: which there are, and which units they have, whatever became of the units since."""

from dataclasses import replace

from memory_units import random_units, unit

from cdalign.defaults import DEFAULT_COLLECTION
from cdalign.memory import open_memory
from cdalign.memory.document_table import stretches_of
from cdalign.model import TranslationUnit
from conftest import Remember


def of(document: str, text: str, **fields: object) -> TranslationUnit:
    return unit(text, text, props=(("x-document", document),), **fields)


def names(memory_units: tuple[TranslationUnit, ...]) -> list[str]:
    return [one.source for one in memory_units]


def test_a_stretch_ends_with_its_document_and_at_a_gap() -> None:
    units = [(1, of("A", "一")), (2, of("A", "二")), (4, of("A", "四")), (5, of("B", "五")), (6, unit("六"))]
    assert list(stretches_of(units)) == [("A", 1, 2), ("A", 4, 4), ("B", 5, 5)]


def test_every_document_is_listed_with_its_units(remember: Remember) -> None:
    units = random_units(120)
    memory = remember(*units)
    kept = list(memory.units())
    counts = {f"CD/{at}": sum(one.prop("x-document") == f"CD/{at}" for one in kept) for at in range(3)}
    assert dict(memory.list_documents()) == counts
    assert memory.document_units("CD/1") == tuple(one for one in kept if one.prop("x-document") == "CD/1")


def test_a_document_that_comes_in_pieces_is_whole(remember: Remember) -> None:
    memory = remember(of("A", "一"), of("B", "二"), of("A", "三"), unit("四"))
    memory.add([of("A", "五")])
    assert names(memory.document_units("A")) == ["一", "三", "五"]
    assert memory.list_documents() == (("A", 3), ("B", 1))
    assert memory.known_documents(["A", "C", "", "B"]) == {"A", "B"}


def test_a_unit_that_gets_another_document_is_found_there(remember: Remember) -> None:
    memory = remember(of("A", "一", id="1"), of("A", "二", id="2"))
    memory.add([of("B", "二", id="2")])
    assert names(memory.document_units("A")) == ["一"]
    assert names(memory.document_units("B")) == ["二"]


def test_a_document_that_was_taken_out_is_forgotten(remember: Remember) -> None:
    memory = remember(of("A", "一"), of("B", "二"))
    memory.remove(collection=DEFAULT_COLLECTION, document="A")
    assert memory.known_documents(["A", "B"]) == {"B"}
    assert memory.list_documents() == (("B", 1),)


def test_names_that_begin_alike_and_names_with_signs_are_told_apart(remember: Remember) -> None:
    long = "长" * 600
    memory = remember(of(f"{long}甲", "一"), of(f"{long}乙", "二"), of("50%_\"'", "三"))
    assert names(memory.document_units(f"{long}乙")) == ["二"]
    assert names(memory.document_units("50%_\"'")) == ["三"]


def test_without_the_table_the_units_are_looked_through(place: str) -> None:
    with open_memory(place) as memory:
        memory.add([of("A", "一"), of("B", "二")])
        with memory.store.writing():
            memory.store._fetch("DROP TABLE documents")  # type: ignore[attr-defined]
        assert names(memory.document_units("A")) == ["一"]
        assert memory.known_documents(["A", "C"]) == {"A"}
        memory.add([of("A", "三")])
        assert memory.list_documents() == (("A", 2), ("B", 1))
        assert names(memory.document_units("A")) == ["一", "三"]


def test_the_table_is_made_again_with_the_other_indexes(remember: Remember) -> None:
    memory = remember(of("A", "一"), of("B", "二"))
    with memory.store.writing():
        memory.store._fetch("DELETE FROM documents")  # type: ignore[attr-defined]
    memory.reindex()
    assert memory.known_documents(["A", "B"]) == {"A", "B"}


def test_a_unit_in_the_middle_of_a_stretch_that_gets_another_document_parts_it(remember: Remember) -> None:
    memory = remember(*(of("A", text, id=text) for text in "一二三四五"))
    memory.add([of("B", "三", id="三"), unit("五", "五", id="五"), of("A", "一", id="一")])
    assert memory.store.document_stretches() == [("A", 1, 2), ("B", 3, 3), ("A", 4, 4)]
    assert names(memory.document_units("A")) == ["一", "二", "四"]
    memory.add([of("C", "五", id="五"), of("C", "六", id="六")])
    assert memory.list_documents() == (("A", 3), ("B", 1), ("C", 2))


def test_what_was_not_changed_gets_no_second_stretch(remember: Remember) -> None:
    first = of("A", "一", id="1")
    memory = remember(first)
    memory.add([first, replace(first, created="2020-01-01T00:00:00Z")])
    assert memory.list_documents() == (("A", 1),)
