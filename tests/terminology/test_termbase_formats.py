import io
import zipfile
from pathlib import Path

import pytest

from cdalign.errors import ReadError
from cdalign.model import ConceptEntry, TermStatus, TermType
from cdalign.tables import write_rows
from cdalign.terminology.termbase import LARGEST_FILE_BYTES, examine_termbase, read_termbase

V2 = """<?xml version="1.0"?>
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
<text><body>
<termEntry id="IATE-1"><descripGrp><descrip type="subjectField">SECURITY</descrip></descripGrp>
 <langSet xml:lang="zh"><ntig><termGrp><term>裁谈会</term><termNote type="termType">shortForm</termNote></termGrp>
   <descrip type="reliabilityCode">3</descrip></ntig></langSet>
 <langSet xml:lang="en"><descripGrp><descrip type="definition">a body</descrip><admin type="source">A/S-10/4</admin>
   </descripGrp>
  <tig><term>CD</term><termNote type="termType">initialism</termNote>
   <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
   <descripGrp><descrip type="context">in the CD</descrip><admin type="source">CD/1</admin></descripGrp></tig>
 </langSet></termEntry>
</body></text></martif>
"""
MEMOQ = "Entry_ID;Entry_Subject;Chinese_PRC;Term_Info;English;Term_Info;English;Term_Info\n"
MEMOQ += "7;bodies;裁谈会;;CD;;DC;Yes,Forbidden\n"
PHRASE = "concept id,zh,zh forbidden,en,en forbidden\na,裁谈会,false,CD,false\na,,,Disarmament Conference,true\n"
UNTERM = "Record ID,Subject,English Full name,English Short form,English Acronym,Chinese Full name,Chinese Source\n"
UNTERM += "1a,disarmament,Conference on Disarmament,the Conference,CD,裁军谈判会议,CD/1\n"


def read(tmp_path: Path, text: str | bytes, name: str = "terms.any") -> tuple[ConceptEntry, ...]:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return read_termbase(path).entries


def test_version_2_with_ntig_contexts_and_foreign_categories(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, V2)
    assert (entry.id, entry.subject, entry.definition, entry.definition_source) == (
        "IATE-1",
        "SECURITY",
        "a body",
        "A/S-10/4",
    )
    chinese, english = entry.terms
    assert (chinese.text, chinese.type, chinese.note) == ("裁谈会", TermType.SHORT_FORM, "reliabilityCode: 3")
    assert (english.type, english.status) == (TermType.ACRONYM, TermStatus.ADMITTED)
    assert "in the CD" in english.note
    assert "CD/1" in english.note


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tbx_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = V2.replace('version="1.0"', f'version="1.0" encoding="{encoding.removesuffix("-sig")}"')
    assert read(tmp_path, text.encode(encoding))[0].id == "IATE-1"


def test_memoq_columns(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, MEMOQ)
    assert (entry.id, entry.subject) == ("c7", "bodies")
    assert [(term.lang, term.text, term.status.value) for term in entry.terms] == [
        ("zh-CN", "裁谈会", "preferred"),
        ("en", "CD", "preferred"),
        ("en", "DC", "deprecated"),
    ]


def test_phrase_rows_of_one_concept(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, PHRASE)
    assert [(term.text, term.status) for term in entry.terms][-1] == ("Disarmament Conference", TermStatus.DEPRECATED)


def test_unterm_like_columns(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, UNTERM)
    assert entry.subject == "disarmament"
    assert {(term.text, term.type) for term in entry.terms} == {
        ("Conference on Disarmament", TermType.FULL_FORM),
        ("the Conference", TermType.SHORT_FORM),
        ("CD", TermType.ACRONYM),
        ("裁军谈判会议", TermType.FULL_FORM),
    }


def test_trados_cells_with_synonyms(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "zh-CN\ten-US\tDefinition\n裁谈会|裁军谈判会议\tCD\ta body\n")
    assert [term.text for term in entry.terms] == ["裁谈会", "裁军谈判会议", "CD"]
    assert entry.definition == "a body"


def test_rows_of_terms_with_other_names(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "Entry ID,Language,Term,Part of Speech,Usage\n12,zh,裁谈会,n,forbidden\n12,en,CD,,\n")
    assert entry.id == "c12"
    assert entry.terms[0].status is TermStatus.DEPRECATED


