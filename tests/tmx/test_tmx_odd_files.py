"""What a reader does with elements that occur where TMX does not have them."""

from pathlib import Path

import pytest
from test_tmx_reading import HEAD, memory_of, tmx, unit

from cdalign.errors import ReadError
from cdalign.faults import Fault
from cdalign.tmx import Header, Unit, read_tmx, read_units

PAIR = '<tuv xml:lang="en"><seg>One.</seg></tuv><tuv xml:lang="zh-CN"><seg>一。</seg></tuv>'


def read(path: Path, text: str) -> tuple[Header, list[Unit], list[tuple[str, str]]]:
    path.write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    header, units = read_tmx(path, on_fault=faults.append)
    return header, list(units), [(fault.rule, fault.detail) for fault in faults]


@pytest.mark.parametrize(
    ("opening", "told"),
    [
        ('<tmx version="1.4">', []),
        ("<tmx>", [("root.version-missing", "")]),
        ('<tmx version="1.1">', [("root.old-version", "1.1")]),
        ('<tmx version="1.3">', [("root.old-version", "1.3")]),
        ('<tmx version="1.4b">', [("root.version", "1.4b")]),
        ('<tmx version="2.0">', [("root.version", "2.0")]),
        ('<tmx version="1.4" xmlns="x">', [("root.namespace", "x")]),
        ('<tmx version="1.4" xmlns:a="x">', []),
    ],
)
def test_the_root_says_its_version(tmp_path: Path, opening: str, told: list[tuple[str, str]]) -> None:
    header, units, faults = read(tmp_path / "a.tmx", tmx(unit(), opening=opening))
    assert (faults, len(units), header.is_missing) == (told, 1, False)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (f"<tu>{PAIR}<prop type='x-a'>b</prop></tu>", [("element.order", "prop after tuv")]),
        (f"<tu>{PAIR}<note>b</note></tu>", [("element.order", "note after tuv")]),
        (f"<tu><note>a</note>{PAIR}</tu>", []),
        (f"<tu><seg>a</seg>{PAIR}</tu>", [("element.unknown", "seg outside tuv")]),
        (f"<tu><own>a</own>{PAIR}</tu>", [("element.unknown", "own")]),
        (f"<group><tu>{PAIR}</tu></group>", [("element.unknown", "group")]),
        ("<tu/>" + f"<tu>{PAIR}</tu>", [("element.no-variant", "")]),
        (f'<tu><tuv><seg>a</seg></tuv>{PAIR}</tu>', [("lang.missing", "")]),
        (f'<tu><tuv xml:lang="fr"/>{PAIR}</tu>', [("element.seg-missing", "fr")]),
        (f"<header/><tu>{PAIR}</tu>", [("element.unknown", "another header")]),
    ],
)  # fmt: skip
def test_an_element_in_the_wrong_place_is_told_and_the_texts_are_read(
    tmp_path: Path, body: str, told: list[tuple[str, str]]
) -> None:
    _, units, faults = read(tmp_path / "a.tmx", tmx(body))
    assert faults == told
    assert [variant.text for variant in units[-1].variants][-2:] == ["One.", "一。"]


def test_what_tmx_does_not_know_is_kept_as_a_detail(tmp_path: Path) -> None:
    _, [one], _ = read(tmp_path / "a.tmx", tmx(f'<tu><own a="1">x<b>y</b></own>{PAIR}<prop type="late">z</prop></tu>'))
    assert [(detail.name, detail.attributes, detail.text, detail.markup) for detail in one.details] == [
        ("own", {"a": "1"}, "xy", "x<b>y</b>"),
        ("prop", {"type": "late"}, "z", ""),
    ]


def test_details_belong_to_the_unit_or_to_the_text_in_which_they_occur(tmp_path: Path) -> None:
    body = PAIR.replace("<seg>一", "<note>of the text</note><seg>一")
    _, [one], _ = read(tmp_path / "a.tmx", tmx(f"<tu><note>of the unit</note>{body}</tu>"))
    assert [detail.text for detail in one.details] == ["of the unit"]
    assert [[detail.text for detail in variant.details] for variant in one.variants] == [[], ["of the text"]]


def test_a_header_has_its_details_and_user_defined_encodings(tmp_path: Path) -> None:
    inner = '<note>n</note><prop type="x-a">p</prop><ude name="u"><map unicode="#xF8FF" code="1"/></ude>'
    header, _, faults = read(tmp_path / "a.tmx", tmx(unit(), head=HEAD.replace("/>", f">{inner}</header>")))
    assert [(detail.name, detail.text) for detail in header.details] == [("note", "n"), ("prop", "p"), ("ude", "")]
    assert header.details[2].markup == '<map unicode="#xF8FF" code="1"></map>'
    assert (header.source_lang, header.line, faults) == ("en", 2, [])


@pytest.mark.parametrize("body", ["<body>{}</body>", "<body>\n{}</body>"])
def test_a_memory_without_a_header_has_its_units(tmp_path: Path, body: str) -> None:
    header, units, faults = read(tmp_path / "a.tmx", f'<tmx version="1.4">{body.format(unit())}</tmx>')
    assert (header.is_missing, len(units), faults) == (True, 1, [("header.missing", "")])


def test_a_unit_without_header_and_body_is_read(tmp_path: Path) -> None:
    header, units, faults = read(tmp_path / "a.tmx", f'<tmx version="1.4">{unit()}</tmx>')
    assert (header.is_missing, len(units), faults) == (True, 1, [("header.missing", "")])


def test_attributes_of_the_body_are_told(tmp_path: Path) -> None:
    assert read(tmp_path / "a.tmx", tmx(unit()).replace("<body>", '<body a="1">'))[2] == [
        ("attribute.unknown", "a of body")
    ]


def test_a_memory_may_be_empty(tmp_path: Path) -> None:
    assert read(tmp_path / "a.tmx", tmx())[1:] == ([], [])


@pytest.mark.parametrize(
    ("text", "line"),
    [("<tmx>\n\n<header/><body><tu>\n</tuv>", 4), ("<tmx>\n<header>\n</tmx>", 3), (tmx(unit(), "</tu>"), 4)],
)
def test_a_file_that_breaks_names_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "a.tmx", text)
    assert caught.value.place.line == line


def test_units_are_numbered_with_the_lines_they_begin_on(tmp_path: Path) -> None:
    _, units, _ = read(tmp_path / "a.tmx", tmx(unit(), f"<!-- \n -->\n{unit('a<ph/>')}", unit()))
    assert [(one.number, one.line, one.label) for one in units] == [
        (1, 3, "unit 1"),
        (2, 6, "unit 2"),
        (3, 7, "unit 3"),
    ]


@pytest.mark.parametrize("declared", ["iso-8859-1", "UTF-8", "us-ascii"])
def test_a_section_of_characters_is_text(tmp_path: Path, declared: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(memory_of("<![CDATA[1 < 2 & 3]]>", declared), encoding="ascii")
    assert [one.target for one in read_units(path)] == ["1 < 2 & 3"]
