"""Termbases as other programs write them. The inputs are written for these tests."""

from pathlib import Path

import openpyxl
import pytest

from cdalign.cli import main
from cdalign.errors import ReadError
from cdalign.model import Termbase
from cdalign.terminology import examine_termbase, read_termbase
from cdalign.terminology.cells import split_terms
from cdalign.terminology.merging import merge_termbases


def read(path: Path, content: str, encoding: str = "utf-8", langs: tuple[str, str] = ("", "")) -> Termbase:
    path.write_bytes(content.encode(encoding))
    return examine_termbase(path, langs=langs).termbase


def terms_of(termbase: Termbase) -> list[list[tuple[str, str, str]]]:
    return [[(term.lang, term.text, term.status.value) for term in entry.terms] for entry in termbase.entries]


TBX_MIN = """<?xml version="1.0" encoding="UTF-8"?>
<TBX dialect="TBX-Min"><header><id>own</id><languages source="en" target="zh-CN"/></header><body>
<entry id="c1"><subjectField>votes</subjectField>
 <langGroup xml:lang="en"><termGroup><term>ballot</term><termStatus>preferred</termStatus>
  <partOfSpeech>noun</partOfSpeech></termGroup></langGroup>
 <langGroup xml:lang="zh-CN"><termGroup><term>表决票</term><note>paper</note></termGroup>
  <termGroup><term>选票</term><termStatus>notRecommended</termStatus></termGroup></langGroup></entry>
</body></TBX>"""


def test_tbx_min(tmp_path: Path) -> None:
    termbase = read(tmp_path / "a.tbx", TBX_MIN)
    assert terms_of(termbase) == [
        [("en", "ballot", "preferred"), ("zh-CN", "表决票", "preferred"), ("zh-CN", "选票", "deprecated")]
    ]
    assert (termbase.entries[0].subject, termbase.entries[0].terms[1].note) == ("votes", "paper")


MULTITERM = """<?xml version="1.0" encoding="UTF-16"?>
<mtf><conceptGrp><concept>12</concept><system type="entryClass">1</system><transacGrp><transac type="origination">ann
</transac><date>2018-09-05T10:00:00</date></transacGrp>
<descripGrp><descrip type="Definition">a paper that
      is cast</descrip></descripGrp>
<languageGrp><language type="English" lang="EN"/><termGrp><term>ballot</term></termGrp></languageGrp>
<languageGrp><language type="Chinese (Simplified, PRC)" lang="ZH-CN"/><termGrp><term>表决票</term>
<descripGrp><descrip type="Status">preferred</descrip></descripGrp></termGrp>
<termGrp><term>选票</term><descripGrp><descrip type="Status">Forbidden</descrip></descripGrp>
<descripGrp><descrip type="Context">投票时</descrip></descripGrp></termGrp></languageGrp></conceptGrp></mtf>"""


def test_multiterm_xml(tmp_path: Path) -> None:
    [entry] = read(tmp_path / "a.xml", MULTITERM, "utf-16").entries
    assert (entry.id, entry.definition) == ("c12", "a paper that is cast")
    assert [(term.lang[:2], term.text, term.status.value) for term in entry.terms] == [
        ("en", "ballot", "preferred"),
        ("zh", "表决票", "preferred"),
        ("zh", "选票", "deprecated"),
    ]
    assert entry.terms[2].note == "Context: 投票时"


def test_broken_xml_is_refused(tmp_path: Path) -> None:
    for content in (TBX_MIN[:-30], "<mtf><conceptGrp>", "<other/>"):
        with pytest.raises(ReadError):
            read(tmp_path / "a.xml", content)


def test_utx(tmp_path: Path) -> None:
    lines = (
        "#UTX 1.20; en-US/zh-CN; 2018-10-05T10:00:00Z",
        "#src\ttgt\tsrc:pos\tterm status",
        "ballot\t表决票\tnoun\tapproved",
        "ballot paper\t选票\tnoun\tforbidden",
        "vote\t投票\tverb\t",
    )
    termbase = read(tmp_path / "a.utx", "\n".join(lines), "utf-8-sig")
    assert terms_of(termbase) == [
        [("en-US", "ballot", "preferred"), ("zh-CN", "表决票", "preferred")],
        [("en-US", "ballot paper", "preferred"), ("zh-CN", "选票", "deprecated")],
        [("en-US", "vote", "preferred"), ("zh-CN", "投票", "preferred")],
    ]
    assert termbase.entries[2].terms[0].pos == "verb"
    with pytest.raises(ReadError, match="two languages"):
        read(tmp_path / "a.utx", "#UTX 1.20\nballot\t表决票")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "gb18030"])
def test_omegat_glossaries_in_any_encoding_with_latin_words_in_both_columns(tmp_path: Path, encoding: str) -> None:
    lines = "PDF\tPDF\nURL\tURL\tan address\n表决票\tballot\tpaper\n投票\tvote\n"
    termbase = read(tmp_path / "a.txt", lines, encoding)
    assert [[term.text for term in entry.terms] for entry in termbase.entries][2:] == [
        ["表决票", "ballot"],
        ["投票", "vote"],
    ]
    assert [term.lang for term in termbase.entries[0].terms] == ["zh-Hans", "en"]
    turned = read(tmp_path / "b.txt", "ballot\t表决票\nvote\t投票\n", encoding)
    assert [term.lang for term in turned.entries[0].terms] == ["en", "zh-Hans"]


