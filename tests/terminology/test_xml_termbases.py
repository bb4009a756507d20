"""Concepts of TBX, TBX-Min, MultiTerm XML and UTX, and where their words go."""

import io
from pathlib import Path

import pytest

from cdalign.errors import ReadError
from cdalign.model import ConceptEntry, TermStatus, TermType
from cdalign.terminology.records import TermbaseReading
from cdalign.terminology.tbx_reading import parse_tbx, read_tbx
from cdalign.terminology.utx import parse_utx
from cdalign.terminology.xml_dialects import read_dialect, sniff_dialect


def tbx2(
    body: str, header: str = "<martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>"
) -> TermbaseReading:
    text = f'<martif type="TBX" xml:lang="en">{header}<text><body>{body}</body></text></martif>'
    return parse_tbx(io.BytesIO(text.encode()))


def concept(inside: str) -> ConceptEntry:
    [entry] = tbx2(f'<termEntry id="a">{inside}</termEntry>').termbase.entries
    return entry


def lang(tag: str, inside: str) -> str:
    return f'<langSet xml:lang="{tag}">{inside}</langSet>'


X = lang("en", "<tig><term>x</term></tig>")


def rules(reading: TermbaseReading) -> list[str]:
    return [fault.rule for fault in reading.faults]


def test_a_definition_in_a_group_has_its_source() -> None:
    entry = concept(
        '<descripGrp><descrip type="definition">a paper</descrip><admin type="source">CD/1</admin>'
        "<note>n</note></descripGrp>"
        f'<descrip type="subjectField">votes</descrip>{X}'
    )
    assert (entry.definition, entry.definition_source, entry.subject, entry.note) == ("a paper", "CD/1", "votes", "n")


def test_a_definition_of_a_language_is_that_of_the_concept_where_that_has_none() -> None:
    group = '<descripGrp><descrip type="definition">{}</descrip><admin type="source">{}</admin></descripGrp>'
    english = lang("en", group.format("first", "CD/1") + "<tig><term>x</term></tig>")
    chinese = lang("zh", group.format("第二", "CD/2") + "<tig><term>甲</term></tig>")
    entry = concept(english + chinese)
    assert (entry.definition, entry.definition_source) == ("first", "CD/1")
    assert "definition (zh): 第二" in entry.note


def test_what_has_no_field_is_kept_as_words() -> None:
    entry = concept(
        '<transacGrp><transac type="transactionType">origination</transac><date>2018-01-02</date></transacGrp>'
        '<admin type="source">CD/1</admin><xref type="externalCrossReference" target="https://x.org">see</xref>'
        + lang(
            "en",
            '<tig><term>x</term><descrip type="context">in x</descrip>'
            '<termNote type="register">formal</termNote></tig>',
        )
    )
    assert entry.terms[0].note == "context: in x; register: formal"
    assert entry.note.endswith("CD/1")
    assert "transactionType: origination · 2018-01-02" in entry.note


def test_a_term_in_groups_is_a_term() -> None:
    entry = concept(
        lang(
            "en",
            '<ntig><termGrp><term>x</term><termNote type="termType">acronym</termNote></termGrp>'
            '<descrip type="definition">d</descrip><admin type="source">CD/2</admin></ntig>',
        )
    )
    [term] = entry.terms
    assert (term.text, term.type, term.source, term.note) == ("x", TermType.ACRONYM, "CD/2", "definition: d")


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ('<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>', TermStatus.DEPRECATED),
        ('<termNote type="normativeAuthorization">standardizedTerm</termNote>', TermStatus.PREFERRED),
        ('<termNote type="administrativeStatus">formal</termNote>', TermStatus.ADMITTED),
        ('<termNote type="usage">forbidden</termNote>', TermStatus.DEPRECATED),
        ('<termNote type="usage">formal</termNote>', TermStatus.PREFERRED),
        (
            '<termNote type="administrativeStatus">preferred</termNote><termNote type="usage">forbidden</termNote>',
            TermStatus.DEPRECATED,
        ),
        (
            '<termNote type="usage">forbidden</termNote><termNote type="administrativeStatus">preferred</termNote>',
            TermStatus.DEPRECATED,
        ),
        ("", TermStatus.PREFERRED),
    ],
)
def test_the_strictest_of_several_statuses_counts(note: str, status: TermStatus) -> None:
    assert concept(lang("en", f"<tig><term>x</term>{note}</tig>")).terms[0].status is status


def test_white_space_of_the_layout_is_not_part_of_a_text() -> None:
    entry = concept(f'<descrip type="definition">a paper\n      that is\n\t cast</descrip>{X}')
    assert entry.definition == "a paper that is cast"


def test_concepts_without_an_id_are_numbered_and_twice_one_id_is_a_fault() -> None:
    reading = tbx2(f'<termEntry>{X}</termEntry><termEntry id="b">{X}</termEntry><termEntry id="b">{X}</termEntry>')
    assert [entry.id for entry in reading.termbase.entries] == ["c1", "b"]
    assert rules(reading) == ["concept.id-made", "concept.duplicate"]


@pytest.mark.parametrize(
    ("header", "rule"),
    [("", "tbx.header-missing"), ("<martifHeader/>", "tbx.source-missing")],
)
def test_the_header_says_where_the_terms_come_from(header: str, rule: str) -> None:
    assert rules(tbx2(f'<termEntry id="a">{X}</termEntry>', header)) == [rule]


