"""The project's own report: what is inconsistent in it is named with its places, what merely differs is not."""

from pathlib import Path

import pytest

from cdalign.alignment import align_documents
from cdalign.checks import check_bitext
from cdalign.documents import read_document
from cdalign.lexicon import core_lexicon, with_termbase
from cdalign.model import Finding, Severity
from cdalign.terminology.termbase import read_termbase


@pytest.fixture(scope="module")
def findings(repository: Path) -> list[Finding]:
    termbase = read_termbase(repository / "tm/termbase.tsv")
    source, target = (read_document(repository / f"corpus/{side}/CD-2138.txt") for side in ("zh", "en"))
    bitext = align_documents(source, target, lexicon=with_termbase(core_lexicon(), termbase))
    return list(check_bitext(bitext, termbase))


INCONSISTENT = [
    ("variants.terms", "非核武器国家", {"annex.7", "annex.11", "annex.14"}),
    ("variants.terms", "降低核风险", {"annex.29", "annex.31"}),
    ("variants.terms", "停止核军备竞赛和核裁军", {"title", "annex.1"}),
    ("variants.terms", "没有核武器世界", {"body.8", "annex.14"}),
    ("variants.words", "制订", {"annex.5", "annex.24"}),
    ("names.post", "研究部门主任", {"body.6", "annex.1"}),
    ("headings.wording", "考虑采取有效措施", {"annex.C", "body.2"}),
    ("shortforms.undefined", "裁谈会", {"body.1"}),
    ("shortforms.twice", "裁研所", {"body.6", "annex.1"}),
    ("shortforms.unused", "东南亚无核条约", {"annex.16"}),
    ("shortforms.unused", "裁审会", {"annex.25"}),
    ("shortforms.unused", "IPNDV", {"annex.26"}),
    ("shortforms.unused", "GGE", {"annex.26"}),
    ("shortforms.unused", "新裁武条约", {"annex.21"}),
    ("shortforms.late", "全面禁止核试验条约", {"annex.7", "annex.19"}),
    ("shortforms.mixed", "不扩散核武器条约", {"annex.4", "annex.15"}),
    ("shortforms.ambiguous", "《条约》", {"annex.4", "annex.8"}),
    ("shortforms.brackets", "最后文件", {"annex.15", "annex.25"}),
]


@pytest.mark.parametrize(("rule", "words", "places"), INCONSISTENT, ids=[f"{row[0]} {row[1]}" for row in INCONSISTENT])
def test_what_is_inconsistent_is_named_with_its_places(
    findings: list[Finding], rule: str, words: str, places: set[str]
) -> None:
    found = [one for one in findings if one.rule == rule and words in one.message]
    assert found, f"nothing says {rule} of {words}"
    assert places <= {quote.place for quote in found[0].quotes}


DIFFERS_RIGHTLY = [
    "消除所有核武器",
    "有效、可持续裁军",
    "核查对促进",
    "降低核武器",
    "subsidiary accord",
    "effective and",
]


@pytest.mark.parametrize("words", DIFFERS_RIGHTLY)
def test_a_wording_that_says_more_is_no_variant(findings: list[Finding], words: str) -> None:
    assert [one.message for one in findings if one.rule.startswith("variants.") and words in one.message] == []


def test_wordings_are_shown_as_they_are_printed(findings: list[Finding]) -> None:
    [heading] = [one for one in findings if one.rule == "headings.wording"]
    assert heading.expected in heading.quotes[1].text
    assert heading.expected in heading.message


def test_what_merely_differs_between_the_languages_is_not_named(findings: list[Finding]) -> None:
    families = {finding.rule.partition(".")[0] for finding in findings}
    assert families.isdisjoint({"numbers", "dates", "symbols", "items", "brackets", "quotes", "width", "omissions"})


def test_what_carries_a_name_and_has_two_forms_is_grave(findings: list[Finding]) -> None:
    grave = {finding.rule for finding in findings if finding.severity is Severity.MAJOR}
    assert grave == {"shortforms.undefined", "shortforms.ambiguous", "headings.wording", "names.post", "variants.terms"}


def test_a_short_form_is_counted_inside_longer_terms_too(findings: list[Finding]) -> None:
    [undefined] = [one for one in findings if one.rule == "shortforms.undefined"]
    assert "used 5 times" in undefined.message


def test_the_form_that_the_termbase_prefers_is_recommended(findings: list[Finding]) -> None:
    [entry] = [one for one in findings if one.rule == "variants.terms" and "早日生效" in one.message]
    assert entry.expected == "早日生效"


def test_marks_stand_where_the_words_are(findings: list[Finding]) -> None:
    for finding in findings:
        for quote in finding.quotes:
            assert all(0 <= span.start < span.stop <= len(quote.text) for span in quote.spans), finding


def test_no_two_findings_share_a_fingerprint(findings: list[Finding]) -> None:
    assert len({finding.fingerprint for finding in findings}) == len(findings)
