"""The termbase in the page: a file taken in with a preview, each rendering with its sentences, every format out."""

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import openpyxl
import pytest
from web_projects import asking, make_project, serving

from cdalign.project.library import begin_project
from cdalign.terminology import examine_termbase, read_termbase
from cdalign.web.access import Access
from cdalign.web.exports import TERMS_FILES

TABLE = """\
编号,术语（中文）,英文,定义,使用状态
1,主席,President,who presides,
2,秘书处,secretariat,,禁用
3,核查,verification,,
4,中国,China中,,
"""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with asking(make_project(tmp_path / "project"), tmp_path / "uploads", accept="text/html") as client:
        yield client


def send(client: httpx.Client, name: str, data: bytes) -> str:
    answer = client.put("/import", params={"name": name}, content=data)
    assert answer.status_code == 201, answer.text
    return wait(client, answer.json()["go"])


def wait(client: httpx.Client, go: str) -> str:
    while client.get(f"{go}/work").json()["state"] == "working":
        time.sleep(0.01)
    return go


def figures(html: str) -> dict[str, int]:
    """What the page says would change."""
    found = re.findall(r"<li[^>]*>([^<:]+): (\d+)", html.partition('class="truth"')[2].partition("</ul>")[0])
    return {words: int(count) for words, count in found}


def test_what_would_change_is_said_before_it_does(client: httpx.Client, tmp_path: Path) -> None:
    path = tmp_path / "project" / "tm" / "termbase.tsv"
    before = path.read_bytes()
    go = send(client, "术语.csv", TABLE.encode())
    html = client.get(go).text
    assert figures(html) == {
        "New concepts": 1,
        "Your concepts that get something more": 1,
        "There already, nothing new": 1,
        "Where yours says something else": 2,
        "Refused": 1,
    }
    assert "an English term with Han characters" in html
    assert path.read_bytes() == before
    assert client.post(go).json()["go"] == go
    termbase = read_termbase(path)
    assert [term.text for term in termbase.by_id["c3"].terms] == ["核查", "verification"]
    assert termbase.by_id["president"].definition == "who presides"
    assert "Concepts added: 1; completed: 1." in client.get(go).text
    assert client.post(go).status_code == 409
    assert client.delete(go).json()["go"] == "/terms"
    assert client.get(go).status_code == 422


def test_columns_are_guessed_and_changed(client: httpx.Client, tmp_path: Path) -> None:
    go = send(client, "list.tsv", "1\t核查\tverification\tchecking\n2\t裁军\tdisarmament\tless\n".encode())
    html = client.get(go).text
    assert [found for found in re.findall(r'value="([^"]*)" selected', html) if ":" in found] == [
        "term:zh-Hans",
        "term:en",
    ]
    columns = ["concept:", "term:zh-Hans", "term:en", "definition:"]
    asked = {"sheet": "", "heading": 1, "columns": columns}
    assert client.post(f"{go}/columns", json=asked).status_code == 202
    wait(client, go)
    client.post(go)
    entry = read_termbase(tmp_path / "project" / "tm" / "termbase.tsv").by_id["c2"]
    assert (entry.definition, len(entry.terms)) == ("less", 2)


@pytest.mark.parametrize(
    "asked",
    [
        {"sheet": "", "heading": 0, "columns": ["", "", "definition:"]},
        {"sheet": "", "heading": 0, "columns": ["term:xx"]},
        {"sheet": "", "heading": "no", "columns": []},
        {"sheet": "none", "heading": 0, "columns": []},
        {},
    ],
)
def test_columns_that_mean_nothing_are_refused(client: httpx.Client, asked: dict[str, object]) -> None:
    go = send(client, "list.tsv", "核查\tverification\tv\n".encode())
    assert client.post(f"{go}/columns", json=asked).status_code == 422
    assert figures(client.get(go).text)["New concepts"] == 1


def test_a_table_in_which_no_column_is_known_asks_for_them(client: httpx.Client) -> None:
    html = client.get(send(client, "n.csv", b"1,2\n3,4\n")).text
    assert "No heading says which columns hold the terms" in html
    assert 'id="take"' not in html


