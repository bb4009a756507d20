"""Every page, light and dark, under axe-core: no violation that it calls serious or critical."""

import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from web_projects import Served, make_project, serving

from conftest import require_tool

pytest_plugins = ["browser_fixtures"]

AXE = "axe-core@4.10.3"
PAGES = (
    "/",
    "/review/test",
    "/findings/test",
    "/search?q=主席",
    "/search?q=主席作了发言。秘书处分发了文件。",
    "/terms",
    "/terms/president",
    "/uploads",
    "/nowhere",
)


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of axe-core, which npm brings; it is no part of this repository (MPL-2.0, 0.5 MB)."""
    npm = require_tool("npm")
    folder = tmp_path_factory.mktemp("axe")
    fetched = subprocess.run(
        [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", AXE],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if fetched.returncode:
        pytest.skip(f"npm could not bring {AXE}: {fetched.stderr[:200]}")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("accessible")
    project = make_project(root / "project")
    with serving(project, root / "uploads") as address:
        yield Served(project, address)
    shutil.rmtree(root)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(browser: Any, place: Served, axe: str, path: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, locale="en-GB")
    page = context.new_page()
    page.goto(place.address + path)
    page.wait_for_timeout(300)
    page.evaluate(axe)
    found = page.evaluate("() => axe.run()")["violations"]
    context.close()
    grave = [
        (one["id"], one["help"], [node["html"][:120] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert grave == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", [(390, 800), (640, 400)], ids=["phone", "zoom 200 %"])
def test_nothing_is_cut_off_on_a_small_screen(browser: Any, place: Served, path: str, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.goto(place.address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    context.close()


def test_every_control_is_reached_by_keyboard(browser: Any, place: Served) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{place.address}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(f"{place.address}/review/test")
    page.wait_for_selector("#review[data-ready=yes]")
    assert page.evaluate("document.activeElement.dataset.bead") == "s2-2"
    assert page.locator("#grid [tabindex='0']").count() == 1, "one stop in the grid; arrows move inside"
    context.close()
