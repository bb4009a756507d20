"""Every form of the report is made from the same value."""

import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from bitexts import make_bitext
from cdalign.checks import RULES, read_ignored
from cdalign.errors import UsageError
from cdalign.messages import say
from cdalign.model import Bitext, Finding, Quote, Severity, Span
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
    assert book.sheetnames == ["Findings", "Summary", "Beads"]
    row = [cell.value for cell in book["Findings"][2]]
    assert row[1] == "numbers.missing"
    assert str(row[4]) == "p1: 共有 22 项行动"
    assert str(row[5]).startswith("p1.1: =There")  # text, not a formula
    assert row[8] is None  # for the person's reason to ignore it
    assert book["Beads"].max_row == 4


def test_a_row_of_the_workbook_shows_the_quotes_whole_in_one_size(report: Report) -> None:
    quote = Quote("p1", "zh", "共有 22 项行动。" * 40, (Span(3, 5),))
    long = replace(report, findings=(replace(report.findings[0], quotes=(quote,)), report.findings[1]))
    book = openpyxl.load_workbook(io.BytesIO(bytes(render_report(long, ".xlsx"))), rich_text=True)  # type: ignore[arg-type]
    sheet = book["Findings"]
    assert sheet.row_dimensions[2].height > 8 * sheet.row_dimensions[3].height
    assert {piece.font.sz for piece in sheet["E2"].value} == {10}


def test_what_is_expected_is_said_in_chinese_unless_it_is_a_text(report: Report) -> None:
    told = replace(report.findings[0], expected=say("half-width commas"))
    quoted = replace(report.findings[1], expected="Findings")
    chinese = replace(report, findings=(told, quoted), lang="zh-Hans")
    for suffix in (".html", ".txt"):
        shown = str(render_report(chinese, suffix))
        assert "半角逗号" in shown
        assert "half-width" not in shown
        assert "Findings" in shown
    book = openpyxl.load_workbook(io.BytesIO(bytes(render_report(chinese, ".xlsx"))))  # type: ignore[arg-type]
    assert [row[6] for row in book["检查结果"].iter_rows(min_row=2, values_only=True)] == ["半角逗号", "Findings"]


def test_json_holds_everything_as_its_schema_says(report: Report, repository: Path) -> None:
    data = json.loads(render_report(report, ".json"))
    schema = json.loads((repository / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    assert data["counts"] == {"major": 1, "minor": 0, "info": 1}
    assert data["findings"][0]["quotes"][0]["spans"] == [[3, 5]]
    assert data["alignment"][0]["sentence"]["beads"] == 3


def test_sarif_has_what_its_reader_looks_for(report: Report) -> None:
    (run,) = json.loads(render_report(report, ".sarif"))["runs"]
    assert run["results"][0]["level"] == "error"
    assert run["results"][0]["partialFingerprints"] == {"cdalign/v1": "f2"}
    [rule] = [one for one in run["tool"]["driver"]["rules"] if one["id"] == "numbers.missing"]
    assert rule["shortDescription"]["text"] == RULES["numbers.missing"].summary
    assert rule["defaultConfiguration"] == {"level": "error"}


# SARIF 2.1.0 (OASIS Standard, 27 March 2020): the properties that each object has and must have, as far as we write it.
_SARIF = {
    "log": ({"version", "runs"}, {"$schema"}),  # 3.13
    "run": ({"tool"}, {"columnKind", "results"}),  # 3.14
    "tool": ({"driver"}, set()),  # 3.18
    "driver": ({"name"}, {"version", "rules", "informationUri"}),  # 3.19
    "rule": ({"id"}, {"shortDescription", "help", "helpUri", "defaultConfiguration", "properties"}),  # 3.49
    "result": ({"message"}, {"ruleId", "ruleIndex", "level", "locations", "partialFingerprints"}),  # 3.27
    "location": (set(), {"message", "logicalLocations", "physicalLocation"}),  # 3.28
    "logical": (set(), {"fullyQualifiedName", "kind"}),  # 3.33
    "physical": ({"artifactLocation"}, set()),  # 3.29
    "artifact": (set(), {"uri"}),  # 3.4
    "text": ({"text"}, set()),  # 3.11, 3.12
}


def demand(kind: str, data: Any) -> Any:
    needed, allowed = _SARIF[kind]
    assert needed <= set(data) <= needed | allowed, kind
    return data


def demand_text(data: Any) -> None:
    assert demand("text", data)["text"]


def demand_result(result: Any, rules: list[Any]) -> None:
    demand("result", result)
    demand_text(result["message"])
    assert result["level"] in ("none", "note", "warning", "error")  # 3.27.10
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]  # 3.27.6
    for location in result["locations"]:
        demand_text(demand("location", location)["message"])
        for logical in location.get("logicalLocations", []):
            demand("logical", logical)
        if "physicalLocation" in location:
            uri = demand("artifact", demand("physical", location["physicalLocation"])["artifactLocation"])["uri"]
            assert re.fullmatch(r"[!#-;=?-Z_a-z~%\[\]@]+", uri)  # RFC 3986


def test_sarif_is_built_as_the_standard_demands(report: Report) -> None:
    log = demand("log", json.loads(render_report(report, ".sarif")))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = demand("driver", demand("tool", demand("run", run)["tool"])["driver"])
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")  # 3.14.17
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])  # 3.19.23
    for rule in driver["rules"]:
        if "shortDescription" in rule:  # a user's own rule has no page
            assert rule["helpUri"].startswith(f"{driver['informationUri']}checks/#")
        for key in {"shortDescription", "help"} & set(demand("rule", rule)):
            demand_text(rule[key])
    for result in run["results"]:
        demand_result(result, driver["rules"])


