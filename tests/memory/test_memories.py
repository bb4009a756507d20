import random
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from memory_units import edited, random_units, unit

from cdalign.errors import ReadError, UsageError, WriteError
from cdalign.memory import (
    Added,
    Collection,
    Filters,
    HitKind,
    HitSide,
    fuzzy,
    nearest,
    open_memory,
    segments,
    sqlite_schema,
)
from cdalign.memory.forms import make_form
from cdalign.memory.scoring import match_percentage
from cdalign.memory.segment_store import write_segment
from cdalign.model import TranslationUnit
from conftest import Remember

REPORT = unit("裁谈会通过了附属机构 1 的报告。", "The Conference adopted the report of Subsidiary Body 1.")


def test_exact_matches_whatever_the_spaces_and_the_script(remember: Remember) -> None:
    memory = remember(REPORT, unit("裁谈会通过了报告。"))
    for text in ("裁谈会通过了附属机构1的报告。", "裁談會通過了附屬機構 1 的報告。"):
        (hit,) = memory.find_exact(text, "zh")
        assert (hit.unit, hit.score, hit.kind, hit.side) == (REPORT, 100, HitKind.EXACT, HitSide.SOURCE)


def test_a_memory_is_searched_in_both_directions(remember: Remember) -> None:
    memory = remember(REPORT)
    (hit,) = memory.find_exact(REPORT.target, "en")
    assert (hit.side, hit.text, hit.translation) == (HitSide.TARGET, REPORT.target, REPORT.source)
    assert memory.find_exact(REPORT.source, "en") == ()


def test_the_same_text_in_the_same_context_is_101(remember: Remember) -> None:
    first, second, third = unit("甲方报告。"), unit("报告。"), unit("丙方报告。")
    memory = remember(first, second, third)
    assert [hit.score for hit in memory.find_exact("报告。", "zh")] == [100]
    assert [hit.score for hit in memory.find_exact("报告。", "zh", before="甲方报告。")] == [101]
    assert [hit.score for hit in memory.find_fuzzy("报告。", "zh", before="甲方报告。", after="丙方报告。")] == [101]
    assert [hit.score for hit in memory.find_exact("报告。", "zh", before="甲方报告。", after="另外。")] == [100]


def test_context_does_not_reach_into_another_document(remember: Remember) -> None:
    first = unit("甲方报告。", props=(("x-document", "CD/1"),))
    second = unit("报告。", props=(("x-document", "CD/2"),))
    assert [hit.score for hit in remember(first, second).find_exact("报告。", "zh", before="甲方报告。")] == [100]


def test_context_that_another_tool_wrote_counts(remember: Remember) -> None:
    memory = remember(unit("报告。", source_props=(("x-context-pre", "<seg>A &amp; B</seg>"),)))
    assert [hit.score for hit in memory.find_exact("报告。", "zh", before="A & B")] == [101]


def test_fuzzy_marks_what_differs(remember: Remember) -> None:
    (hit,) = remember(REPORT).find_fuzzy("裁谈会审议了附属机构 1 的报告。", "zh")
    assert hit.score == 85
    assert [hit.text[span.start : span.stop] for span in hit.spans] == ["通过"]
    assert [(span.start, span.stop) for span in hit.query_spans] == [(3, 5)]
    assert hit.adaptation is None


def test_numbers_are_replaced_where_only_they_differ(remember: Remember) -> None:
    (hit,) = remember(REPORT).find_fuzzy("裁谈会通过了附属机构 5 的报告。", "zh")
    assert hit.score == 98
    assert hit.adaptation is not None
    assert hit.adaptation.text == "The Conference adopted the report of Subsidiary Body 5."


def test_unit_without_id_comes_once_only_if_all_of_it_is_the_same(remember: Remember) -> None:
    memory = remember()
    assert memory.add([REPORT, REPORT]) == Added(new=1, known=1)
    assert memory.add([REPORT, replace(REPORT, notes=("n",))]) == Added(new=1, known=1)
    assert list(memory.units()) == [REPORT, replace(REPORT, notes=("n",))]


