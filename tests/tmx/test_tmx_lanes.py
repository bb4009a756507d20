"""The fast lane for plain units and the XML parser must see the same file in the same way."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tmx_reading import tmx

from cdalign.errors import ReadError
from cdalign.tmx import read_units
from cdalign.tmx.elements import Header
from cdalign.tmx.events import read_events
from cdalign.tmx.parsing import Event

TEXTS = st.lists(
    st.sampled_from(
        ["a", "報", " ", "\n", "&amp;", "&lt;", "&#65;", "&#x4e00;", "&x;", "&", ">", "]]>", "\x0b", "\r", "\ufffe"]
    )
    | st.sampled_from(["<ph>x</ph>", "<hi>y</hi>", "<!-- </tu> -->", "<![CDATA[<z></tu>]]>", "<?pi?>"]),
    max_size=4,
).map("".join)
TAGS = st.sampled_from(["en", "zh-CN", "zh_TW", "zh", "ZH-hant", ""])
EXTRA = st.sampled_from(
    ["", ' creationdate="20200101T000000Z"', " b='1'", '\n  c="&amp;"', ' tuid="7"', ' d="x" d="y"']
)
DETAILS = st.lists(
    st.sampled_from(
        ['<prop type="x-a">1 &amp; 2</prop>', "<note>n</note>\n", "<foo>f</foo>", "<prop>p</prop>", "<!-- c -->", "\n "]
    )
    | st.sampled_from(['<prop type="x-a" xml:lang="en"><b/>q</prop>', "<note/>", "<prop type='x-b'>r</prop>"]),
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
BETWEEN = st.sampled_from(["", "\n", "<!-- <tu></tu> -->", "text", "<group>", "</group>"])
BODIES = st.lists(st.tuples(UNITS, BETWEEN).map("".join), max_size=5)


def events(path: Path) -> list[Event | str]:
    found: list[Event | str] = []
    try:
        found.extend(event._replace(encoding="") if isinstance(event, Header) else event for event in read_events(path))
    except ReadError as error:
        found.append(error.message)
    return found


@given(BODIES)
@settings(max_examples=300, deadline=None)
def test_both_lanes_give_the_same_events(tmp_path_factory: pytest.TempPathFactory, bodies: list[str]) -> None:
    text = tmx(*bodies)
    quick, slow = (tmp_path_factory.mktemp("lanes") / name for name in ("quick.tmx", "slow.tmx"))
    quick.write_bytes(text.encode("utf-8"))
    slow.write_bytes(text.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert events(quick) == events(slow)


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
