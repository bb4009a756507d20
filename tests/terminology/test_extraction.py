import os
from pathlib import Path

import pytest
from terms_fixtures import aligned

from cdalign.errors import BusyError, ReadError, WriteError
from cdalign.lexicon import Lexicon
from cdalign.locks import hold_folder
from cdalign.model import ConceptEntry, Level, Term, Termbase, TermType, TranslationUnit
from cdalign.terminology.extraction import review_sheet
from cdalign.terminology.extraction.association import Association, chinese_runs, english_runs
from cdalign.terminology.extraction.definitions import find_definitions
from cdalign.terminology.extraction.proposals import (
    Proposal,
    ProposalKind,
    find_unheld_forms,
    propose_terms,
    propose_terms_of_units,
)
from cdalign.terminology.extraction.review_sheet import read_review, write_review
from cdalign.units import units_of


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("《禁止核武器条约》(《禁核条约》)得到支持", "zh", [("《禁止核武器条约》", "《禁核条约》")]),
        ("《禁止核武器条约》（以下简称“《禁核条约》”）", "zh", [("《禁止核武器条约》", "《禁核条约》")]),
        ("听取了联合国裁军研究所(裁研所)主任", "zh", [("联合国裁军研究所", "裁研所")]),
        ("1998 年联合国裁军审议委员会(裁审会)", "zh", [("联合国裁军审议委员会", "裁审会")]),
        ("占经济合作及发展组织(经合组织)", "zh", [("经济合作及发展组织", "经合组织")]),
        ("听取了核查机制(核查机制)主任", "zh", []),
        ("以及核裁军核查国际伙伴关系(IPNDV)", "zh", [("核裁军核查国际伙伴关系", "IPNDV")]),
        ("议程项目 1(一)至 4(四)，本报告(附件)，有效措施(包括文书)", "zh", []),
        ("the Treaty on the Prohibition of Nuclear Weapons (TPNW)", "en",
         [("Treaty on the Prohibition of Nuclear Weapons", "TPNW")]),
        ("of the United Nations Institute for Disarmament Research (UNIDIR)", "en",
         [("United Nations Institute for Disarmament Research", "UNIDIR")]),
        ("Parties to the Treaty on the Non-Proliferation of Nuclear Weapons (Non-Proliferation Treaty)", "en",
         [("Treaty on the Non-Proliferation of Nuclear Weapons", "Non-Proliferation Treaty")]),
        ("the Treaty on the Southeast Asia Nuclear-Weapon-Free Zone (Bangkok Treaty)", "en",
         [("Treaty on the Southeast Asia Nuclear-Weapon-Free Zone", "Bangkok Treaty")]),
        ("automated teller machines (ATMs) are used", "en", [("automated teller machines", "ATMs")]),
        ("Report of the United Nations (A/60/312). United Nations Office (A/RES/60/1)", "en", []),
        ("by the Conference (CD/2138), the Council (E/2005/1), the Advisory Committee (A/60/7/Add.3)", "en", []),
        ("Advisory Board (Annex II), Second Committee (Vol. 3), the Review Conference (May 2005)", "en", []),
        ("agenda items 1 (one), in 2018 (Geneva), he said (John)", "en", []),
    ],
)  # fmt: skip
def test_definitions(text: str, lang: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.full, found.short) for found in find_definitions(text, lang)] == expected


def test_the_kind_of_a_short_form() -> None:
    assert find_definitions("《禁止核武器条约》(《禁核条约》)", "zh")[0].short_type is TermType.SHORT_FORM
    assert find_definitions("Institute for Disarmament Research (IDR)", "en")[0].short_type is TermType.ACRONYM


def test_all_definitions_of_the_report_are_found_and_none_invented(repository: Path) -> None:
    from cdalign.documents import read_document

    shorts = {}
    for lang in ("zh", "en"):
        document = read_document(repository / "corpus" / lang / "CD-2138.txt")
        found = (one for paragraph in document.paragraphs for one in find_definitions(paragraph.text, lang))
        shorts[lang] = sorted({one.short for one in found})
    assert shorts["zh"] == sorted(
        [
            "裁研所",
            "《不扩散条约》",
            "《禁核条约》",
            "《东南亚无核条约》",
            "《全面禁试条约》",
            "《新裁武条约》",
            "裁审会",
            "IPNDV",
            "GGE",
        ]
    )
    assert shorts["en"] == sorted(
        ["UNIDIR", "Non-Proliferation Treaty", "TPNW", "Bangkok Treaty", "CTBT", "New START", "UNDC", "IPNDV", "GGE"]
    )


def test_runs_of_english_words_end_at_function_words_and_punctuation() -> None:
    runs = {run for _, run in english_runs("the rule of law, and States parties")}
    assert runs == {"rule", "law", "rule of law", "States", "parties", "States parties"}


