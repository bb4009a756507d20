"""Files that belong together are found by name, by symbol, by their numbers; what may be either is left alone."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdalign.project.file_pairs import Candidate, FileMatch, Reason, pair_files, strip_marks


def zh(name: str, symbol: str = "", numbers: str = "") -> Candidate:
    return Candidate(name, "zh-Hans", symbol, frozenset(numbers.split()))


def en(name: str, symbol: str = "", numbers: str = "") -> Candidate:
    return Candidate(name, "en", symbol, frozenset(numbers.split()))


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Report_zh.docx", "Report"),
        ("Report-C.pdf", "Report"),
        ("Report.zh-Hans.txt", "Report"),
        ("Report (English).pdf", "Report"),
        ("报告（中文）.docx", "报告"),
        ("报告英文版.docx", "报告"),
        ("[EN] Report.docx", "Report"),
        ("zh_Report.txt", "Report"),
        ("A_60_312-E.pdf", "A_60_312"),
        ("A.60.312.docx", "A.60.312"),
        ("annex.en", "annex"),
        ("en.txt", "en"),
        ("Basic.txt", "Basic"),
        ("English grammar.txt", "English grammar"),
        ("中国报告.docx", "中国报告"),
    ],
)
def test_marks_of_the_language_are_left_out_of_a_name(name: str, stem: str) -> None:
    assert strip_marks(name) == stem


def test_one_name_makes_a_pair() -> None:
    files = [en("b_en.txt"), zh("a_zh.txt"), en("A-EN.docx"), zh("B 中文.doc")]
    assert pair_files(files) == (FileMatch(1, 2, Reason.NAME), FileMatch(3, 0, Reason.NAME))


def test_one_symbol_makes_a_pair_where_names_differ() -> None:
    files = [zh("N01.doc", "A/60/312"), zh("N02.doc", "A/60/313"), en("first.doc", "A/60/313"), en("x.doc", "A/60/312")]
    assert pair_files(files) == (FileMatch(0, 3, Reason.SYMBOL), FileMatch(1, 2, Reason.SYMBOL))


def test_numbers_in_common_make_a_pair() -> None:
    one, two = "2019 12 44 116 230 1999", "2021 15 77 840 910 33"
    files = [zh("甲", numbers=one), zh("乙", numbers=two), en("x", numbers=two), en("y", numbers=one + " 2050")]
    assert pair_files(files) == (FileMatch(0, 3, Reason.CONTENT), FileMatch(1, 2, Reason.CONTENT))


def test_the_last_two_are_a_pair() -> None:
    assert pair_files([zh("甲"), en("other")]) == (FileMatch(0, 1, Reason.REST),)


def test_what_may_be_either_is_left_alone() -> None:
    assert pair_files([zh("a_zh.txt"), zh("a_c.docx"), en("a_en.txt"), en("b.txt")]) == ()
    assert pair_files([zh("甲"), zh("乙"), en("x"), en("y")]) == ()
    assert pair_files([zh("甲"), zh("乙")]) == ()


_FILES = st.lists(
    st.builds(
        Candidate,
        st.sampled_from(["a_zh", "a_en", "b", "b-C", "c", "甲"]),
        st.sampled_from(["zh-Hans", "zh-Hant", "en"]),
        st.sampled_from(["", "A/1", "A/2"]),
        st.sampled_from([frozenset(), frozenset(map(str, range(10, 20))), frozenset(map(str, range(30, 45)))]),
    ),
    max_size=5,
)


@given(_FILES)
def test_a_file_is_in_one_pair_at_most_and_sides_are_kept(files: list[Candidate]) -> None:
    matches = pair_files(files)
    used = [at for match in matches for at in (match.chinese, match.other)]
    assert len(set(used)) == len(used)
    assert all(files[match.chinese].is_chinese and not files[match.other].is_chinese for match in matches)


def test_the_order_of_the_files_decides_nothing() -> None:
    files = [zh("a_zh", "A/1"), zh("乙", "A/2"), en("a_en"), en("x", "A/2"), en("y")]
    pairs = {
        frozenset((order[match.chinese].name, order[match.other].name) for match in pair_files(order))
        for order in permutations(files)
    }
    assert pairs == {frozenset({("a_zh", "a_en"), ("乙", "x")})}
