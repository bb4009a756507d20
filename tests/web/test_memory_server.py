"""The memory server as other tools ask it: Weblate's tmserver service, MyMemory's clients, our own JSON."""

import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from web_projects import make_project, serving

from cdalign.web.access import Access

SENTENCE = "秘书处分发了文件。"
TRANSLATION = "The secretariat circulated the document."


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    root = tmp_path_factory.mktemp("memory")
    with (
        serving(make_project(root / "project"), root / "uploads") as address,
        httpx.Client(base_url=address, timeout=None) as client,
    ):
        yield client


def test_weblate_finds_its_languages_and_a_match(client: httpx.Client) -> None:
    # Weblate asks with zh_hans for zh-Hans, text cut at 500 characters and percent-encoded, slashes too.
    langs = client.get("/tmserver/languages/").json()
    assert {"zh_hans", "zh_cn", "en"} <= set(langs["sourceLanguages"]) & set(langs["targetLanguages"])
    [best, *_] = client.get(f"/tmserver/zh_hans/en/unit/{quote(SENTENCE, safe='')}").json()
    assert best == {"source": SENTENCE, "target": TRANSLATION, "quality": 100, "rank": 100}
    [back, *_] = client.get(f"/tmserver/en/zh_hans/unit/{quote(TRANSLATION, safe='')}").json()
    assert back["target"] == SENTENCE


def test_amagama_bounds_are_kept(client: httpx.Client) -> None:
    path = f"/tmserver/zh/en/unit/{quote('秘书处分发了两份文件。', safe='')}"
    [near] = client.get(path, params={"min_similarity": 60, "max_candidates": 1}).json()
    assert 60 <= near["quality"] < 100
    assert client.get(path, params={"min_similarity": 100}).json() == []
    assert client.get(path, params={"min_similarity": "x"}).status_code == 422
    assert client.get(f"/tmserver/zh/en/unit/{quote('a/b?c#d 100% / ', safe='')}").status_code == 200
    assert client.get(f"/tmserver/zh/fr/unit/{quote(SENTENCE)}").json() == []


def test_mymemory_is_answered_in_its_shape(client: httpx.Client) -> None:
    answer = client.get("/get", params={"q": SENTENCE, "langpair": "zh-CN|en-GB"}).json()
    assert answer["responseData"] == {"translatedText": TRANSLATION, "match": 1.0}
    assert answer["responseStatus"] == 200
    assert answer["matches"][0]["segment"] == SENTENCE
    nothing = client.get("/get", params={"q": "完全没有", "langpair": "zh|en"}).json()
    assert nothing["responseData"] == {"translatedText": "", "match": 0.0}
    assert client.get("/get", params={"q": SENTENCE}).status_code == 422


def test_a_text_of_two_lines_or_with_a_slash_finds_its_match(client: httpx.Client) -> None:
    for text in ("秘书处分发了\n文件。", "秘书处/分发了文件。"):
        [best, *_] = client.get(f"/tmserver/zh/en/unit/{quote(text, safe='')}").json()
        assert best["target"] == TRANSLATION


def test_words_in_context_are_counted_where_it_is_asked(client: httpx.Client) -> None:
    found = client.get("/api/concordance", params={"q": "会"}).json()
    assert found["total"] == len(found["hits"]) > 1
    first = client.get("/api/concordance", params={"q": "会", "limit": 1}).json()
    assert (first["total"], len(first["hits"])) == (None, 1)
    counted = client.get("/api/concordance", params={"q": "会", "limit": 1, "count": "true"}).json()
    assert counted["total"] == found["total"]
    assert (found["estimate"], first["estimate"], counted["estimate"]) == (None, found["total"], None)


def test_the_terms_of_a_sentence_come_with_their_renderings(client: httpx.Client) -> None:
    [term] = client.get("/api/terms", params={"text": SENTENCE}).json()["terms"]
    assert (term["concept"], term["term"], term["spans"]) == ("secretariat", "秘书处", [[0, 3]])
    assert term["renderings"] == [{"term": "secretariat", "language": "en", "status": "preferred"}]


@pytest.mark.parametrize(
    "query",
    [
        {"text": "", "source": "zh"},
        {"text": "会"},
        {"text": "会", "source": "x" * 36},
        {"text": "会" * 2001, "source": "zh"},
        {"text": "会", "source": "zh", "threshold": "49"},
        {"text": "会", "source": "zh", "limit": "0"},
        {"text": "会", "source": "zh", "limit": "51"},
        {"text": "会", "source": "zh", "limit": ""},
        {"text": "会", "source": "zh", "limit": "５"},
        {"text": "会", "source": "zh", "limit": "1e1"},
    ],
)
def test_a_question_out_of_its_bounds_is_refused_with_the_reason(client: httpx.Client, query: dict[str, str]) -> None:
    answer = client.get("/api/matches", params=query)
    assert answer.status_code == 422
    assert answer.json().keys() == {"error", "advice", "code"}


