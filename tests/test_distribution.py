"""What the project hands out: its public workflow, its container, its metadata."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator

import pytest

from cdalign.checks import RULES
from cdalign.exchange.faults import ExchangeFault
from cdalign.terminology.faults import TermbaseFault
from cdalign.tmx.faults import TmxFault
from cdalign.version import SITE, VERSION, page_of
from conftest import REPOSITORY

CHECKED = {
    "vendor.github-workflows": sorted((REPOSITORY / ".github" / "workflows").glob("*.yml")),
    "vendor.compose-spec": [REPOSITORY / "compose.yaml"],
    "vendor.readthedocs": [REPOSITORY / ".readthedocs.yaml"],
    "vendor.citation-file-format": [REPOSITORY / "CITATION.cff"],
    "vendor.github-issue-config": [REPOSITORY / ".github" / "ISSUE_TEMPLATE" / "config.yml"],
    "vendor.github-issue-forms": [
        path for path in (REPOSITORY / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml"
    ],
}
SOURCE = REPOSITORY / "src" / "cdalign"
METADATA = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("schema", CHECKED)
def test_what_other_services_read_is_as_they_want_it(schema: str) -> None:
    paths = CHECKED[schema]
    assert paths
    call = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, paths)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflow_calls_targets_and_scripts_that_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for path in CHECKED["vendor.github-workflows"]:
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"run: make (\w+)", text)) <= targets
        for script in re.findall(r"run: python (\S+\.py)", text):
            assert (REPOSITORY / script).is_file(), f"{path.name}: {script}"


def test_every_python_that_is_promised_is_tested() -> None:
    promised = set(re.findall(r"Python :: (3\.\d+)", "\n".join(METADATA["project"]["classifiers"])))
    tests = (REPOSITORY / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
    (matrix,) = re.findall(r"python: \[(.*)\]", tests)
    assert set(re.findall(r"3\.\d+", matrix)) == promised


def test_the_site_has_one_address() -> None:
    assert METADATA["project"]["urls"]["Documentation"] == SITE
    assert f"site_url: {SITE}\n" in (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")


def test_a_page_that_is_named_is_one_of_the_site() -> None:
    assert page_of("checks", "numbers.missing") == f"{SITE}checks/#numbersmissing"
    headings = re.findall(r"^#+ (.+)$", (REPOSITORY / "docs" / "checks.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {*RULES, "Rules of your own"} <= set(headings)
    pages = {page.stem for page in (REPOSITORY / "docs").glob("*.md")}
    assert set(pages_in_the_program()) <= pages
    assert {fault.PAGE for fault in (ExchangeFault, TermbaseFault, TmxFault)} <= pages


def pages_in_the_program() -> Iterator[str]:
    for tree in source_trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "page_of":
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    yield str(name.value)


def test_no_message_names_a_file_that_only_the_repository_has() -> None:
    """A wheel has no docs, and who installed it no Makefile."""
    wrong = re.compile(
        r"\b(docs|tests|packaging|bench|fuzz)/|\b(README|CHANGELOG|CONTRIBUTING|TERMINOLOGY|Makefile|constraints\.txt)\b"
        r"|\bmake (build|test|bundle|wheel|check)\b|\.venv\b"
    )
    assert [text for text in words_of_the_program() if wrong.search(text)] == []


def words_of_the_program() -> Iterator[str]:
    """What the program may show: the texts in its code that are not documentation, its templates and scripts."""
    for tree in source_trees():
        documentation = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
                # Files whose names begin so are no texts of a project (project/folder.py).
                yield node.value if node.value != "README" else ""
    for suffix in ("html", "js", "toml"):
        for path in SOURCE.rglob(f"*.{suffix}"):
            yield path.read_text(encoding="utf-8")
    for path in SOURCE.rglob("*.po"):
        # What translations say; the rest names the files where a message is said.
        yield from re.findall(r'^msgstr "(.*)"$', path.read_text(encoding="utf-8"), re.MULTILINE)


def source_trees() -> Iterator[ast.Module]:
    for path in SOURCE.rglob("*.py"):
        yield ast.parse(path.read_text(encoding="utf-8"))


def test_the_citation_names_this_version() -> None:
    assert f"version: {VERSION}\n" in (REPOSITORY / "CITATION.cff").read_text(encoding="utf-8")


def test_the_container_asks_an_address_that_is_served() -> None:
    pytest.importorskip("cdalign.web")
    from cdalign.web.app import make_app

    assert callable(make_app)
    (asked,) = re.findall(r"127\.0\.0\.1:8138(/\w+)", (REPOSITORY / "Dockerfile").read_text(encoding="utf-8"))
    assert asked == "/health"
