"""Findings that are set aside stay so: over re-runs, re-alignment and changes elsewhere; and only they."""

from dataclasses import replace
from pathlib import Path

import pytest

from cdalign.checks import (
    Ignored,
    change_ignored,
    check_document,
    ignore_finding,
    parse_settings,
    read_baseline,
    read_ignored,
    run_checks,
)
from cdalign.errors import ReadError
from cdalign.model import Document, Finding, Paragraph, Severity, Termbase, TranslationUnit
from cdalign.report import make_report, write_report

WRONG = TranslationUnit("在第 1470 次全体会议上通过。", "Adopted at the 1407th plenary meeting.", "zh", "en", id="a.1")


def fingerprints(*units: TranslationUnit) -> set[str]:
    return {finding.fingerprint for finding in run_checks(units)}


def test_a_fingerprint_outlives_a_new_id_and_new_spaces() -> None:
    moved = replace(WRONG, id="b.7", source="在第1470次全体会议上通过。")
    assert fingerprints(WRONG) == fingerprints(moved) != set()


def test_a_fingerprint_outlives_a_neighbour_that_joins_the_unit() -> None:
    joined = replace(
        WRONG,
        source=f"会议讨论了报告。{WRONG.source}各代表团表示感谢。",
        target=f"The report was discussed. {WRONG.target} Delegations expressed thanks.",
    )
    assert fingerprints(WRONG) == fingerprints(joined)


def test_another_number_is_another_finding() -> None:
    other = replace(WRONG, target="Adopted at the 1408th plenary meeting.")
    assert fingerprints(WRONG).isdisjoint(fingerprints(other))


def test_a_document_finding_outlives_changes_elsewhere() -> None:
    def marks(*texts: str) -> dict[str, str]:
        paragraphs = tuple(Paragraph(f"p{number}", text) for number, text in enumerate(texts))
        return {one.rule: one.fingerprint for one in check_document(Document("zh", paragraphs), Termbase())}

    late = ("裁研所作了介绍。", "联合国裁军研究所(裁研所)感谢各代表团。")
    assert marks(*late)["shortforms.late"] == marks("新的一段。", *late, "又一段。")["shortforms.late"]


def _finding() -> Finding:
    return next(iter(run_checks([WRONG])))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    entry = ignore_finding(_finding(), "the official\ttext has it")
    change_ignored(tmp_path / "ignored.tsv", lambda _: [entry, entry])
    [back] = read_ignored(tmp_path / "ignored.tsv").values()
    assert back.fingerprint == entry.fingerprint
    assert back.reason == "the official text has it"


def test_the_file_has_one_order(tmp_path: Path) -> None:
    entries = [Ignored("b" * 16, "z.rule"), Ignored("a" * 16, "z.rule"), Ignored("c" * 16, "a.rule")]
    change_ignored(tmp_path / "one.tsv", lambda _: entries)
    change_ignored(tmp_path / "two.tsv", lambda _: reversed(entries))
    assert (tmp_path / "one.tsv").read_bytes() == (tmp_path / "two.tsv").read_bytes()


def test_only_a_file_that_may_be_missing_sets_nothing_aside(tmp_path: Path) -> None:
    assert read_ignored(tmp_path / "none.tsv", may_be_missing=True) == {}
    with pytest.raises(ReadError, match="no such file") as raised:
        read_ignored(tmp_path / "none.tsv")
    assert raised.value.advice


def test_a_line_without_a_fingerprint_is_named(tmp_path: Path) -> None:
    (tmp_path / "ignored.tsv").write_text("# mine\nnumbers.missing\n", encoding="utf-8")
    with pytest.raises(ReadError, match="is not a fingerprint") as raised:
        read_ignored(tmp_path / "ignored.tsv")
    assert raised.value.place.line == 2


@pytest.mark.parametrize("suffix", [".json", ".sarif"])
def test_a_report_is_a_baseline(tmp_path: Path, suffix: str) -> None:
    write_report(tmp_path / f"old{suffix}", make_report("old", [_finding()]))
    assert _finding().fingerprint in read_baseline(tmp_path / f"old{suffix}")


def test_the_ignore_column_of_a_workbook_comes_back(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "report.xlsx"
    write_report(path, make_report("report", [_finding()]))
    book = load_workbook(path)
    sheet = next(one for one in book.worksheets if "Fingerprint" in [cell.value for cell in one[1]])
    column = next(place for place, cell in enumerate(sheet[1], 1) if str(cell.value).startswith("Ignore"))
    assert read_ignored(path) == {}
    sheet.cell(2, column, "seen by the editor")
    book.save(path)
    [entry] = read_ignored(path).values()
    assert (entry.fingerprint, entry.reason) == (_finding().fingerprint, "seen by the editor")


def test_severities_are_set_by_rule_and_by_family() -> None:
    severities = [
        [one.severity for one in run_checks([WRONG], settings=parse_settings(text))]
        for text in (
            "[rules]\nnumbers = 'off'\n",
            "[rules]\nnumbers = 'off'\n'numbers.different' = 'info'\n",
            "",
        )
    ]
    assert severities == [[], [Severity.INFO], [Severity.MAJOR]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[rules]\n'numbers.mising' = 'off'\n", "there is no rule 'numbers.mising'"),
        ("[rules]\nnumbers = 'grave'\n", "cannot be 'grave'"),
        ("[[words]]\nid = 'x'\n", "needs an id and a pattern"),
        ("[[words]]\nid = 'x'\npattern = '('\n", "is wrong"),
        ("[word]\n", "unknown table"),
        ("rules =", "is not TOML"),
    ],
)
def test_settings_that_mean_nothing_are_named(text: str, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        parse_settings(text, "rules.toml")


def test_a_word_rule_knows_its_language_and_its_excuse() -> None:
    settings = parse_settings(
        "[[words]]\nid='ban'\npattern='ban'\nis_word=true\nlang='en'\nunless='禁令'\nseverity='major'\n"
    )
    units = [
        TranslationUnit("条约", "a ban on weapons", "zh", "en"),
        TranslationUnit("禁令", "a ban on weapons", "zh", "en"),
        TranslationUnit("条约", "a banner", "zh", "en"),
    ]
    found = [one for one in run_checks(units, settings=settings) if one.rule == "words.ban"]
    assert [(one.unit, one.severity) for one in found] == [("#1", Severity.MAJOR)]
