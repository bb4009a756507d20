"""Two files are sent, worked on in a process of its own, and reviewed like any pair."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx
import pytest
from web_projects import CHINESE, ENGLISH, asking, make_project

from cdalign.web import uploads
from conftest import MOST_MILLISECONDS

pytest_plugins = ["browser_fixtures"]

Pair = tuple[bytes, bytes]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with asking(make_project(tmp_path / "project"), tmp_path / "uploads") as client:
        yield client


def send(client: httpx.Client, pair: Pair, names: tuple[str, str] = ("a.txt", "b.txt")) -> str:
    key: str = client.post("/uploads").json()["key"]
    for side, data, name in zip(("zh", "en"), pair, names, strict=True):
        assert client.put(f"/uploads/{key}/{side}", params={"name": name}, content=data).status_code == 200
    assert client.post(f"/uploads/{key}/work").status_code == 202
    return key


def wait(client: httpx.Client, key: str) -> dict[str, Any]:
    while True:
        state: dict[str, Any] = client.get(f"/uploads/{key}/work").json()
        if state["state"] != "working":
            return state
        time.sleep(0.01)


def as_html(text: str) -> bytes:
    body = "".join(f"<p>{line.replace('<', '&lt;')}</p>" for line in text.split("\n\n"))
    return f"<!doctype html><meta charset=utf-8><html><body>{body}</body></html>".encode()


def as_docx(path: Path, text: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(
        f"<w:p><w:r><w:t>{line.strip().replace('<', '&lt;')}</w:t></w:r></w:p>" for line in text.split("\n\n")
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    with ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{lines}</w:body></w:document>')
    return path.read_bytes()


def as_pdf(browser: Any, text: str) -> bytes:
    page = browser.new_page()
    page.set_default_timeout(MOST_MILLISECONDS)
    page.set_content(as_html(text).decode())
    data: bytes = page.pdf()
    page.close()
    return data


def make_pair(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Pair:
    match kind:
        case "txt":
            return CHINESE.encode(), ENGLISH.encode()
        case "gb18030":
            return CHINESE.encode("gb18030"), ENGLISH.encode("ascii")
        case "html":
            return as_html(CHINESE), as_html(ENGLISH)
        case "docx":
            return as_docx(tmp_path / "zh.docx", CHINESE), as_docx(tmp_path / "en.docx", ENGLISH)
        case _:
            browser = request.getfixturevalue("browser")
            return as_pdf(browser, CHINESE), as_pdf(browser, ENGLISH)


@pytest.mark.parametrize("kind", ["txt", "gb18030", "html", "docx", "pdf"])
def test_every_format_is_aligned_and_can_be_reviewed(
    client: httpx.Client, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    key = send(client, make_pair(kind, tmp_path, request), (f"我的 文件.{kind}", f"../../etc/passwd.{kind}"))
    assert wait(client, key)["state"] == "done"
    html = client.get(f"/uploads/{key}").text
    assert "我的 文件" in html
    assert "主席" in html
    assert "of 8 confirmed" in client.get(f"/review/{key}").text
    assert "<tmx" in client.get(f"/files/{key}/sentences.tmx").text
    assert "主席" in client.get("/terms").text, "the project's termbase serves here too"


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "no text"), (b"\x00\x01\x02\xff" * 400, ""), (b"PK\x03\x04broken", ""), (b"%PDF-1.7 broken", "")],
)
def test_a_bad_file_is_refused_in_words(client: httpx.Client, tmp_path: Path, data: bytes, said: str) -> None:
    state = wait(client, send(client, (data, ENGLISH.encode())))
    assert state["state"] == "failed"
    assert state["error"]
    assert said in state["error"]
    assert "Traceback" not in state["error"]
    assert "/uploads/" not in state["error"], "no place on the disk is told"
    assert list((tmp_path / "uploads").iterdir()) == [], "what was refused is not kept"


def test_a_refusal_names_the_users_file_in_the_language_of_the_page(client: httpx.Client) -> None:
    client.headers["accept-language"] = "zh-CN"
    key = send(client, (CHINESE.encode(), b"%PDF-1.7 broken"), ("好.txt", "坏文件.pdf"))
    state = wait(client, key)
    assert state["error"].startswith("坏文件.pdf：文件已损坏")
    assert "DOCX" not in state["error"]
    assert key not in client.get("/uploads").text, "what failed is not among the texts aligned before"
    assert "坏文件.pdf" in client.get(f"/uploads/{key}").text


def test_two_chinese_texts_are_not_aligned(client: httpx.Client) -> None:
    key = send(client, (CHINESE.encode(), CHINESE.encode()))
    assert wait(client, key)["state"] == "done"
    html = client.get(f"/uploads/{key}").text
    assert "Both texts are Chinese" in html
    assert "/files/" not in html
    assert client.get(f"/files/{key}/sentences.tmx").status_code == 404
    assert key not in client.get("/uploads").text


def test_texts_the_wrong_way_round_are_exchanged(client: httpx.Client) -> None:
    key = send(client, (ENGLISH.encode(), CHINESE.encode()), ("Report.txt", "报告.txt"))
    assert wait(client, key)["state"] == "done"
    html = client.get(f"/uploads/{key}").text
    assert "the other way round" in html
    assert "<h1>报告</h1>" in html
    assert "Pairs of sentences: 8" in html


def test_unrelated_texts_are_said_to_be_so(client: httpx.Client) -> None:
    other = "\n\n".join(f"The committee bought {one} for the kitchen of the embassy." for one in ["pans", "cups"] * 9)
    key = send(client, (CHINESE.encode(), other.encode()))
    assert wait(client, key)["state"] == "done"
    assert "seem to be unrelated" in client.get(f"/uploads/{key}").text


def test_an_upload_is_kept_in_the_project(client: httpx.Client, tmp_path: Path) -> None:
    key = send(client, (CHINESE.encode(), ENGLISH.encode()), ("报告_zh.txt", "Report_en.txt"))
    assert wait(client, key)["state"] == "done"
    assert "Keep in the project" in client.get(f"/uploads/{key}").text
    assert client.post(f"/uploads/{key}/keep", json={}).json() == {"go": "/review/Report"}
    assert (tmp_path / "project" / "corpus" / "zh" / "Report.txt").read_text(encoding="utf-8") == CHINESE
    assert "of 8 confirmed" in client.get("/review/Report").text
    assert client.get(f"/uploads/{key}").status_code == 422, "it is in the project now"


def test_a_file_that_is_too_large_is_cut_off(
    client: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST_FILE_BYTES", 1000)
    key = client.post("/uploads").json()["key"]
    answer = client.put(f"/uploads/{key}/zh", params={"name": "long.txt"}, content=b"x" * 5000)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("long.txt: ")
    assert client.post(f"/uploads/{key}/work").status_code == 422, "the file was not taken"
    assert list((tmp_path / "uploads").iterdir()) == [], "nothing of it is left"


def test_work_can_be_stopped_and_is_forgotten(client: httpx.Client, tmp_path: Path) -> None:
    key = send(client, (CHINESE.encode(), ENGLISH.encode()))
    assert client.delete(f"/uploads/{key}").status_code == 200
    assert client.get(f"/uploads/{key}/work").status_code == 422
    assert list((tmp_path / "uploads").glob("*/*")) == []


def test_files_are_chosen_and_sent_from_the_page(served: Any, page: Any, tmp_path: Path) -> None:
    for name, text in (("zh.txt", CHINESE), ("en.txt", ENGLISH)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    page.goto(f"{served.address}/uploads")
    page.set_input_files("#zh", tmp_path / "zh.txt")
    page.set_input_files("#en", tmp_path / "en.txt")
    page.click("#upload button")
    page.wait_for_url("**/uploads/~*", timeout=0)
    page.click("main .links a >> nth=0")
    page.wait_for_selector("#review[data-ready=yes]")
    assert page.locator(".row:not(.para)").count() == 8
