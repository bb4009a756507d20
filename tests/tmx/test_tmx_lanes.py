"""The fast lane for plain units and the XML parser must see the same file in the same way."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tmx_reading import tmx, unit

from cdalign.errors import ReadError
from cdalign.faults import Fault
from cdalign.model import TranslationUnit
from cdalign.tmx import Header, Texts, TmxFault, read_texts, read_units
from cdalign.tmx.events import read_events
from cdalign.tmx.handlers import Event
from cdalign.tmx.scanning import Scanned, UnitScanner

_Event = TypeVar("_Event")
BROKEN = "\udcff"  # a byte that is no UTF-8, as Python escapes it
TEXTS = st.lists(
    st.sampled_from(
        ["a", "報", " ", "\n", "&amp;", "&lt;", "&#65;", "&#x4e00;", "&x;", "&", ">", "]]>", "\x0b", "\r", "\ufffe"]
    )
    | st.sampled_from(["<ph>x</ph>", "<hi>y</hi>", "<!-- </tu> -->", "<![CDATA[<z></tu>]]>", "<?pi?>"])
    | st.sampled_from(["\r\n", "\u3000", "]", "\U00020000", "\x7f", BROKEN]),
    max_size=4,
).map("".join)
TAGS = st.sampled_from(["en", "zh-CN", "zh_TW", "zh", "ZH-hant", ""])
EXTRA = st.sampled_from(
    ["", ' creationdate="20200101T000000Z"', " b='1'", '\n  c="&amp;"', ' tuid="7"', ' d="x" d="y"', ' e="報>"']
) | st.sampled_from([f' f="{BROKEN}"', ' g="\uffff"', ' h="\r\n"'])
DETAILS = st.lists(
    st.sampled_from(
        ['<prop type="x-a">1 &amp; 2</prop>', "<note>n</note>\n", "<foo>f</foo>", "<prop>p</prop>", "<!-- c -->", "\n "]
    )
    | st.sampled_from(['<prop type="x-a" xml:lang="en"><b/>q</prop>', "<note/>", "<prop type='x-b'>r</prop>"])
    | st.sampled_from(['<prop type="x-a" type="x-b">s</prop>', '<prop xml:lang="zh" type="x-報">報</prop>'])
    | st.sampled_from(["<note>&nbsp;</note>", f"<note>{BROKEN}</note>", "<note>]]></note>", "<note>\ufffe</note>"]),
    max_size=3,
).map("".join)
VARIANTS = st.builds(
    lambda tag, extra, details, text: f'<tuv xml:lang="{tag}"{extra}>{details}<seg>{text}</seg></tuv>',
    TAGS,
    EXTRA,
    DETAILS,
    TEXTS,
)
UNITS = st.builds(
    lambda extra, details, variants, tail: f"<tu{extra}>{details}{''.join(variants)}{tail}</tu>",
    EXTRA,
    DETAILS,
    st.lists(VARIANTS, min_size=0, max_size=3) | st.lists(VARIANTS, min_size=2, max_size=2),
    st.sampled_from(["", "", "\n", '<prop type="x-late">l</prop>']),
)
BETWEEN = st.sampled_from(
    ["", "\n", "\r\n", "\r", "<!-- <tu></tu> -->", "text", "<group>", "</group>", "<tu/><!-- </tu>", "-->", "</body>"]
) | st.sampled_from(["<prop>late</prop>", "<note>n</note>", "<header/>", "<![CDATA[</tu>", "]]>"])
BODIES = st.lists(st.tuples(UNITS, BETWEEN).map("".join), max_size=5)


def events(path: Path) -> list[Event | str]:
    found: list[Event | str] = []
    try:
        found.extend(event._replace(encoding="") if isinstance(event, Header) else event for event in read_events(path))
    except ReadError as error:
        return [*(event for event in found if not is_fix(event)), error.message]
    return fixes_last(found)


def is_fix(event: object) -> bool:
    return isinstance(event, TmxFault) and event.rule.startswith("xml.")


def fixes_last(events: Iterable[_Event]) -> list[_Event]:
    """Give events with the fixes behind the rest: a fix is reported when its piece of the file is read."""
    return sorted(events, key=is_fix)


def pairs(path: Path, read: Callable[..., Iterable[TranslationUnit | Texts]], *langs: str) -> list[object]:
    """Give the texts that a reader gives, and what it reports."""
    found: list[object] = []
    faults: list[Fault] = []
    try:
        found.extend((pair.source, pair.target) for pair in read(path, *langs, on_fault=faults.append))
    except ReadError as error:
        return [
            *found,
            error.message,
            *(fault for fault in faults if not is_fix(fault)),
        ]  # it may not have come to them
    return found + fixes_last(faults)


@contextmanager
def closed_lane() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cdalign.tmx.parsing.may_scan", lambda _: False)
        yield


@given(BODIES)
@settings(max_examples=300, deadline=None)
def test_both_lanes_give_the_same_events(tmp_path_factory: pytest.TempPathFactory, bodies: list[str]) -> None:
    text = tmx(*bodies)
    quick, slow = (tmp_path_factory.mktemp("lanes") / name for name in ("quick.tmx", "slow.tmx"))
    quick.write_bytes(text.encode("utf-8", "surrogateescape"))
    with closed_lane():
        expected = events(quick)
    assert events(quick) == expected
    if BROKEN not in text:
        slow.write_bytes(text.replace("UTF-8", "UTF-16").encode("utf-16"))
        assert events(slow) == expected


@given(BODIES, TAGS, TAGS)
@settings(max_examples=300, deadline=None)
def test_texts_alone_are_those_of_the_units(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str], source: str, target: str
) -> None:
    path = tmp_path_factory.mktemp("lanes") / "a.tmx"
    path.write_bytes(tmx(*bodies).encode("utf-8", "surrogateescape"))
    with closed_lane():
        expected = pairs(path, read_units, source, target)
    assert pairs(path, read_units, source, target) == expected
    assert pairs(path, read_texts, source, target) == expected


def test_the_lane_is_taken_and_opens_again_behind_a_unit_that_is_not_plain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[int] = []

    def scan(self: UnitScanner, piece: bytes, line: int, number: int) -> Scanned:
        scanned = plain_scan(self, piece, line, number)
        taken.append(len(scanned.units))
        return scanned

    plain_scan = UnitScanner.scan
    monkeypatch.setattr(UnitScanner, "scan", scan)
    monkeypatch.setattr("cdalign.tmx.sources.CHUNK", 300)
    path = tmp_path / "a.tmx"
    path.write_text(tmx(unit("A &#8211; B"), unit("<!-- </tu> -->One."), *[unit()] * 20), encoding="utf-8")
    assert len(list(read_units(path))) == 22
    assert sum(taken) > 10


def test_units_are_whole_wherever_the_pieces_of_the_file_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.tmx"
    bodies = [
        f'<tu tuid="{n}">\n<tuv xml:lang="en"><seg>{"x" * (n % 7)}{"<ph/>" * (n % 5 == 0)} {n}</seg></tuv>\n'
        f'<tuv xml:lang="zh-CN"><seg>第{n}句</seg></tuv></tu>'
        for n in range(60)
    ]
    path.write_text(tmx(*bodies), encoding="utf-8")
    whole = list(read_events(path))
    for size in (1, 7, 64, 333):
        monkeypatch.setattr("cdalign.tmx.sources.CHUNK", size)
        assert list(read_events(path)) == whole
    assert [unit.id for unit in read_units(path)] == [str(n) for n in range(60)]


@pytest.mark.parametrize("size", [7, 64, 1 << 16])
def test_what_stands_in_a_section_of_the_body_is_no_unit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr("cdalign.tmx.sources.CHUNK", size)
    path = tmp_path / "a.tmx"
    path.write_text(tmx(unit(), f"<![CDATA[ </tu>{unit('Not.')}{unit('Nor.')} ]]>", unit("Two.")), encoding="utf-8")
    assert [pair.source for pair in read_units(path)] == ["One.", "Two."]


@pytest.mark.parametrize("misplaced", ["<header/>", "<prop>late</prop>", "<note>n</note>"])
def test_what_stands_between_units_is_reported_and_passed_over(tmp_path: Path, misplaced: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(tmx(unit(), misplaced, unit("Two.")), encoding="utf-8")
    faults: list[Fault] = []
    assert [pair.source for pair in read_units(path, on_fault=faults.append)] == ["One.", "Two."]
    assert [(fault.rule, fault.line) for fault in faults] == [("element.unknown", 4)]