def test_a_sheet_of_a_workbook_is_chosen(client: httpx.Client) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["中文", "English"])
    book.worksheets[0].append(["核查", "verification"])
    book.create_sheet("more").append(["中文", "English"])
    for words in (["裁军", "disarmament"], ["军备", "arms"]):
        book["more"].append(words)
    data = io.BytesIO()
    book.save(data)
    go = send(client, "t.xlsx", data.getvalue())
    assert figures(client.get(go).text)["New concepts"] == 1
    client.post(f"{go}/columns", json={"sheet": "more", "heading": 1, "columns": []})
    wait(client, go)
    assert figures(client.get(go).text)["New concepts"] == 2


def test_what_was_taken_in_is_taken_back_in_one_step(client: httpx.Client, tmp_path: Path) -> None:
    path = tmp_path / "project" / "tm" / "termbase.tsv"
    path.write_text(f"# by hand\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    before = path.read_bytes()
    go = send(client, "list.csv", "中文,English\n核查,verification\n".encode())
    assert client.post(f"{go}/undo").status_code == 409
    client.post(go)
    assert b"verification" in path.read_bytes()
    assert 'id="undo"' in client.get(go).text
    assert client.post(f"{go}/undo").status_code == 200
    assert path.read_bytes() == before
    assert figures(client.get(go).text)["New concepts"] == 1
    assert client.post(f"{go}/undo").status_code == 409


def test_what_was_taken_in_stays_where_the_termbase_has_changed_since(client: httpx.Client, tmp_path: Path) -> None:
    path = tmp_path / "project" / "tm" / "termbase.tsv"
    go = send(client, "list.csv", "中文,English\n核查,verification\n".encode())
    client.post(go)
    client.post("/terms", json={"zh": "裁军", "en": "disarmament"})
    changed = path.read_bytes()
    answer = client.post(f"{go}/undo")
    assert (answer.status_code, answer.json()["advice"]) == (409, "change under Terms what is wrong")
    assert path.read_bytes() == changed


def test_a_termbase_that_was_begun_by_taking_terms_in_is_gone_again(client: httpx.Client, tmp_path: Path) -> None:
    path = tmp_path / "project" / "tm" / "termbase.tsv"
    path.unlink()
    go = send(client, "list.csv", "中文,English\n核查,verification\n".encode())
    client.post(go)
    assert path.exists()
    client.post(f"{go}/undo")
    assert not path.exists()


def workbook(*rows: list[str], far: str = "") -> bytes:
    """A workbook of these rows, with one more cell in the last column that a sheet can have."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    if far:
        book.worksheets[0]["XFD1"] = far
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_of_a_table_with_thousands_of_columns_the_first_ones_are_shown(client: httpx.Client) -> None:
    go = send(client, "wide.xlsx", workbook(["中文", "English"], ["核查", "verification"], far="English"))
    html = client.get(go).text
    assert (html.count('name="column"'), "100 of 16384" in html) == (100, True)
    columns = ["term:zh-Hans", "definition:", *[""] * 98]
    client.post(f"{go}/columns", json={"sheet": "Sheet", "heading": 1, "columns": columns})
    html = client.get(wait(client, go)).text
    assert figures(html)["New concepts"] == 1
    assert 'value="definition:" selected' in html


def test_empty_columns_at_the_end_are_not_asked_for(client: httpx.Client) -> None:
    go = send(client, "wide.xlsx", workbook(["中文", "English"], ["核查", "verification"], far=" "))
    assert client.get(go).text.count('name="column"') == 2


def test_half_a_character_breaks_no_page(client: httpx.Client, tmp_path: Path) -> None:
    rows = ["中文", "English", "定义"], ["核查", "verification", "a_xD800_b_xD83D__xDE00_"]
    go = send(client, "half.xlsx", workbook(*rows))
    assert "a�b😀" in client.get(go).text
    assert client.post(go).status_code == 200
    assert "a�b😀" in (tmp_path / "project" / "tm" / "termbase.tsv").read_text(encoding="utf-8")
    terms = b'{"concepts": [{"id": "a", "definition": "\\udc00", "terms": [{"lang": "en", "text": "arms"}]}]}'
    answer = client.get(send(client, "half.json", terms))
    assert (answer.status_code, 'class="broken"' in answer.text) == (200, True)


@pytest.mark.parametrize("name", TERMS_FILES)
def test_every_format_that_leaves_comes_back_with_nothing_new(client: httpx.Client, name: str, tmp_path: Path) -> None:
    assert f'href="/export/{name}"' in client.get("/terms").text
    answer = client.get(f"/export/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(TERMS_FILES[name].ending)
    path = tmp_path / "out"
    path.write_bytes(answer.content)
    texts = {term.text for entry in examine_termbase(path).termbase.entries for term in entry.terms}
    assert {"主席", "President", "秘书处", "secretariat"} <= texts
    assert figures(client.get(send(client, f"x{TERMS_FILES[name].ending}", answer.content)).text)["New concepts"] == 0


def test_there_is_no_other_file(client: httpx.Client) -> None:
    assert client.get("/export/none").status_code == 404


@pytest.mark.parametrize(
    ("data", "english", "chinese"),
    [
        (b"", "There are no terms in it.", "文件中没有术语。"),
        (b"PK\x03\x04 cut off", "It is damaged or cut off.", "文件已损坏或不完整。"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "It is an old Excel workbook", "这是旧版 Excel 工作簿"),
        (b"<html><body>no terms</body></html>", "It cannot be read as a list of terms", "无法作为术语表读取"),
        (b'{"a": 1}', "It cannot be read as a list of terms", "无法作为术语表读取"),
    ],
)
def test_a_file_without_terms_is_refused_by_name(client: httpx.Client, data: bytes, english: str, chinese: str) -> None:
    go = send(client, "名字.xlsx", data)
    for lang, words in (("en", english), ("zh-CN", chinese)):
        html = client.get(go, headers={"accept-language": lang}).text
        assert re.search(rf"名字\.xlsx(: |：){re.escape(words)}", html), html
    assert client.post(go).status_code == 422


def test_each_rendering_is_shown_with_its_sentences_and_the_way_to_their_rows(client: httpx.Client) -> None:
    html = client.get("/terms/president").text
    assert re.search(r"President</span> <small>preferred</small> <b class=\"times\">1</b>", html)
    assert '<mark class="met">主席</mark>' in html
    assert '<mark class="rendered">President</mark>' in html
    assert 'href="/review/test?at=body.1.2"' in html
    assert re.search(r"Chairman</span> <small>deprecated</small> <b class=\"times\">0</b>", html)
    turned = client.get("/terms/president", params={"from": "en"}).text
    assert re.search(r"主席</span> <small>preferred</small> <b class=\"times\">1</b>", turned)


def test_a_rendering_that_the_termbase_does_not_have_can_be_added(client: httpx.Client) -> None:
    made = client.post("/terms", json={"zh": "会议", "en": "gathering"}).json()["go"]
    html = client.get(made).text
    assert "not in the termbase" in html
    assert 'data-term="meeting" data-term-lang="en"' in html


def test_a_concept_is_deleted_unless_it_was_changed(client: httpx.Client, tmp_path: Path) -> None:
    path = tmp_path / "project" / "tm" / "termbase.tsv"
    assert client.request("DELETE", "/terms/president", json={"state": "old"}).status_code == 409
    found = re.search('data-state="([0-9a-f]+)"', client.get("/terms/president").text)
    assert found
    assert client.request("DELETE", "/terms/president", json={"state": found[1]}).json() == {"go": "/terms"}
    assert list(read_termbase(path).by_id) == ["secretariat"]


def test_a_project_without_terms_says_how_to_begin(tmp_path: Path) -> None:
    project = begin_project(tmp_path / "library", "new")
    with serving(project, tmp_path / "uploads") as address:
        html = httpx.get(f"{address}/terms", headers={"accept": "text/html"}).text
    for way in ('href="/proposals"', 'data-send-file="/import"', 'data-send="/terms"'):
        assert way in html


def test_without_a_project_no_terms_are_taken(tmp_path: Path) -> None:
    access = Access()
    with serving(None, tmp_path / "uploads", access) as address:
        headers = {"origin": address, "x-csrf-token": access.csrf}
        assert httpx.put(f"{address}/import?name=a.csv", content=b"a", headers=headers).status_code == 422
        assert "There are no terms here." in httpx.get(f"{address}/terms").text
