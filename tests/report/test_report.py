"""Every form of the report is made from the same value."""

import io
import json
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from bitexts import make_bitext
from cdalign.errors import UsageError
from cdalign.model import Finding, Quote, Severity, Span
from cdalign.report import FORMATS, Report, make_report, render_report, write_report

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def report() -> Report:
    findings = [
        Finding("b.later", Severity.INFO, "a small thing", fingerprint="f1"),
        Finding(
            "numbers.missing",
            Severity.MAJOR,
            f"22 is missing {HOSTILE}",
            unit="p1",
            quotes=(
                Quote("p1", "zh", "共有 22 项行动", (Span(3, 5),)),
                Quote("p1.1", "en", "=There are actions", ()),
                Quote("nowhere", "en", HOSTILE, (Span(0, 8), Span(4, 10))),
            ),
            expected="22",
            advice="add the number",
            category="numbers",
            fingerprint="f2",
        ),
    ]
    return make_report("A report", findings, [make_bitext([2, 1])], unit_count=3, ignored=1)


def test_the_gravest_finding_comes_first(report: Report) -> None:
    assert [finding.rule for finding in report.findings] == ["numbers.missing", "b.later"]
    assert list(report.by_severity.items()) == [("major", 1), ("minor", 0), ("info", 1)]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_report_gives_the_same_bytes(report: Report, suffix: str, tmp_path: Path) -> None:
    assert render_report(report, suffix) == render_report(report, suffix)
    write_report(tmp_path / f"r{suffix}", report)
    assert (tmp_path / f"r{suffix}").stat().st_size > 0


def test_an_unknown_suffix_is_refused(report: Report) -> None:
    with pytest.raises(UsageError) as caught:
        render_report(report, ".doc")
    assert ".html" in caught.value.advice


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.scripts += tag == "script"
        if identifier := found.get("id"):
            self.ids.append(identifier)
        if address := found.get("href") or found.get("src"):
            (self.links if address.startswith("#") else self.addresses).append(address)


def test_the_page_escapes_texts_and_fetches_nothing(report: Report) -> None:
    page = _Page()
    html = str(render_report(report, ".html"))
    page.feed(html)
    assert page.scripts == 1  # our own
    assert HOSTILE not in html
    assert page.addresses == []


def test_the_page_links_findings_to_the_text(report: Report) -> None:
    page = _Page()
    page.feed(str(render_report(report, ".html")))
    assert len(page.ids) == len(set(page.ids))
    assert set(page.links) <= {f"#{identifier}" for identifier in page.ids}
    assert "#t0-zh-p1" in page.links
    assert "#t0-en-p1" in page.links  # from the sentence p1.1


def test_the_page_marks_the_words(report: Report) -> None:
    assert "共有 <mark>22</mark> 项行动" in str(render_report(report, ".html"))


def test_the_workbook_has_findings_marks_and_beads(report: Report) -> None:
    data = render_report(report, ".xlsx")
    assert isinstance(data, bytes)
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    assert book.sheetnames == ["Summary", "Findings", "Beads"]
    row = [cell.value for cell in book["Findings"][2]]
    assert row[1] == "numbers.missing"
    assert str(row[4]) == "p1: 共有 22 项行动"
    assert str(row[5]).startswith("p1.1: =There")  # text, not a formula
    assert row[8] is None  # for the person's reason to ignore it
    assert book["Beads"].max_row == 4


def test_json_holds_everything_as_its_schema_says(report: Report, repository: Path) -> None:
    data = json.loads(render_report(report, ".json"))
    schema = json.loads((repository / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    assert data["counts"] == {"major": 1, "minor": 0, "info": 1}
    assert data["findings"][0]["quotes"][0]["spans"] == [[3, 5]]
    assert data["alignment"][0]["sentence"]["beads"] == 3


def test_sarif_has_what_the_standard_demands(report: Report) -> None:
    log = json.loads(render_report(report, ".sarif"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["results"][0]["level"] == "error"
    assert run["results"][0]["partialFingerprints"] == {"cdalign/v1": "f2"}
    declared = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} <= declared


def test_text_shows_the_counts(report: Report) -> None:
    text = str(render_report(report, ".txt"))
    assert text.splitlines()[-1] == "2 findings: 1 major, 0 minor, 1 info; 1 ignored"
    assert "expected     22" in text


def test_an_empty_report_is_still_a_report() -> None:
    empty = make_report("Nothing")
    assert "Nothing was found" in str(render_report(empty, ".html"))
    for suffix in FORMATS:
        assert render_report(empty, suffix)
