"""A folder of projects: begun, listed, opened; texts put into one under one name, whole or not at all."""

import os
from pathlib import Path

import pytest

from cdalign.errors import CdalignError, ProjectError, UsageError
from cdalign.project.library import (
    Text,
    admit_pair,
    begin_project,
    fit_name,
    list_projects,
    open_begun,
    touch_project,
)


def test_a_project_is_begun_and_listed(tmp_path: Path) -> None:
    project = begin_project(tmp_path / "projects", "裁军 2026")
    assert project.pairs == ()
    assert open_begun(project.root).root == project.root
    assert [(one.name, one.pairs) for one in list_projects(tmp_path / "projects")] == [("裁军 2026", 0)]
    assert list_projects(tmp_path / "nowhere") == ()


@pytest.mark.parametrize("name", ["", "  ", "a/b", "..", ".hidden", "a:b", "con", "NUL.txt", "a\0b", "x" * 400, "end."])
def test_a_name_that_no_system_takes_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        begin_project(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_a_name_is_taken_once_whatever_its_case(tmp_path: Path) -> None:
    begin_project(tmp_path, "One")
    with pytest.raises(ProjectError):
        begin_project(tmp_path, "ONE")


def test_the_project_used_last_is_listed_first(tmp_path: Path) -> None:
    roots = [begin_project(tmp_path, name).root for name in ("a", "b")]
    for root in roots:
        for path in (root, root / "tm", root / "corpus" / "zh"):
            os.utime(path, (1, 1))
    touch_project(roots[1])
    assert [one.name for one in list_projects(tmp_path)] == ["b", "a"]


def test_two_texts_get_one_name(tmp_path: Path) -> None:
    project = begin_project(tmp_path, "p")
    for _ in range(2):
        admit_pair(project, "A.60/312", Text("第一.DOCX", b"1"), Text("first", b"2"))
    names = [(pair.source.name, pair.target.name) for pair in open_begun(project.root).pairs]
    assert names == [("A 60 312.docx", "A 60 312.txt"), ("A 60 312 2.docx", "A 60 312 2.txt")]


@pytest.mark.parametrize("name", ["README", "con", "...", "a.b.c", "x" * 500, "字" * 200, "\ud800"])
def test_every_name_becomes_one_that_is_read_again(tmp_path: Path, name: str) -> None:
    project = begin_project(tmp_path, "p")
    pair = admit_pair(project, name.replace("\ud800", "?"), Text("a.txt", b"1"), Text("b.pdf", b"2"))
    assert [one.name for one in open_begun(project.root).pairs] == [pair.name]
    assert fit_name(fit_name(name)) == fit_name(name)


def test_nothing_is_left_of_a_pair_that_cannot_be_written(tmp_path: Path) -> None:
    project = begin_project(tmp_path, "p")
    (project.corpus / "en").rmdir()
    (project.corpus / "en").write_text("a file, not a folder")
    with pytest.raises((CdalignError, OSError)):
        admit_pair(project, "a", Text("a.txt", b"1"), Text("b.txt", b"2"))
    assert list((project.corpus / "zh").iterdir()) == []
