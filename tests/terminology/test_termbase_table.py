from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdalign.errors import ReadError
from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.terminology.tables import parse_termbase, render_termbase
from cdalign.terminology.termbase import read_termbase, write_termbase

TABLE = """\
# the terms of a report
concept\tterm\tlang\ttype\tstatus\tnot_in\tdetect\tsubject\tsee_also
cd\t裁军谈判会议\tzh_cn\t\t\t\t\tbodies\tga
cd\tCD\ten\tacronym\tadmitted\t\t\t\t

ga\t大会\tzh-Hans\t\t\t审议大会；延期大会\tno
"""


def test_a_table_is_read_by_the_names_of_its_columns() -> None:
    reading = parse_termbase(TABLE)
    assert reading.faults == ()
    assert reading.lines == {"cd": 3, "ga": 6}
    assert reading.termbase.entries == (
        ConceptEntry(
            "cd",
            (
                Term("裁军谈判会议", "zh-CN"),
                Term("CD", "en", TermType.ACRONYM, TermStatus.ADMITTED),
            ),
            subject="bodies",
            see_also=("ga",),
        ),
        ConceptEntry("ga", (Term("大会", "zh-Hans", not_in=("审议大会", "延期大会"), is_detected=False),)),
    )


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("\tzh\t裁谈会", "concept.missing"),
        ("1 a\tzh\t裁谈会", "concept.id"),
        ("a\tzh\t", "term.empty"),
        ("a\t\t裁谈会", "lang.missing"),
        ("a\tChinese\t裁谈会", "lang.invalid"),
        ("a\tzh\t裁谈会\tlongForm", "type.unknown"),
        ("a\tzh\t裁谈会\t\tunsure", "status.unknown"),
        ("a\tzh\t裁谈会\t\t\tparticle", "pos.unknown"),
        ("a\tzh\t裁谈会\t\t\t\tmaybe", "detect.unknown"),
        ("a\tzh\t裁谈会\t\t\t\t\tmore", "table.cells"),
    ],
)
def test_a_faulty_row_is_reported_with_its_line(tmp_path: Path, row: str, rule: str) -> None:
    text = f"concept\tlang\tterm\ttype\tstatus\tpos\tdetect\n{row}\n"
    faults = parse_termbase(text).faults
    assert [(fault.rule, fault.line) for fault in faults] == [(rule, 2)]
    path = tmp_path / "terms.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=r"terms\.tsv:2"):
        read_termbase(path)


@pytest.mark.parametrize("text", ["", "concept\tlang", "concept\tlang\tterm\tcolour", "concept\tlang\tterm\tterm"])
def test_a_wrong_header_is_refused_with_advice(text: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse_termbase(text, path="terms.tsv")
    assert "concept lang term" in caught.value.advice


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_bytes(b"concept\tlang\tterm\na\tzh\t\xff\xff\xfe\n")
    with pytest.raises(ReadError, match="encoding"):
        read_termbase(path)
    with pytest.raises(ReadError, match="no such file"):
        read_termbase(tmp_path / "none.tsv")


words = st.text(alphabet="裁谈会《》 CDtab\\\t\nñ’", min_size=1, max_size=12).map(str.strip).filter(bool)
plain = st.text(alphabet="裁谈会 abc\\", max_size=8).map(str.strip)
listed = st.lists(st.text(alphabet="裁谈会abc", min_size=1, max_size=4), max_size=2).map(tuple)
terms = st.builds(
    Term,
    words.map(lambda text: " ".join(text.split())),
    st.sampled_from(["zh-Hans", "en", "zh-Hant"]),
    st.sampled_from(TermType),
    st.sampled_from(TermStatus),
    st.sampled_from(["noun", "verb", "other"]),
    words,
    plain,
    listed,
    st.booleans(),
)
entries = st.builds(
    ConceptEntry,
    st.from_regex(r"[a-z][a-z0-9.\-]{0,8}", fullmatch=True),
    st.lists(terms, min_size=1, max_size=3).map(tuple),
    plain,
    words,
    plain,
    plain,
    listed,
)
termbases = st.lists(entries, max_size=4, unique_by=lambda entry: entry.id).map(lambda made: Termbase(tuple(made)))


@settings(max_examples=60)
@given(termbases)
def test_what_is_written_is_read_again(termbase: Termbase) -> None:
    reading = parse_termbase(render_termbase(termbase))
    assert reading.faults == ()
    assert reading.termbase == termbase


def test_a_termbase_is_written_and_read(tmp_path: Path) -> None:
    termbase = parse_termbase(TABLE).termbase
    write_termbase(tmp_path / "terms.tsv", termbase)
    assert read_termbase(tmp_path / "terms.tsv") == termbase
