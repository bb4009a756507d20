"""Small changes to units: contexts, codes, languages, order; and how memories are told apart."""

import pytest
from tmx_elements import header_of, prop, unit_of, variant

from cdalign.model import TranslationUnit
from cdalign.tmx import Detail, Header
from cdalign.tmx.changes import Action, change_of, change_of_fault
from cdalign.tmx.comparing import DifferenceKind, compare_memories, word_differences
from cdalign.tmx.contexts import context_of
from cdalign.tmx.elements import OLD_LANG, XML_LANG
from cdalign.tmx.faults import TmxFault
from cdalign.tmx.fixing import fixed_details, fixed_header, fixed_markup, sorted_attributes
from cdalign.tmx.recoding import recoded, recoded_attributes, reversed_unit
from cdalign.tmx.rendering import render_header, render_unit, render_variant


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("a b", "a b", ["=a b"]),
        ("a b", "a c b", ["=a ", "+c ", "=b"]),
        ("a c b", "a b", ["=a ", "-c ", "=b"]),
        ("a b", "c b", ["-a", "+c", "= b"]),
        ("", "a", ["+a"]),
        ("a", "", ["-a"]),
        ("", "", []),
        ("第1句", "第2句", ["=第", "-1", "+2", "=句"]),
        ("CD/12", "CD/13", ["=CD/", "-12", "+13"]),
    ],
)
def test_differences_are_runs_of_words_and_none_is_empty(old: str, new: str, pieces: list[str]) -> None:
    assert [piece.sign + piece.text for piece in word_differences(old, new)] == pieces


def units(*pairs: tuple[str, str]) -> list[TranslationUnit]:
    return [TranslationUnit(source, target, "en", "zh", id=source.lower()) for source, target in pairs]


def test_a_pair_that_is_there_twice_must_be_there_twice() -> None:
    twice, once = units(("A", "甲"), ("A", "甲")), units(("A", "甲"))
    assert [one.kind for one in compare_memories(lambda: twice, lambda: once)] == [DifferenceKind.REMOVED]
    assert [one.kind for one in compare_memories(lambda: once, lambda: twice)] == [DifferenceKind.ADDED]
    assert not list(compare_memories(lambda: twice, lambda: list(reversed(twice))))


def test_each_new_translation_takes_the_place_of_one_old_one() -> None:
    old, new = units(("A", "甲"), ("A", "乙"), ("B", "丙")), units(("A", "丁"), ("C", "戊"))
    found = [(one.kind.value, one.unit, one.old, one.new) for one in compare_memories(lambda: old, lambda: new)]
    assert found == [("changed", "a", "甲", "丁"), ("removed", "a", "乙", ""), ("removed", "b", "丙", ""),
                     ("added", "c", "", "戊")]  # fmt: skip


def test_props_that_say_where_a_unit_belongs_are_its_context() -> None:
    props = (("x-document", "CD/1"), ("prev", "a"), ("x-context", "menu"), ("x-context-pre", "b"), ("x-own", "c"))
    assert context_of(props) == (("prev", "a"), ("x-context", "menu"), ("x-context-pre", "b"))
    assert context_of(()) == ()


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en", "en-GB"), ("EN_us", "en-US"), ("ENG", "en-GB"), ("zh_cn", "zh-Hans"), ("zh-tw", "zh-TW"), ("", "")],
)
def test_a_code_becomes_the_one_asked_for_or_the_usual_one(code: str, expected: str) -> None:
    assert recoded(code, {"en": "en-GB", "ZH_CN": "zh-Hans"}) == expected


def test_all_languages_and_none_are_not_recoded() -> None:
    codes = {"en": "en-GB"}
    assert recoded_attributes({"srclang": "en", "tuid": "1"}, codes) == {"srclang": "en-GB", "tuid": "1"}
    assert recoded_attributes({"srclang": "*all*"}, codes) == {"srclang": "*all*"}
    assert recoded_attributes({"tuid": "1"}, codes) == {"tuid": "1"}


def test_a_reversed_unit_has_the_language_first_and_the_others_in_their_order() -> None:
    texts = variant("en", "a"), variant("fr", "b"), variant("zh-CN", "c"), variant("zh-TW", "d")
    turned = reversed_unit(unit_of(*texts, srclang="en", tuid="1"), "zh")
    assert "".join(one.text for one in turned.variants) == "cdab"
    assert turned.attributes == {"tuid": "1"}


