"""A served project for every test, and a browser that looks at it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web_projects import Served, make_project, serving

from conftest import require_tool

CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A small project of its own for every test."""
    project = make_project(tmp_path / "project")
    with serving(project, tmp_path / "uploads") as address:
        yield Served(project, address)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's chromium."""
    pytest.importorskip("playwright", reason="needs playwright")
    from playwright.sync_api import sync_playwright

    path = require_tool("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A window in which no script may fail."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    window = context.new_page()
    errors: list[str] = []
    window.on("pageerror", lambda error: errors.append(str(error)))
    window.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    yield window
    context.close()
    assert errors == []
