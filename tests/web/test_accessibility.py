"""Every page, light and dark, under axe-core: no violation that it calls serious or critical."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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
    "/search",
    "/search?q=主席",
    "/search?q=nothing",
    "/search?q=主席作了发言。秘书处分发了文件。",
    "/terms",
    "/terms/president",
    "/terms/president?from=en",
    "/terms?q=nothing",
    "/uploads",
    "/proposals",
    "/documents",
    "/documents?q=nothing",
    "/bitext?document=test",
    "/discovery",
    "/discovery?text=主席作了发言。",
    "/discovery/nowhere",
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


@contextmanager
def opened(browser: Any, **options: Any) -> Iterator[Any]:
    """Open a window, in which one page after the other is looked at and none is used."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(MOST_MILLISECONDS)
    yield page
    context.close()


@pytest.fixture(scope="module", params=["en-GB", "zh-CN"])
def window(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    with opened(browser, locale=request.param) as page:
        yield page


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(window: Any, place: Served, axe: str, path: str) -> None:
    window.goto(place.at(path))
    window.wait_for_timeout(300)
    found = {}
    for scheme in ("light", "dark"):
        window.emulate_media(color_scheme=scheme)
        found[scheme] = grave_violations(window, axe)
    assert found == {"light": [], "dark": []}


@pytest.fixture(scope="module", params=[(390, 800), (640, 400)], ids=["phone", "zoom 200 %"])
def small_window(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    width, height = request.param
    with opened(browser, viewport={"width": width, "height": height}) as page:
        yield page


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_off_on_a_small_screen(small_window: Any, place: Served, path: str) -> None:
    small_window.goto(place.at(path))
    assert small_window.evaluate("document.documentElement.scrollWidth") <= small_window.viewport_size["width"]


# The least side of a target that is not a link in a text, in pixels (WCAG 2.2, 2.5.8).
LEAST_TARGET = 24
SMALL_TARGETS = """least => [...document.querySelectorAll("a, button, select, input, summary, .choose")].filter(one => {
  const { width, height } = one.getBoundingClientRect();
  const isSeen = width > 1 && height > 1 && !one.matches(".skip, .unseen");
  return isSeen && getComputedStyle(one).display !== "inline" && Math.min(width, height) < least;
}).map(one => one.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def touched_window(browser: Any) -> Iterator[Any]:
    with opened(browser, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True) as page:
        yield page


@pytest.mark.parametrize("path", ["/", "/review/test", "/findings/test", "/terms", "intake", "import", "uploaded"])
def test_what_is_touched_is_large_enough(touched_window: Any, place: Served, path: str) -> None:
    touched_window.goto(place.at(path))
    assert touched_window.evaluate(SMALL_TARGETS, LEAST_TARGET) == []


def test_every_control_is_reached_by_keyboard(browser: Any, place: Served) -> None:
    with opened(browser, locale="en-GB") as page:
        page.goto(f"{place.address}/")
        page.keyboard.press("Tab")
        page.wait_for_selector(".skip:focus", state="attached")
        page.keyboard.press("Enter")
        page.wait_for_selector("#main:focus", state="attached")
        page.goto(f"{place.address}/review/test")
        page.wait_for_selector("#review[data-ready=yes]")
        page.wait_for_selector("[data-bead='s2-2']:focus", state="attached")
        assert page.locator("#grid [tabindex='0']").count() == 1, "one stop in the grid; arrows move inside"
