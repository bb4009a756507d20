"""The main commands on a system that lacks what only POSIX has."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from cdalign.cli import main
from conftest import REPOSITORY

PROGRAM = [sys.executable, "-X", "warn_default_encoding", str(Path(__file__).parent / "without_posix.py")]
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


# A Windows of Western Europe, as far as Python can be told so here: its streams are not UTF-8.
CODE_PAGE = {"PYTHONIOENCODING": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "LANG": "C"}


def test_chinese_reaches_a_pipe_whatever_the_code_page(project: Path) -> None:
    call = [*PROGRAM, "lookup", "Conference on Disarmament"]
    environment = {**os.environ, **CODE_PAGE}
    done = subprocess.run(call, cwd=project, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert "裁军谈判会议" in done.stdout.decode("utf-8")


def test_lines_end_alike_on_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    # Windows opens stdout so.
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="cp1252", newline="\r\n"))
    assert main(["lookup", "annex 2 State", "--terms", str(REPOSITORY / "tm" / "termbase.tsv"), "--json"]) == 0
    sys.stdout.flush()
    assert b"\r" not in written.getvalue()
    assert written.getvalue().decode("utf-8").count("\n") > 1


def test_what_a_windows_editor_saved_is_read_as_before(project: Path, tmp_path: Path) -> None:
    """Notepad writes a byte order mark and CR LF, in the termbase, the working file and the texts alike."""
    copy = tmp_path / "copy"
    shutil.copytree(project, copy)
    working = copy / "tm" / "CD-2138.beads.tsv"
    lines = working.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if "\tpending\t" in line)
    lines[first] = lines[first].replace("\tpending\t", "\tconfirmed\t", 1)
    working.write_text("".join(lines), encoding="utf-8")
    run(copy, "build")
    before = _segments(copy)
    for path in (working, copy / "tm" / "termbase.tsv", *(copy / "corpus").rglob("*.txt")):
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(text.encode("utf-8-sig"))
    run(copy, "build")
    assert _segments(copy) == before
    assert len(before["CD-2138.sentences.tmx"]) > 200
    assert "\tconfirmed\t" in working.read_text(encoding="utf-8")


def _segments(folder: Path) -> dict[str, list[bytes]]:
    return {path.name: re.findall(rb"<seg>.*?</seg>", path.read_bytes()) for path in (folder / "tm").glob("*.tmx")}


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
                time.sleep(0.02)
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
