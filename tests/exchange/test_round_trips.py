"""What a unit says comes back from every format, and from every format by way of every other."""

from __future__ import annotations

import string
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cdalign.exchange.catalogue import FORMATS, MOSES, PO, ExchangeFormat, Kept, render_table
from cdalign.exchange.formats import Writing, read_any, write_any
from cdalign.inline import native_text
from cdalign.languages import primary_language, script_of
from cdalign.memory import open_memory
from cdalign.model import Code, CodeKind, Codes, TranslationUnit

ROOT = Path(__file__).parent.parent.parent
WRITTEN = [kind for kind in FORMATS if kind.is_written]
CODES = {"zh-Hans": "zh-CN", "en": "en-US", "zh-Hant": "zh-TW"}

HAN = "会议通过了报告第条裁谈委员主席发言核安全"
words_of = {
    "zh-Hans": st.text(HAN, min_size=2, max_size=8),
    "en": st.lists(st.text(string.ascii_letters, min_size=1, max_size=6), min_size=2, max_size=4).map(" ".join),
}
native = st.sampled_from(["<b>", "</b>", "%1", "{0}", "<br/>", "&nbsp;", '<a href="x">', "{1}"])
plain = st.text(string.ascii_letters + "中文。", min_size=1, max_size=8)


@st.composite
def coded(draw: st.DrawFn, lang: str) -> tuple[str, Codes]:
    """Give a text, perhaps with a pair around a part of it, single codes, marks and halves of pairs."""
    text = draw(words_of[lang])
    codes: list[Code] = []
    if draw(st.booleans()):
        start, stop = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        pair = draw(st.sampled_from([(CodeKind.OPEN, CodeKind.CLOSE), (CodeKind.MARK, CodeKind.MARK_END)]))
        datum, kind = ("", "term") if pair[0] is CodeKind.MARK else (draw(native), draw(st.sampled_from(["", "bold"])))
        codes += Code(start, pair[0], "1", datum, kind), Code(stop, pair[1], "1", datum)
    singles = draw(st.lists(st.integers(0, len(text)), max_size=2))
    alone = st.sampled_from([CodeKind.SINGLE, CodeKind.OPEN_ALONE, CodeKind.CLOSE_ALONE, CodeKind.UNKNOWN])
    codes += [Code(place, draw(alone), str(number), draw(native)) for number, place in enumerate(singles, 2)]
    return text, tuple(sorted(codes, key=lambda code: code.place))


@st.composite
def units(draw: st.DrawFn) -> TranslationUnit:
    langs = draw(st.sampled_from([("zh-Hans", "en"), ("en", "zh-Hans")]))
    source, target = draw(coded(langs[0])), draw(coded(langs[1]))
    notes = st.lists(plain, max_size=2).map(tuple)
    date = st.sampled_from(["", "2018-10-05T08:00:00Z", "2020-02-29T23:59:59Z"])
    return TranslationUnit(
        source[0],
        target[0],
        *langs,
        id=draw(st.sampled_from(["CD/1#1", "x", "七"])),
        props=(("x-document", draw(plain)), ("x-review", draw(st.sampled_from(["pending", "confirmed"])))),
        notes=draw(notes),
        created=draw(date),
        changed=draw(date),
        source_props=draw(st.sampled_from([(), (("x-context-pre", "前"),)])),
        source_codes=source[1],
        target_codes=target[1],
        source_notes=draw(notes),
        target_notes=draw(notes),
        attributes=draw(st.sampled_from([(), (("changeid", "reviser"), ("usagecount", "3"))])),
    )


def told(unit: TranslationUnit, keeps: frozenset[Kept], *, is_native: bool = False) -> dict[str, object]:
    """Give what formats that keep so much must bring back; texts always."""
    sides = (unit.source, unit.source_codes), (unit.target, unit.target_codes)
    said: dict[str, object] = {"texts": [native_text(*side) if is_native else side[0] for side in sides]}
    if Kept.CODES in keeps:
        said["codes"] = [
            [(code.place, code.kind, code.id, code.data, code.type) for code in codes] for _, codes in sides
        ]
    if Kept.STATUS in keeps:
        said["status"] = unit.prop("x-review")
    if Kept.NOTES in keeps:
        said["notes"] = unit.notes
    if Kept.LANGUAGES in keeps:
        said["languages"] = [(primary_language(lang), script_of(lang)) for lang in (unit.source_lang, unit.target_lang)]
    if Kept.DATES in keeps:
        said["dates"] = unit.created, unit.changed, sorted(unit.attributes)
    if Kept.PROPS in keeps:
        said["props"] = sorted(unit.props), unit.source_props, unit.source_notes, unit.target_notes
    return said


def through(folder: Path, kind: ExchangeFormat, unit: TranslationUnit) -> TranslationUnit:
    path = folder / f"unit{kind.suffixes[0]}"
    write_any(path, [unit], Writing())
    [back] = read_any(path, unit.source_lang, unit.target_lang)
    return back


@pytest.mark.parametrize("second", WRITTEN, ids=lambda kind: kind.name)
@pytest.mark.parametrize("first", WRITTEN, ids=lambda kind: kind.name)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(unit=units())
def test_a_unit_goes_through_two_formats(first: ExchangeFormat, second: ExchangeFormat, unit: TranslationUnit) -> None:
    with TemporaryDirectory() as folder:
        there = through(Path(folder), first, unit)
        back = through(Path(folder), second, there)
    keeps = first.keeps & second.keeps
    # PO writes native codes among its words, and there they stay; lines before it have none left.
    is_native = PO in (first, second) and first is not MOSES
    assert told(back, keeps, is_native=is_native) == told(unit, keeps, is_native=is_native)


@settings(max_examples=40, deadline=None)
@given(unit=units())
@example(replace(TranslationUnit("一", "one", "zh-Hans", "en"), source_codes=(Code(1, CodeKind.SINGLE, "1", "{1}"),)))
def test_a_memory_gives_back_what_came_in(unit: TranslationUnit) -> None:
    with TemporaryDirectory() as folder:
        with open_memory(Path(folder) / "m.cdtm") as memory:
            memory.add([unit])
        with open_memory(Path(folder) / "m.cdtm") as memory:
            [back] = memory.units()
    assert back == unit


def test_the_documentation_shows_the_table_of_formats() -> None:
    shown = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert "\n".join(render_table()) in shown
