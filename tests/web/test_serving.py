"""`cdalign serve` as a program: a memory in a file, several processes, many clients."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from web_projects import make_project, serving

from cdalign.cli import main
from cdalign.memory import Collection, open_memory
from cdalign.model import TranslationUnit
from cdalign.web.serving import Listening

CLIENTS = 32
ASKED_EACH = 12


def unit(number: int) -> TranslationUnit:
    return TranslationUnit(
        f"委员会审议了第{number}号文件。",
        f"The Committee considered document {number}.",
        "zh-Hans",
        "en",
        id=str(number),
    )


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "un.cdtm"
    with open_memory(path) as memory:
        memory.add(unit(number) for number in range(200))
    return path


@contextmanager
def running(folder: Path, *options: str | Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `cdalign serve`; gives the process and its address."""
    command = [sys.executable, "-m", "cdalign", "serve", folder, "--port", "0", "--no-browser", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield server, server.stdout.readline().strip().rstrip("/")
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate()


def ask_all(address: str, number: int) -> list[str]:
    """Ask the four kinds of question and give what is wrong with the answers."""
    text, words = unit(number).source, unit(number).target
    faults = []
    with httpx.Client(base_url=address, timeout=None) as client:
        for _ in range(ASKED_EACH):
            exact = client.get("/api/matches", params={"text": text, "source": "zh", "target": "en", "threshold": 100})
            near = client.get(f"/tmserver/en/zh_hans/unit/{words.replace('considered', 'discussed')}")
            found = client.get("/api/concordance", params={"q": f"document {number}"})
            terms = client.get("/api/terms", params={"text": text})
            answers = (exact, near, found, terms)
            if [answer.status_code for answer in answers] != [200] * 4:
                faults.append(str(answers))
            elif exact.json()["matches"][0]["target"] != words:
                faults.append(exact.text)
            elif near.json()[0]["target"] != text:
                faults.append(near.text)
            elif [hit["source"] for hit in found.json()["hits"]] != [words]:
                faults.append(found.text)
    return faults


def ask_at_once(address: str) -> list[str]:
    faults: list[str] = []

    def ask(number: int) -> None:
        try:
            faults.extend(ask_all(address, number))
        except httpx.HTTPError as error:
            faults.append(repr(error))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


@pytest.mark.parametrize("workers", [1, 2])
def test_many_clients_at_once_are_all_answered_rightly(memory: Path, tmp_path: Path, workers: int) -> None:
    with running(tmp_path, "--memory", memory, "--workers", str(workers)) as (_, address):
        assert ask_at_once(address) == []
        pages = httpx.get(address, timeout=None)
    assert pages.status_code == (200 if workers == 1 else 404)


def test_a_memory_is_served_beside_a_project(shared_place: str, tmp_path: Path) -> None:
    with open_memory(shared_place) as memory:
        memory.add(unit(number) for number in range(200))
    with (
        serving(make_project(tmp_path / "project"), tmp_path / "uploads", memory=shared_place) as address,
        httpx.Client(base_url=address, timeout=None) as client,
    ):
        ours, theirs = "秘书处分发了文件。", "委员会审议了第7号文件。"
        for text in (ours, theirs):
            [best, *_] = client.get(f"/tmserver/zh/en/unit/{text}").json()
            assert (best["source"], best["quality"]) == (text, 100)
        assert client.get("/api/concordance", params={"q": "文件"}).json()["total"] is None
        counted = client.get("/api/concordance", params={"q": "文件", "count": "true"}).json()
        assert counted["total"] == 202
        assert {"en", "zh_hans"} <= set(client.get("/tmserver/languages/").json()["sourceLanguages"])
        assert 'document <mark class="rendered">7</mark>.' in client.get("/search", params={"q": "第7号"}).text


def test_what_is_added_meanwhile_is_found(memory: Path, tmp_path: Path) -> None:
    with serving(None, tmp_path, memory=memory) as address, httpx.Client(base_url=address, timeout=None) as client:
        new = TranslationUnit("Le Comité s'est réuni.", "The Committee met.", "fr", "en", id="new")
        assert client.get(f"/tmserver/fr/en/unit/{new.source}").json() == []
        with open_memory(memory) as writing:
            writing.set_collection(Collection("new", penalty=5))
            writing.add([new], collection="new")
        [best] = client.get(f"/tmserver/fr/en/unit/{new.source}").json()
        assert (best["target"], best["quality"]) == (new.target, 95)
        exact = client.get("/api/matches", params={"text": new.source, "source": "fr", "threshold": "100"}).json()
        assert exact == {"matches": []}, "a penalty counts where only the same text is wanted"
        assert "fr" in client.get("/tmserver/languages/").json()["sourceLanguages"]


def test_what_is_no_memory_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.cdtm"
    other.write_text("not a memory", encoding="utf-8")
    for path in (other, tmp_path / "none.cdtm"):
        assert main(["serve", str(tmp_path), "--memory", str(path), "--port", "0", "--no-browser"]) == 2
        assert str(path) in capsys.readouterr().err
    assert other.read_text(encoding="utf-8") == "not a memory"


def test_no_process_outlives_one_that_was_killed(memory: Path, tmp_path: Path) -> None:
    with running(tmp_path, "--memory", memory, "--workers", "3") as (server, address):
        assert httpx.get(f"{address}/tmserver/languages/", timeout=None).status_code == 200
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        assert server.stderr
        # The other processes hold the same end of the pipe: it is closed when the last of them has ended.
        server.stderr.read()
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{address}/tmserver/languages/", timeout=None)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_was_uploaded_is_gone_however_the_server_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    project = make_project(tmp_path / "project")
    with running(project.root) as (server, address):
        page = httpx.get(address, timeout=None).text
        csrf = page.partition('name="csrf" content="')[2].partition('"')[0]
        headers = {"origin": address, "x-csrf-token": csrf}
        key = httpx.post(f"{address}/uploads", headers=headers, timeout=None).json()["key"]
        httpx.put(f"{address}/uploads/{key}/zh", content=b"text", headers=headers, timeout=None)
        assert list((tmp_path / "temporary").rglob("text"))
        server.send_signal(number)
        server.wait()
        assert server.returncode == 128 + number
    assert list((tmp_path / "temporary").iterdir()) == []


def test_what_was_uploaded_to_a_killed_server_is_deleted_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    project = make_project(tmp_path / "project")
    with running(project.root) as (_, address):
        assert httpx.get(address, timeout=None).status_code == 200
        [held] = tmp_path.glob("cdalign-uploads-*")
        left = tmp_path / "cdalign-uploads-left"
        shutil.copytree(held, left)
        for folder in (held, left):
            os.utime(folder, (0, 0))
        with running(project.root) as (_, other):
            assert httpx.get(other, timeout=None).status_code == 200
            assert not left.exists()
            assert held.exists(), "a server that runs keeps its own"


def test_from_elsewhere_one_address_may_ask_so_often() -> None:
    assert Listening().access().rate == 0
    assert Listening(host="0.0.0.0").access().rate == 100
    assert Listening(host="0.0.0.0", rate=0).access().rate == 0


def test_more_processes_than_a_machine_bears_are_refused(memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--memory", str(memory), "--workers", "9" * 18, "--no-browser"]) == 2
    assert "too many" in capsys.readouterr().err
