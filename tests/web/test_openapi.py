"""What the server says of itself: complete, and true of every answer; fuzzed by what others make of it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from starlette.routing import Route
from web_projects import make_project, serving

from cdalign.web.access import is_for_programs
from cdalign.web.app import make_app
from cdalign.web.workspace import Workspace

# Requests of each kind to each address that are made of the description.
EXAMPLES = 20
QUESTIONS = (
    "/api/matches?text=秘书处分发了两份文件。&source=zh",
    "/api/matches?text=会&source=zh&target=en&limit=1000",
    "/api/concordance?q=会&limit=1",
    "/api/terms?text=秘书处分发了文件。",
    "/api/bitext?document=test",
    "/api/bitext?document=",
    "/api/openapi.json",
    "/tmserver/languages",
    "/tmserver/languages/",
    "/tmserver/zh/en/unit/会议闭幕。",
    "/get?q=会议闭幕。&langpair=zh|en",
    "/get?q=会议闭幕。&langpair=zh",
    "/files/none/sentences.tmx",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("openapi")
    with serving(make_project(root / "project"), root / "uploads") as address:
        yield address


@pytest.fixture(scope="module")
def described(address: str) -> dict[str, Any]:
    answer: dict[str, Any] = httpx.get(f"{address}/api/openapi.json", timeout=None).json()
    return answer


def test_every_route_for_programs_is_described(described: dict[str, Any], tmp_path: Path) -> None:
    paths = [route.path for route in make_app(Workspace(None, tmp_path)).routes if isinstance(route, Route)]
    for_programs = {re.sub(r":\w+}", "}", path) for path in paths if is_for_programs(path)}
    assert described["paths"].keys() == for_programs


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_what_the_description_says(address: str, described: dict[str, Any], question: str) -> None:
    answer = httpx.get(f"{address}{question}", timeout=None)
    path = question.partition("?")[0]
    [operation] = [
        item["get"]
        for name, item in described["paths"].items()
        if "get" in item and re.fullmatch(re.sub(r"{\w+}", "[^/]+", name), path)
    ]
    assert_described(described, operation, answer)


@pytest.mark.parametrize("path", ["/api/discovery", "/api/fragments"])
@pytest.mark.parametrize("text", ["会议于 2019 年 3 月 4 日开幕。主席作了发言。", "无关", ""])
def test_an_answer_to_a_text_is_what_the_description_says(
    address: str, described: dict[str, Any], path: str, text: str
) -> None:
    answer = httpx.post(f"{address}{path}", json={"text": text}, timeout=None)
    assert_described(described, described["paths"][path]["post"], answer)


def assert_described(described: dict[str, Any], operation: dict[str, Any], answer: httpx.Response) -> None:
    content = operation["responses"][str(answer.status_code)]["content"]
    schema = content["application/json"]["schema"] | {"components": described["components"]}
    Draft202012Validator(schema).validate(answer.json())


def test_no_request_that_is_made_of_the_description_breaks_it(address: str, tmp_path: Path) -> None:
    settings = tmp_path / "schemathesis.toml"
    settings.write_text('[parameters]\n"path.key" = "test"\n"path.name" = "sentences.tmx"\n', encoding="utf-8")
    program = Path(sys.executable).parent / "schemathesis"
    options = ["--max-examples", str(EXAMPLES), "--continue-on-failure", "--no-color", "--checks", "all"]
    command = [str(program), "--config-file", str(settings), "run", f"{address}/api/openapi.json", *options]
    fuzzed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert fuzzed.returncode == 0, fuzzed.stdout + fuzzed.stderr
    assert re.search(r"\d{3,} generated, \d{3,} passed", fuzzed.stdout), fuzzed.stdout