def test_unit_with_id_gets_its_new_notes(remember: Remember) -> None:
    memory = remember()
    with_id = replace(REPORT, id="CD/2138#5.1", props=(("x-score", "0.8"),))
    memory.add([with_id])
    better = replace(with_id, props=(("x-score", "0.9"),), changed="2018-09-05T00:00:00Z")
    assert memory.add([better]) == Added(changed=1)
    assert list(memory.units()) == [better]


def test_export_gives_back_what_came_in(remember: Remember) -> None:
    full = replace(
        REPORT,
        id="i",
        props=(("x-document", "CD/1"), ("x-document", "CD/2")),
        notes=("甲", "b"),
        created="2018-01-01T00:00:00Z",
        changed="2018-01-02T00:00:00Z",
        source_props=(("a", "b"),),
        target_props=(("c", "d"),),
    )
    units = [full, *random_units(300)]
    memory = remember()
    memory.add(units)
    assert list(memory.units()) == list(dict.fromkeys(units))


@pytest.fixture(scope="module")
def truth() -> tuple[list[TranslationUnit], list[tuple[str, str, int]]]:
    """5,000 units, and (query, language, percentage of the best match by brute force)."""
    units = random_units(5_000)
    chance = random.Random(5)
    answers = []
    for side, lang in (("source", "zh"), ("target", "en")):
        forms = [make_form(getattr(one, side)) for one in units]
        for chosen in chance.sample(units, 30):
            query = edited(getattr(chosen, side), chance)
            form = make_form(query)
            answers.append((query, lang, max(match_percentage(form, other) for other in forms)))
    return units, answers


@pytest.mark.parametrize("index", ["lists", "bitmaps", "many segments", "buffer alone"])
def test_best_match_is_never_missed(
    monkeypatch: pytest.MonkeyPatch,
    truth: tuple[list[TranslationUnit], list[tuple[str, str, int]]],
    index: str,
    remember: Remember,
) -> None:
    monkeypatch.setattr(fuzzy, "LONGEST_BUFFER", 10**9 if index == "buffer alone" else 500)
    monkeypatch.setattr(segments, "_LONGEST_LIST", 4096 if index == "lists" else 40)
    monkeypatch.setattr(fuzzy, "SEGMENT_SIZE", 128 if index == "many segments" else segments.SEGMENT_SIZE)
    monkeypatch.setattr(nearest, "_LEAST_COMPARED", 2)
    monkeypatch.setattr(nearest, "_BEST_OF_SAMPLE", (1, 2))
    units, answers = truth
    memory = remember()
    for start, stop in ((0, 3_000), (3_000, 4_700), (4_700, 5_000)):
        memory.add(units[start:stop])
    for query, lang, best in answers:
        hits = memory.find_fuzzy(query, lang, threshold=70, limit=3)
        assert (hits[0].score if hits else 0) == (best if best >= 70 else 0), query


@pytest.mark.parametrize("segment_size", [16, 65_536])
@pytest.mark.parametrize("threshold", [1, 50, 70, 99, 100])
def test_fuzzy_gives_all_that_brute_force_gives(
    monkeypatch: pytest.MonkeyPatch, threshold: int, segment_size: int, remember: Remember
) -> None:
    monkeypatch.setattr(fuzzy, "LONGEST_BUFFER", 100)
    monkeypatch.setattr(fuzzy, "SEGMENT_SIZE", segment_size)
    units = random_units(600, seed=3)
    memory = remember(*units)
    chance = random.Random(6)
    for chosen in chance.sample(units, 10):
        form = make_form(edited(chosen.source, chance))
        expected = {
            (u.source, u.target): score
            for u in units
            if (score := match_percentage(form, make_form(u.source))) >= threshold
        }
        hits = memory.find_fuzzy(form.compact, "zh", threshold=threshold, limit=10_000)
        assert {(hit.text, hit.translation): hit.score for hit in hits} == expected
        assert [hit.score for hit in hits] == sorted(expected.values(), reverse=True)


