"""The memory server as other tools ask it: Weblate's tmserver service, MyMemory's clients, our own JSON."""

import random
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from web_projects import make_project, serving

from cdalign.web.access import Access
from cdalign.web.openapi import DESCRIPTION

SENTENCE = "秘书处分发了文件。"
TRANSLATION = "The secretariat circulated the document."


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    root = tmp_path_factory.mktemp("memory")
    with (
        serving(make_project(root / "project"), root / "uploads") as address,
        httpx.Client(base_url=address, timeout=30) as client,
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


def test_our_own_interface_is_described(client: httpx.Client) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["paths"].keys() == DESCRIPTION["paths"].keys()
    answer = client.get("/api/matches", params={"text": SENTENCE, "source": "zh", "target": "en"}).json()
    schema = described["paths"]["/api/matches"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer["matches"][0].keys() == schema["properties"]["matches"]["items"]["properties"].keys()
    found = client.get("/api/concordance", params={"q": "会"}).json()
    assert found["total"] == len(found["hits"]) > 0


def test_files_bear_a_tag_and_are_not_sent_twice(client: httpx.Client) -> None:
    for name in ("sentences.tmx", "glossary.txt"):
        answer = client.get(f"/files/test/{name}")
        again = client.get(f"/files/test/{name}", headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


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


def test_long_texts_are_refused(client: httpx.Client) -> None:
    assert client.get("/api/matches", params={"text": "会" * 2001, "source": "zh"}).status_code == 422


def test_many_clients_at_once_are_all_answered(client: httpx.Client) -> None:
    failures: list[object] = []

    def ask() -> None:
        try:
            with httpx.Client(base_url=client.base_url, timeout=30) as own:
                for _ in range(10):
                    answer = own.get("/api/matches", params={"text": SENTENCE, "source": "zh", "target": "en"})
                    if answer.status_code != 200:
                        failures.append(answer.status_code)
        except httpx.HTTPError as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_tool_that_knows_only_an_address_bears_the_token_in_it(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    with serving(project, tmp_path / "uploads", Access(token="secret")) as address, httpx.Client() as client:
        assert client.get(f"{address}/tmserver/languages/").status_code == 401
        assert client.get(f"{address}/t/secret/tmserver/languages/").status_code == 200
        assert client.get(f"{address}/t/wrong/tmserver/languages/").status_code == 401
        assert client.get(f"{address}/t/secret/terms").status_code == 401, "only what programs ask"
        assert client.get(f"{address}/files/test/sentences.tmx?token=secret").status_code == 200
