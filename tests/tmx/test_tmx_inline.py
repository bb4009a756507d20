"""Inline elements and codes, without a file."""

import pytest

from cdalign.model import Code, CodeKind
from cdalign.tmx.inline import parse_markup, render_sides

OPEN, CLOSE, SINGLE = CodeKind.OPEN, CodeKind.CLOSE, CodeKind.SINGLE


@pytest.mark.parametrize(
    ("markup", "codes"),
    [
        ('a<g id="1">b</g>', [Code(1, OPEN, "1"), Code(2, CLOSE, "1")]),
        ('<mrk id="m">ab</mrk>', [Code(0, OPEN, "m"), Code(2, CLOSE, "m")]),
        ('<pc id="p">a</pc>b', [Code(0, OPEN, "p"), Code(1, CLOSE, "p")]),
        ('a<x id="2"/>b', [Code(1, SINGLE, "2")]),
        ('a<bx id="3"/>b<ex id="4"/>', [Code(1, SINGLE, "3"), Code(2, SINGLE, "4")]),
        ("a<unheard>b</unheard>", []),
    ],
)
def test_elements_of_xliff_are_codes_and_words_in_unknown_ones_stay(markup: str, codes: list[Code]) -> None:
    assert parse_markup(markup) == ("ab", tuple(codes))


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ('<it pos="begin">x</it>', CodeKind.OPEN_ALONE),
        ('<it pos="end">x</it>', CodeKind.CLOSE_ALONE),
        ("<it>x</it>", CodeKind.OPEN_ALONE),
        ("<ut>x</ut>", CodeKind.UNKNOWN),
        ("<ph>x</ph>", SINGLE),
    ],
)
def test_a_code_alone_says_what_it_does(markup: str, kind: CodeKind) -> None:
    assert parse_markup(f"a{markup}b") == ("ab", (Code(1, kind, "", "x"),))


def test_elements_inside_a_native_code_belong_to_it() -> None:
    markup = '<ph x="1">&lt;a <sub type="t">title <bpt i="1">b</bpt></sub>&gt;</ph>c'
    inner = '&lt;a <sub type="t">title <bpt i="1">b</bpt></sub>&gt;'
    assert parse_markup(markup) == ("c", (Code(0, SINGLE, "1", "<a title b>", "", inner),))


def test_a_code_keeps_what_tmx_says_of_it() -> None:
    assert parse_markup('<bpt i="1" x="4" type="bold"/>a<ept i="1"/>')[1] == (
        Code(0, OPEN, "1", "", "bold", "", (("x", "4"),)),
        Code(1, CLOSE, "1"),
    )
    assert parse_markup('<hi x="2" type="term">a</hi>')[1] == (
        Code(0, CodeKind.MARK, "2", "", "term"),
        Code(1, CodeKind.MARK_END, "2"),
    )


def rendered(text: str, *codes: Code) -> str:
    return render_sides((text, codes), ("", ()))[0]


@pytest.mark.parametrize(
    ("codes", "written"),
    [
        (
            (Code(0, OPEN, "1", "<b>"), Code(1, CLOSE, "1", "</b>")),
            '<bpt i="1" x="1">&lt;b&gt;</bpt>a<ept i="1">&lt;/b&gt;</ept>b',
        ),
        ((Code(0, OPEN, "b"), Code(1, CLOSE, "c")), '<it pos="begin" x="1"></it>a<it pos="end" x="2"></it>b'),
        ((Code(0, CLOSE, "1"), Code(1, OPEN, "1")), '<it pos="end" x="1"></it>a<it pos="begin" x="1"></it>b'),
        ((Code(1, SINGLE, "7", "{0}", "var"),), 'a<ph x="7" type="var">{0}</ph>b'),
        ((Code(1, CodeKind.UNKNOWN, "", "old", "var"),), "a<ut>old</ut>b"),
        ((Code(0, CodeKind.MARK, "1", type="t"), Code(2, CodeKind.MARK_END, "1")), '<hi x="1" type="t">ab</hi>'),
        ((Code(0, CodeKind.MARK, "1"), Code(2, CodeKind.MARK_END, "2")), "ab"),
        ((Code(0, OPEN), Code(2, CLOSE)), '<bpt i="1"></bpt>ab<ept i="1"></ept>'),
        ((Code(1, SINGLE, "1", "x", markup="x<sub>y</sub>"),), 'a<ph x="1">x<sub>y</sub></ph>b'),
    ],
)
def test_codes_are_written_as_tmx_allows(codes: tuple[Code, ...], written: str) -> None:
    assert rendered("ab", *codes) == written


def test_marks_lie_inside_each_other_and_other_pairs_may_cross() -> None:
    crossing = (
        Code(0, OPEN, "1"),
        Code(0, OPEN, "2"),
        Code(1, CLOSE, "1"),
        Code(2, CLOSE, "2"),
    )
    assert rendered("ab", *crossing).count("<it") == 0
    marks = (
        Code(0, CodeKind.MARK, "1"),
        Code(0, CodeKind.MARK, "2"),
        Code(1, CodeKind.MARK_END, "1"),
        Code(2, CodeKind.MARK_END, "2"),
    )
    assert rendered("ab", *marks) == '<hi x="2">ab</hi>'


def test_pairs_of_one_name_close_from_the_inside() -> None:
    codes = (Code(0, OPEN, "1"), Code(1, OPEN, "1"), Code(1, CLOSE, "1"))
    assert rendered("ab", *codes) == '<it pos="begin" x="1"></it>a<bpt i="1" x="1"></bpt><ept i="1"></ept>b'


def test_a_code_and_its_counterpart_have_one_number() -> None:
    source, target = (("ab", (Code(1, SINGLE, name),)) for name in ("{name}", "{name}"))
    assert render_sides(source, target) == ('a<ph x="1"></ph>b', 'a<ph x="1"></ph>b')


def test_what_was_written_is_read_the_same() -> None:
    codes = (Code(0, OPEN, "1", "<b>", "bold"), Code(1, SINGLE, "2", "&"), Code(2, CLOSE, "1", "</b>"))
    assert parse_markup(rendered("a<", *codes)) == ("a<", codes)
