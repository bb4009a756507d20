"""What one request may cost: every end point that takes text, with the longest hard strings that it accepts.

    python bench/endpoints.py [--units 100000] [--kept FOLDER]

The pages of a project and a memory are asked in this process, so that CPU seconds are those of the answer. The strings
are those of `growth`, 20,000 characters of each, halved until they are accepted. Exit code 1 if a request takes longer
than `MOST_SECONDS`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

import httpx

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.growth import strings
from bench.memory import bench_import
from fuzz.pages import Pages

Ask = Callable[[str], httpx.Response]
LONGEST, SHORTEST = 20_000, 100
# The server answers others meanwhile; a person notices a second.
MOST_SECONDS = 1.0
ADDRESSES = (
    "/search?q={}", "/search?q=会议&rendering={}", "/search?q={}&lang=zh", "/api/matches?source=zh&text={}",
    "/api/matches?source=en&text={}", "/api/concordance?q={}", "/api/concordance?q={}&count=true", "/api/terms?text={}",
    "/tmserver/zh/en/unit/{}", "/tmserver/en/zh/unit/{}", "/get?langpair=zh|en&q={}", "/get?langpair={}&q=a",
    "/terms?q={}", "/terms/{}", "/review/a/find?q={}", "/review/a?at={}", "/review/a/bead/{}", "/review/{}",
    "/findings/a?rule={}", "/findings/{}", "/files/a/{}", "/outputs/{}", "/words/{}", "/uploads/{}", "/intake/{}",
    "/{}", "/?token={}",
    "/documents?q={}", "/bitext?document={}", "/bitext?document=a&at={}", "/discovery/{}", "/api/bitext?document={}",
)  # fmt: skip
BODIES = {
    "/review/a/edit": {"version": "{}", "action": "{}", "bead": "{}"},
    "/findings/a/aside": {"fingerprint": "{}", "reason": "{}"},
    "/terms": {"zh": "{}", "en": "{}", "subject": "{}"},
    "/terms/c0": {"state": "{}", "definition": "{}", "terms": [{"text": "{}", "lang": "en"}]},
    "/discovery": {"text": "{}"},
    "/api/discovery": {"text": "{}", "exclude": ["{}"]},
    "/api/fragments": {"text": "{}", "documents": ["{}"]},
    "/projects": {"name": "{}"},
    "/projects/open": {"name": "{}"},
}
HEADERS = ("cookie", "accept-language", "if-none-match", "content-type", "authorization", "range")


def endpoints(pages: Pages) -> Iterator[tuple[str, Ask]]:
    """Yield what takes a text: its name, and how it is asked."""
    for address in ADDRESSES:
        yield address, partial(_get, pages, address)
    for address, body in BODIES.items():
        yield f"POST {address}", partial(_post, pages, address, json.dumps(body))
    for name in HEADERS:
        yield f"/search with {name}", partial(_get_with, pages, name)


def _get(pages: Pages, address: str, text: str) -> httpx.Response:
    try:
        return pages.ask("GET", address.replace("{}", quote(text, safe="")))
    except httpx.InvalidURL:  # longer than the client takes, which is longer than the server does
        return httpx.Response(431)


def _post(pages: Pages, address: str, body: str, text: str) -> httpx.Response:
    return pages.ask("POST", address, body.replace('"{}"', json.dumps(text)).encode("utf-8", "replace"))


def _get_with(pages: Pages, name: str, text: str) -> httpx.Response:
    # What a client cannot send in a header does not arrive.
    sent = "".join(char for char in text if char.isascii() and char.isprintable()).strip()
    return pages.ask("GET", "/search", **{name: sent})


def longest_accepted(ask: Ask, make: Callable[[int], str]) -> tuple[float, int, int]:
    """Return the CPU seconds, the length and the status of the longest string that is not too long."""
    length = LONGEST
    while True:
        start = time.process_time()
        status = ask(make(length)).status_code
        took = time.process_time() - start
        if status not in (413, 422, 431) or length <= SHORTEST:
            return took, length, status
        length //= 2


def run(units: int, kept: str) -> bool:
    """Measure and print a row for each end point: its costliest string."""
    with tempfile.TemporaryDirectory() as folder:
        pages = Pages(bench_import(Path(kept or folder), units))
        pages.ask("GET", "/search?q=a")
        print(f"{'end point':44} {'worst string':22} {'characters':>10} {'status':>6} {'CPU s':>7}")
        is_good = True
        for name, ask in endpoints(pages):
            rows = ((*longest_accepted(ask, make), piece) for piece, make in strings())
            took, length, status, piece = max(rows)
            is_good &= took <= MOST_SECONDS and status < 500
            print(f"{name:44} {piece!r:22} {length:10,} {status:6} {took:7.3f}", flush=True)
    return is_good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--kept", default="", help="a folder where the memory stays for the next run")
    options = parser.parse_args()
    return 0 if run(options.units, options.kept) else 1


if __name__ == "__main__":
    sys.exit(main())
