"""A small project of one pair, and a server of it in a thread."""

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import uvicorn
import uvicorn.server
from starlette.types import ASGIApp

from cdalign.model import Bead, Bitext, Level
from cdalign.project import Project, open_project, read_pair
from cdalign.web.access import Access
from cdalign.web.app import make_app
from cdalign.web.serving import Listening, configure, take_address
from cdalign.web.workspace import Workspace
from cdalign.working import fit_bitext, read_working, write_working

CHINESE = """\
测试文件

1. 会议于 2019 年 3 月 4 日开幕。主席作了发言。各国代表团表示欢迎。

2. 会议通过了 3 项决定。秘书处分发了文件。

3. <script>document.title = "坏"</script>是一个危险的句子。会议闭幕。
"""
ENGLISH = """\
Test document

1. The meeting opened on 4 March 2019. The President made a statement. Delegations welcomed it.

2. The meeting adopted 3 decisions. The secretariat circulated the document.

3. <script>document.title = "bad"</script> is a dangerous sentence. The meeting closed.
"""
TERMBASE = """\
concept\tlang\tterm\ttype\tstatus
president\tzh-Hans\t主席\tfullForm\tpreferred
president\ten\tPresident\tfullForm\tpreferred
president\ten\tChairman\tfullForm\tdeprecated
secretariat\tzh-Hans\t秘书处\tfullForm\tpreferred
secretariat\ten\tsecretariat\tfullForm\tpreferred
"""


def make_project(root: Path) -> Project:
    """A project of one pair with 8 sentence beads, of which the third and the fifth are doubtful."""
    for side, text in (("zh", CHINESE), ("en", ENGLISH)):
        (root / "corpus" / side).mkdir(parents=True)
        (root / "corpus" / side / "test.txt").write_text(text, encoding="utf-8")
    (root / "tm").mkdir()
    (root / "tm" / "termbase.tsv").write_text(TERMBASE, encoding="utf-8")
    project = open_project(root)
    source, target = read_pair(project, project.pairs[0])
    assert len(source.segments) == len(target.segments) == 8
    paragraphs = tuple(Bead(range(at, at + 1), range(at, at + 1)) for at in range(4))
    scores = [0.99, 0.98, 0.41, 0.97, 0.55, 0.96, 0.99, 0.99]
    sentences = tuple(Bead(range(at, at + 1), range(at, at + 1), score) for at, score in enumerate(scores))
    write_working(project.working_file(project.pairs[0]), Bitext(source, target, paragraphs, sentences))
    return project


@dataclass(frozen=True)
class Served:
    """A project, the address at which its pages are served, and the pages of what was sent there."""

    project: Project
    address: str
    samples: Mapping[str, str] = field(default_factory=dict)

    def at(self, path: str) -> str:
        """The address of a page, or of a sample by its name."""
        return self.address + self.samples.get(path, path)

    @property
    def on_disk(self) -> Bitext:
        """The bitext as its working file has it now."""
        pair = self.project.pairs[0]
        bitext = fit_bitext(read_working(self.project.working_file(pair)), *read_pair(self.project, pair))
        assert bitext is not None
        return bitext

    def shapes(self, level: Level = Level.SENTENCE) -> list[str]:
        """The shapes of the beads on the disk."""
        return [bead.shape for bead in self.on_disk.beads(level)]

    def statuses(self) -> list[str]:
        """The first letters of the states of the sentence beads on the disk."""
        return [str(bead.status)[0] for bead in self.on_disk.sentences]


def paste(client: httpx.Client, text: str) -> str:
    """Paste a new text, wait until it is read, and return the address of its page."""
    key = client.post("/discovery", json={"text": text}).raise_for_status().json()["key"]
    while (now := client.get(f"/discovery/{key}/work").json())["state"] == "working":
        time.sleep(0.01)
    go: str = now["go"]
    return go


