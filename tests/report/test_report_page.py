"""The report in a browser: light and dark, on a phone, without an error and without a barrier."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cdalign.alignment import align_documents
from cdalign.checks import check_bitext
from cdalign.documents import read_document
from cdalign.lexicon import core_lexicon, with_termbase
from cdalign.report import make_report, write_report
from cdalign.terminology.termbase import read_termbase
from conftest import MOST_MILLISECONDS, grave_violations


@pytest.fixture(scope="module")
def address(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    termbase = read_termbase(repository / "tm/termbase.tsv")
    source, target = (read_document(repository / f"corpus/{side}/CD-2138.txt") for side in ("zh", "en"))
    bitext = align_documents(source, target, lexicon=with_termbase(core_lexicon(), termbase))
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(path, make_report("CD/2138", check_bitext(bitext, termbase), [bitext], unit_count=107))
    return path.as_uri()


@pytest.fixture(params=["light", "dark"])
def page(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The report in a window in which nothing may be written to the console and nothing fetched."""
    context = browser.new_context(color_scheme=request.param, viewport={"width": 1280, "height": 800}, locale="en-GB")
    window = context.new_page()
    window.set_default_timeout(MOST_MILLISECONDS)
    said: list[str] = []
    window.on("pageerror", lambda error: said.append(str(error)))
    window.on("console", lambda message: said.append(message.text))
    window.on("request", lambda request: said.append(request.url) if request.url != address else None)
    window.goto(address)
    yield window
    context.close()
    assert said == []


def test_axe_finds_nothing_serious(page: Any, axe: str) -> None:
    assert grave_violations(page, axe) == []


def test_a_filter_shows_what_it_names(page: Any) -> None:
    everything = page.locator("article.finding:visible").count()
    page.locator("button.rule", has_text="names.post").click()
    assert page.locator("article.finding:visible").count() == 1
    assert page.locator("output").inner_text() == "1 shown"
    page.locator("select[name=rule]").select_option("")
    assert page.locator("article.finding:visible").count() == everything


def test_a_finding_leads_to_its_paragraph(page: Any) -> None:
    page.locator("article.finding cite a").first.click()
    assert page.evaluate("document.querySelector(':target') !== null")


def test_nothing_is_cut_off_on_a_phone(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
