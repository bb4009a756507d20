"""What cannot be read costs itself only: it is told on the pages and in the log, and the rest is served."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from web_projects import CHINESE, ENGLISH, asking, make_project, serving

from cdalign.errors import BusyError
from cdalign.memory import open_memory
from cdalign.model import TranslationUnit
from cdalign.project import Project, open_project
from cdalign.web.workspace import Workspace

GOOD = "秘书处分发了文件。"
# What asks all pairs at once.
ALL_PAIRS = ("/", f"/search?q={GOOD}", "/terms", "/terms/president", "/uploads")
FOR_PROGRAMS = (
    f"/api/matches?text={GOOD}&source=zh",
    "/api/concordance?q=文件",
    f"/tmserver/zh/en/unit/{GOOD}",
    "/tmserver/languages/",
    f"/get?q={GOOD}&langpair=zh|en",
)


def add_pair(root: Path, name: str, chinese: bytes, english: bytes, suffix: str = ".txt") -> None:
    (root / "corpus" / "zh" / f"{name}{suffix}").write_bytes(chinese)
    (root / "corpus" / "en" / f"{name}.txt").write_bytes(english)


def spoil_archive(root: Path) -> None:
    add_pair(root, "bad", b"PK\x03\x04bad", ENGLISH.encode(), ".docx")


def spoil_empty(root: Path) -> None:
    add_pair(root, "bad", b"", ENGLISH.encode())


def spoil_working_file(root: Path) -> None:
    add_pair(root, "bad", CHINESE.encode(), ENGLISH.encode())
    (root / "tm" / "bad.beads.tsv").write_bytes(b"#cdalign-beads\t1\nparagraph\tperhaps\n")


def spoil_working_bytes(root: Path) -> None:
    add_pair(root, "bad", CHINESE.encode(), ENGLISH.encode())
    (root / "tm" / "bad.beads.tsv").write_bytes(b"#cdalign-beads\t1\n\xff\xfe\n")


def spoil_working_folder(root: Path) -> None:
    add_pair(root, "bad", CHINESE.encode(), ENGLISH.encode())
    (root / "tm" / "bad.beads.tsv").mkdir()


@pytest.mark.parametrize(
    "spoil",
    [spoil_archive, spoil_empty, spoil_working_file, spoil_working_bytes, spoil_working_folder],
)
def test_a_bad_pair_costs_itself_only(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, spoil: Callable[[Path], None]
) -> None:
    root = make_project(tmp_path / "project").root
    spoil(root)
    with (
        serving(open_project(root), tmp_path / "uploads") as address,
        httpx.Client(base_url=address, timeout=None) as client,
    ):
        for path in (*ALL_PAIRS, *FOR_PROGRAMS, "/review/test", "/findings/test"):
            assert client.get(path).status_code == 200, path
        assert client.get(FOR_PROGRAMS[0]).json()["matches"][0]["target"] == "The secretariat circulated the document."
        assert client.get("/review/bad").status_code >= 400
        for path in ALL_PAIRS:
            assert "left out:" in client.get(path).text, path
            assert "bad" in client.get(path).text
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len([one for one in told if "bad" in one and "left out" in one]) == 1


def test_a_pair_that_is_fixed_is_served(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project").root
    spoil_empty(root)
    with (
        serving(open_project(root), tmp_path / "uploads") as address,
        httpx.Client(base_url=address, timeout=None) as client,
    ):
        assert "left out:" in client.get("/").text
        (root / "corpus" / "zh" / "bad.txt").write_text(CHINESE, encoding="utf-8")
        assert "left out:" not in client.get("/").text
        assert client.get("/review/bad").status_code == 200


def test_a_text_that_is_taken_away_after_listing_costs_itself_only(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project").root
    add_pair(root, "gone", CHINESE.encode(), ENGLISH.encode())
    project = open_project(root)
    (root / "corpus" / "zh" / "gone.txt").unlink()
    with serving(project, tmp_path / "uploads") as address, httpx.Client(base_url=address, timeout=None) as client:
        assert [client.get(path).status_code for path in (*ALL_PAIRS, *FOR_PROGRAMS)] == [200] * 10
        assert "there is no such file" in client.get("/").text


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project")


@pytest.fixture
def client(tmp_path: Path, project: Project) -> Iterator[httpx.Client]:
    with asking(project, tmp_path / "uploads") as client:
        yield client


@pytest.mark.parametrize("spoilt", [b"concept\tlang\n", b"\xff\xfe\xff", b"PK\x03\x04", b"<tbx"])
def test_a_bad_termbase_costs_itself_only(project: Project, client: httpx.Client, spoilt: bytes) -> None:
    project.termbase.write_bytes(spoilt)
    for path in ("/", f"/search?q={GOOD}", "/review/test", "/findings/test", *FOR_PROGRAMS):
        assert client.get(path).status_code == 200, path
    assert "termbase.tsv" in client.get("/").text
    for path in ("/terms", "/api/terms?text=a"):
        assert "termbase.tsv" in client.get(path).text
        assert client.get(path).status_code == 500
    assert client.post("/terms/president", json={"state": "x"}).status_code >= 400
    assert project.termbase.read_bytes() == spoilt


@pytest.mark.parametrize("spoilt", [b"not a fingerprint\n", b"\xff\xfe\n"])
def test_a_bad_list_of_ignored_findings_is_left_as_it_is(project: Project, client: httpx.Client, spoilt: bytes) -> None:
    project.ignored.write_bytes(spoilt)
    page = client.get("/findings/test")
    assert page.status_code == 200
    assert "ignored.tsv" in client.get("/").text
    asked = {"fingerprint": "0" * 16, "back": True}
    assert client.post("/findings/test/aside", json=asked).status_code == 500
    assert project.ignored.read_bytes() == spoilt


def test_a_deleted_upload_is_forgotten_wholly(client: httpx.Client, tmp_path: Path) -> None:
    key = client.post("/uploads").json()["key"]
    for side, text in (("zh", CHINESE), ("en", ENGLISH)):
        client.put(f"/uploads/{key}/{side}", params={"name": side}, content=text.encode())
    client.post(f"/uploads/{key}/work")
    while client.get(f"/uploads/{key}/work").json()["state"] == "working":
        pass
    assert client.get(f"/review/{key}").status_code == 200
    assert client.get(FOR_PROGRAMS[0]).status_code == 200
    assert client.delete(f"/uploads/{key}").status_code == 200
    assert [client.get(path).status_code for path in (*ALL_PAIRS, *FOR_PROGRAMS)] == [200] * 10
    assert client.get(f"/review/{key}").status_code == 404
    assert "left out:" not in client.get("/").text
    assert list((tmp_path / "uploads").iterdir()) == []


def test_the_files_of_an_upload_that_vanish_cost_themselves_only(client: httpx.Client, tmp_path: Path) -> None:
    key = client.post("/uploads").json()["key"]
    for side, text in (("zh", CHINESE), ("en", ENGLISH)):
        client.put(f"/uploads/{key}/{side}", params={"name": side}, content=text.encode())
    client.post(f"/uploads/{key}/work")
    while client.get(f"/uploads/{key}/work").json()["state"] == "working":
        pass
    for folder in (tmp_path / "uploads").iterdir():
        shutil.rmtree(folder)
    assert [client.get(path).status_code for path in (*ALL_PAIRS, *FOR_PROGRAMS)] == [200] * 10
    assert "left out:" in client.get("/").text


@pytest.mark.parametrize(
    "body",
    [b"[" * 30_000, b'{"a":' * 10_000, b'{"reason": "\\ud83d", "version": "\\ud83d"}', b"\xff\xfe", b"1" * 5_000],
)
def test_json_that_cannot_be_meant_is_refused(client: httpx.Client, body: bytes) -> None:
    for path in ("/review/test/edit", "/review/test/realign", "/findings/test/aside", "/terms/president"):
        assert client.post(path, content=body).status_code == 422, path


def test_a_memory_that_is_damaged_costs_itself_only(tmp_path: Path, project: Project) -> None:
    place = tmp_path / "un.cdtm"
    with open_memory(place) as memory:
        memory.add(
            TranslationUnit(
                f"委员会审议了第{number}号文件。", f"The Committee considered document {number}.", "zh-Hans", "en"
            )
            for number in range(2_000)
        )
    with (
        serving(project, tmp_path / "uploads", memory=place) as address,
        httpx.Client(base_url=address, timeout=None) as client,
    ):
        for file in (place, place.with_name("un.cdtm-wal")):
            if file.exists():
                with file.open("r+b") as stream:
                    stream.write(b"\xff" * file.stat().st_size)
        for path in (*ALL_PAIRS, *FOR_PROGRAMS):
            assert client.get(path).status_code == 200, path
        assert client.get(FOR_PROGRAMS[0]).json()["matches"][0]["target"] == "The secretariat circulated the document."


def test_a_text_that_changes_is_read_again_and_one_that_was_touched_is_not(tmp_path: Path, project: Project) -> None:
    workspace = Workspace(project, tmp_path / "uploads")
    opened = workspace.review("test")
    os.utime(project.pairs[0].source, (0, 0))
    assert workspace.review("test") is opened
    text = project.pairs[0].target
    text.write_text(ENGLISH + "\n4. The meeting rose.\n", encoding="utf-8")
    again = workspace.review("test")
    assert "The meeting rose." in [segment.text for segment in again.snapshot()[0].target.segments]
    text.unlink()
    assert workspace.review("test") is again, "one that was taken away is served as it was read"


def test_a_folder_that_is_in_use_is_asked_again(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise BusyError("is being written")

    workspace = Workspace(project, tmp_path / "uploads")
    with monkeypatch.context() as patched:
        patched.setattr("cdalign.web.reviews.open_review", refuse)
        assert workspace.readable() == {}
        assert any("is being written" in trouble for trouble in workspace.troubles)
    assert list(workspace.readable()) == ["test"]
    assert list(workspace.troubles) == []
