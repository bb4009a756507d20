"""A served project for every test, and a window that looks at it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web_projects import Served, make_project, serving

from conftest import MOST_MILLISECONDS


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A small project of its own for every test."""
    project = make_project(tmp_path / "project")
    with serving(project, tmp_path / "uploads") as address:
        yield Served(project, address)


@pytest.fixture
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A window in which no script may fail; its parameter, where there is one, is the language of the browser."""
    locale = getattr(request, "param", "en-GB")
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale=locale)
    window = context.new_page()
    window.set_default_timeout(MOST_MILLISECONDS)
    errors: list[str] = []
    window.on("pageerror", lambda error: errors.append(str(error)))
    window.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    yield window
    context.close()
    assert errors == []
