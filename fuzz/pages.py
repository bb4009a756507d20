"""What a browser or a program may send to our pages: JSON bodies, and addresses with their queries."""

from __future__ import annotations

import asyncio
import atexit
import json
import shutil
import tempfile
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from fuzz import samples

HOST = "http://127.0.0.1"
# An address that is none is refused by the client; nothing that the pages raise is expected.
REFUSALS = (httpx.InvalidURL, UnicodeError)
_VERSION = "VERSION"
_TERMS = [{"text": "裁军", "lang": "zh-Hans", "type": "fullForm", "status": "preferred", "was": "x", "note": "n"}]


@dataclass(frozen=True)
class Page:
    """A page that takes a JSON object: its name, where it is sent, and an object that it understands."""

    name: str
    address: str
    body: dict[str, object]

    def sample(self) -> bytes:
        """Return the good object."""
        return json.dumps(self.body, ensure_ascii=False).encode()

    def send(self, path: Path) -> int:
        """Send the content of a file, with the present version of the text in it, and return the status."""
        content = path.read_bytes()
        if _VERSION.encode() in content:
            version = _pages().ask("GET", "/review/a/version").json()["version"]
            content = content.replace(_VERSION.encode(), version.encode())
        return _judge(_pages().ask("POST", self.address, content=content))


def visit(path: Path) -> None:
    """Ask for each address of a file, one a line."""
    for line in path.read_bytes().decode("utf-8", "replace").splitlines()[:20]:
        _judge(_pages().ask("GET", f"{HOST}/{line.lstrip('/')}"))


def _judge(answer: httpx.Response) -> int:
    """Return the status, which says that the request is understood or that it is wrong, and never that we are."""
    assert answer.status_code < 500, answer.text
    return answer.status_code


PAGES = (
    Page(
        "page edit",
        "/review/a/edit",
        {"version": _VERSION, "action": "split", "bead": "s0-0", "source_at": 1, "target_at": 1},
    ),
    Page(
        "page shift",
        "/review/a/edit",
        {"version": _VERSION, "action": "shift", "bead": "s1-1", "source_by": 1, "target_by": -1},
    ),
    Page("page confirm", "/review/a/edit", {"version": _VERSION, "action": "confirm-above", "percent": 99}),
    Page("page merge", "/review/a/edit", {"version": _VERSION, "action": "merge", "bead": "p0-0"}),
    Page("page findings", "/findings/a/aside", {"fingerprint": "0123456789abcdef", "reason": "seen", "back": False}),
    Page("page terms", "/terms/c0", {"state": "x", "definition": "d", "note": "n", "terms": _TERMS}),
    Page("page new term", "/terms", {"zh": "裁军", "en": "disarmament", "subject": "s"}),
    Page("page proposal", "/proposals/0", {"decision": "take", "zh": "裁军", "en": "disarmament"}),
    Page("page new text", "/discovery", {"text": "会议通过了决定。"}),
    Page("api discovery", "/api/discovery", {"text": "会议", "exclude": ["a"], "prefer": ["b"], "limit": 5}),
    Page("api fragments", "/api/fragments", {"text": "会议", "language": "zh", "documents": ["a"]}),
    Page("page project", "/projects", {"name": "two"}),
    Page("page open", "/projects/open", {"name": "two"}),
)
ADDRESSES = """/search?q=会议&lang=zh&collection=a&limit=10&offset=0&rendering=the%20Conference
/review/a?at=body.1.1&side=zh&only=doubtful&page=2
/review/a/find?q=%E4%BC%9A
/review/a/bead/s0-0
/findings/a?rule=numbers&severity=major
/terms?q=裁军&lang=en
/terms/c0
/api/matches?text=会议&source=zh&target=en&threshold=70&limit=5
/api/concordance?q=会议&limit=20&count=true&rendering=a
/api/terms?text=裁军
/tmserver/zh/en/unit/会议通过了?min_similarity=60&max_candidates=3
/get?q=会议&langpair=zh|en&de=a@example.org&mt=0
/files/glossary/zh-en.txt
/documents?q=a
/bitext?document=a&at=body.1&page=1
/api/bitext?document=a&offset=1&limit=2
/discovery/0123456789ab?exclude=a&prefer=b
/words/en?back=/search
/?token=x
"""


class Pages:
    """The pages of a project of one text, beside a memory or none. They end with the process."""

    def __init__(self, memory: Path | None = None) -> None:
        from cdalign.project import open_project
        from cdalign.terminology import write_termbase
        from cdalign.web.app import make_app
        from cdalign.web.workspace import Workspace

        folder = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        root = folder / "projects" / "one"
        for side, text in (("zh", samples.CHINESE), ("en", samples.ENGLISH)):
            (root / "corpus" / side).mkdir(parents=True)
            (root / "corpus" / side / "a.txt").write_text(text, encoding="utf-8")
        write_termbase(root / "tm" / "termbase.tsv", samples.termbase())
        (folder / "uploads").mkdir()
        app: Any = make_app(Workspace(open_project(root), folder / "uploads", memory, folder / "projects"))
        headers = {"origin": HOST, "x-csrf-token": app.state.access.csrf}
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOST, headers=headers)
        # A thread of its own: tests of pages in a browser leave a running loop in the main one.
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        atexit.register(self._loop.call_soon_threadsafe, self._loop.stop)

    def ask(self, method: str, address: str, content: bytes = b"", **headers: str) -> httpx.Response:
        """Return the answer to a request, as a browser at one of our pages sends it."""
        asked = self._client.request(method, address, content=content, headers=headers, timeout=None)
        return asyncio.run_coroutine_threadsafe(asked, self._loop).result()


@cache
def _pages() -> Pages:
    return Pages()