@pytest.mark.parametrize("longest_list", [1, 4096])
def test_long_texts_that_say_one_word_again_and_again(
    monkeypatch: pytest.MonkeyPatch, longest_list: int, remember: Remember
) -> None:
    monkeypatch.setattr(fuzzy, "LONGEST_BUFFER", 1)
    monkeypatch.setattr(segments, "_LONGEST_LIST", longest_list)
    memory = remember(*(unit("核" * length + "裁军") for length in (100, 255, 256, 300, 600)))
    for length in (250, 254, 300, 590):
        hits = memory.find_fuzzy("核" * length, "zh", threshold=80)
        expected = {
            other + 2: min(97, 100 * length // (other + 2)) for other in (255, 256, 300, 600) if length <= other
        }
        assert {len(hit.text): hit.score for hit in hits if len(hit.text) > length} == {
            size: score for size, score in expected.items() if score >= 80
        }


@pytest.mark.parametrize("longest_list", [0, 4096])
def test_one_word_hundreds_of_times_in_both_texts(
    monkeypatch: pytest.MonkeyPatch, longest_list: int, remember: Remember
) -> None:
    monkeypatch.setattr(fuzzy, "LONGEST_BUFFER", 1)
    monkeypatch.setattr(segments, "_LONGEST_LIST", longest_list)
    # 256 repeats beyond the 255 that are told apart, in both: 256 * 256 would not fit into 16 bits.
    memory = remember(*(unit("核" * length) for length in (511, 520, 767, 900)))
    for length in (511, 515, 767, 880):
        assert memory.find_fuzzy("核" * length + "的", "zh", threshold=90, limit=1)[0].score == 97


def test_text_of_marks_alone_is_found_as_it_is(monkeypatch: pytest.MonkeyPatch, remember: Remember) -> None:
    monkeypatch.setattr(fuzzy, "LONGEST_BUFFER", 1)
    memory = remember(unit("* * *"), unit("……"))
    assert [hit.text for hit in memory.find_exact("* * *", "zh")] == ["* * *"]
    assert [(hit.text, hit.score) for hit in memory.find_fuzzy("……", "zh")] == [("……", 100)]
    memory.add([unit("——")])
    assert [hit.text for hit in memory.find_exact("——", "zh")] == ["——"]


def test_threshold_is_a_percentage(remember: Remember) -> None:
    with pytest.raises(UsageError, match="percentage"):
        remember(REPORT).find_fuzzy("报告", "zh", threshold=0)


def test_filters(remember: Remember) -> None:
    confirmed = unit(
        "报告一。", props=(("x-document", "CD/1"), ("x-review", "confirmed")), changed="2018-09-05T10:00:00Z"
    )
    # What versions before 0.2.0 wrote.
    pending = unit(
        "报告二。", props=(("x-document", "CD/2"), ("x-review", "automatic")), changed="2019-01-01T00:00:00Z"
    )
    memory = remember(confirmed, pending)

    def found(**fields: str) -> list[str]:
        return [hit.text for hit in memory.concordance("报告", filters=Filters(**fields))]  # type: ignore[arg-type]

    assert found(document="CD/1") == found(status="confirmed") == found(until="2018-09-05") == ["报告一。"]
    assert found(document="CD/2") == found(since="2018-12-31") == ["报告二。"]
    assert found(status="pending") == found(status="automatic") == ["报告二。"]
    assert found(target_lang="en") == ["报告一。", "报告二。"]
    assert found(target_lang="fr") == []


def test_collections_have_priorities_penalties_and_locks(remember: Remember) -> None:
    memory = remember()
    memory.set_collection(Collection("first", priority=2))
    memory.set_collection(Collection("doubtful", priority=9, penalty=30))
    memory.add([unit("报告。", "low")])
    memory.add([unit("报告。", "high")], collection="first")
    memory.add([unit("报告。", "poor")], collection="doubtful")
    hits = memory.find_exact("报告。", "zh")
    assert [(hit.translation, hit.score) for hit in hits] == [("high", 100), ("low", 100), ("poor", 70)]
    only = memory.find_exact("报告。", "zh", filters=Filters(collections=("main",)))
    assert [hit.translation for hit in only] == ["low"]
    memory.set_collection(Collection("first", is_read_only=True))
    with pytest.raises(UsageError, match="read-only"):
        memory.add([REPORT], collection="first")
    assert [(c.name, c.units) for c in memory.collections] == [("doubtful", 1), ("first", 1), ("main", 1)]


def test_removed_units_are_found_no_more(monkeypatch: pytest.MonkeyPatch, remember: Remember) -> None:
    monkeypatch.setattr(fuzzy, "LONGEST_BUFFER", 1)
    memory = remember(replace(REPORT, props=(("x-document", "CD/1"),)), unit("报告。", props=(("x-document", "CD/2"),)))
    assert memory.remove(collection="main", document="CD/1") == 1
    assert memory.find_fuzzy(REPORT.source, "zh") == memory.find_exact(REPORT.source, "zh") == ()
    assert [hit.text for hit in memory.concordance("报告")] == ["报告。"]
    assert memory.faults() == ()


def test_file_holds_everything(shared_place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzy, "LONGEST_BUFFER", 100)
    units = random_units(250)
    with open_memory(shared_place) as memory:
        memory.add(units)
    with open_memory(shared_place, read_only=True) as memory:
        assert list(memory.units()) == list(dict.fromkeys(units))
        assert memory.find_fuzzy(units[7].source, "zh")[0].score == 100
        with pytest.raises(UsageError, match="reading only"):
            memory.add([REPORT])


def test_another_process_sees_what_is_added(shared_place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzy, "LONGEST_BUFFER", 100)
    units = list(dict.fromkeys(random_units(400)))
    with open_memory(shared_place) as writer, open_memory(shared_place) as reader:
        for start in range(0, len(units), 60):
            writer.add(units[start : start + 60])
            for wanted in units[start : start + 60 : 13]:
                assert reader.find_fuzzy(wanted.source, "zh")[0].score == 100
                assert reader.find_fuzzy(wanted.target, "en")[0].score == 100
        reader.add([REPORT])
        assert writer.find_fuzzy(REPORT.source, "zh")[0].score == 100


def test_reindexing_changes_no_answer(monkeypatch: pytest.MonkeyPatch, remember: Remember) -> None:
    monkeypatch.setattr(fuzzy, "LONGEST_BUFFER", 100)
    units = random_units(350)
    memory = remember(*units)
    before = [memory.find_fuzzy(one.target, "en") for one in units[::20]]
    memory.reindex()
    assert [memory.find_fuzzy(one.target, "en") for one in units[::20]] == before


def _small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzy, "SEGMENT_SIZE", 64)
    monkeypatch.setattr(fuzzy, "_UNITS_AT_ONCE", 16)
    monkeypatch.setattr(fuzzy, "LONGEST_BUFFER", 64)


