"""The pages without a browser: terms, findings, downloads, words."""

import io
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import web_projects
from web_projects import asking, make_project, serving

from cdalign.checks import read_ignored
from cdalign.terminology import read_termbase
from cdalign.web import checking, children
from cdalign.web.access import Access
from cdalign.web.files import FILES
from cdalign.web.value_names import WORDS


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    # A number that differs is a finding whatever the checks of wording learn.
    monkeypatch.setattr(web_projects, "ENGLISH", web_projects.ENGLISH.replace("3 decisions", "4 decisions"))
    with asking(make_project(tmp_path / "project"), tmp_path / "uploads") as client:
        yield client


def test_the_first_page_says_how_far_the_review_is(client: httpx.Client) -> None:
    assert "0 of 8 confirmed, 2 doubtful" in client.get("/").text


def test_concepts_are_listed_and_shown_with_their_sentences(client: httpx.Client) -> None:
    assert "秘书处" in client.get("/terms").text
    html = client.get("/terms/president").text
    assert "deprecated" in html
    assert '<mark class="met">主席</mark>' in html
    assert '<mark class="rendered">President</mark>' in html
    assert client.get("/terms/none").status_code == 422


def test_document_symbols_in_findings_and_sentences_of_a_concept_are_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chinese, english = web_projects.CHINESE, web_projects.ENGLISH
    monkeypatch.setattr(web_projects, "CHINESE", chinese.replace("3 项决定", "A/RES/71/67 号决议的 3 项决定"))
    adopted = english.replace("3 decisions", "4 decisions of resolution A/RES/71/67")
    monkeypatch.setattr(web_projects, "ENGLISH", adopted.replace("the document", "document A/C.1/71/1"))
    with serving(make_project(tmp_path / "project"), tmp_path / "uploads", Access()) as address:
        findings, concept = (
            httpx.get(f"{address}/{page}", timeout=None).text for page in ("findings/test", "terms/secretariat")
        )
    assert findings.count('<a href="https://undocs.org/A/RES/71/67" class="symbol">A/RES/71/67</a>') >= 2
    assert '<a href="https://undocs.org/A/C.1/71/1" class="symbol">A/C.1/71/1</a>' in concept


def test_a_finding_is_set_aside_with_a_reason_and_taken_back(client: httpx.Client, tmp_path: Path) -> None:
    found = re.search('data-fingerprint="([0-9a-f]+)"', client.get("/findings/test").text)
    assert found, "the fixture has something to find"
    fingerprint = found[1]
    asked = {"fingerprints": [fingerprint], "reason": ""}
    assert client.post("/findings/test/aside", json=asked).status_code == 422
    assert client.post("/findings/test/aside", json={**asked, "reason": "quoted\tso"}).status_code == 200
    ignored = read_ignored(tmp_path / "project" / "tm" / "ignored.tsv")
    assert ignored[fingerprint].reason == "quoted so"
    assert "quoted so" in client.get("/findings/test").text
    assert client.post("/findings/test/aside", json={"fingerprints": [fingerprint], "back": True}).status_code == 200
    assert fingerprint not in read_ignored(tmp_path / "project" / "tm" / "ignored.tsv")


def wait_for_findings(client: httpx.Client) -> None:
    while client.get("/findings/test/work").json()["state"] == "working":
        time.sleep(0.02)


