"""A translator's day in the page: a project is begun, files are dropped, built, reviewed, and everything downloaded."""

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web_projects import CHINESE, ENGLISH, serving

from cdalign.model import TranslationUnit
from cdalign.tmx import read_units
from cdalign.web import builds
from cdalign.web.access import Access
from cdalign.web.children import Tell
from conftest import run_omegat

pytest_plugins = ["browser_fixtures"]

SECOND_CHINESE = """\
关于港口的报告

1. 委员会于 2021 年 7 月 12 日审议了 44 份报告。委员会表示感谢。

2. 到 2025 年，港口数目将从 116 个增至 230 个。
"""
SECOND_ENGLISH = """\
Report on ports

1. The Committee considered 43 reports on 12 July 2021. The Committee expressed its thanks.

2. By 2025, the number of ports will rise from 116 to 230.
"""
FILES = {
    "会议 第一次_中文.txt": CHINESE.encode(),
    "会议 第一次_English.txt": ENGLISH.encode(),
    "港口.txt": SECOND_CHINESE.encode("gb18030"),
    "Ports, final.txt": SECOND_ENGLISH.encode(),
    "broken_zh.docx": b"PK\x03\x04 this was a document once",
    "broken_en.txt": b"This is the English text whose Chinese one is broken. It has no partner in the heap.",
}
WORDS = {
    "en-GB": {
        "broken": "It is damaged or cut off.",
        "fresh": "Everything is up to date.",
        "stale": "Something has",
        "settled": "Nothing was found.",
    },
    "zh-CN": {
        "broken": "文件已损坏或不完整。",
        "fresh": "已是最新。",
        "stale": "上次生成之后有改动",
        "settled": "没有发现问题。",
    },
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "projects"
    with serving(None, tmp_path / "uploads", Access(), library=folder) as address:
        yield folder, address


def begin(page: Any, address: str, name: str) -> None:
    page.goto(address)
    page.fill("#name", name)
    page.click("main button.main")
    wait_ready(page, "#intake")


def wait_ready(page: Any, selector: str) -> None:
    """Wait for a page that has loaded its scripts: a click before them would be lost."""
    page.wait_for_selector(selector)
    page.wait_for_load_state()


def build(page: Any, fresh: str) -> None:
    page.click("#build-start")
    wait_ready(page, f"text={fresh}")


@pytest.mark.parametrize("page", WORDS, indirect=True)
def test_a_day(library: tuple[Path, str], page: Any, tmp_path: Path) -> None:
    folder, address = library
    words = WORDS[page.evaluate("navigator.language")]
    begin(page, address, "裁军 2026")
    page.set_input_files("#files", [{"name": name, "mimeType": "", "buffer": data} for name, data in FILES.items()])
    page.wait_for_url("**/intake/*")
    assert words["broken"] in page.inner_text(".broken")
    assert "broken_zh.docx" in page.inner_text(".broken")
    assert "broken_en.txt" in page.inner_text(".alone")
    chosen = page.eval_on_selector_all(
        ".pairing", "rows => rows.map(r => [...r.querySelectorAll('select')].map(s => s.selectedOptions[0].text))"
    )
    assert chosen[:2] == [["会议 第一次_中文.txt", "会议 第一次_English.txt"], ["港口.txt", "Ports, final.txt"]]
    page.click("#pairing button.main")
    wait_ready(page, "#build-start")
    assert sorted(path.name for path in (folder / "裁军 2026" / "corpus" / "zh").iterdir()) == [
        "Ports, final.txt",
        "会议 第一次.txt",
    ]
    build(page, words["fresh"])

    page.click(".pairs h3 a >> nth=0")
    page.wait_for_selector("#review[data-ready=yes]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".row.confirmed:not(.para)")
    page.goto(address)
    assert words["stale"] in page.inner_text("main")
    build(page, words["fresh"])

    concept = begin_glossary(page, address)
    settle_findings(page, address, words["settled"])
    page.goto(address)
    build(page, words["fresh"])

    with page.expect_download() as download:
        page.click("a[href='/outputs.zip']")
    archive = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert archive.testzip() is None
    names = archive.namelist()
    assert {"Ports, final.sentences.tmx", "会议 第一次.sentences.tmx", "report.html"} <= set(names)
    assert not any(name.startswith(".") for name in names)
    assert b"confirmed" in archive.read("Ports, final.sentences.tmx")
    assert concept in archive.read("glossary.csv").decode()
    archive.extractall(tmp_path / "unpacked")
    (confirmed,) = confirmed_units(tmp_path / "unpacked" / "Ports, final.sentences.tmx")
    translated = translate_with_omegat(tmp_path / "unpacked" / "omegat")
    assert confirmed.target in translated
    assert confirmed.source not in translated


def confirmed_units(path: Path) -> list[TranslationUnit]:
    return [unit for unit in read_units(path) if unit.prop("x-review") == "confirmed"]


def begin_glossary(page: Any, address: str) -> str:
    """Take the first proposal of the texts by its key; gives its Chinese term."""
    page.goto(f"{address}/terms")
    page.click("main a[href='/proposals']")
    wait_ready(page, "#look")
    page.click("#look")
    wait_ready(page, ".proposal")
    page.focus(".proposal >> nth=0")
    page.keyboard.press("a")
    page.wait_for_selector(".proposal.taken")
    return str(page.input_value(".proposal.taken [name=zh]"))


def settle_findings(page: Any, address: str, settled: str) -> None:
    """Set aside everything that was found in the text whose numbers differ, with one reason."""
    page.goto(f"{address}/findings/Ports, final")
    page.wait_for_load_state()
    assert page.locator("#cards [data-rule^='numbers']").count() == 1
    page.click("#pick-all")
    page.fill("#many [name=reason]", "43 is right")
    page.click("#many .main")
    wait_ready(page, "#undo:visible")
    assert page.locator("#cards .finding").count() == 0
    assert settled in page.inner_text("#cards")


def translate_with_omegat(project: Path) -> str:
    """Open a project in OmegaT and let it translate with its memories; gives the words of all that it wrote."""
    run_omegat(project, "--mode=console-translate")
    return "".join(path.read_text(encoding="utf-8") for path in sorted((project / "target").iterdir()))


def test_pairs_are_made_by_hand(library: tuple[Path, str], page: Any) -> None:
    folder, address = library
    begin(page, address, "by hand")
    files = {"一.txt": CHINESE, "二.txt": SECOND_CHINESE, "first.txt": ENGLISH, "other.txt": SECOND_ENGLISH}
    page.set_input_files(
        "#files", [{"name": name, "mimeType": "", "buffer": text.encode()} for name, text in files.items()]
    )
    page.wait_for_url("**/intake/*")
    for row in page.query_selector_all(".pairing"):
        row.query_selector("[data-side=zh]").select_option("")
    first = page.query_selector(".pairing")
    first.query_selector("[data-side=zh]").select_option(label="一.txt")
    first.query_selector("[data-side=en]").select_option(label="first.txt")
    first.query_selector("input").fill("a/b: chosen")
    page.click("#pairing button.main")
    wait_ready(page, "#build-start")
    assert [path.name for path in (folder / "by hand" / "corpus" / "en").iterdir()] == ["a b chosen.txt"]


def build_for_hours(tell: Tell, root: str) -> None:
    tell("1/1 a")
    time.sleep(36_000)


def test_a_build_can_be_stopped_and_a_project_opened_again(
    library: tuple[Path, str], page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builds, "build_in_child", build_for_hours)
    _, address = library
    begin(page, address, "one")
    begin(page, address + "/projects", "two")
    page.goto(address + "/projects")
    assert page.locator(".pairs h2").all_inner_texts() == ["two", "one"]
    page.click("[aria-label='Open one']")
    wait_ready(page, "#intake")
    assert page.inner_text("h1") == "one"
    page.set_input_files(
        "#files",
        [
            {"name": "a_zh.txt", "mimeType": "", "buffer": CHINESE.encode()},
            {"name": "a_en.txt", "mimeType": "", "buffer": ENGLISH.encode()},
        ],
    )
    page.wait_for_url("**/intake/*")
    page.click("#pairing button.main")
    wait_ready(page, "#build-start")
    page.click("#build-start")
    page.click("#build-stop")
    page.wait_for_selector("text=Stopped.")
    page.wait_for_selector("#build-start:visible")
