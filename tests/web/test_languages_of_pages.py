"""No page shows a word of the other language, except texts, names of files and codes."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import httpx
import pytest
from web_projects import ENGLISH, SAMPLES, asking, make_project, send_samples

from cdalign.text import HAN
from cdalign.web.access import Access

PAGES = (
    "/",
    "/projects",
    "/review/test",
    "/findings/test",
    "/search",
    "/search?q=nothing",
    "/terms",
    "/terms/president",
    "/terms/president?from=en",
    "/terms?q=nothing",
    "/uploads",
    "/proposals",
    "/documents",
    "/documents?q=nothing",
    "/bitext?document=test",
    "/bitext?document=nothing",
    "/discovery",
    "/discovery/nowhere",
    "/nowhere",
    "/review/nowhere",
    "/terms/nowhere",
    "/uploads/nowhere",
    "/import/nowhere",
    *SAMPLES,
)
# A title begins with the name of what the page is about.
APART = ("style", "script", "kbd", "code", "cite", "datalist", "q", "title")
SPOKEN = ("aria-label", "placeholder", "title", "alt")
# What is the same in both languages: formats, programs, keys, states of files, ids.
ALIKE = re.compile(
    r"cdalign|\b[A-Z][A-Z0-9]+\b|\b(?:Word|Excel|PowerPoint|InDesign|LibreOffice|OpenDocument|SubRip|WebVTT|Markdown|LaTeX|MultiTerm|Trados|memoQ|Phrase)\b|OmegaT|TMX|TBX|XLSX|HTML|ZIP|DOCX|PDF|TXT|MB|Enter|Alt|Ctrl|Shift|Esc|Backspace|CSV|[\w.-]+\.[\w-]+|"
    r"zh-Han[st]|\ben\b|\btest\b|\bproject\b|\bpresident\b|\bnothing\b|\b[A-Z]\b|English|title|body"
)


class _Shown(HTMLParser):
    """Gathers what a page shows in its own language: no texts, which have a language of their own, and no scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._apart: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        is_apart = tag in APART or (tag != "html" and "lang" in found)
        if tag not in ("meta", "link", "input", "br"):
            self._apart.append(is_apart or (bool(self._apart) and self._apart[-1]))
        if not (is_apart or (self._apart and self._apart[-1])):
            names = [*SPOKEN, *(name for name in found if name.startswith("data-"))]
            self.words += [found[name] or "" for name in names if name in found and name not in NOT_SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "link", "input", "br") and self._apart:
            self._apart.pop()

    def handle_data(self, data: str) -> None:
        if not (self._apart and self._apart[-1]):
            self.words.append(data)


# Names of rows, places, rules and addresses, which the scripts read.
NOT_SPOKEN = {
    f"data-{name}"
    for name in (
        *("base", "findings", "version", "current", "ready", "key", "bead", "place", "side", "at", "source", "target"),
        *("state", "severity", "rule", "fingerprint", "send", "go", "running", "was", "was-lang", "number"),
        *("send-file", "working", "term", "term-lang"),
        *("outline", "doubtful-first", "run", "first", "here"),
    )
}


@pytest.fixture(scope="module")
def access() -> Access:
    return Access()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, access: Access) -> Iterator[httpx.Client]:
    root = tmp_path_factory.mktemp("languages")
    project = make_project(root / "project")
    with asking(project, root / "uploads", access, library=root / "library") as client:
        yield client


@pytest.fixture(scope="module")
def samples(client: httpx.Client, access: Access) -> dict[str, str]:
    return send_samples(str(client.base_url).rstrip("/"), access)


def read(client: httpx.Client, path: str, lang: str) -> list[str]:
    page = _Shown()
    page.feed(client.get(path, headers={"accept-language": lang, "accept": "text/html"}).text)
    return page.words


def shown(client: httpx.Client, path: str, lang: str) -> str:
    return " ".join(read(client, path, lang))


@pytest.mark.parametrize("path", PAGES)
def test_no_space_follows_a_chinese_colon_or_stop(client: httpx.Client, samples: dict[str, str], path: str) -> None:
    words = read(client, samples.get(path, path), "zh-CN")
    assert [found for said in words for found in re.findall(r".{0,9}[：。，；？] .{0,9}", said)] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_chinese_page_has_no_english_word(client: httpx.Client, samples: dict[str, str], path: str) -> None:
    plain = re.sub(r"\{\w+\}|/\S+", " ", shown(client, samples.get(path, path), "zh-CN"))
    # A finding names words of the texts.
    texts = set(re.findall(r"[A-Za-z]+", ENGLISH)) if path.startswith("/findings") else set()
    assert [word for word in re.findall(r"[A-Za-z]{2,}", ALIKE.sub(" ", plain)) if word not in texts] == []


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_has_no_chinese_word(client: httpx.Client, samples: dict[str, str], path: str) -> None:
    assert re.findall(f"[{HAN}]+", shown(client, samples.get(path, path), "en-GB")) == []


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/review/test/edit", {"action": "explode", "bead": "s0-0"}),
        ("/review/test/edit", {"action": "confirm", "bead": "s99-99"}),
        ("/review/test/edit", {"action": "confirm-above", "percent": 7}),
        ("/review/test/text", {"side": "target", "at": 99, "text": "x"}),
        ("/review/test/replace", {"side": "target", "find": "", "replace": ""}),
        ("/findings/test/aside", {"fingerprints": ["0"], "reason": "so"}),
        ("/terms", {"zh": "", "en": "x"}),
        ("/projects", {"name": "a/b"}),
        ("/discovery", {"text": ""}),
    ],
)
def test_a_refusal_is_in_the_language_of_the_page(client: httpx.Client, path: str, asked: dict[str, object]) -> None:
    answer = client.post(path, json=asked, headers={"accept-language": "zh-CN"}).json()
    assert re.search(f"[{HAN}]", answer["error"])
    assert not re.search("[a-z]{4,} [a-z]{2,}", f"{answer['error']} {answer['advice']}")
    assert answer["code"]
