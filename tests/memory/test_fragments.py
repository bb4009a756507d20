"""Fragments of new texts, from the function to the command line, in a file and in a database."""

import json
import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from memory_units import random_units, unit
from translate.storage import xliff as xliffstore

from cdalign.cli import main
from cdalign.exchange.xliff import PartMatch, read_xliff, write_xliff
from cdalign.memory import Filters, Memory, open_memory
from cdalign.memory.forms import encode_words, words_of
from cdalign.memory.fragments import least_words
from cdalign.memory.leverage import find_parts, pretranslate
from cdalign.memory.renderings import spot_fragments
from cdalign.memory.shared_tables import ORDERS
from cdalign.model import Document, Paragraph, Segment
from conftest import Remember

ADOPTED = unit("大会一致通过了关于彻底消除核武器的决议草案。", "The Assembly adopted the draft resolution unanimously.")


def texts_of(memory: Memory, text: str, lang: str, least: int = 0) -> list[str]:
    found = memory.find_fragments(text, lang, least=least)
    return [text[fragment.span.start : fragment.span.stop] for fragment in found]


def brute_force(text: str, texts: list[str], least: int) -> list[tuple[int, int]]:
    words = words_of(text)
    rows = [f" {' '.join(words_of(one))} " for one in texts]
    runs, end = [], 0
    for first in range(len(words)):
        stop = first
        while stop < len(words) and any(f" {' '.join(words[first : stop + 1])} " in row for row in rows):
            stop += 1
        if stop - first >= least and stop > end:
            runs.append((first, stop))
            end = stop
    return runs


def test_the_longest_run_comes_first(remember: Remember) -> None:
    memory = remember(ADOPTED, unit("委员会审议了该报告的各项建议。"))
    text = "我们欢迎审议了该报告的各项建议，并支持关于彻底消除核武器的决议草案。"
    assert texts_of(memory, text, "zh") == ["关于彻底消除核武器的决议草案", "审议了该报告的各项建议"]


def test_script_marks_case_and_numbers_do_not_matter(remember: Remember) -> None:
    memory = remember(ADOPTED, unit("x", "Recalling its resolution 61/12 of 2006, the Assembly adopted the text."))
    assert texts_of(memory, "《關於徹底消除核武器》的決議", "zh") == ["關於徹底消除核武器》的決議"]
    assert texts_of(memory, "recalling its Resolution 70/3 of 2015", "en") == ["recalling its Resolution 70/3 of 2015"]


def test_a_run_lies_in_one_line_and_in_one_text(remember: Remember) -> None:
    memory = remember(unit("大会通过了关于"), unit("核武器的决议草案"))
    assert texts_of(memory, "大会通过了关于核武器的决议草案", "zh", 4) == ["核武器的决议草案", "大会通过了关于"]
    assert texts_of(memory, "大会通过了\n关于核武器", "zh", 4) == ["大会通过了"]


def test_nothing_is_missed_in_segments_and_buffer(remember: Remember) -> None:
    units = random_units(300)
    memory = remember(*units[:200])
    memory._fuzzy.flush(1)
    memory.add(units[200:])
    sources = [one.source for one in units]
    for one in random_units(30, seed=5):
        found = memory.find_fragments(one.source, "zh", least=4)
        # Numbers are alike in fragments, and differ here.
        if not any(char.isdigit() for char in one.source):
            assert sorted(fragment.words for fragment in found) == sorted(
                stop - first for first, stop in brute_force(one.source, sources, 4)
            )


def test_deleted_units_hide_nothing(remember: Remember) -> None:
    longer = unit("大会一致通过了关于彻底消除核武器的决议草案")
    memory = remember(unit("关于彻底消除核武器的会议"))
    memory.add([longer], collection="old")
    memory._fuzzy.flush(1)
    assert texts_of(memory, longer.source, "zh") == [longer.source]
    memory.remove(collection="old")
    assert texts_of(memory, longer.source, "zh") == ["关于彻底消除核武器的"]


