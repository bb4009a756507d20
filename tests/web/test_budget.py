"""What the first page costs on the way: its bytes, with every style sheet, script and module that it asks for."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from web_projects import make_project, serving

# 100 kB come in a second over a slow line of 1 Mbit/s (the budget of the first page).
MOST_BYTES = 100_000


@pytest.fixture(params=["project", "projects"])
def client(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[httpx.Client]:
    project = make_project(tmp_path / "project") if request.param == "project" else None
    with (
        serving(project, tmp_path / "uploads", library=tmp_path / "library") as address,
        httpx.Client(base_url=address, headers={"accept": "text/html"}, timeout=None) as client,
    ):
        yield client


def asked_for(path: str, text: str) -> set[str]:
    """The addresses that a page or a script asks for at once."""
    if path == "/":
        return set(re.findall(r'(?:href|src)="(/static/[^"]+)"', text))
    return {f"/static/{name}" for name in re.findall(r'(?:from|import) "\./([^"]+)"', text)}


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_first_page_is_small(client: httpx.Client, lang: str) -> None:
    sizes: dict[str, int] = {}
    waiting = {"/"}
    while waiting:
        path = waiting.pop()
        answer = client.get(path, headers={"accept-language": lang}).raise_for_status()
        sizes[path] = len(answer.content)
        waiting |= asked_for(path, answer.text) - set(sizes)
    assert len(sizes) > 2, "the page has a style sheet and scripts"
    assert sum(sizes.values()) < MOST_BYTES, sizes
