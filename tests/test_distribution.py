"""What the project hands out: its public workflow, its container, its metadata."""

import re
import subprocess
import sys
import tomllib

import pytest

from cdalign.version import VERSION
from conftest import REPOSITORY

CHECKED = {
    "vendor.github-workflows": sorted((REPOSITORY / ".github" / "workflows").glob("*.yml")),
    "vendor.compose-spec": [REPOSITORY / "compose.yaml"],
}
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


def test_the_citation_names_this_version() -> None:
    assert f"version: {VERSION}\n" in (REPOSITORY / "CITATION.cff").read_text(encoding="utf-8")


def test_the_container_asks_an_address_that_is_served() -> None:
    pytest.importorskip("cdalign.web")
    from cdalign.web.app import make_app

    assert make_app
    (asked,) = re.findall(r"127\.0\.0\.1:8138(/\w+)", (REPOSITORY / "Dockerfile").read_text(encoding="utf-8"))
    assert asked == "/health"
