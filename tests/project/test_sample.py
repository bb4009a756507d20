"""The sample project that `cdalign demo` lays into a folder."""

from pathlib import Path

import pytest

from cdalign.cli import main
from cdalign.project import open_project
from conftest import REPOSITORY


def test_the_sample_is_a_project_with_everything_a_build_needs(tmp_path: Path) -> None:
    assert main(["demo", str(tmp_path / "new")]) == 0
    project = open_project(tmp_path / "new")
    assert [pair.name for pair in project.pairs] == ["CD-2138"]
    assert project.termbase.is_file()
    for path in (project.pairs[0].source, project.pairs[0].target):
        assert path.read_bytes() == (REPOSITORY / path.relative_to(project.root)).read_bytes()
    assert project.record(project.pairs[0].target).status == "working-translation"


def test_nothing_is_written_into_a_folder_that_holds_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["demo", str(tmp_path)]) == 2
    assert "is not an empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert main(["demo", str(tmp_path / "file")]) == 2