def test_sorted_words_are_kept_and_damaged_ones_are_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdalign.memory.segment_store._FEWEST_KEPT_SORTED", 1)
    place = tmp_path / "un.cdtm"
    with open_memory(place) as memory:
        memory.add([ADOPTED])
        memory._fuzzy.flush(1)
        assert memory.store.pieces(ORDERS, "zh", [0])
        assert memory.faults() == ()
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("UPDATE segment_orders SET content = zeroblob(1000)")
    with open_memory(place, read_only=True) as memory:
        assert texts_of(memory, ADOPTED.source, "zh") == [ADOPTED.source.rstrip("。")]
        assert any("sorted words of part 0 for zh" in fault for fault in memory.faults())


def test_sorted_words_are_kept_in_every_store(remember: Remember, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdalign.memory.segment_store._FEWEST_KEPT_SORTED", 1)
    memory = remember(*random_units(50))
    memory._fuzzy.flush(1)
    assert bool(memory.store.pieces(ORDERS, "zh", [0])) is not memory.store.is_fleeting
    text = random_units(50)[7].source
    assert memory.find_fragments(text, "zh", least=4)[0].words == len(words_of(text))
    memory.reindex()
    assert memory.find_fragments(text, "zh", least=4)[0].words == len(words_of(text))


def test_occurrences_are_counted_and_filtered(remember: Remember) -> None:
    units = [
        unit(f"{name}通过了关于彻底消除核武器的决议", id=name, props=(("x-document", name),)) for name in ("甲", "乙")
    ]
    memory = remember(*units)
    (found,) = memory.find_fragments("关于彻底消除核武器的决议", "zh", examples=1)
    assert (found.count, [hit.unit.id for hit in found.hits]) == (2, ["甲"])
    (found,) = memory.find_fragments("关于彻底消除核武器的决议", "zh", filters=Filters(document="乙"))
    assert [hit.unit.id for hit in found.hits] == ["乙"]


def test_only_the_texts_of_chosen_documents_count(remember: Remember) -> None:
    long = "一个长到不会和别的特征放在一起的文件名" * 4
    memory = remember(
        unit("我们支持彻底消除核武器的决议草案", id="a", props=(("x-document", "CD/1"),)),
        unit("他支持彻底消除核武器的建议", id="b", props=(("x-document", "CD_1"),)),
        unit("彻底消除核武器的谈判", id="c", props=(("x-document", long), ("x-status", "CD/1"))),
    )
    memory._fuzzy.flush(1)
    text = "大会支持彻底消除核武器的决议草案"

    def found(**filters: Any) -> list[tuple[int, str]]:
        fragments = memory.find_fragments(text, "zh", filters=Filters(**filters))
        return [(fragment.words, fragment.hits[0].unit.id) for fragment in fragments]

    assert found() == [(14, "a")]
    assert found(excluded=("CD/1",)) == [(10, "b")]
    assert found(documents=("CD_1", long)) == [(10, "b")]
    assert found(documents=(long,)) == [(8, "c")]
    assert found(documents=("CD%",)) == []


def test_hits_mark_the_run_and_what_renders_it() -> None:
    with open_memory() as memory:
        memory.add(
            [unit("大会支持彻底消除核武器。", "The Assembly supports the total elimination of nuclear weapons.")]
        )
        (fragment,) = spot_fragments(memory.find_fragments("我们要彻底消除核武器", "zh", least=7))
    (hit,) = fragment.hits
    assert [hit.text[span.start : span.stop] for span in hit.spans] == ["彻底消除核武器"]
    marked = [hit.translation[span.start : span.stop] for span in hit.translation_spans]
    assert marked == ["total elimination of nuclear weapons"]


def words_of_one_code() -> tuple[str, str]:
    known: dict[str, str] = {}
    for letters in product("abcdefghij", repeat=4):
        word = "".join(letters)
        other = known.setdefault(encode_words([word]), word)
        if other != word:
            return other, word
    raise AssertionError("no two words share a code")


def test_words_that_share_a_code_are_told_apart(remember: Remember) -> None:
    one, other = words_of_one_code()
    memory = remember(unit("条约", f"the {one} of the nuclear arms"))
    assert texts_of(memory, f"the {one} of the nuclear arms", "en") == [f"the {one} of the nuclear arms"]
    assert texts_of(memory, f"the {other} of the nuclear arms", "en", 6) == []


def test_the_least_length_is_the_language_s() -> None:
    assert (least_words("zh-Hant"), least_words("en")) == (8, 5)


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with open_memory(tmp_path / "un.cdtm") as memory:
        memory.add([ADOPTED])
    (tmp_path / "new.txt").write_text("我们支持关于彻底消除核武器的决议草案。\n", encoding="utf-8")
    call = ["tm", "fragments", str(tmp_path / "new.txt"), "--memory", str(tmp_path / "un.cdtm"), *arguments]
    assert main(call) == 0
    out = capsys.readouterr().out
    if arguments:
        (found,) = json.loads(out)["fragments"]
        assert (found["text"], found["count"]) == ("关于彻底消除核武器的决议草案", 1)
    else:
        assert out.startswith("关于彻底消除核武器的决议草案  14 words, once")
    assert main([*call, "--document", "CD/7"]) == 0
    assert "关于" not in capsys.readouterr().out


def test_pretranslation_offers_them_as_notes() -> None:
    text = "我们支持关于彻底消除核武器的决议草案。"
    paragraph = Paragraph("body.1", text, segments=(Segment("body.1.1", text),))
    with open_memory() as memory:
        memory.add([unit("他支持关于彻底消除核武器的谈判。", "He supports the negotiations.", id="u1")])
        document = Document("zh-Hans", (paragraph,))
        parts = find_parts(memory, document, 2)
        (one,) = pretranslate(memory, document, "en", threshold=95, parts=parts)
    assert [note.partition(" = ")[0] for note in one.notes] == ["支持关于彻底消除核武器的"]
    assert [part.source for part in parts[0]] == ["支持关于彻底消除核武器的"]


def test_xliff_has_them_as_alternatives_that_the_toolkit_reads(tmp_path: Path) -> None:
    with open_memory(tmp_path / "un.cdtm") as memory:
        memory.add([unit("他支持关于彻底消除核武器的谈判。", "He supports <the> negotiations & talks.", id="u1")])
        memory.add([unit("会议闭幕。", "The meeting closed.")])
    new = tmp_path / "new.txt"
    new.write_text("我们支持关于彻底消除核武器的决议草案。\n\n会议闭幕。\n", encoding="utf-8")
    out = tmp_path / "new.xlf"
    call = ["tm", "pretranslate", str(new), "--memory", str(tmp_path / "un.cdtm"), "-o", str(out)]
    assert main(call) == 0
    first, second = xliffstore.xlifffile.parsefile(str(out)).units
    (part,) = first.getalttrans()
    assert str(part.source) == "支持关于彻底消除核武器的"
    assert str(part.target) in "He supports <the> negotiations & talks."
    assert part.xmlelement.get("alttranstype") == "reference"
    assert second.getalttrans() == []
    assert [one.target for one in read_xliff(out)] == ["", "The meeting closed."]


ORDER = ("source", "target", "context-group", "note", "alt-trans")


def test_the_elements_of_a_trans_unit_are_in_the_order_of_the_schema(tmp_path: Path) -> None:
    known = unit("旧", "old", id="1", notes=("n",), props=(("x-paragraph", "p"),))
    write_xliff(tmp_path / "a.xlf", [known], original="a", parts={"1": [PartMatch("旧", "old", "CD/1 & 2")] * 2})
    (element,) = etree.parse(tmp_path / "a.xlf").iter("{*}trans-unit")
    names = [etree.QName(child).localname for child in element]
    assert names == [*ORDER, "alt-trans"]
    for alternative in element.iter("{*}alt-trans"):
        assert [etree.QName(child).localname for child in alternative] == ["source", "target"]
        assert alternative.get("origin") == "CD/1 & 2"
