import os
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from cdalign.cli import main
from cdalign.errors import ReadError, UsageError
from cdalign.exchange.catalogue import FORMATS
from cdalign.exchange.formats import Writing, read_any, write_any
from cdalign.exchange.returned import Revised, Revision, bring_back, with_stable_ids
from cdalign.exchange.unit_tables import UnitRow, read_table, table_header, unit_row, write_table
from cdalign.model import TranslationUnit
from conftest import require_tool

UNITS = tuple(
    with_stable_ids(
        [
            TranslationUnit(
                "裁谈会通过了报告。",
                "The Conference adopted the report.",
                "zh-Hans",
                "en",
                id="CD/1#1",
                props=(("x-document", "CD/1"), ("x-score", "0.9"), ("x-review", "pending")),
                notes=("CD/1 1; aligned automatically",),
            ),
            TranslationUnit("=会议\t中午散会。", 'The "meeting" rose, at noon.', "zh-Hans", "en", id="CD/1#2"),
            TranslationUnit("主席发言。", "The President spoke.", "zh-Hans", "en"),
        ]
    )
)


def words(units: object) -> list[tuple[str, str]]:
    return [(" ".join(unit.source.split()), unit.target) for unit in units]  # type: ignore[attr-defined]


WRITTEN = [suffix for kind in FORMATS for suffix in kind.suffixes if kind.is_written]


@pytest.mark.parametrize("suffix", WRITTEN)
def test_every_format_brings_the_words_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    assert write_any(path, UNITS, Writing()).units == 3
    back = list(read_any(path, "zh-Hans", "en"))
    assert words(back) == words(UNITS)
    if suffix != ".moses":
        assert [unit.id for unit in back] == [unit.id for unit in UNITS]


@pytest.mark.parametrize("suffix", [".tsv", ".csv", ".xlsx", ".xlf", ".tmx"])
def test_the_same_units_give_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_any(tmp_path / name / f"t{suffix}", UNITS, Writing())
    assert (tmp_path / "a" / f"t{suffix}").read_bytes() == (tmp_path / "b" / f"t{suffix}").read_bytes()


def test_tables_keep_props_and_notes(tmp_path: Path) -> None:
    write_table(tmp_path / "a.xlsx", UNITS)
    (first, *_) = read_any(tmp_path / "a.xlsx", "zh-Hans", "en")
    assert first.notes == UNITS[0].notes
    assert first.prop("x-document") == "CD/1"
    assert first.prop("x-review") == "pending"


def test_a_workbook_is_ready_for_review(tmp_path: Path) -> None:
    write_table(tmp_path / "a.xlsx", UNITS)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert [validation.formula1 for validation in sheet.data_validations.dataValidation] == [
        '"pending,confirmed,excluded"'
    ]
    assert sheet["C3"].value.startswith("=")
    assert sheet["C3"].data_type == "s"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.tsv", "one\ttwo\n"), ("a.tsv", ""), ("a.xlsx", "no workbook"), ("a.xlf", "<xliff"), ("a.csv", "\x00\udcff")],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ReadError):
        list(read_any(tmp_path / name, "zh", "en"))


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_any(tmp_path / "a.mp3", "zh", "en")


def test_lines_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zh").write_text("一\n二\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("one\n", encoding="utf-8")
    with pytest.raises(ReadError):
        list(read_any(tmp_path / "a.moses", "zh", "en"))


def rows_of(units: tuple[TranslationUnit, ...]) -> list[dict[str, str]]:
    header = table_header(units)
    return [dict(zip(header, unit_row(unit, header), strict=True)) for unit in units]


def revised(rows: list[dict[str, str]]) -> list[tuple[Revision, str]]:
    outcome = bring_back(UNITS, (UnitRow(number, row) for number, row in enumerate(rows, 2)))
    return [(change.revision, change.unit) for change in outcome.changes]


def test_nothing_touched_is_nothing_changed() -> None:
    outcome = bring_back(UNITS, (UnitRow(number, row) for number, row in enumerate(rows_of(UNITS), 2)))
    assert outcome.changes == ()
    assert words(outcome.units) == words(UNITS)
    assert [unit.props for unit in outcome.units] == [unit.props for unit in UNITS]


def test_the_status_of_earlier_versions_is_read() -> None:
    rows = [row | {"status": "automatic"} for row in rows_of(UNITS)]
    outcome = bring_back(UNITS, [UnitRow(2, row) for row in rows])
    assert [change for change in outcome.changes if "automatic" in change] == []
    assert {unit.review for unit in outcome.units} <= {"pending", ""}


def test_an_edit_and_a_confirmation_are_listed() -> None:
    rows = rows_of(UNITS)
    rows[0] |= {"target": "The Conference adopted its report.", "status": "confirmed"}
    outcome = bring_back(UNITS, [UnitRow(2, row) for row in rows])
    assert outcome.changes == (
        Revised(
            Revision.EDITED,
            "CD/1#1",
            "裁谈会通过了报告。 = The Conference adopted the report.",
            "裁谈会通过了报告。 = The Conference adopted its report.",
        ),
        Revised(Revision.CONFIRMED, "CD/1#1", "pending", "confirmed"),
    )
    assert outcome.units[0].prop("x-review") == "confirmed"
    assert outcome.units[0].prop("x-document") == "CD/1"