def test_reindexing_holds_no_more_texts_than_a_segment_and_a_step(
    monkeypatch: pytest.MonkeyPatch, remember: Remember
) -> None:
    _small_segments(monkeypatch)
    units = random_units(300)
    memory = remember(*units)
    before = [memory.find_fuzzy(one.target, "en") for one in units[::20]]
    held = []
    extend = fuzzy.FuzzyIndex.extend

    def extend_and_note(index: fuzzy.FuzzyIndex, *values: Any) -> None:
        extend(index, *values)
        held.append(index.buffer_length)

    monkeypatch.setattr(fuzzy.FuzzyIndex, "extend", extend_and_note)
    memory.reindex()
    assert max(held) < 64 + 16
    assert len(held) == 19
    assert [memory.find_fuzzy(one.target, "en") for one in units[::20]] == before


def test_a_failed_reindexing_leaves_the_index_as_it_was(monkeypatch: pytest.MonkeyPatch, remember: Remember) -> None:
    _small_segments(monkeypatch)
    units = random_units(300)
    memory = remember(*units)
    before = [memory.find_fuzzy(one.target, "en") for one in units[::20]]
    with monkeypatch.context() as patch:
        written = []

        def write_two(*values: Any) -> None:
            written.append(values)
            if len(written) > 2:
                raise WriteError("no space is left")
            write_segment(*values)

        patch.setattr(fuzzy, "write_segment", write_two)
        with pytest.raises(WriteError):
            memory.reindex()
    assert [memory.find_fuzzy(one.target, "en") for one in units[::20]] == before