def test_text_shows_the_counts(report: Report) -> None:
    text = str(render_report(report, ".txt"))
    assert text.splitlines()[-1] == "2 findings: 1 major, 0 minor, 1 info; 1 ignored"
    assert "expected     22" in text


def test_an_empty_report_is_still_a_report() -> None:
    empty = make_report("Nothing", unit_count=3)
    assert "Nothing was found" in str(render_report(empty, ".html"))
    assert str(render_report(empty, ".txt")) == "0 findings: 0 major, 0 minor, 0 info\n"
    for suffix in FORMATS:
        assert render_report(empty, suffix)


def test_what_was_not_checked_is_not_called_clean() -> None:
    unchecked = make_report("An alignment", bitexts=[make_bitext([2, 1])])
    page = str(render_report(unchecked, ".html"))
    assert "nothing was checked" in page
    assert "No check was run" in page
    assert "Nothing was found" not in page
    assert "0 findings" not in page
    assert str(render_report(unchecked, ".txt")) == "nothing was checked\n"
    sheet = _summary_rows(unchecked)
    assert ("Findings", "nothing was checked") in sheet
    assert not [label for label, _ in sheet if str(label).startswith("Findings,")]


def test_the_figures_of_several_texts_bear_their_names() -> None:
    names = ("first", "second", "third")
    several = make_report("Three texts", bitexts=[_named(make_bitext([2, 1]), name) for name in names], unit_count=9)
    page = str(render_report(several, ".html"))
    assert all(f"<li>{name}: Paragraph beads 2, Sentence beads 3</li>" in page for name in names)
    summary = page.partition("alignment-heading")[2]
    places = [summary.index(f"<h3>{name}</h3>") for name in names]
    tiles = [found.start() for found in re.finditer("Paragraph beads</span>", summary)]
    assert [place < tile for place, tile in zip(places, tiles, strict=True)] == [True] * 3
    assert [tile < place for tile, place in zip(tiles, places[1:], strict=False)] == [True] * 2
    labels = [str(label) for label, _ in _summary_rows(several)]
    assert [label for label in labels if label.endswith("Sentence beads: in all")] == [
        f"{name}, Sentence beads: in all" for name in names
    ]
    assert [one["symbol"] for one in json.loads(str(render_report(several, ".json")))["alignment"]] == list(names)


def _named(bitext: Bitext, name: str) -> Bitext:
    sides = (
        replace(side, symbol="", provenance=replace(side.provenance, path=f"corpus/{side.lang}/{name}.txt"))
        for side in (bitext.source, bitext.target)
    )
    source, target = sides
    return replace(bitext, source=source, target=target)


def _summary_rows(report: Report) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(bytes(render_report(report, ".xlsx"))))  # type: ignore[arg-type]
    return list(book["Summary"].iter_rows(values_only=True))


def test_what_is_too_much_is_counted_and_not_kept() -> None:
    severities = [Severity.INFO] * 5 + [Severity.MAJOR] * 3
    findings = [Finding("a.rule", severity, str(number)) for number, severity in enumerate(severities)]
    report = make_report("Flood", iter(findings), most_per_rule=2)
    assert [finding.message for finding in report.findings] == ["5", "6", "0", "1"]
    assert report.by_severity[Severity.INFO] == 5
    assert report.by_rule == {"a.rule": 8}
    assert json.loads(render_report(report, ".json"))["left_out"] == {"a.rule": 4}
    assert "8 findings: 3 major, 0 minor, 5 info; 4 of them shown" in str(render_report(report, ".txt"))


def test_a_report_is_read_in_chinese(report: Report) -> None:
    chinese = replace(report, lang="zh-Hans")
    assert str(render_report(chinese, ".txt")).splitlines()[-1] == "检查结果 2 项：严重 1、一般 0、提示 1；已忽略 1 项"
    html = str(render_report(chinese, ".html"))
    assert '<html lang="zh-Hans">' in html
    assert re.search(r"<b>1</b> <span>严重</span>", html)
    book = openpyxl.load_workbook(io.BytesIO(bytes(render_report(chinese, ".xlsx"))))  # type: ignore[arg-type]
    assert book.sheetnames == ["检查结果", "概要", "对应"]
    assert [cell.value for cell in book["检查结果"][1]][:2] == ["级别", "规则"]
    assert render_report(chinese, ".json") == render_report(report, ".json"), "programs read English"


def test_a_chinese_workbook_says_what_is_set_aside(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_report(path, replace(report, lang="zh-Hans"))
    book = openpyxl.load_workbook(path)
    book["检查结果"]["I2"] = "有意如此"
    book.save(path)
    [entry] = read_ignored(path).values()
    assert (entry.fingerprint, entry.rule, entry.reason) == ("f2", "numbers.missing", "有意如此")


def test_each_of_several_texts_is_named_and_findings_come_first(report: Report) -> None:
    bitexts = [make_bitext([2, 1]), make_bitext([1])]
    html = str(render_report(replace(report, bitexts=tuple(bitexts)), ".html"))
    assert html.index('id="findings"') < html.index("alignment-heading")
    assert len(re.findall(r"<h3>[^<]*</h3>", html)) == 2
    book = openpyxl.load_workbook(io.BytesIO(bytes(render_report(replace(report, bitexts=tuple(bitexts)), ".xlsx"))))  # type: ignore[arg-type]
    assert book.sheetnames[:2] == ["Findings", "Summary"]
    assert len(set(book.sheetnames)) == 4