def test_a_workbook(tmp_path: Path) -> None:
    write_rows(tmp_path / "t.xlsx", [["concept", "中文", "English"], ["a", "裁谈会", "CD"], ["b", "=1+1", "-x"]])
    entries = read_termbase(tmp_path / "t.xlsx").entries
    assert [term.text for entry in entries for term in entry.terms] == ["裁谈会", "CD", "=1+1", "-x"]


def test_an_omegat_glossary_of_someone_else(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "裁谈会\tConference on Disarmament\tuse it\n裁谈会\tCD\n", "glossary.txt")
    assert [(term.lang, term.text) for term in entry.terms] == [
        ("zh-Hans", "裁谈会"),
        ("en", "Conference on Disarmament"),
        ("en", "CD"),
    ]


def test_a_stray_quotation_mark_in_a_glossary_with_commas_is_a_character(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, '裁谈会,"CD" or so,use it\n', "glossary.txt")
    assert entry.terms[0].text == "裁谈会"
    assert "CD" in entry.terms[1].text


def test_columns_named_source_and_target_have_the_languages_of_their_cells(tmp_path: Path) -> None:
    for name, table in (
        ("a.csv", "source,target\nballot,选票\nquorum,法定人数\n"),
        ("b.csv", "source,target\n选票,ballot\n"),
    ):
        entry = read(tmp_path, table, name)[0]
        assert {(term.lang, term.text) for term in entry.terms} == {("zh-Hans", "选票"), ("en", "ballot")}


def test_a_row_for_each_term_says_each_thing_once_and_may_have_columns_of_its_own(tmp_path: Path) -> None:
    table = "编号,语言,术语,备注,颜色,备注\nc1,zh,选票,纸质,红,\nc1,en,ballot,,,later\n"
    (entry,) = read(tmp_path, table, "a.csv")
    assert [(term.text, term.note) for term in entry.terms] == [("选票", "纸质"), ("ballot", "later")]


def test_a_cell_of_an_omegat_glossary_may_be_long(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, f"裁谈会\tCD\t{'x' * 200_000}\n", "glossary.txt")
    assert [term.text for term in entry.terms] == ["裁谈会", "CD"]


@pytest.mark.parametrize("cell", ["x" * 2_000_000, '"' + "x" * 2_000_000])
def test_a_cell_of_an_omegat_glossary_without_end_is_refused(cell: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"glossary\.txt.*not a table"):
        read(tmp_path, f"裁谈会,CD,use it\n军控,{cell}\n", "glossary.txt")


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE martif [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<martif><text><body><termEntry><langSet><tig><term>&b;</term></tig></langSet></termEntry></body></text></martif>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx>&x;</tbx>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BILLION_LAUGHS, "declares entities"),
        (OUTSIDE, "declares entities"),
        ("<tbx><text>", "not well-formed"),
        ("<html><body>no</body></html>", "is not TBX"),
        ("<term>" * 2 + "x" * 20_000_000 + "</term>" * 2, "not well-formed|is not TBX"),
        ("", "is empty"),
        ("   \n", "is empty"),
        ("just words\n", "no row names terms or languages"),
        ("{", "not JSON"),
        ('{"a": 1}', "no termbase"),
        ("[" * 100_000, "not JSON"),
        ('zh,en\n"裁谈会,CD\n', "not a table"),
        (b"PK\x03\x04 no archive", "not a workbook"),
        (b"zh,en\n\xff\xff\xfe,CD\n", "text in an encoding"),
    ],
)
def test_what_is_no_termbase_is_refused_with_the_reason(tmp_path: Path, content: str | bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        read(tmp_path, content)
    assert caught.value.advice


def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as stream:
            for _ in range(60):
                stream.write(b"\0" * 10_000_000)
    with pytest.raises(ReadError, match="unpack to 600 MB"):
        read(tmp_path, buffer.getvalue())


def test_a_file_larger_than_any_termbase_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.tbx").open("wb") as stream:
        stream.truncate(LARGEST_FILE_BYTES + 1)  # takes no room on the disk
    with pytest.raises(ReadError, match="1000 MB, more than a termbase can have"):
        read_termbase(tmp_path / "huge.tbx")


def test_a_directory_is_no_termbase(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is a folder"):
        examine_termbase(tmp_path)