def test_languages_can_be_named(tmp_path: Path) -> None:
    termbase = read(tmp_path / "a.txt", "vote\tscrutin\nballot\tbulletin\n", langs=("en", "fr"))
    assert [term.lang for term in termbase.entries[1].terms] == ["en", "fr"]
    (tmp_path / "a.csv").write_text("source,target\nvote,scrutin\n", encoding="utf-8")
    words = ["terms", "import", str(tmp_path / "a.csv"), "--terms", str(tmp_path / "t.tsv")]
    assert main([*words, "--source-lang", "en", "--target-lang", "fr"]) == 0
    [entry] = read_termbase(tmp_path / "t.tsv").entries
    assert [term.lang for term in entry.terms] == ["en", "fr"]


def test_an_iate_table(tmp_path: Path) -> None:
    head = "E_ID|E_DOMAINS|L_CODE|T_TERM|T_TYPE|T_RELIABILITY|T_EVALUATION"
    lines = (
        "77|Votes|en|ballot|Term|3|Preferred",
        "77|Votes|en|voting card|Term|2|Deprecated",
        "77|Votes|zh|选票|Term|3|",
    )
    [entry] = read(tmp_path / "a.csv", "\n".join((head, *lines))).entries
    assert (entry.id, entry.subject) == ("c77", "Votes")
    assert [(term.text, term.status.value) for term in entry.terms] == [
        ("ballot", "preferred"),
        ("voting card", "deprecated"),
        ("选票", "preferred"),
    ]


def test_an_unterm_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["UNTERM export"])
    sheet.append([])
    sheet.append(["Record ID", "Subject", "English Term", "English Acronym", "Chinese Term", "Chinese Note"])
    sheet.append(["9", "DISARMAMENT", "Conference on Disarmament", "CD", "裁军谈判会议", "full"])
    book.save(tmp_path / "a.xlsx")
    [entry] = read_termbase(tmp_path / "a.xlsx").entries
    assert [(term.lang, term.text) for term in entry.terms] == [
        ("en", "Conference on Disarmament"),
        ("en", "CD"),
        ("zh", "裁军谈判会议"),
    ]


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("裁军谈判会议；裁谈会", ["裁军谈判会议", "裁谈会"]),
        ("裁军谈判会议\n裁谈会", ["裁军谈判会议", "裁谈会"]),
        ("表决票、选票", ["表决票", "选票"]),
        ("表决票/选票", ["表决票", "选票"]),
        ("ballot; voting card | vote", ["ballot", "voting card", "vote"]),
        ("ballot / voting card", ["ballot", "voting card"]),
        ("and/or", ["and/or"]),
        ("CD/2138", ["CD/2138"]),
        ("《关于禁止发展、生产和储存化学武器的公约》", ["《关于禁止发展、生产和储存化学武器的公约》"]),
        ("禁止发展、生产和储存", ["禁止发展、生产和储存"]),
        ("", []),
    ],
)
def test_several_terms_in_a_cell(cell: str, terms: list[str]) -> None:
    assert split_terms(cell) == terms


TWO = (
    '<termEntry id="{}"><descrip type="definition">{}</descrip>'
    '<langSet xml:lang="zh"><tig><term>表决</term></tig></langSet>'
    '<langSet xml:lang="en"><tig><term>vote</term></tig></langSet>'
    '<langSet xml:lang="fr"><tig><term>{}</term></tig></langSet></termEntry>'
)
HEAD = (
    '<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>own</p></sourceDesc></fileDesc>'
    "</martifHeader>"
)


def two(tmp_path: Path, *entries: str) -> Termbase:
    return read(tmp_path / "two.tbx", f"{HEAD}<text><body>{''.join(entries)}</body></text></martif>")


def test_two_concepts_of_a_file_stay_two(tmp_path: Path) -> None:
    theirs = two(tmp_path, TWO.format("a", "the act", "voter"), TWO.format("b", "the result", "vote"))
    assert len(merge_termbases(Termbase(), theirs).termbase.entries) == 2
    again = merge_termbases(merge_termbases(Termbase(), theirs).termbase, theirs)
    assert (again.added, again.extended) == ((), ())


def test_a_concept_that_is_there_twice_is_one(tmp_path: Path) -> None:
    theirs = two(tmp_path, TWO.format("a", "the act", "voter"), TWO.format("b", "the act", "voter"))
    assert len(merge_termbases(Termbase(), theirs).termbase.entries) == 1


def test_two_that_differ_in_their_definition_alone_stay_two(tmp_path: Path) -> None:
    theirs = two(tmp_path, TWO.format("a", "the act", "voter"), TWO.format("b", "the result", "voter"))
    assert len(merge_termbases(Termbase(), theirs).termbase.entries) == 2
