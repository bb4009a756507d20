"""A set of seeded faults: each must be found, with its rule, its concept and its line."""

import io
from collections.abc import Callable

import pytest
from terms_fixtures import TERMBASE

from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.terminology.faults import RULES, TermbaseFault
from cdalign.terminology.tbx_reading import parse_tbx
from cdalign.terminology.tbx_writing import TbxStyle, render_tbx
from cdalign.terminology.validation import validate_reading, validate_termbase

DCA = "\n".join(render_tbx(TERMBASE))
DCT = "\n".join(render_tbx(TERMBASE, style=TbxStyle.DCT))
TERM = '<term>裁谈会</term><termNote type="partOfSpeech">noun</termNote>'
SECTION = f'<langSec xml:lang="zh-Hans"><termSec>{TERM}</termSec></langSec>'


def faults_of(text: str) -> tuple[TermbaseFault, ...]:
    return validate_reading(parse_tbx(io.BytesIO(text.encode("utf-8"))))


def concept(inside: str) -> Callable[[str], str]:
    """One more concept, before the last line of the body."""
    return lambda text: text.replace("    </body>", f'<conceptEntry id="new">{inside}</conceptEntry>\n    </body>')


def section(inside: str) -> Callable[[str], str]:
    english = '<langSec xml:lang="en"><termSec><term>new term</term></termSec></langSec>'
    return concept(f'<langSec xml:lang="zh-Hans"><termSec>{inside}</termSec></langSec>{english}')