@contextmanager
def serving(
    project: Project | None,
    uploads: Path,
    access: Access | None = None,
    *,
    memory: str | Path | None = None,
    library: Path | None = None,
) -> Iterator[str]:
    """Serve a project, a memory or both in a thread, as `cdalign serve` does; gives the address."""
    with in_thread(make_app(Workspace(project, uploads, memory, library), access)) as address:
        yield address


@contextmanager
def asking(
    project: Project | None,
    uploads: Path,
    access: Access | None = None,
    *,
    accept: str = "*/*",
    memory: str | Path | None = None,
    library: Path | None = None,
) -> Iterator[httpx.Client]:
    """Serve a project as `serving` does; gives a client that may change it, as the pages of the server may."""
    access = access or Access()
    with serving(project, uploads, access, memory=memory, library=library) as address:
        headers = {"origin": address, "x-csrf-token": access.csrf, "accept": accept}
        with httpx.Client(base_url=address, headers=headers, timeout=None) as client:
            yield client


class _Impatient:
    """asyncio with sleeps of a tenth: uvicorn sleeps twice before it ends, and tests end hundreds of servers."""

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / 10)


vars(uvicorn.server)["asyncio"] = _Impatient()


@contextmanager
def in_thread(app: ASGIApp) -> Iterator[str]:
    """Run an application on a free port in a thread; gives the address."""
    with take_address(Listening(port=0)) as taken:
        server = uvicorn.Server(configure(app))
        thread = threading.Thread(target=server.run, args=([taken],), daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


TERMS_TABLE = """\
编号,中文,English,备注
1,主席,Chair,谁主持
2,核查,verification,
3,中国,China中,
"""
# Pages of what was sent: terms in a table, without headings, not to be read; two pairs; a heap of files; a text.
SAMPLES = ("import", "import-bare", "import-broken", "uploaded", "uploaded-broken", "intake", "pasted")


def send_samples(address: str, access: Access) -> dict[str, str]:
    """Send what pages are made of that have no address of their own; gives the address of each of `SAMPLES`."""
    headers = {"origin": address, "x-csrf-token": access.csrf}
    with httpx.Client(base_url=address, headers=headers, timeout=None) as client:
        return {
            "import": _send_terms(client, "table.csv", TERMS_TABLE.encode()),
            "import-bare": _send_terms(client, "bare.csv", b"1,2\n3,4\n"),
            "import-broken": _send_terms(client, "broken.xlsx", b"PK\x03\x04"),
            "uploaded": _send_pair(client, {"zh": CHINESE.encode(), "en": ENGLISH.encode()}),
            "uploaded-broken": _send_pair(client, {"zh": b"PK\x03\x04", "en": ENGLISH.encode()}),
            "intake": _send_heap(client, {"a_zh.txt": CHINESE.encode(), "a.txt": ENGLISH.encode(), "b.docx": b"PK"}),
            "pasted": paste(client, f"{CHINESE}\n另见 CD/1。"),
        }


def _finish(client: httpx.Client, work: str) -> None:
    while client.get(work).json()["state"] == "working":
        time.sleep(0.01)


def _send_terms(client: httpx.Client, name: str, data: bytes) -> str:
    go = str(client.put("/import", params={"name": name}, content=data).json()["go"])
    _finish(client, f"{go}/work")
    return go


def _send_pair(client: httpx.Client, texts: dict[str, bytes]) -> str:
    go = f"/uploads/{client.post('/uploads').json()['key']}"
    for side, data in texts.items():
        client.put(f"{go}/{side}", params={"name": f"test.{side}.txt"}, content=data)
    client.post(f"{go}/work")
    _finish(client, f"{go}/work")
    return go


def _send_heap(client: httpx.Client, files: dict[str, bytes]) -> str:
    go = f"/intake/{client.post('/intake').json()['key']}"
    for name, data in files.items():
        client.put(f"{go}/file", params={"name": name}, content=data)
    client.post(f"{go}/work")
    _finish(client, f"{go}/work")
    return go