def test_a_language_is_written_as_tmx_1_4_does_but_in_an_older_file() -> None:
    old = variant("zh-CN", "一")._replace(attributes={"changeid": "x", OLD_LANG: "zh-CN"})
    assert render_variant(old) == '<tuv xml:lang="zh-CN" changeid="x"><seg>一</seg></tuv>'
    assert render_variant(old, is_old=True) == '<tuv changeid="x" lang="zh-CN"><seg>一</seg></tuv>'
    both = variant("zh-CN", "一")._replace(attributes={XML_LANG: "zh-CN", OLD_LANG: "zh"})
    assert render_variant(both) == '<tuv xml:lang="zh-CN" lang="zh"><seg>一</seg></tuv>'
    assert render_variant(old._replace(attributes={})) == "<tuv><seg>一</seg></tuv>"


def test_a_text_without_a_segment_stays_without_one() -> None:
    assert render_variant(variant("en", "")._replace(has_segment=False)) == '<tuv xml:lang="en"></tuv>'
    assert render_variant(variant("en", "")) == '<tuv xml:lang="en"><seg></seg></tuv>'


def test_a_unit_is_one_line_with_its_details_before_its_texts() -> None:
    one = unit_of(
        variant("en", "<", markup="a<ph></ph>"), details=[Detail("note", {}, "<n>"), prop("x-a", "&")], tuid='"'
    )
    assert render_unit(one) == (
        '<tu tuid="&quot;"><note>&lt;n&gt;</note><prop type="x-a">&amp;</prop>'
        '<tuv xml:lang="en"><seg>a<ph></ph></seg></tuv></tu>\n'
    )


def test_a_header_gets_what_readers_need() -> None:
    written = render_header(Header({"srclang": "en", "own": "x"}, root={"xmlns:a": "b"}))
    assert '<tmx version="1.4" xmlns:a="b">\n<header ' in written
    assert written.endswith("/>\n<body>\n")
    for said in ('srclang="en"', 'own="x"', 'o-tmf="unknown"', 'adminlang="en"', 'segtype="sentence"'):
        assert said in written
    with_note = render_header(header_of()._replace(details=(Detail("note", {}, "n"),), version="1.1"))
    assert '<tmx version="1.1">' in with_note
    assert with_note.endswith(">\n<note>n</note>\n</header>\n<body>\n")


def test_attributes_that_tmx_does_not_know_become_props() -> None:
    assert sorted_attributes("tu", {"tuid": "1", "a:b": "x"}) == ({"tuid": "1"}, (prop("x-a-b", "x"),))
    assert sorted_attributes("tu", {"tuid": "1"}) == ({"tuid": "1"}, ())
    assert fixed_details((Detail("note", {}, "n"), Detail("own", {"a": "b"}, " x  y ", "<b/>"))) == (
        Detail("note", {}, "n"),
        prop("x-own", "x y"),
    )


def test_a_header_is_put_so_that_tmx_1_4_allows_it() -> None:
    ude = Detail("ude", {"name": "u"}, "", "<map></map>")
    odd = header_of(segtype="line", own="x")._replace(root={"xmlns": "y"}, version="1.1", details=(ude,))
    fixed = fixed_header(odd)
    assert (fixed.attributes["segtype"], fixed.version, fixed.root) == ("sentence", "1.4", {})
    assert fixed.details == (ude, prop("x-own", "x"))
    assert fixed_header(header_of(segtype="block")).attributes["segtype"] == "block"


@pytest.mark.parametrize(
    ("markup", "fixed"),
    [
        ('a<ph x="1" id="2">b</ph>', 'a<ph x="1">b</ph>'),
        ('<hi own="1">a</hi>', "<hi>a</hi>"),
        ('<bpt i="1"></bpt>a<ept i="1"></ept>', '<bpt i="1"></bpt>a<ept i="1"></ept>'),
        ("<g>a</g>", ""),
        ("<it>a</it>", ""),
    ],
)
def test_inline_elements_lose_what_is_not_allowed_or_go(markup: str, fixed: str) -> None:
    assert fixed_markup(markup) == fixed


def test_a_change_names_the_first_two_texts_where_there_is_no_pair() -> None:
    texts = variant("en", "a"), variant("fr", "b"), variant("zh", "c")
    told = change_of(Action.REMOVED, "why", "a.tmx", unit_of(*texts, line=3))
    assert (told.source, told.target, told.line, told.unit) == ("a", "b", 3, "unit 1")
    assert change_of(Action.REMOVED, "why", "a.tmx", unit_of(*texts), (texts[2], texts[0])).source == "c"
    assert change_of(Action.REMOVED, "why", "a.tmx", unit_of(texts[0]))[-2:] == ("a", "")
    assert change_of(Action.REMOVED, "why", "a.tmx", unit_of())[-2:] == ("", "")


def test_only_what_the_reader_repaired_is_a_change() -> None:
    told = change_of_fault("a.tmx", TmxFault("xml.entity", "&x;", 4, "u"))
    assert told is not None
    assert (told.action, told.source, told.target, told.line) == (Action.FIXED, "&x;", "", 4)
    assert change_of_fault("a.tmx", TmxFault("lang.missing")) is None
