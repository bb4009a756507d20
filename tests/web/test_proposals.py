"""A termbase is begun in the page: a concept is written, proposals of the texts are taken, refused and taken back."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from web_projects import make_project, serving

from cdalign.terminology import read_termbase
from cdalign.web.access import Access

pytest_plugins = ["browser_fixtures"]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[Path, str, Access]]:
    project = make_project(tmp_path / "project")
    project.termbase.unlink()
    access = Access()
    with serving(project, tmp_path / "uploads", access) as address:
        yield project.termbase, address, access


@pytest.fixture
def client(place: tuple[Path, str, Access]) -> Iterator[httpx.Client]:
    _, address, access = place
    headers = {"origin": address, "x-csrf-token": access.csrf}
    with httpx.Client(base_url=address, headers=headers, timeout=None) as client:
        yield client


def test_a_project_without_terms_says_how_to_begin(client: httpx.Client) -> None:
    html = client.get("/terms").text
    assert "/proposals" in html
    assert "This project has no terms yet." in html


def test_a_concept_is_written_and_then_edited(client: httpx.Client, place: tuple[Path, str, Access]) -> None:
    answer = client.post("/terms", json={"zh": "主席", "en": "President", "subject": "bodies"})
    assert answer.json() == {"go": "/terms/president"}
    entry = read_termbase(place[0]).by_id["president"]
    assert [(term.lang, term.text) for term in entry.terms] == [("zh-Hans", "主席"), ("en", "President")]
    assert "主席" in client.get("/terms/president").text
    assert client.post("/terms", json={"zh": "总统", "en": "President"}).status_code in (201, 422)
    assert client.post("/terms", json={"zh": " ", "en": "x"}).status_code == 422


def wait(client: httpx.Client) -> None:
    while client.get("/proposals/work").json()["state"] == "working":
        time.sleep(0.01)


def test_proposals_are_taken_refused_and_taken_back(client: httpx.Client, place: tuple[Path, str, Access]) -> None:
    assert client.post("/proposals/work").status_code == 202
    wait(client)
    html = client.get("/proposals").text
    assert 'data-number="0"' in html
    taken = client.post("/proposals/0", json={"decision": "take", "zh": "会议", "en": "meeting"})
    assert taken.json()["state"] == "meeting"
    assert "meeting" in read_termbase(place[0]).by_id
    assert client.post("/proposals/0", json={"decision": "back"}).json()["state"] == ""
    assert read_termbase(place[0]).entries == ()
    assert client.post("/proposals/0", json={"decision": "refuse"}).json()["state"] == "refused"
    assert client.post("/proposals/9999", json={"decision": "take"}).status_code == 409


def test_one_key_takes_a_proposal(place: tuple[Path, str, Access], page: Any) -> None:
    termbase, address, _ = place
    page.goto(f"{address}/proposals")
    page.click("#look")
    page.wait_for_selector(".proposal")
    page.wait_for_load_state()
    page.focus(".proposal >> nth=0")
    page.keyboard.press("a")
    page.wait_for_selector(".proposal.taken")
    assert len(read_termbase(termbase).entries) == 1
    page.focus(".proposal >> nth=0")
    page.keyboard.press("u")
    page.wait_for_selector(".proposal.taken", state="detached")
    assert read_termbase(termbase).entries == ()
