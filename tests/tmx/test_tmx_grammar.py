"""What TMX 1.4 allows in each element, and what a fault says of the rest."""

import pytest
from tmx_elements import REQUIRED, header_of, prop, unit_of, variant

from cdalign.tmx import Detail, Header
from cdalign.tmx.elements import XML_LANG
from cdalign.tmx.grammar import check_header, check_markup, check_unit, inline_pairs


def told(markup: str, holder: str = "seg") -> list[tuple[str, str]]:
    return [(fault.rule, fault.detail) for fault in check_markup(holder, markup)]


@pytest.mark.parametrize(
    "markup",
    [
        'Press <bpt i="1" x="1" type="bold">&lt;b></bpt>OK<ept i="1"/>',
        '<it pos="begin" x="3">{</it> and <it pos="end"/>',
        '<ph x="1" assoc="p" type="fnote">see <sub datatype="html" type="x">a <hi>b</hi></sub></ph>',
        '<hi type="term" x="1">a<hi>b<ph/></hi></hi>',
        '<ut x="1">old</ut>',
        '<ph xml:space="preserve" xmlns:a="b"/>',
    ],
)
def test_what_the_standard_shows_is_allowed(markup: str) -> None:
    assert told(markup) == []


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<b>x</b>", [("element.unknown", "b in seg")]),
        ("<sub>x</sub>", [("element.unknown", "sub in seg")]),
        ("<ph><ph/></ph>", [("element.unknown", "ph in ph")]),
        ("<hi><g>x</g></hi><ph/>", [("element.unknown", "g in hi")]),
        ("<ph><sub><sub/></sub></ph>", [("element.unknown", "sub in sub")]),
        ('<ph id="1"/>', [("attribute.unknown", "id of ph")]),
        ('<hi assoc="p">x</hi>', [("attribute.unknown", "assoc of hi")]),
        ("<bpt/><ept/>", [("attribute.missing", "i of bpt"), ("attribute.missing", "i of ept")]),
        ('<ept i="1" x="1"/>', [("attribute.unknown", "x of ept")]),
        ("<it/>", [("attribute.missing", "pos of it")]),
        ('<it pos="middle"/>', [("attribute.value", 'pos="middle"')]),
        ('<ut type="x"/>', [("attribute.unknown", "type of ut")]),
        ("<b><i/></b>", [("element.unknown", "b in seg"), ("element.unknown", "i in b")]),
    ],
)
def test_each_breach_in_a_segment_is_told_once(markup: str, expected: list[tuple[str, str]]) -> None:
    # A tag that closes itself is written out by the reader.
    written = markup.replace("/>", "></x>")
    assert told(written) == expected


def test_a_note_and_a_prop_hold_no_elements() -> None:
    assert told("<hi>x</hi>", "note") == [("element.unknown", "hi in note")]
    assert told("<ph></ph>", "prop") == [("element.unknown", "ph in prop")]


def test_pairs_are_listed_in_their_order_without_their_ends() -> None:
    markup = '<bpt i="2">x</bpt><bpt i="1"></bpt>a<ept i="2"></ept><ept></ept><ph i="3"></ph>'
    assert inline_pairs(markup) == (["2", "1"], ["2", ""])
    assert inline_pairs("no codes") == ([], [])


def header_faults(header: Header) -> list[tuple[str, str, int]]:
    return [(fault.rule, fault.detail, fault.line) for fault in check_header(header)]


def test_a_whole_header_has_no_fault() -> None:
    details = (
        Detail("note", {XML_LANG: "en"}, "n"),
        prop("x-a", "b"),
        Detail("ude", {"name": "u"}, "", '<map unicode="#xF8FF" code="1"></map>'),
    )
    whole = header_of(changedate="20200101T000000Z", **{"o-encoding": "utf-8"})
    assert header_faults(whole._replace(details=details, root={"xmlns:x": "y"})) == []


@pytest.mark.parametrize("name", REQUIRED)
def test_each_required_attribute_of_the_header_is_missed(name: str) -> None:
    attributes = {key: value for key, value in REQUIRED.items() if key != name}
    rule = "header.source-language" if name == "srclang" else "header.attribute"
    assert header_faults(Header(attributes, version="1.4", line=2)) == [(rule, f"no {name}", 2)]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (header_of(segtype="line"), [("header.segtype", "line", 3)]),
        (header_of(own="x"), [("attribute.unknown", "own of header", 3)]),
        (header_of()._replace(root={"lang": "en"}), [("attribute.unknown", "lang of tmx", 1)]),
        (header_of()._replace(details=(Detail("prop", {}, "x"),)), [("attribute.missing", "type of prop", 3)]),
        (header_of()._replace(details=(Detail("ude", {"name": "u"}, ""),)), [("attribute.missing", "map of ude", 3)]),
        (
            header_of()._replace(details=(Detail("ude", {"name": "u"}, "", "<map></map>"),)),
            [("attribute.missing", "unicode of map", 3)],
        ),
        (header_of()._replace(details=(Detail("note", {XML_LANG: "e_n"}, "x"),)), [("lang.invalid", "e_n", 3)]),
        (header_of()._replace(details=(Detail("foreign", {"a": "b"}, "x"),)), []),
        (Header({}, is_missing=True), []),
    ],
)
def test_faults_of_the_header_have_its_line(header: Header, expected: list[tuple[str, str, int]]) -> None:
    assert header_faults(header._replace(line=3)) == expected


@pytest.mark.parametrize("segtype", ["block", "paragraph", "sentence", "phrase"])
def test_a_unit_may_say_what_it_is(segtype: str) -> None:
    assert not list(check_unit(unit_of(variant("en", "x"), segtype=segtype, tuid="1", usagecount="3")))


def test_faults_of_a_unit_have_its_line_and_label() -> None:
    unit = unit_of(
        variant("e n", "x", own="1"),
        variant("zh-CN", "y", markup="<b></b>", details=[Detail("note", {"a": "b"}, "n")]),
        details=[Detail("prop", {}, "p"), prop("x-a", "b")],
        line=7,
        segtype="word",
        tuid="u7",
    )
    found = list(check_unit(unit))
    assert {(fault.line, fault.unit) for fault in found} == {(7, "u7")}
    assert [(fault.rule, fault.detail) for fault in found] == [
        ("attribute.value", 'segtype="word"'),
        ("attribute.missing", "type of prop"),
        ("attribute.unknown", "own of tuv"),
        ("lang.invalid", "e n"),
        ("attribute.unknown", "a of note"),
        ("element.unknown", "b in seg"),
    ]


def test_a_tag_with_an_underscore_is_left_to_the_reader_who_has_reported_it() -> None:
    assert not list(check_unit(unit_of(variant("zh_CN", "x"))))