def test_a_chinese_run_inside_a_longer_one_is_left_out() -> None:
    assert set(chinese_runs(["的裂变材料", "和裂变材料"])) == {"裂变材料"}


def test_what_comes_together_is_found() -> None:
    units = [
        ("裁军进程", "disarmament process"),
        ("核查进程", "verification process"),
        ("裁军会议", "disarmament talks"),
    ]
    best = Association(units).renderings("裁军")[0]
    assert (best.text, best.together) == ("disarmament", 2)
    known = Association(units, Lexicon({"核查": (("verification", 1.0),)}))
    assert known.renderings("核查")[0].text == "verification"
    # What the lexicon says counts for more than half, and no score is above one.
    unknown = Association(units, Lexicon({"核查": (("inspection", 1.0),)}))
    scores = [
        next(one.score for one in found.renderings("核查") if one.text == "verification") for found in (unknown, known)
    ]
    assert 2 * scores[0] < scores[1] <= 1


BITEXT = aligned(
    [
        (
            "《禁止核武器条约》(《禁核条约》)得到支持。",
            "The Treaty on the Prohibition of Nuclear Weapons (TPNW) had support.",
        ),
        ("裂变材料见 CD/1299 号文件。", "See document CD/1299 for fissile material."),
        ("禁止裂变材料。", "A ban on fissile material."),
    ]
)


def test_a_corpus_proposes_its_terms_the_surest_first() -> None:
    proposals = propose_terms([BITEXT], Termbase(), Lexicon())
    shown = [(one.kind, one.chinese[0].text, one.english[0].text) for one in proposals]
    assert shown[:2] == [
        (ProposalKind.DEFINITION, "禁止核武器条约", "Treaty on the Prohibition of Nuclear Weapons"),
        (ProposalKind.SYMBOL, "CD/1299", "CD/1299"),
    ]
    assert (ProposalKind.STATISTICS, "裂变材料", "fissile material") in shown
    assert [one.confidence for one in proposals] == sorted((one.confidence for one in proposals), reverse=True)


def test_a_term_of_few_sentences_is_the_less_sure() -> None:
    units = [
        TranslationUnit("裂变材料封存。", "Fissile material in store.", "zh", "en"),
        TranslationUnit("裂变材料清单。", "Lists of fissile material.", "zh", "en"),
        TranslationUnit("禁止裂变材料。", "No fissile material.", "zh", "en"),
    ]
    lexicon = Lexicon({"裂变材料": (("fissile material", 1.0),)})
    two, three = (
        {one.chinese[0].text: one.confidence for one in propose_terms_of_units(some, Termbase(), lexicon)}["裂变材料"]
        for some in (units[:2], units)
    )
    # Of n sentences n/(n + 1), as if one more spoke against it.
    assert two / three == pytest.approx((2 / 3) / (3 / 4))


def test_a_short_word_of_the_lexicon_is_seldom_a_term() -> None:
    units = [
        TranslationUnit("选票已清点。", "The ballots were counted.", "zh", "en"),
        TranslationUnit("选票作废。", "Spoilt ballots.", "zh", "en"),
        TranslationUnit("印制选票。", "Ballots for print.", "zh", "en"),
        TranslationUnit("裂变材料封存。", "Fissile material in store.", "zh", "en"),
        TranslationUnit("裂变材料清单。", "Lists of fissile material.", "zh", "en"),
    ]

    lexicon = Lexicon({"选票": (("ballot", 1.0),), "裂变材料": (("fissile material", 1.0),)})
    confidences = {one.chinese[0].text: one.confidence for one in propose_terms_of_units(units, Termbase(), lexicon)}
    # The word of two Han occurs more often, and is the less sure.
    assert confidences["选票"] < confidences["裂变材料"]


def _words(proposals: tuple[Proposal, ...]) -> list[tuple[ProposalKind, list[str], list[str], int]]:
    return [
        (one.kind, [term.text for term in one.chinese], [term.text for term in one.english], one.count)
        for one in proposals
    ]


def test_a_memory_proposes_what_its_texts_propose_whatever_its_direction() -> None:
    units = list(units_of(BITEXT, Level.SENTENCE))
    expected = _words(propose_terms([BITEXT], Termbase(), Lexicon()))
    assert _words(propose_terms_of_units(units, Termbase(), Lexicon())) == expected
    back = [TranslationUnit(one.target, one.source, "en", "zh-Hant", one.id) for one in units]
    assert _words(propose_terms_of_units(back, Termbase(), Lexicon())) == expected


