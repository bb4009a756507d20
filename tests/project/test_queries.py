"""A translator's queries: read from `corpus/queries.toml`, shown wherever the unit is shown."""

import io
import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cdalign.errors import ReadError
from cdalign.exchange.formats import Writing, read_any, write_any
from cdalign.model import Level, ReviserQuery
from cdalign.project import open_project
from cdalign.project.building import build_project
from cdalign.project.queries import read_queries
from cdalign.report import render_report
from cdalign.tmx import read_units
from cdalign.units import units_of

QUESTION = "Is the second village meant?"


def write_project(root: Path, queries: str) -> Path:
    for lang, text in (
        ("zh", "1. 调查组走访了村庄。调查组与幸存者谈话。\n\n2. 调查组拍摄了照片。\n"),
        ("en", "1. The team visited the village. It talked with survivors.\n\n2. The team took photographs.\n"),
    ):
        (root / "corpus" / lang).mkdir(parents=True)
        (root / "corpus" / lang / "visit.txt").write_text(text, encoding="utf-8")
    (root / "corpus" / "queries.toml").write_text(queries, encoding="utf-8")
    return root


def query(**fields: str) -> str:
    return "[[query]]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in fields.items())


def test_a_query_is_a_note_of_the_sentence_that_has_its_words(tmp_path: Path) -> None:
    root = write_project(tmp_path, query(text="visit", place="body.1", words="幸存者", question=QUESTION))
    build_project(open_project(root))
    notes = {unit.source: unit.notes for unit in read_units(root / "tm" / "visit.sentences.tmx")}
    asked = f"Query (幸存者): {QUESTION}"
    assert [source for source, said in notes.items() if asked in said] == ["调查组与幸存者谈话。"]
    paragraphs = [unit for unit in read_units(root / "tm" / "visit.paragraphs.tmx") if asked in unit.notes]
    assert [unit.source[:4] for unit in paragraphs] == ["调查组走"]


def test_a_query_goes_into_xliff_as_a_note(tmp_path: Path) -> None:
    root = write_project(tmp_path, query(text="visit", place="body.2", question=QUESTION, answer="No."))
    (built,) = build_project(open_project(root)).pairs
    path = tmp_path / "visit.xlf"
    write_any(path, units_of(built.bitext, Level.SENTENCE), Writing())
    assert any(f"Query: {QUESTION} — Answer: No." in unit.notes for unit in read_any(path))


def test_the_report_has_every_query_in_each_of_its_forms(tmp_path: Path) -> None:
    queries = query(text="visit", place="body.1", words="村庄", question=QUESTION) + query(
        text="visit", place="body.7", question="Where is 7?"
    )
    warnings: list[str] = []
    build = build_project(open_project(write_project(tmp_path, queries)), warn=warnings.append)
    assert any("body.7" in line for line in warnings)
    data = json.loads(str(render_report(build.report, ".json")))["queries"]
    assert data[0] == {"document": "visit", "place": "body.1", "words": "村庄", "question": QUESTION, "answer": ""}
    assert [one["place"] for one in data] == ["body.1", "body.7"]
    page = str(render_report(build.report, ".html"))
    assert page.index('id="findings"') < page.index('id="queries"') < page.index('id="text-0"')
    assert 'href="#t0-zh-body.1"' in page
    assert "body.7 (no such place)" in page
    workbook = load_workbook(io.BytesIO(bytes(render_report(build.report, ".xlsx"))))  # type: ignore[arg-type]
    assert [row[3].value for row in workbook["Queries"].iter_rows(min_row=2)] == [QUESTION, "Where is 7?"]


def test_a_project_without_queries_shows_none(tmp_path: Path) -> None:
    root = write_project(tmp_path, "")
    report = build_project(open_project(root)).report
    assert 'id="queries"' not in str(render_report(report, ".html"))
    assert json.loads(str(render_report(report, ".json")))["queries"] == []
    (root / "corpus" / "queries.toml").unlink()
    assert read_queries(root / "corpus") == {}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[query]]\nplace = 'body.1'\nquestion = 'x'\n", "query 1 has no text"),
        ("[[query]]\ntext = 'visit'\nplace = ' '\nquestion = 'x'\n", "query 1 has no place"),
        ("[[query]]\ntext = 'visit'\nplace = 'body.1'\nqestion = 'x'\n", "query 1 has an unknown field 'qestion'"),
        ("query = 'x'\n", "`query` is not a list of tables"),
        ("[[query\n", "TOML"),
    ],
)
def test_a_query_that_is_not_whole_is_refused_with_its_number(tmp_path: Path, text: str, problem: str) -> None:
    root = write_project(tmp_path, text)
    with pytest.raises(ReadError, match=r"queries\.toml") as caught:
        open_project(root)
    assert problem in str(caught.value)
    assert not (root / "tm").exists()


def test_the_queries_of_our_own_project_have_their_places(repository: Path, tmp_path: Path) -> None:
    shutil.copytree(repository / "corpus", tmp_path / "corpus")
    warnings: list[str] = []
    build_project(open_project(tmp_path), warn=warnings.append)
    assert not [line for line in warnings if "queries.toml" in line]
    assert len(read_queries(tmp_path / "corpus")["CD-2138"]) >= 4


def test_a_query_on_one_line() -> None:
    assert str(ReviserQuery("body.1", "Why?", "因")) == "Query (因): Why?"
    assert str(ReviserQuery("body.1", "Why?", answer="Because.")) == "Query: Why? — Answer: Because."
