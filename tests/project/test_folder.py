"""A project folder: texts paired by name."""

from pathlib import Path

import pytest

from cdalign.errors import CdalignError, ProjectError, ReadError
from cdalign.model import SourceStatus
from cdalign.project import open_project, termbase_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("corpus/zh/B.txt", "corpus/zh/A.txt", "corpus/en/A.docx", "corpus/en/B.txt", "corpus/en/README.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")
    return tmp_path


def test_texts_are_paired_by_name_whatever_their_format(folder: Path) -> None:
    pairs = open_project(folder).pairs
    assert [(pair.name, pair.target.name) for pair in pairs] == [("A", "A.docx"), ("B", "B.txt")]


def test_what_a_person_keeps_stands_beside_what_is_made(folder: Path) -> None:
    project = open_project(folder)
    kept = project.termbase, project.ignored
    assert [project.shown_path(path) for path in kept] == ["tm/termbase.tsv", "tm/ignored.tsv"]
    assert termbase_of(folder) == project.termbase


def test_records_say_what_a_text_is(folder: Path) -> None:
    (folder / "corpus/sources.toml").write_text(
        '[[source]]\npath = "en/B.txt"\nsymbol = "CD/1"\nstatus = "working-translation"\nsha256 = "aa"\n'
    )
    project = open_project(folder)
    record = project.record(folder / "corpus/en/B.txt")
    assert record.symbol == "CD/1"
    assert record.provenance("corpus/en/B.txt", "aa").status is SourceStatus.WORKING_TRANSLATION
    assert record.provenance("corpus/en/B.txt", "bb").status is SourceStatus.UNKNOWN
    assert project.record(folder / "corpus/zh/A.txt").symbol == ""


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda root: (root / "corpus/en/B.txt").unlink(), "no English text"),
        (lambda root: (root / "corpus/zh/B.txt").unlink(), "no Chinese text"),
        (lambda root: (root / "corpus/zh/A.pdf").write_text("x"), "two texts have the name A"),
        (lambda root: (root / "corpus").rename(root / "texts"), "no corpus/"),
        (lambda root: (root / "corpus/zh").rename(root / "corpus/cn"), "folder of the Chinese texts is missing"),
        (lambda root: [path.unlink() for path in root.glob("corpus/*/[AB].*")], "the corpus has no texts"),
    ],
)
def test_what_is_missing_is_named(folder: Path, damage: object, message: str) -> None:
    damage(folder)  # type: ignore[operator]
    with pytest.raises(ProjectError, match=message) as caught:
        open_project(folder)
    assert caught.value.advice


@pytest.mark.parametrize(
    "content", ["[[source", "source = 1", "[[source]]\nsymbol = 'CD/1'", "[[source]]\npath = 'a'\nstatus = 'holy'"]
)
def test_a_broken_list_of_sources_is_refused(folder: Path, content: str) -> None:
    (folder / "corpus/sources.toml").write_text(content)
    with pytest.raises(ReadError):
        open_project(folder)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(CdalignError, match="no such folder"):
        open_project(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("chinese", "english"), [("Report.docx", "report.DOCX"), ("r\u00e9sum\u00e9.txt", "re\u0301sume\u0301.txt")]
)
def test_names_that_windows_and_macos_take_for_one_are_a_pair(tmp_path: Path, chinese: str, english: str) -> None:
    for side, name in (("zh", chinese), ("en", english)):
        (tmp_path / "corpus" / side).mkdir(parents=True)
        (tmp_path / "corpus" / side / name).write_text("x", encoding="utf-8")
    (pair,) = open_project(tmp_path).pairs
    assert (pair.name, pair.source.name, pair.target.name) == (Path(chinese).stem, chinese, english)


def test_two_texts_whose_outputs_would_be_one_file_there_are_refused(tmp_path: Path) -> None:
    for name in ("zh/Report.txt", "zh/report.txt", "en/report.txt"):
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    if len(list((tmp_path / "corpus" / "zh").iterdir())) == 1:
        pytest.skip("this file system takes the two names for one")
    with pytest.raises(ProjectError, match="two texts have the name"):
        open_project(tmp_path)
