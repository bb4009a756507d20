"""Every page, light and dark, under axe-core: no violation that it calls serious or critical."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from web_projects import SAMPLES, Served, make_project, send_samples, serving

from cdalign.web.access import Access
from conftest import MOST_MILLISECONDS, grave_violations

pytest_plugins = ["browser_fixtures"]

PAGES = (
    "/",
    "/projects",
    "/review/test",
    "/findings/test",
    "/search?q=主席",
    "/search?q=主席作了发言。秘书处分发了文件。",
    "/terms",
    "/terms/president",
    "/terms/president?from=en",
    "/terms?q=nothing",
    "/uploads",
    "/proposals",
    "/documents",
    "/bitext?document=test",
    "/discovery",
    "/nowhere",
    *SAMPLES,
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root, access = tmp_path_factory.mktemp("accessible"), Access()
    project = make_project(root / "project")
    with serving(project, root / "uploads", access, library=root / "library") as address:
        yield Served(project, address, send_samples(address, access))
    shutil.rmtree(root)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(browser: Any, place: Served, axe: str, path: str, scheme: str, locale: str) -> None:
    context = browser.new_context(color_scheme=scheme, locale=locale)
    page = context.new_page()
    page.set_default_timeout(MOST_MILLISECONDS)
    page.goto(place.at(path))
    page.wait_for_timeout(300)
    found = grave_violations(page, axe)
    context.close()
    assert found == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", [(390, 800), (640, 400)], ids=["phone", "zoom 200 %"])
def test_nothing_is_cut_off_on_a_small_screen(browser: Any, place: Served, path: str, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.set_default_timeout(MOST_MILLISECONDS)
    page.goto(place.at(path))
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    context.close()


# The least side of a target that is not a link in a text, in pixels (WCAG 2.2, 2.5.8).
LEAST_TARGET = 24
SMALL_TARGETS = """least => [...document.querySelectorAll("a, button, select, input, summary, .choose")].filter(one => {
  const { width, height } = one.getBoundingClientRect();
  const isSeen = width > 1 && height > 1 && !one.matches(".skip, .unseen");
  return isSeen && getComputedStyle(one).display !== "inline" && Math.min(width, height) < least;
}).map(one => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("path", ["/", "/review/test", "/findings/test", "/terms", "intake", "import", "uploaded"])
def test_what_is_touched_is_large_enough(browser: Any, place: Served, path: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.set_default_timeout(MOST_MILLISECONDS)
    page.goto(place.at(path))
    found = page.evaluate(SMALL_TARGETS, LEAST_TARGET)
    context.close()
    assert found == []


def test_every_control_is_reached_by_keyboard(browser: Any, place: Served) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(MOST_MILLISECONDS)
    page.goto(f"{place.address}/")
    page.keyboard.press("Tab")
    page.wait_for_selector(".skip:focus", state="attached")
    page.keyboard.press("Enter")
    page.wait_for_selector("#main:focus", state="attached")
    page.goto(f"{place.address}/review/test")
    page.wait_for_selector("#review[data-ready=yes]")
    page.wait_for_selector("[data-bead='s2-2']:focus", state="attached")
    assert page.locator("#grid [tabindex='0']").count() == 1, "one stop in the grid; arrows move inside"
    context.close()
