"""The main commands on a system that lacks what only POSIX has."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from conftest import REPOSITORY

PROGRAM = [sys.executable, str(Path(__file__).parent / "without_posix.py")]
COMMANDS = (
    "structure corpus/zh/CD-2138.txt",
    "check . --fail-on never -o findings.xlsx",
    "lookup 裁谈会",
    "terms validate",
    "tm import tm/CD-2138.sentences.tmx --memory un.cdtm",
    "find 核裁军 --memory un.cdtm",
    "tm convert tm/CD-2138.sentences.tmx -o memory.xlsx",
    "batch . -o batch --workers 2 --memory-limit 2000",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("portable") / "项目 one"
    shutil.copytree(REPOSITORY / "corpus", root / "corpus")
    (root / "tm").mkdir()
    shutil.copy(REPOSITORY / "tm" / "termbase.tsv", root / "tm")
    run(root, "build")
    return root


def run(folder: Path, line: str) -> str:
    done = subprocess.run([*PROGRAM, *line.split()], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_needs_nothing_that_only_posix_has(project: Path, line: str) -> None:
    run(project, line)


def test_the_pages_and_an_upload_need_nothing_that_only_posix_has(project: Path) -> None:
    call = [*PROGRAM, "serve", "--port", "0", "--no-browser"]
    # The address comes at once, although Python holds back what goes into a pipe.
    buffered = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    with subprocess.Popen(call, cwd=project, env=buffered, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().decode("utf-8").strip().rstrip("/")
            assert "CD-2138" in ask(f"{address}/").decode("utf-8")
            (secret,) = re.findall(r'name="csrf" content="([^"]+)"', ask(f"{address}/uploads").decode("utf-8"))
            key = json.loads(ask(f"{address}/uploads", "POST", secret=secret))["key"]
            for side in ("zh", "en"):
                text = (project / "corpus" / side / "CD-2138.txt").read_bytes()[:4_000]
                ask(f"{address}/uploads/{key}/{side}?name=a.txt", "PUT", text, secret)
            ask(f"{address}/uploads/{key}/work", "POST", secret=secret)
            state = {"state": "working"}
            while state["state"] == "working":
                state = json.loads(ask(f"{address}/uploads/{key}/work"))
            assert state["state"] == "done", state
        finally:
            process.terminate()


def ask(address: str, method: str = "GET", body: bytes | None = None, secret: str = "") -> bytes:
    headers = {"Origin": "/".join(address.split("/")[:3]), "X-CSRF-Token": secret}
    request = urllib.request.Request(address, data=body, method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        content: bytes = answer.read()
    return content
