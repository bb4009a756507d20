from hypothesis import given
from hypothesis import strategies as st

from cdalign.inline import (
    change_runs,
    join_pieces,
    native_text,
    numbered,
    parse_shown,
    pieces,
    shared_ids,
    show_codes,
    squeeze_runs,
)
from cdalign.model import Code, CodeKind, Codes

BOLD = (Code(6, CodeKind.OPEN, "1", "<b>"), Code(8, CodeKind.CLOSE, "1", "</b>"), Code(8, CodeKind.SINGLE, "2", "{0}"))
PRESS = "Press OK."

kinds = st.sampled_from(list(CodeKind))
short = st.text("ab{1}<>", max_size=4)
texts = st.text("ab {}<>123中", max_size=12)


@st.composite
def coded(draw: st.DrawFn) -> tuple[str, Codes]:
    text = draw(texts)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    return text, tuple(Code(place, draw(kinds), draw(short), draw(short), draw(short)) for place in places)


@given(coded())
def test_a_text_that_is_taken_apart_comes_together_again(text: tuple[str, Codes]) -> None:
    assert join_pieces(pieces(*text)) == text


def test_codes_keep_their_places_when_the_words_change() -> None:
    text, codes = change_runs(PRESS, BOLD, lambda run: run * 2)
    assert (text, [code.place for code in codes]) == ("Press Press OKOK..", [12, 16, 16])


def test_spaces_on_both_sides_of_a_code_stay() -> None:
    codes = (Code(0, CodeKind.OPEN, "1"), Code(7, CodeKind.SINGLE, "2"))
    text, places = squeeze_runs(" Press   now\n", codes)
    assert (text, [code.place for code in places]) == (" Press  now", [0, 7])


def test_native_codes_stand_where_they_were() -> None:
    assert native_text(PRESS, BOLD) == "Press <b>OK</b>{0}."
    assert native_text(PRESS, ()) == PRESS


def test_marks_are_readable() -> None:
    source, target, legend = show_codes((PRESS, BOLD), ("按确定。", ()))
    assert (source, target) == ("Press {1>OK<1}{2}.", "按确定。")
    assert parse_shown(source, legend) == (PRESS, BOLD)


def test_a_mark_is_none_of_the_words() -> None:
    text = "Use {1} or {2}: "
    source, _, legend = show_codes((text, (Code(16, CodeKind.SINGLE, "1", "%s"),)), ("", ()))
    assert source == "Use {1} or {2}: {3}"
    assert parse_shown(source, legend)[0] == text


def test_without_codes_nothing_is_a_mark() -> None:
    assert show_codes(("{1} of {2}", ()), ("第{1}之{2}", ())) == ("{1} of {2}", "第{1}之{2}", "")
    assert parse_shown("{1} of {2}", "") == ("{1} of {2}", ())


@given(coded(), coded())
def test_what_is_shown_comes_back(source: tuple[str, Codes], target: tuple[str, Codes]) -> None:
    first, second, legend = show_codes(source, target)
    assert parse_shown(first, legend) == source
    assert parse_shown(second, legend) == target


def test_codes_without_names_are_paired_by_what_they_are() -> None:
    one, two = Code(0, CodeKind.SINGLE, "", "%1"), Code(0, CodeKind.SINGLE, "", "%2")
    first, second = shared_ids((one, two), (two, one))
    assert [code.id for code in first] == ["1", "2"]
    assert [code.id for code in second] == ["2", "1"]


def test_names_become_numbers() -> None:
    codes = (Code(0, CodeKind.OPEN, "b1"), Code(1, CodeKind.SINGLE, "1"), Code(2, CodeKind.SINGLE, "x"))
    assert numbered(codes, ()) == {"b1": "2", "1": "1", "x": "3"}