def test_an_unknown_language_has_no_matches(client: httpx.Client) -> None:
    for lang in ("xx", "not a tag", "🙂", "zh-Hant"):
        assert client.get("/api/matches", params={"text": TRANSLATION, "source": "en", "target": lang}).json() == {
            "matches": []
        }


def test_files_bear_a_tag_and_are_not_sent_twice(client: httpx.Client) -> None:
    for name in ("sentences.tmx", "glossary.txt"):
        tag = client.get(f"/files/test/{name}").headers["etag"]
        for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = client.get(f"/files/test/{name}", headers={"if-none-match": known})
            assert (again.status_code, again.content) == (304, b"")
        assert client.get(f"/files/test/{name}", headers={"if-none-match": '"other"'}).status_code == 200
    for missing in ("/files/none/sentences.tmx", "/files/test/none"):
        assert client.get(missing).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NONSENSE"])
def test_nothing_but_reading_is_possible(client: httpx.Client, method: str) -> None:
    for path in ("/api/matches", "/tmserver/zh/en/unit/x", "/tmserver/languages/", "/get", "/files/test/sentences.tmx"):
        answer = client.request(method, path, headers={"origin": str(client.base_url)})
        assert answer.status_code == 405
        assert "GET" in answer.headers["allow"]


def test_a_head_has_the_headers_and_no_body(client: httpx.Client) -> None:
    answer = client.head("/api/concordance", params={"q": "会"})
    assert (answer.status_code, answer.content) == (200, b"")


def test_an_address_that_is_not_there_is_answered_in_json(client: httpx.Client) -> None:
    for path in ("/api/none", "/tmserver/", "/tmserver/zh", "/tmserver/zh/en/x", "/tmserver/a%2Fb/en/unit/x"):
        answer = client.get(path)
        assert (answer.status_code, answer.json().keys()) == (404, {"error", "advice"})


def test_thousands_of_parameters_do_no_harm(client: httpx.Client) -> None:
    query = "&".join(f"p{number}=1" for number in range(5_000))
    assert client.get(f"/api/concordance?q=会&{query}").status_code == 200
    assert client.get("/api/concordance?" + "q=会&" * 2_000).status_code == 200


def escape(text: str) -> str:
    return quote(text, safe="")


def test_no_question_breaks_it(client: httpx.Client) -> None:
    chance = random.Random(8)
    pieces = [
        "会",
        "nuclear",
        " ",
        "%00",
        "\x00",
        "\ud7ff",
        "*",
        '"',
        "NEAR(",
        "🙂",
        "9" * 30,
        "|",
        "\u202e",
        "'",
        "\n",
    ]
    for _ in range(300):
        text = "".join(chance.choices(pieces, k=chance.randint(0, 8)))
        langs = [chance.choice(["zh", "en", "", "x" * 50, "zh_hans", "\x00", "-", "zh-Hans-CN"]) for _ in range(2)]
        number = chance.choice(["", "5", "0", "-1", "1e9", "９", "999999999999"])
        for answer in (
            client.get("/api/matches", params={"text": text, "source": langs[0], "target": langs[1], "limit": number}),
            client.get("/api/concordance", params={"q": text, "limit": number}),
            client.get("/get", params={"q": text, "langpair": "|".join(langs)}),
            client.get(
                f"/tmserver/{quote(langs[0], safe='')}/{langs[1].strip(chr(0)) or 'en'}/unit/{quote(text, safe='')}"
            ),
        ):
            assert answer.status_code < 500, (answer.url, answer.text[:300])


def test_a_tool_that_knows_only_an_address_bears_the_token_in_it(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    with (
        serving(project, tmp_path / "uploads", Access(token="secret")) as address,
        httpx.Client(timeout=None) as client,
    ):
        assert client.get(f"{address}/tmserver/languages/").status_code == 401
        assert client.get(f"{address}/t/secret/tmserver/languages/").status_code == 200
        assert client.get(f"{address}/t/wrong/tmserver/languages/").status_code == 401
        assert client.get(f"{address}/t/secret/terms").status_code == 401, "only what programs ask"
        assert client.get(f"{address}/files/test/sentences.tmx?token=secret").status_code == 200