def test_findings_of_a_long_text_are_looked_for_apart(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    apart = re.compile('data-fingerprint="([0-9a-f]+)"')
    at_once = apart.findall(client.get("/findings/test").text)
    monkeypatch.setattr(checking, "_MOST_ROWS_AT_ONCE", 0)
    version = client.get("/review/test/version").json()["version"]
    client.post("/review/test/edit", json={"version": version, "action": "confirm", "bead": "s2-2"})
    page = client.get("/findings/test").text
    assert 'id="checking"' in page
    assert not apart.search(page)
    # What the page has shown before can be set aside meanwhile.
    assert client.post("/findings/test/aside", json={"fingerprints": at_once[:1], "reason": "so"}).status_code == 200
    wait_for_findings(client)
    assert apart.findall(client.get("/findings/test").text) == [*at_once[1:], at_once[0]]
    assert client.get("/review/test/findings").status_code == 200


def test_findings_of_a_text_that_changes_meanwhile_are_looked_for_again(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "_MOST_ROWS_AT_ONCE", 0)
    begun: list[children.Child] = []

    def begin(*given: Any) -> children.Child:
        begun.append(children.Child(*given))
        return begun[-1]

    monkeypatch.setattr(checking, "Child", begin)
    assert client.get("/review/test/findings").status_code == 202
    version = client.get("/review/test/version").json()["version"]
    client.post("/review/test/edit", json={"version": version, "action": "confirm", "bead": "s2-2"})
    wait_for_findings(client)
    assert len(begun) == 2
    assert client.get("/review/test/findings").json()["rows"]


@pytest.mark.parametrize("name", ["report.html", "report.xlsx"])
def test_the_report_of_a_long_text_waits_for_its_findings(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    short = client.get(f"/files/test/{name}").content
    client.post("/terms", json={"zh": "无关", "en": "unrelated"})
    monkeypatch.setattr(checking, "_MOST_ROWS_AT_ONCE", 0)
    assert client.get(f"/files/test/{name}").content == short


@pytest.mark.parametrize("name", FILES)
def test_every_file_can_be_downloaded(client: httpx.Client, name: str) -> None:
    answer = client.get(f"/files/test/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''test.{name}"
    if name.endswith(".xlsx"):
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    else:
        assert "会议" in answer.text or "主席" in answer.text or name == "beads.tsv"


def test_every_file_is_offered_by_a_name_that_says_what_it_is() -> None:
    assert set(FILES) <= set(WORDS["file"])


def test_pages_speak_both_languages(client: httpx.Client) -> None:
    for path in ("/", "/review/test", "/findings/test", "/search?q=主席", "/terms", "/terms/president", "/uploads"):
        html = client.get(path, headers={"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"}).text
        assert '<html lang="zh-Hans">' in html
        assert "术语" in html
    client.cookies.set("cdalign_words", "en")
    assert '<html lang="en">' in client.get("/", headers={"accept-language": "zh-CN"}).text


@pytest.mark.parametrize(
    "asked",
    [
        {"action": "explode", "bead": "s0-0"},
        {"action": "confirm", "bead": "s99-99"},
        {"action": "confirm", "bead": "x0-0"},
        {"action": "confirm", "bead": "s0"},
        {"action": "shift", "bead": "s0-0", "source_by": "1"},
        {"action": "split", "bead": "s0-0", "source_at": 10**30},
        {"action": "redo"},
        {},
    ],
)
def test_an_edit_that_means_nothing_is_refused_in_words(client: httpx.Client, asked: dict[str, object]) -> None:
    version = client.get("/review/test/version").json()["version"]
    answer = client.post("/review/test/edit", json={"version": version, **asked})
    assert answer.status_code == 422
    assert answer.json()["error"]


def test_a_request_that_is_no_object_is_refused(client: httpx.Client) -> None:
    for content in (b"", b"[]", b"\xff", b"{"):
        assert client.post("/review/test/edit", content=content).status_code == 422


def concept_state(client: httpx.Client) -> str:
    found = re.search('data-state="([0-9a-f]+)"', client.get("/terms/president").text)
    assert found
    return found[1]


def row(text: str, lang: str, status: str = "preferred", kind: str = "fullForm", was: str = "") -> dict[str, str]:
    return {"text": text, "lang": lang, "type": kind, "status": status, "note": "", "was": was or text}


def test_a_concept_is_edited_and_used_at_once(client: httpx.Client, tmp_path: Path) -> None:
    terms = [row("主席", "zh-Hans"), row("Presiding Officer", "en", was="President"), row("", "en")]
    body = {"state": concept_state(client), "terms": terms, "definition": "Who presides.", "note": ""}
    assert client.post("/terms/president", json=body).status_code == 200
    entry = read_termbase(tmp_path / "project" / "tm" / "termbase.tsv").by_id["president"]
    assert [term.text for term in entry.terms] == ["主席", "Presiding Officer"]
    assert entry.definition == "Who presides."
    assert "Presiding Officer" in client.get("/search", params={"q": "主席"}).text
    assert client.post("/terms/president", json=body).status_code == 409, "made on an older state"


@pytest.mark.parametrize(
    "terms",
    [
        [],
        [row("主席", "zh-Hans"), row("主席", "en")],
        [row("主席", "zh-Hans"), row("President", "en", status="best")],
        "no list",
    ],
)
def test_an_edit_that_would_spoil_the_termbase_is_refused(client: httpx.Client, tmp_path: Path, terms: object) -> None:
    path = tmp_path / "project" / "tm" / "termbase.tsv"
    before = path.read_bytes()
    answer = client.post("/terms/president", json={"state": concept_state(client), "terms": terms})
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert path.read_bytes() == before
