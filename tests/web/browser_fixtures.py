"""A served project for every test, and a window that looks at it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from web_projects import Served, make_project, serving

from conftest import MOST_MILLISECONDS

SIZE = {"width": 1280, "height": 800}
# Of a page itself while its window is cleaned: one or two are under way when a test ends.
MOST_NAVIGATIONS = 20
# The browser's own page, which says that a server has ended, has no storage.
FORGET = "() => { if (location.protocol === 'http:') { sessionStorage.clear(); localStorage.clear(); } }"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A small project of its own for every test."""
    project = make_project(tmp_path / "project")
    with serving(project, tmp_path / "uploads") as address:
        yield Served(project, address)


class _Nothing(BaseHTTPRequestHandler):
    """Answers everything with an empty page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def nothing() -> Iterator[str]:
    """The address of an empty page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Nothing) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def windows(browser: Any) -> Iterator[dict[str, Any]]:
    """Windows that are clean, by their language: a new one takes the browser three times as long as a page does."""
    clean: dict[str, Any] = {}
    yield clean
    for window in clean.values():
        window.context.close()


@pytest.fixture
def page(browser: Any, windows: dict[str, Any], nothing: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A window in which no script may fail; its parameter, where there is one, is the language of the browser."""
    locale = getattr(request, "param", "en-GB")
    window = windows.pop(locale, None) or browser.new_context(viewport=SIZE, locale=locale).new_page()
    window.set_default_timeout(MOST_MILLISECONDS)
    errors: list[str] = []

    def keep_error(error: Any) -> None:
        errors.append(str(error))

    def keep_message(message: Any) -> None:
        if "Content Security" in message.text:
            errors.append(message.text)

    window.on("pageerror", keep_error)
    window.on("console", keep_message)
    yield window
    if errors:
        window.context.close()
    assert errors == []
    window.remove_listener("pageerror", keep_error)
    window.remove_listener("console", keep_message)
    clean(window, nothing)
    windows[locale] = window


def clean(window: Any, nothing: str) -> None:
    """Make a window as it was when it was new: no page, no other window, nothing stored, the mouse in its corner."""
    for other in window.context.pages:
        if other is not window:
            other.close()
    leave(window, nothing)
    window.context.clear_cookies()
    session = window.context.new_cdp_session(window)
    session.send("Network.clearBrowserCache")
    session.detach()
    window.set_viewport_size(SIZE)
    window.mouse.move(0, 0)


def leave(window: Any, nothing: str) -> None:
    """Delete what a page has stored, and open an empty one: again if the page loads itself at that moment."""
    from playwright.sync_api import Error

    for _ in range(MOST_NAVIGATIONS):
        try:
            window.evaluate(FORGET)
            window.goto(nothing)
        except Error as error:
            if "navigation" not in str(error) and "ERR_ABORTED" not in str(error):
                raise
        else:
            return
    pytest.fail(f"{window.url} loads itself again and again")