def test_threads_may_share_a_memory(shared_place: str) -> None:
    units = random_units(200)
    errors: list[BaseException] = []
    with open_memory(shared_place) as memory:
        memory.add(units[:100])

        def work(number: int) -> None:
            try:
                for one in units[number::8]:
                    memory.add([one])
                    assert memory.find_fuzzy(one.source, "zh")[0].score == 100
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert set(memory.units()) == set(units)


@pytest.mark.parametrize(
    "content", [b"", b"<tmx/>", b"SQLite format 3\0", b"SQLite format 3\0" + bytes(5000), b"\x00" * 4096]
)
def test_foreign_file_is_refused_and_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.cdtm"
    path.write_bytes(content)
    with pytest.raises(ReadError):
        open_memory(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ReadError, match="another program"):
        open_memory(path)
    assert path.read_bytes() == before


def test_memory_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.cdtm"
    open_memory(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ReadError, match="version 99"):
        open_memory(path)


def test_missing_memory_is_not_made_by_a_search(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such memory"):
        open_memory(tmp_path / "x.cdtm", create=False)
    assert list(tmp_path.iterdir()) == []


def test_damaged_memory_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.cdtm"
    with open_memory(path) as memory:
        memory.add(random_units(500))
    content = bytearray(path.read_bytes())
    for start in range(8192, len(content), 8192):
        content[start : start + 2000] = b"\xff" * 2000
    path.write_bytes(content)
    with pytest.raises(ReadError, match="cannot be used"), open_memory(path) as memory:
        list(memory.units())


def test_of_two_that_make_a_memory_at_once_both_use_one(tmp_path: Path) -> None:
    path = tmp_path / "un.cdtm"
    with open_memory(path) as first:
        first.add([REPORT])
        # As it goes when another process has found no file a moment ago.
        sqlite_schema._make_file(path)
        with open_memory(path) as second:
            assert list(second.units()) == [REPORT]
    assert [child.name for child in tmp_path.iterdir()] == ["un.cdtm"]


def test_memory_that_left_its_last_writes_behind_is_not_mixed_with_a_new_one(tmp_path: Path) -> None:
    with open_memory(tmp_path / "un.cdtm") as memory:
        memory.add([REPORT])
        (tmp_path / "un.cdtm").rename(tmp_path / "away.cdtm")
        with pytest.raises(WriteError, match="cdtm-wal holds what was written"):
            open_memory(tmp_path / "un.cdtm")
        (tmp_path / "away.cdtm").rename(tmp_path / "un.cdtm")
    with open_memory(tmp_path / "un.cdtm") as memory:
        assert list(memory.units()) == [REPORT]


def test_name_that_is_no_text_is_refused_and_nothing_written(remember: Remember) -> None:
    memory = remember()
    with pytest.raises(ReadError, match="cannot be used"):
        memory.add([REPORT], collection="\udcff")
    for number in (2**80, -(2**80)):
        with pytest.raises(ReadError, match="cannot be used"):
            memory.set_collection(Collection("x", priority=number))
    assert [collection.units for collection in memory.collections] in ([], [0])


LONG = "The Conference on Disarmament adopted the report of its ad hoc committee on nuclear weapons and then rose early"


@pytest.mark.parametrize(
    ("question", "count"),
    [
        (LONG, 2),
        (LONG.replace(" early", ""), 2),
        (LONG[:-2] + "*", 2),
        (LONG.replace("early", "late"), 0),
        ("Then " + LONG, 0),
        (" ".join(["the"] * 5_000), 0),
        ("一" * 5_000, 0),
        ("1," * 5_000, 0),
    ],
)
def test_a_long_phrase_is_looked_up_by_a_part_and_verified_whole(remember: Remember, question: str, count: int) -> None:
    memory = remember(
        unit("一", f"{LONG}."),
        unit("二", f"First, {LONG.lower()}!"),
        unit("三", LONG.replace("nuclear", "other")),
    )
    assert len(memory.concordance(question)) == count
    assert memory.count_occurrences(question) == count
