"""The review page with 20,000 rows in Debian's Chromium: how long from a key to the paint: python bench/web.py.

The goal is a median under 100 ms. A key is dispatched in the page; the time runs until the frame after the server's
answer is shown. The first page of the project is to be there within 300 ms.
"""

import statistics
import sys
import tempfile
import threading
import time
from itertools import islice
from pathlib import Path
from typing import Any

from synthetic import make_sentences

from cdalign.model import Bead, Bitext, Document
from cdalign.project import open_project, read_pair
from cdalign.web.app import make_app
from cdalign.web.workspace import Workspace
from cdalign.working import write_working

ROWS = 20_000
A_PARAGRAPH = 5
PRESSES = 40
LOADS = 15
GOAL_MS = 100
FIRST_PAGE_MS = 300
# Every tenth bead is doubtful.
DOUBTFUL_EVERY = 10
WINDOW = {"width": 1280, "height": 800}
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]

# Press a key, wait until the page has changed and the next frame is painted, and give the milliseconds.
PRESS = """([key, options, isEdit]) => new Promise((done) => {
  const start = performance.now();
  const painted = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  if (isEdit) {
    const seen = new MutationObserver(() => { seen.disconnect(); painted(); });
    for (const id of ["progress", "notice"]) seen.observe(document.getElementById(id), { childList: true });
  }
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...options }));
  if (!isEdit) painted();
})"""
# Choose in "Show", wait until the row in focus is in the page again, and give the milliseconds until it is painted.
FILTER = """(value) => new Promise((done) => {
  const start = performance.now(), show = document.getElementById("show");
  const look = () => {
    if (!document.querySelector("#grid .here")) return requestAnimationFrame(look);
    return requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  };
  show.value = value;
  show.dispatchEvent(new Event("change"));
  look();
})"""
KEYS = (
    ("Enter", {}, True),
    ("ArrowDown", {}, False),
    ("n", {}, False),
    ("m", {}, True),
    ("s", {}, True),
    ("x", {}, True),
    ("z", {"ctrlKey": True}, True),
    ("z", {"ctrlKey": True, "shiftKey": True}, True),
)


def make_project(root: Path, count: int) -> None:
    sentences = list(islice(make_sentences(count), count))
    for side, folder in enumerate(("zh", "en")):
        (root / "corpus" / folder).mkdir(parents=True)
        parts = [sentences[at : at + A_PARAGRAPH] for at in range(0, count, A_PARAGRAPH)]
        joint = "" if folder == "zh" else " "
        paragraphs = [
            f"{number}. {joint.join(sentence[side] for sentence in part)}" for number, part in enumerate(parts, start=1)
        ]
        (root / "corpus" / folder / "long.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    project = open_project(root)
    source, target = read_pair(project, project.pairs[0])
    bitext = tile(source, target)
    print(f"{len(bitext.paragraphs)} paragraph beads, {len(bitext.sentences)} sentence beads")
    write_working(project.working_file(project.pairs[0]), bitext)


def tile(source: Document, target: Document) -> Bitext:
    """Paragraphs 1:1; their sentences 1:1, and the last one of a paragraph with what is left of both sides."""
    paragraphs, sentences = [], []
    for at in range(len(source.paragraphs)):
        paragraphs.append(Bead(range(at, at + 1), range(at, at + 1)))
        ranges = [range(doc.segment_offsets[at], doc.segment_offsets[at + 1]) for doc in (source, target)]
        whole = min(map(len, ranges)) - 1
        for number in range(whole + 1):
            left, right = (one[number:] if number == whole else one[number : number + 1] for one in ranges)
            sentences.append(Bead(left, right, 0.5 if len(sentences) % DOUBTFUL_EVERY == 0 else 0.99))
    return Bitext(source, target, tuple(paragraphs), tuple(sentences))


def serve(root: Path) -> str:
    import uvicorn

    app = make_app(Workspace(open_project(root), root / "uploads"))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", access_log=False))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"


def measure(address: str) -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        page = browser.new_page(viewport=WINDOW)
        for what in ("open the page, first time", "open the page again"):
            start = time.perf_counter()
            page.goto(f"{address}/review/long")
            page.wait_for_selector("#review[data-ready=yes]")
            print(f"{what:34}{time.perf_counter() - start:8.2f} s")
        first = measure_first_page(browser, address)
        medians = [*(measure_key(page, *key) for key in KEYS), measure_filter(page)]
        print(f"{'rows in the page':34}{page.locator('#grid .row').count():8}")
        browser.close()
    print(f"{'goals':34}{GOAL_MS:8} ms median of each key and of the filter, {FIRST_PAGE_MS} ms of the first page")
    return max(medians) < GOAL_MS and first < FIRST_PAGE_MS


def measure_first_page(browser: Any, address: str) -> float:
    """The first page of the project in a window of its own, from the request until it is loaded."""
    page, times = browser.new_page(viewport=WINDOW), []
    for _ in range(LOADS):
        page.goto(address)
        times.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
    page.close()
    return say_times("the first page", times)


def measure_filter(page: Any) -> float:
    """Choose what is shown, now the doubtful rows and now all."""
    return say_times("Show", [page.evaluate(FILTER, show) for _ in range(LOADS) for show in ("doubtful", "all")])


def say_times(name: str, times: list[float]) -> float:
    median = statistics.median(times)
    print(f"{name:34}{median:8.0f} ms median, {sorted(times)[int(len(times) * 0.95)]:.0f} ms p95")
    return median


def measure_key(page: Any, key: str, options: dict[str, bool], is_edit: bool) -> float:
    times = []
    for _ in range(PRESSES):
        times.append(page.evaluate(PRESS, [key, options, is_edit]))
        if key in ("m", "s"):
            # The next merge, or split, needs a row of its own.
            page.evaluate(PRESS, ["n", {}, False])
    return say_times("+".join([*(option.removesuffix("Key") for option in options), key]), times)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        make_project(Path(folder), count)
        return 0 if measure(serve(Path(folder))) else 1


if __name__ == "__main__":
    sys.exit(main())
