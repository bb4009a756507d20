"""A new text on the pages and for programs: earlier documents, fragments and terms; documents of the memory; links."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from web_projects import asking, make_project, paste

from cdalign.memory import open_memory
from cdalign.model import Quote, Span, TranslationUnit
from cdalign.web.marking import Mark, Piece
from cdalign.web.symbols import LINK, address_of, find_symbols, link_quote, link_symbols

pytest_plugins = ["browser_fixtures"]

FIRST = (
    "委员会重申彻底消除核武器的目标",
    "The Committee reaffirms the goal of the total elimination of nuclear weapons",
)
SECOND = ("会议请各国政府提交关于常规武器的资料，另见 CD/1 和 A/RES/71/67", "see also CD/1 and A/RES/71/67")
NEW = "主席说，委员会重申彻底消除核武器的目标没有改变。\n会议请各国政府提交关于常规武器的资料和意见。"


def of(document: str, pair: tuple[str, str], place: str) -> TranslationUnit:
    props = (("x-document", document), ("x-paragraph", place))
    return TranslationUnit(*pair, "zh-Hans", "en", id=f"{document}#{place}", props=props)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    root = tmp_path_factory.mktemp("discovery")
    with open_memory(root / "un.cdtm") as memory:
        memory.add([of("CD/1", FIRST, "body.1"), *(of("CD/2", SECOND, f"body.{at}") for at in (1, 2))])
        memory.add([of("CD/long", (f"第{at}次会议讨论了议程", f"meeting {at}"), f"body.{at}") for at in range(250)])
    project = make_project(root / "project")
    with asking(project, root / "uploads", memory=root / "un.cdtm", accept="text/html") as client:
        yield client


def test_the_documents_of_a_pasted_text_are_listed_with_its_fragments(client: httpx.Client) -> None:
    page = client.get(paste(client, NEW)).text
    assert re.findall(r'href="/bitext\?document=([^"]+)" lang=""', page) == ["CD%2F2", "CD%2F1"]
    assert '<mark class="met">委员会重申彻底消除核武器的目标</mark>' in page
    assert re.search("<mark class=.(?:rendered|faint).>[^<]*total elimination of nuclear weapons</mark>", page)


def test_what_is_left_out_counts_for_nothing_below(client: httpx.Client) -> None:
    page = client.get(paste(client, NEW), params={"exclude": "CD/1"}).text
    assert '<mark class="met">委员会重申' not in page
    assert 'name="exclude" value="CD/1" checked' in page


def test_what_is_preferred_comes_first(client: httpx.Client) -> None:
    page = client.get(paste(client, NEW), params={"prefer": "CD/1"}).text
    assert re.findall(r'href="/bitext\?document=([^"]+)" lang=""', page) == ["CD%2F1", "CD%2F2"]


def test_terms_are_counted_in_the_documents(client: httpx.Client) -> None:
    page = client.get(paste(client, "主席作了发言。各国代表团表示欢迎。")).text
    assert re.search(r'主席</a>.*?<span lang="en">President</span> <b>1</b>', page, re.DOTALL)


def test_lines_that_were_wrapped_are_joined(client: httpx.Client) -> None:
    paragraph = f"主席说明了会议的情况，各国代表团对此表示欢迎，并重申愿意继续讨论。{FIRST[0]}，会议请各国提交资料。"
    wrapped = "\n".join(paragraph[start : start + 20] for start in range(0, len(paragraph), 20))
    page = client.get(paste(client, f"1. {wrapped}\n\n2. {wrapped}")).text
    assert f'<mark class="met">{FIRST[0]}</mark>' in page


def test_a_text_that_shares_nothing_is_told_so_and_what_to_do(client: httpx.Client) -> None:
    page = client.get(paste(client, "完全无关")).text
    assert "No document of the memory shares anything with it. Add earlier texts" in page
    assert "Best matches" not in page


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("完全无关", "完全无关"),
        ("一二三四五" * 30, f"{'一二三四五' * 15}一二三四…"),
        (f"第 {'一二三四五' * 30}", f"第 {'一二三四五' * 15}一二…"),
        ("wholly other words " * 9, f"{'wholly other words ' * 3}wholly other words…"),
    ],
)
def test_a_pasted_text_is_known_by_its_beginning(client: httpx.Client, text: str, beginning: str) -> None:
    page = client.get(paste(client, text)).text
    assert re.findall('<p class="quiet" lang="(?:zh-Hans|en)">([^<]+)</p>', page)[0] == beginning


def test_lengths_are_told_in_characters_or_words(client: httpx.Client) -> None:
    assert "15 characters</td>" in client.get(paste(client, NEW)).text
    assert "15 characters · once</small>" in client.get(paste(client, NEW)).text
    page = client.get(paste(client, f"{FIRST[1]}; {SECOND[1]}")).text
    assert "12 words · once</small>" in page
    assert " of 1 sentence</small>" in page


def test_a_run_that_a_text_has_twice_is_shown_once(client: httpx.Client) -> None:
    page = client.get(paste(client, f"主席说，{FIRST[0]}没有改变。\n代表们说，{FIRST[0]}仍然有效。")).text
    assert page.count(f'<mark class="met">{FIRST[0]}</mark>') == 1
    assert "1 of 1</small>" in page


def test_a_passage_that_was_looked_up_is_in_the_field_of_a_new_text(client: httpx.Client) -> None:
    passage = f"{FIRST[0]}。“会议”请各国政府提交关于<常规武器>的资料 & 意见。"
    link = re.search(r'href="(/discovery\?[^"]+)"', client.get("/search", params={"q": passage}).text)
    assert link
    field = re.search("<textarea[^>]*>(.*)</textarea>", client.get(html.unescape(link[1])).text)
    assert field
    assert html.unescape(field[1]) == passage


def test_a_file_is_read_and_looked_up(page: Any, client: httpx.Client, tmp_path: Path) -> None:
    path = tmp_path / "新报告.txt"
    path.write_text(NEW, encoding="utf-8")
    page.goto(f"{client.base_url}/discovery")
    page.set_input_files("#file", path)
    page.click("button.main")
    page.wait_for_url("**/discovery/*")
    assert page.locator("h1").inner_text() == "新报告.txt"
    assert page.locator(".documents tbody tr").count() == 2
    page.check("input[name=exclude][value='CD/2']")
    page.click("form .quiet >> xpath=.. >> button")
    assert page.locator(".documents tbody tr").nth(1).inner_text().startswith("CD/2")
    assert page.locator(".left-out").count() == 1


def test_a_file_that_cannot_be_read_is_told_with_its_name(page: Any, client: httpx.Client, tmp_path: Path) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(b"PK\3\4 no zip")
    page.goto(f"{client.base_url}/discovery")
    page.set_input_files("#file", path)
    page.click("button.main")
    page.locator("#notice", has_text="broken.docx").wait_for()


@pytest.mark.parametrize("text", ["", "  \n ", None, 7])
def test_nothing_is_looked_up_without_a_text(client: httpx.Client, text: object) -> None:
    answer = client.post("/discovery", json={"text": text})
    assert answer.status_code == (201 if text in (None, 7) else 422)


def test_a_text_that_was_dropped_is_gone(client: httpx.Client) -> None:
    go = paste(client, NEW)
    assert client.delete(go).status_code == 200
    assert client.get(go).status_code == 404


def test_programs_get_documents_and_fragments(client: httpx.Client) -> None:
    found = client.post("/api/discovery", json={"text": NEW, "limit": 1}).json()
    assert [one["document"] for one in found["documents"]] == ["CD/2"]
    found = client.post("/api/fragments", json={"text": NEW, "exclude": ["CD/2"]}).json()
    assert [one["text"] for one in found["fragments"]] == [FIRST[0]]
    (hit, *_) = found["fragments"][0]["hits"]
    assert hit["document"] == "CD/1"


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"text": ""},
        {"text": ["a"]},
        {"text": "a", "limit": 0},
        {"text": "a", "limit": True},
        {"text": "a", "limit": 1.5},
        {"text": "a", "exclude": "CD/1"},
        {"text": "a", "exclude": [1]},
        {"text": "字" * 50_001},
    ],
)
def test_what_is_not_as_described_is_refused(client: httpx.Client, asked: dict[str, object]) -> None:
    assert client.post("/api/discovery", json=asked).status_code == 422


def test_texts_are_sent_with_post_alone(client: httpx.Client) -> None:
    for method in ("GET", "PUT", "DELETE"):
        answer = client.request(method, "/api/fragments")
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_a_bitext_is_shown_in_pages_and_at_a_paragraph(client: httpx.Client) -> None:
    page = client.get("/bitext", params={"document": "CD/long"}).text
    assert page.count("<tr>") == 201
    assert "document=CD%2Flong&amp;page=1" in page
    page = client.get("/bitext", params={"document": "CD/long", "at": "body.230"}).text
    assert page.count('id="here"') == 1
    assert client.get("/bitext", params={"document": "CD/none"}).status_code == 404
    units = client.get("/api/bitext", params={"document": "CD/long", "offset": 240}).json()
    assert (units["total"], len(units["units"])) == (250, 10)


def test_documents_are_listed_and_looked_for(client: httpx.Client) -> None:
    page = client.get("/documents").text
    assert re.findall(r'lang="">([^<]+)</a>', page) == ["CD/1", "CD/2", "CD/long", "test"]
    assert re.findall("</a> <small class=.quiet.>([^<]+)<", page) == ["1 unit", "2 units", "250 units", "8 units"]
    assert re.findall(r'lang="">([^<]+)</a>', client.get("/documents?q=LONG").text) == ["CD/long"]
    assert '<a href="/documents">All documents</a>' in client.get("/documents?q=none").text


def test_symbols_in_texts_are_links(client: httpx.Client) -> None:
    for address in ("/bitext?document=CD/2", "/search?q=常规武器", "/search?q=另见A/RES/71/67。另见CD/1。"):
        page = client.get(address).text
        assert 'href="https://undocs.org/A/RES/71/67"' in page, address
        assert 'href="/bitext?document=CD%2F1"' in page, address


@pytest.mark.parametrize(
    ("symbol", "address"),
    [
        ("CD/1", "/bitext?document=CD%2F1"),
        ("A/RES/71/67", "https://undocs.org/A/RES/71/67"),
        ("A/RES/1514(XV)", "https://undocs.org/A/RES/1514(XV)"),
    ],
)
def test_a_symbol_leads_to_the_memory_or_to_the_united_nations(client: httpx.Client, symbol: str, address: str) -> None:
    answer = client.get("/document", params={"symbol": symbol}, follow_redirects=False)
    assert answer.headers["location"] == address


@pytest.mark.parametrize("symbol", ["", "XYZ/1", "//elsewhere.example/", "https://elsewhere.example/CD/1"])
def test_what_is_not_of_the_united_nations_leads_nowhere(client: httpx.Client, symbol: str) -> None:
    answer = client.get("/document", params={"symbol": symbol}, follow_redirects=False)
    assert answer.status_code >= 400
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    ("symbol", "address"),
    [
        ("CD/2138", "https://undocs.org/CD/2138"),
        ("A/C.1/73/L.54/Rev.1", "https://undocs.org/A/C.1/73/L.54/Rev.1"),
        ("S/RES/1540(2004)", "https://undocs.org/S/RES/1540(2004)"),
        ("CCPR/C/21/Rev.1/Add.13", "https://undocs.org/CCPR/C/21/Rev.1/Add.13"),
        ("NPT/CONF.2020/1", "https://undocs.org/NPT/CONF.2020/1"),
        ("DOC/1", "/bitext?document=DOC%2F1"),
        ("ISO/9001", ""),
        ("71/67", ""),
        ("HIV/AIDS2", ""),
    ],
)
def test_only_symbols_of_the_united_nations_lead_there(symbol: str, address: str) -> None:
    assert address_of(symbol, frozenset({"DOC/1"})) == address


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("见 S/RES/1540 (2004) 号决议", "S/RES/1540(2004)"),
        ("see S/RES/1540(2004).", "S/RES/1540(2004)"),
        ("在 S/RES/1325（2000）中", "S/RES/1325(2000)"),
        ("A/RES/1514 (XV) of 1960", "A/RES/1514(XV)"),
        ("A/RES/71/67 (2016)", "A/RES/71/67"),
        ("S/RES/1540 (a)", "S/RES/1540"),
    ],
)
def test_the_year_of_a_resolution_belongs_to_its_symbol(text: str, symbol: str) -> None:
    assert [found for _, _, found in find_symbols(text, "zh" if "见" in text else "en")] == [symbol]


def test_a_link_and_a_mark_may_overlap() -> None:
    text = "见 CD/1 号文件"
    assert find_symbols(text, "zh") == [(2, 6, "CD/1")]
    pieces = link_symbols(text, "zh", frozenset(), [Mark(0, 4, "hit")])
    link = "https://undocs.org/CD/1"
    assert pieces == (Piece("见 ", "hit"), Piece("CD", "hit", link=link), Piece("/1", link=link), Piece(" 号文件"))
    assert LINK == "link"


def test_a_quote_has_its_spans_marked_and_its_symbols_linked() -> None:
    quote = Quote("a", "en", "Recalling A/RES/71/67 and A/RES/72/1", (Span(10, 21), Span(15, 25)))
    first, second = ("https://undocs.org/A/RES/71/67", "/bitext?document=A%2FRES%2F72%2F1")
    assert link_quote(quote, frozenset({"A/RES/72/1"})) == (
        Piece("Recalling "),
        Piece("A/RES/71/67", "hit", link=first),
        Piece(" and", "hit"),
        Piece(" "),
        Piece("A/RES/72/1", link=second),
    )
