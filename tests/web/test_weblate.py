"""Weblate's own class asks our server, as a Weblate does whose administrator has entered the address."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web_projects import make_project, serving

from cdalign.web.access import Access
from conftest import REPOSITORY, require_tool

CLIENT = Path(__file__).parent / "weblate_client.py"
CHINESE = "秘书处分发了文件。"
ENGLISH = "The secretariat circulated the document."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("weblate")
    with serving(make_project(root / "project"), root / "uploads", Access(token="secret")) as address:
        yield address


def ask(address: str, source: str, target: str, *texts: str) -> dict[str, Any]:
    python = require_tool(str(REPOSITORY / ".weblate" / "bin" / "python"))
    asked = subprocess.run(
        [python, CLIENT, f"{address}/t/secret/tmserver", source, target],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    answer: dict[str, Any] = json.loads(asked.stdout)
    return answer


def test_weblate_finds_matches_in_both_directions(address: str) -> None:
    # The languages bear Weblate's codes, as in its own list of languages.
    there = ask(address, "zh_Hans", "en", CHINESE, "秘书处分发了两份文件。", "完全没有", "100 %")
    assert there["codes"] == ["zh_hans", "en"]
    exact, near, nothing, marks = there["found"].values()
    assert exact == [{"text": ENGLISH, "quality": 100, "service": "tmserver", "source": CHINESE}]
    assert near[0]["text"] == ENGLISH
    assert 75 <= near[0]["quality"] < 100
    assert nothing == marks == []
    back = ask(address, "en", "zh_Hans", ENGLISH)
    assert back["found"][ENGLISH][0]["text"] == CHINESE


def test_weblate_sends_lines_slashes_and_long_texts(address: str) -> None:
    texts = ("秘书处\n分发了文件。", "秘书处/分发了文件？", CHINESE + "会" * 3_000)
    lines, slash, _ = ask(address, "zh_Hans", "en", *texts)["found"].values()
    assert lines[0]["text"] == slash[0]["text"] == ENGLISH