def test_a_file_without_concepts_is_a_fault_and_has_a_title() -> None:
    reading = tbx2("", "<martifHeader><title>Votes</title><title>no</title><sourceDesc/></martifHeader>")
    assert (rules(reading), reading.termbase.title) == (["tbx.no-concepts"], "Votes")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<tmx/>", "its root is <tmx>"),
        ('<!DOCTYPE martif [<!ENTITY a "b"><!ENTITY c "d">]><martif>&a;</martif>', r"declares entities \(a, c\)"),
        ("<martif><text>", "not well-formed"),
        ("", "not well-formed"),
    ],
)
def test_what_is_not_tbx_is_refused(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        parse_tbx(io.BytesIO(text.encode()))


def test_a_missing_file_is_refused_by_each_reader(tmp_path: Path) -> None:
    for read in (read_tbx, sniff_dialect, lambda path: read_dialect(path, "mtf")):
        with pytest.raises(ReadError, match="no such file"):
            read(tmp_path / "none.tbx")


@pytest.mark.parametrize(
    ("root", "dialect"),
    [
        ('<TBX dialect="TBX-Min"/>', "tbx-min"),
        ('<TBX type="TBX-Min"/>', "tbx-min"),
        ('<tbx type="TBX-Min" style="dca"/>', ""),
        ('<tbx type="TBX-Basic"/>', ""),
        ("<mtf/>", "mtf"),
        ("<martif/>", ""),
        ("<!-- a --><?b c?><mtf><x/>broken", "mtf"),
    ],
)
def test_a_dialect_is_told_by_the_root(tmp_path: Path, root: str, dialect: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(root, encoding="utf-8")
    assert sniff_dialect(path) == dialect


@pytest.mark.parametrize("text", ["", "no XML", "<"])
def test_a_file_without_an_element_has_no_dialect(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match="not well-formed"):
        sniff_dialect(path)


def multiterm(tmp_path: Path, inside: str) -> TermbaseReading:
    path = tmp_path / "a.xml"
    path.write_text(f"<mtf><conceptGrp>{inside}</conceptGrp></mtf>", encoding="utf-8")
    return read_dialect(path, "mtf")


def descrip(kind: str, text: str) -> str:
    return f'<descripGrp><descrip type="{kind}">{text}</descrip></descripGrp>'


def test_multiterm_says_things_of_the_concept_the_language_and_the_term(tmp_path: Path) -> None:
    reading = multiterm(
        tmp_path,
        f"<concept>7</concept>{descrip('Subject Field', 'votes')}{descrip('Note', 'first')}{descrip('Client', 'A')}"
        f'<languageGrp><language type="English" lang="EN"/>{descrip("Definition", "a paper")}'
        f"<termGrp><term>ballot</term>{descrip('Part_of_Speech', 'noun')}{descrip('Source', 'CD/1')}"
        f"{descrip('Source', 'CD/2')}{descrip('Usage', 'formal')}</termGrp></languageGrp>"
        f'<languageGrp><language type="Unheard" lang="ZH-TW"/><termGrp><term>選票</term></termGrp></languageGrp>',
    )
    [entry] = reading.termbase.entries
    ballot, ticket = entry.terms
    assert (entry.id, entry.subject, entry.definition, entry.note) == ("c7", "votes", "a paper", "first; Client: A")
    assert (ballot.lang, ballot.pos, ballot.source, ballot.note) == (
        "en",
        "noun",
        "CD/1",
        "Source: CD/2; Usage: formal",
    )
    assert (ticket.lang, ticket.text) == ("zh-TW", "選票")


def test_a_source_of_a_multiterm_concept_is_that_of_its_definition(tmp_path: Path) -> None:
    language = '<languageGrp><language lang="EN"/><termGrp><term>x</term></termGrp></languageGrp>'
    with_definition = multiterm(tmp_path, descrip("Definition", "d") + descrip("Source", "CD/1") + language)
    assert with_definition.termbase.entries[0].definition_source == "CD/1"
    alone = multiterm(tmp_path, descrip("Source", "CD/1") + language)
    assert alone.termbase.entries[0].definition_source == ""


def test_a_multiterm_language_that_is_not_named_is_a_fault(tmp_path: Path) -> None:
    reading = multiterm(tmp_path, "<languageGrp><termGrp><term>x</term></termGrp></languageGrp>")
    assert rules(reading) == ["lang.missing"]


def utx(*lines: str, head: str = "#UTX 1.20; en/zh-CN; 2018") -> TermbaseReading:
    return parse_utx("\n".join((head, *lines)))


def test_utx_has_its_columns_where_it_says_them() -> None:
    reading = utx(
        "#tgt\tsrc\tconcept ID\tterm status\tcomment\ttgt:pos", "表决票\tballot\t3\tforbidden\tn\tverb", "票\tballot\t3"
    )
    [entry] = reading.termbase.entries
    assert entry.id == "c3"
    assert [(term.lang, term.text, term.status.value, term.pos, term.note) for term in entry.terms] == [
        ("en", "ballot", "preferred", "noun", ""),
        ("zh-CN", "表决票", "deprecated", "verb", "n"),
        ("en", "ballot", "preferred", "noun", ""),
        ("zh-CN", "票", "preferred", "noun", ""),
    ]


def test_utx_without_columns_has_the_usual_three() -> None:
    [entry] = utx("", "vote\t投票\tverb", "# a comment").termbase.entries
    assert [(term.text, term.pos) for term in entry.terms] == [("vote", "verb"), ("投票", "verb")]


def test_a_line_of_utx_may_lack_one_side() -> None:
    assert [[term.text for term in entry.terms] for entry in utx("ballot", "\t票").termbase.entries] == [
        ["ballot"],
        ["票"],
    ]


@pytest.mark.parametrize("head", ["", "#UTX 1.20", "#UTX; en", "#UTX; en/", "#UTX; english/zh"])
def test_utx_must_name_two_languages(head: str) -> None:
    with pytest.raises(ReadError, match="two languages"):
        utx(head=head)
