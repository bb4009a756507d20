"""The search page: terms, a passage, hits with their renderings, what is found nowhere."""

import re
import urllib.parse
from collections.abc import Iterator
from html import unescape
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest
from web_projects import asking, make_project, serving

from cdalign.memory import open_memory
from cdalign.memory.hits import WordCount
from cdalign.model import TranslationUnit
from cdalign.project.library import begin_project
from cdalign.web import search
from cdalign.web.memories import Memories
from cdalign.web.search import LONGEST_QUESTION


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with asking(make_project(tmp_path / "project"), tmp_path / "uploads") as client:
        yield client


def test_a_term_is_looked_up_and_found_in_the_texts(client: httpx.Client) -> None:
    html = client.get("/search", params={"q": "主席"}).text
    assert "President" in html
    assert '<mark class="met">主席</mark>' in html
    assert "/review/test?at=body.1.2" in html


def test_many_hits_are_counted_by_a_sample_first(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_TALLIED", 1)
    monkeypatch.setattr(Memories, "count_quickly", lambda *_: WordCount(1_200, is_estimate=True))
    page = client.get("/search", params={"q": "主席", "status": "pending"}).text
    link = re.search('1 of about 1200 <a href="([^"]+)">count exactly</a>', page)
    assert link
    assert " of about " not in client.get(unescape(link.group(1))).text


def test_one_character_and_traditional_characters_find(client: httpx.Client) -> None:
    assert '<mark class="met">席</mark>' in client.get("/search", params={"q": "席"}).text
    assert '<mark class="met">秘书处</mark>' in client.get("/search", params={"q": "秘書處"}).text
    assert '<mark class="rendered">' in client.get("/search", params={"q": "秘书处"}).text


def test_a_passage_shows_its_terms_and_best_matches(client: httpx.Client) -> None:
    html = client.get("/search", params={"q": "主席作了发言。秘书处分发了两份文件。"}).text
    assert '<mark class="term">主席</mark>' in html
    assert "<b>100 %</b>" in html
    assert "The secretariat circulated the document." in html


def test_what_is_not_found_comes_with_advice(client: httpx.Client) -> None:
    assert "try fewer of them, or others" in client.get("/search", params={"q": "主席的文件"}).text
    page = client.get("/search", params={"q": "主席", "status": "confirmed"}).text
    assert re.search("Nothing found. <a href=./search.q=[%A-F0-9]+.>Search without filters</a>", page)
    page = client.get("/search", params={"q": "主席", "document": "gone"}).text
    assert "<option selected>gone</option>" in page


def test_without_texts_the_way_to_them_is_shown(tmp_path: Path) -> None:
    with serving(begin_project(tmp_path / "library", "new"), tmp_path / "uploads") as address:
        html = httpx.get(f"{address}/search", params={"q": "disarmament"}, timeout=None).text
    assert 'There are no texts here yet. <a href="/">Add texts</a>' in html


def test_one_rendering_alone_is_counted_too(client: httpx.Client) -> None:
    assert re.search("rendering=secretariat.*>secretariat <b>1</b>", client.get("/search", params={"q": "秘书处"}).text)


def test_the_texts_come_soon_after_the_first_terms(client: httpx.Client) -> None:
    for number in range(6):
        client.post("/terms", json={"zh": f"主席{'甲乙丙丁戊己'[number]}", "en": f"President {number}"})
    shown, further = client.get("/search", params={"q": "主席"}).text.split("<summary>Further terms: 3</summary>")
    assert (shown.count('<li class="concept">'), further.count('<li class="concept">')) == (4, 3)


def test_a_question_of_any_kind_is_answered(client: httpx.Client) -> None:
    for question in ("", "*", '"', "'; drop", "<b>", "a" * 30_000, "\x00", "%", "。", "🙂", "NEAR(", "-"):
        answer = client.get("/search", params={"q": question})
        assert answer.status_code == 200, question
        assert "<b>" not in answer.text.replace("<b>1", "").replace("<b>7", "") or question != "<b>"


def test_what_is_looked_up_is_bounded_and_said(client: httpx.Client) -> None:
    many = " ".join(f"The Conference adopted report {number}." for number in range(300))
    assert "The first 200 of 300 different sentences" in client.get("/search", params={"q": many}).text
    again = " ".join(["The Conference adopted the report."] * 300)
    assert "different sentences" not in client.get("/search", params={"q": again}).text
    assert "longer than 20000 characters" in client.get("/search", params={"q": "a " * 10_001}).text


def test_the_longest_question_fits_into_an_address(client: httpx.Client) -> None:
    # httpx itself sends no address of that length.
    question = urllib.parse.quote("主席作了发言。" * (LONGEST_QUESTION // 7))
    connection = HTTPConnection(client.base_url.host, client.base_url.port)
    connection.request("GET", f"/search?q={question}")
    answer = connection.getresponse()
    assert (answer.status, "100 %" in answer.read().decode()) == (200, True)
    connection.close()


def test_hits_come_in_pages_and_a_rendering_is_kept(tmp_path: Path) -> None:
    pairs = [(f"会议第{number}次讨论了议程。", f"Meeting {number} discussed the agenda.") for number in range(120)]
    with open_memory(tmp_path / "un.cdtm") as memory:
        memory.add([TranslationUnit(*pair, "zh-Hans", "en", id=str(at)) for at, pair in enumerate(pairs)])
    with serving(None, tmp_path / "uploads", memory=tmp_path / "un.cdtm") as address:
        html = httpx.get(f"{address}/search", params={"q": "议程", "page": 1, "rendering": "agenda"}, timeout=None).text
        assert "51–100 of 120</small>" in html
        assert html.count('<li class="hit">') == 50
        following = re.search('rel="next" href="([^"]+)"', html)
        assert following
        last = httpx.get(f"{address}{unescape(following[1])}", timeout=None).text
    assert "101–120 of 120</small>" in last
    assert 'aria-current="true">agenda' in last
    assert 'class="meta"></p>' in last, "of a unit that says nothing of itself nothing is said"


def test_what_the_project_and_the_memory_both_hold_comes_once(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    props = (("x-document", "test"), ("x-paragraph", "body.1.2"))
    others = (("x-document", "CD/1"), ("x-paragraph", "body.1.2"))
    with open_memory(tmp_path / "un.cdtm") as memory:
        memory.add(
            TranslationUnit(
                "主席作了发言。", "The President made a statement.", "zh-Hans", "en", id=str(at), props=each
            )
            for at, each in enumerate((props, others))
        )
    with serving(project, tmp_path / "uploads", memory=tmp_path / "un.cdtm") as address:
        html = httpx.get(f"{address}/search", params={"q": "主席"}, timeout=None).text
    assert "2 of 2</small>" in html
    assert re.findall(r'<a href="[^"]+">(\S+ body[^<]*)</a>', html) == ["test body.1.2", "CD/1 body.1.2"]


def test_an_edit_is_in_the_memory_at_once(client: httpx.Client) -> None:
    assert "· confirmed by a person" not in client.get("/search", params={"q": "主席"}).text
    version = client.get("/review/test/version").json()["version"]
    client.post("/review/test/edit", json={"version": version, "action": "confirm", "bead": "s2-2"})
    assert "· confirmed by a person" in client.get("/search", params={"q": "主席"}).text
