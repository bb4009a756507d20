"""Which kind of text a finding is about, and that the report keeps the kinds apart."""

import io
import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from bitexts import make_bitext
from cdalign.model import Finding, Provenance, Quote, Severity, SourceStatus
from cdalign.report import Report, make_report, render_report
from cdalign.report.concerns import Concern, Concerns


def finding(*langs: str, name: str = "") -> Finding:
    quotes = tuple(Quote(f"{name}#body.1" if name else "body.1", lang, "text") for lang in langs)
    return Finding("numbers.missing", Severity.MINOR, f"about {' and '.join(langs) or 'nothing'}", quotes=quotes)


def report_of(*findings: Finding) -> Report:
    bitext = make_bitext([1, 1])
    official = replace(bitext.source, provenance=Provenance("zh/a.txt", "", SourceStatus.OFFICIAL))
    working = replace(bitext.target, provenance=Provenance("en/a.txt", "", SourceStatus.WORKING_TRANSLATION))
    return make_report("a", findings, [replace(bitext, source=official, target=working)], unit_count=2)


@pytest.mark.parametrize(
    ("langs", "concern"),
    [
        (("zh-Hans",), Concern.OFFICIAL),
        (("en",), Concern.WORKING_TRANSLATION),
        (("zh-Hans", "en"), Concern.WORKING_TRANSLATION),
        ((), Concern.UNKNOWN),
        (("fr",), Concern.UNKNOWN),
    ],
)
def test_a_finding_is_about_the_text_that_may_be_fixed(langs: tuple[str, ...], concern: Concern) -> None:
    report = report_of()
    assert report.concerns.find(finding(*langs)) is concern
    assert report.concerns.find(finding(*langs, name="another")) is Concern.UNKNOWN
    assert Concerns(()).find(finding(*langs)) is Concern.UNKNOWN


def test_the_report_keeps_the_official_text_apart() -> None:
    report = report_of(finding("en"), finding("zh-Hans"), finding("zh-Hans", "en"))
    page = str(render_report(report, ".html"))
    places = [
        page.index(words) for words in ("The official text", "about zh-Hans<", "The working translation", "about en<")
    ]
    assert places == sorted(places)
    said = [one["concerns"] for one in json.loads(str(render_report(report, ".json")))["findings"]]
    assert said == ["working translation", "official text", "working translation"]
    book = load_workbook(io.BytesIO(bytes(render_report(report, ".xlsx"))))  # type: ignore[arg-type]
    rows = list(book["Findings"].iter_rows(values_only=True))
    assert [row[10] for row in rows] == ["Concerns", *said]


def test_one_kind_of_text_needs_no_heading() -> None:
    assert "The working translation" not in str(render_report(report_of(finding("en")), ".html"))