def test_rows_are_split_merged_removed_added_excluded() -> None:
    rows = rows_of(UNITS)
    split = [{**rows[0], "source": "裁谈会", "target": "The Conference"}, {**rows[0], "source": "通过了报告。"}]
    assert (Revision.SPLIT, "CD/1#1.2") in revised([*split, *rows[1:]])
    merged = {**rows[1], "source": rows[1]["source"] + rows[2]["source"]}
    merged["target"] = f"{rows[1]['target']} {rows[2]['target']}"
    assert revised([rows[0], merged]) == [(Revision.EDITED, "CD/1#2"), (Revision.MERGED, UNITS[2].id)]
    assert revised(rows[:2]) == [(Revision.REMOVED, UNITS[2].id)]
    assert revised([*rows, {"source": "新。", "target": "New."}]) == [(Revision.ADDED, "")]
    assert revised([rows[0], rows[1], {**rows[2], "status": "excluded"}]) == [(Revision.EXCLUDED, UNITS[2].id)]


def test_targets_moved_to_other_rows_are_re_paired() -> None:
    rows = rows_of(UNITS)
    rows[1]["target"], rows[2]["target"] = rows[2]["target"], rows[1]["target"]
    assert revised(rows) == [(Revision.REPAIRED, "CD/1#2"), (Revision.REPAIRED, UNITS[2].id)]


def test_an_unknown_status_is_refused() -> None:
    rows = rows_of(UNITS)
    rows[0]["status"] = "perhaps"
    with pytest.raises(ReadError, match="perhaps"):
        revised(rows)


def test_ids_are_stable_and_unique() -> None:
    bare = [replace(unit, id="") for unit in UNITS]
    once, twice = list(with_stable_ids(bare)), list(with_stable_ids([*bare, *bare]))
    assert [unit.id for unit in once] == [unit.id for unit in twice[:3]]
    assert len({unit.id for unit in twice}) == 6


def test_a_review_in_a_workbook_comes_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory, table, result = tmp_path / "a.tmx", tmp_path / "a.xlsx", tmp_path / "b.tmx"
    write_any(memory, UNITS, Writing())
    assert main(["tm", "convert", str(memory), "-o", str(table)]) == 0
    book = openpyxl.load_workbook(table)
    book.worksheets[0]["B2"] = "confirmed"
    book.worksheets[0]["D4"] = "The President took the floor."
    book.save(table)
    assert main(["tm", "import-review", str(memory), str(table), "-o", str(result)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "confirmed CD/1#1: pending → confirmed"
    assert printed[1].startswith("edited u-")
    assert [unit.target for unit in read_any(result, "zh-Hans", "en")][2] == "The President took the floor."


def through_omegat(folder: Path, xliff: Path) -> Path:
    """Let OmegaT open an XLIFF in a project of its own and write it again."""
    require_tool("omegat")
    project = folder / "project"
    for name in ("source", "target", "omegat", "tm", "glossary", "dictionary"):
        (project / name).mkdir(parents=True)
    from cdalign.exchange.omegat import OmegatProject, write_omegat_project

    write_omegat_project(project, OmegatProject("a", "zh-Hans", "en", ()))
    (project / "source" / xliff.name).write_bytes(xliff.read_bytes())
    options = "-Djava.awt.headless=true -Dfile.encoding=UTF-8"
    command = ["omegat", str(project), "--mode=console-translate", f"--config-dir={folder / 'cfg'}"]
    subprocess.run(command, env={**os.environ, "JAVA_TOOL_OPTIONS": options}, check=True, capture_output=True)
    return project / "target" / xliff.name


def test_xliff_comes_back_from_omegat_unchanged(tmp_path: Path) -> None:
    confirmed = replace(UNITS[0], props=(("x-review", "confirmed"),))
    units = (confirmed, *UNITS[1:])
    sent = tmp_path / "a.xlf"
    write_any(sent, units, Writing())
    returned = through_omegat(tmp_path / "omegat", sent)
    before, after = (etree.canonicalize(from_file=str(path), with_comments=False) for path in (sent, returned))
    assert after == before
    rows = list(read_any(returned, "zh-Hans", "en"))
    assert rows[0].prop("x-review") == "confirmed"


def test_an_edit_in_xliff_is_listed(tmp_path: Path) -> None:
    from cdalign.exchange.formats import read_rows

    path = tmp_path / "a.xlf"
    write_any(path, UNITS, Writing())
    text = path.read_text(encoding="utf-8").replace("The President spoke.", "The President took the floor.")
    path.write_text(text.replace('approved="no"', 'approved="yes"', 1), encoding="utf-8")
    outcome = bring_back(UNITS, read_rows(path))
    assert [(change.revision, change.unit) for change in outcome.changes] == [
        (Revision.CONFIRMED, "CD/1#1"),
        (Revision.EDITED, UNITS[2].id),
    ]


def test_a_table_names_its_columns_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Target,Source\nOne,一\n,\n", encoding="utf-8")
    assert [row.cell("source") for row in read_table(path)] == ["一"]