def change(old: str, new: str) -> Callable[[str], str]:
    def changed(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return changed


SEEDED = [
    (change(' style="dca"', ""), "tbx.root-attribute"),
    (change(' type="TBX-Basic"', ""), "tbx.root-attribute"),
    (change(' xml:lang="en" xmlns', " xmlns"), "tbx.root-attribute"),
    (change('xmlns="urn:iso:std:iso:30042:ed-2"', 'xmlns="urn:other"'), "tbx.namespace"),
    (change("<sourceDesc><p>Written by cdalign from its termbase</p></sourceDesc>", ""), "tbx.source-missing"),
    (change(' id="ga"', ""), "concept.id-missing"),
    (change('id="ga"', 'id="reiterate"'), "concept.duplicate"),
    (change('target="ga"', 'target="gone"'), "reference.dangling"),
    (change('target="ga"', 'target="cd"'), "reference.self"),
    (change(' target="ga"', ""), "reference.target"),
    (change("<term>重申</term>", "<term> </term>"), "term.empty"),
    (change("<term>重申</term>", "<term>重申\u200b</term>"), "term.control"),
    (change("<term>重申</term>", "<term>re\u0301iterer</term>"), "term.not-nfc"),
    (change("<term>重申</term>", f"<term>{'重申' * 400}</term>"), "term.long"),
    (change("<term>重申</term>", "<term>《重申</term>"), "term.brackets"),
    (change("<term>重申</term>", "<term>重　 申</term>"), "term.spaces"),
    (change("<term>重申</term>", "<term>重申諸國</term>"), "lang.script"),
    (change("<term>reiterate</term>", "<term>重申</term>"), "lang.wrong"),
    (change("<term>重申</term>", "<term>重申</term><term>再申</term>"), "tbx.one-term"),
    (change(">verb<", ">particle<"), "category.value"),
    (change(">acronym<", ">initialism<"), "category.value"),
    (change(">admittedTerm-admn-sts<", ">admitted<"), "category.value"),
    (change('type="termType"', 'type="usageStatus"'), "category.unknown"),
    (change('<descrip type="subjectField">', '<descrip type="context">'), "category.level"),
    (change('<descrip type="definition">', "<descrip>"), "category.missing"),
    (change('xml:lang="zh-Hans"', 'xml:lang="zh_Hans"'), "tbx.lang-underscore"),
    (change(' xml:lang="zh-Hans"', ""), "lang.missing"),
    (change('xml:lang="zh-Hans"', 'xml:lang="Chinese"'), "lang.invalid"),
    (concept(""), "concept.empty"),
    (concept('<langSec xml:lang="en"></langSec>'), "tbx.no-term"),
    (concept(SECTION), "concept.language-missing"),
    (concept(SECTION), "term.shared"),
    (concept(SECTION + SECTION), "tbx.language-repeated"),
    (concept(SECTION + SECTION), "term.repeated"),
    (concept(f"<termEntry/>{SECTION}"), "tbx.element-unknown"),
    (
        section('<term>新词</term><admin type="source">x</admin><termNote type="partOfSpeech">noun</termNote>'),
        "tbx.order",
    ),
    (section('<termNote type="partOfSpeech">noun</termNote><term>新词</term>'), "tbx.order"),
    (section('<term>新词</term><descrip type="definition">x</descrip>'), "category.level"),
    (section('<term>新词</term><descrip type="reliabilityCode">3</descrip>'), "category.unknown"),
    (section('<term>新词</term><descripGrp><admin type="source">x</admin></descripGrp>'), "tbx.group"),
    (section('<term>新词</term><note/><descrip type="context"></descrip>'), "category.empty"),
    (
        section('<term>新词</term><transacGrp><transac type="transactionType">update</transac></transacGrp>'),
        "category.value",
    ),
    (
        section(
            '<term>新词</term><transacGrp><transac type="transactionType">origination</transac><date>5.9.2018</date>'
            "</transacGrp>"
        ),
        "tbx.date",
    ),
    (section('<term>新词</term><xref type="externalCrossReference" target="undocs">x</xref>'), "reference.link"),
    (section("<term>新词</term><hi>x</hi><foo/>"), "tbx.element-unknown"),
    (
        section('<term>新词</term><min:partOfSpeech xmlns:min="http://www.tbxinfo.net/ns/min">noun</min:partOfSpeech>'),
        "tbx.style-mixed",
    ),
    (section('<term>新词</term><admin type="definition">x</admin>'), "category.element"),
]
FOUND = [(seed, rule) for seed, rule in SEEDED if rule is not None]


def test_the_set_of_seeded_faults_is_large_enough() -> None:
    assert len(FOUND) >= 25
    assert len({rule for _, rule in FOUND}) >= 25


def test_a_good_file_has_no_fault() -> None:
    assert faults_of(DCA) == ()
    assert faults_of(DCT) == ()


@pytest.mark.parametrize(("seed", "rule"), FOUND, ids=[f"{n}-{rule}" for n, (_, rule) in enumerate(FOUND)])
def test_a_seeded_fault_is_found_with_its_line(seed: Callable[[str], str], rule: str) -> None:
    hits = [fault for fault in faults_of(seed(DCA)) if fault.rule == rule]
    assert hits
    assert hits[0].line
    assert hits[0].fix
    assert hits[0].unit or rule.startswith("tbx.")


@pytest.mark.parametrize(
    ("seed", "rule"),
    [
        (change('style="dct"', 'style="dca"'), "tbx.style-mixed"),
        (change(">verb</min:partOfSpeech>", ">verbal</min:partOfSpeech>"), "category.value"),
        (change("<basic:termType>acronym</basic:termType>", "<basic:foo>acronym</basic:foo>"), "category.unknown"),
        (change("<min:subjectField>bodies</min:subjectField>", "<basic:context>x</basic:context>"), "category.level"),
    ],
)
def test_faults_of_the_tagged_style_are_found(seed: Callable[[str], str], rule: str) -> None:
    assert rule in {fault.rule for fault in faults_of(seed(DCT))}


def pair(key: str, chinese: str, english: str, **more: object) -> ConceptEntry:
    return ConceptEntry(key, (Term(chinese, "zh"), Term(english, "en")), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entries", "rule"),
    [
        ((pair("a", "甲", "A-word"), pair("b", "甲", "A-word")), "concept.repeated"),
        ((pair("a", "甲", "A-word"), pair("b", "甲", "other")), "term.shared"),
        ((pair("a", "甲", "A-word"), pair("a", "乙", "other")), "concept.duplicate"),
        ((pair("a", "甲", "x", definition_source="CD/1"),), "definition.empty"),
        ((ConceptEntry("a", (Term("甲", "zh", status=TermStatus.DEPRECATED), Term("x", "en"))),), "preferred.missing"),
        ((ConceptEntry("a", (Term("甲", "zh"), Term("乙", "zh"), Term("x", "en"))),), "preferred.several"),
        ((ConceptEntry("a", (Term("甲", "zh", not_in=("乙丙",)), Term("x", "en"))),), "context.useless"),
        ((ConceptEntry("a", (Term("甲", "zh"), Term("abc", "en", TermType.ACRONYM))),), "type.acronym"),
    ],
)
def test_faults_of_concepts_together(entries: tuple[ConceptEntry, ...], rule: str) -> None:
    assert rule in {fault.rule for fault in validate_termbase(Termbase(entries))}


def test_an_inflected_context_is_of_use() -> None:
    term = Term("State party", "en", not_in=("States parties to the dispute",))
    entry = ConceptEntry("a", (Term("缔约国", "zh"), term))
    assert list(validate_termbase(Termbase((entry,)))) == []


def test_every_rule_has_a_reason_and_a_fix() -> None:
    for rule in RULES.values():
        assert rule.reason
        assert rule.fix