def test_repeated_one_sided_and_foreign_units_propose_nothing() -> None:
    unit = TranslationUnit("裂变材料", "fissile material", "zh", "en")
    assert propose_terms_of_units([unit, unit], Termbase(), Lexicon()) == ()
    others = [TranslationUnit("裂变材料", "", "zh", "en"), TranslationUnit("裂变材料", "matières fissiles", "zh", "fr")]
    assert propose_terms_of_units([*others, *others], Termbase(), Lexicon()) == ()


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("问责制的报告(A/60/312)。", "A/60/312"),
        ("报告（CD/2138）号", "CD/2138"),
        ("见CD/2138号文件", "CD/2138"),
        ("(见A/C.3/56/L.1/Rev.1)", "A/C.3/56/L.1/Rev.1"),
        ("第S/RES/1540(2004)号决议", "S/RES/1540(2004)"),
        ("(S/RES/1540(2004))", "S/RES/1540(2004)"),
        ("文件[TD/B/55]、", "TD/B/55"),
        ("载于CD/1299.", "CD/1299"),
    ],
)
def test_a_symbol_is_proposed_without_what_stands_around_it(text: str, symbol: str) -> None:
    proposals = propose_terms_of_units([TranslationUnit(text, f"see {symbol}", "zh", "en")], Termbase(), Lexicon())
    symbols = [one.chinese[0].text for one in proposals if one.kind is ProposalKind.SYMBOL]
    assert symbols == [symbol]


def test_a_slash_between_words_makes_no_symbol() -> None:
    unit = TranslationUnit("HIV/AIDS和AND/OR", "HIV/AIDS and AND/OR", "zh", "en")
    proposals = propose_terms_of_units([unit], Termbase(), Lexicon())
    assert [one for one in proposals if one.kind is ProposalKind.SYMBOL] == []


def test_what_the_termbase_holds_is_not_proposed() -> None:
    held = Termbase((ConceptEntry("fm", (Term("裂变材料", "zh"), Term("fissile material", "en"))),))
    proposals = propose_terms([BITEXT], held, Lexicon())
    assert "裂变材料" not in {term.text for one in proposals for term in one.chinese}
    assert {form for form, _ in find_unheld_forms([BITEXT], held)} == {"《禁止核武器条约》", "《禁核条约》", "CD/1299"}
    treaty = Termbase((ConceptEntry("tpnw", (Term("《禁核条约》", "zh"), Term("TPNW", "en"))),))
    assert sorted(form for form, _ in find_unheld_forms([BITEXT, BITEXT], treaty)) == ["CD/1299", "《禁止核武器条约》"]


@pytest.mark.parametrize("name", ["review.tsv", "review.xlsx"])
def test_a_review_sheet_brings_back_only_what_was_accepted(tmp_path: Path, name: str) -> None:
    proposals = propose_terms([BITEXT], Termbase(), Lexicon())
    write_review(tmp_path / name, proposals)
    assert read_review(tmp_path / name).entries == ()
    rows = [(one.chinese, one.english) for one in proposals]
    _decide(tmp_path / name, ["accept", "reject"])
    (entry,) = read_review(tmp_path / name).entries
    assert entry.id == "treaty-on-the-prohibition-of-nuclear-weapons"
    assert [(term.text, term.type) for term in entry.terms] == [
        (term.text, term.type) for side in rows[0] for term in side
    ]


def _decide(path: Path, decisions: list[str]) -> None:
    if path.suffix == ".xlsx":
        from openpyxl import load_workbook

        book = load_workbook(path)
        for number, decision in enumerate(decisions, 2):
            book.worksheets[0].cell(number, 1, decision)
        book.save(path)
        return
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, decision in enumerate(decisions, 1):
        lines[number] = decision + lines[number]
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("name", ["review.tsv", "review.xlsx"])
def test_a_sheet_with_decisions_is_not_written_over(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    proposals = propose_terms([BITEXT], Termbase(), Lexicon())
    write_review(path, proposals)
    write_review(path, proposals)
    _decide(path, ["accept"])
    before = path.read_bytes()
    with pytest.raises(WriteError, match="holds decisions"):
        write_review(path, proposals)
    assert path.read_bytes() == before
    path.write_bytes(b"anything else")
    write_review(path, proposals)
    assert read_review(path).entries == ()


def test_a_sheet_is_written_under_the_lock_of_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_sheet, "hold_file", lambda path: hold_folder(path.parent, patience=0.0))
    proposals = propose_terms([BITEXT], Termbase(), Lexicon())
    with hold_folder(tmp_path), pytest.raises(BusyError):
        write_review(tmp_path / "review.tsv", proposals)
    assert not (tmp_path / "review.tsv").exists()
    write_review(tmp_path / "review.tsv", proposals)


def test_a_sheet_may_go_to_a_device() -> None:
    write_review(os.devnull, propose_terms([BITEXT], Termbase(), Lexicon()))


def test_a_decision_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "review.tsv"
    write_review(path, propose_terms([BITEXT], Termbase(), Lexicon()))
    _decide(path, ["perhaps"])
    with pytest.raises(ReadError, match="is not a decision"):
        read_review(path)
    path.write_text("zh\ten\n", encoding="utf-8")
    with pytest.raises(ReadError, match="review sheet"):
        read_review(path)
