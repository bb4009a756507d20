"""Reading: CPU seconds for a 500-page PDF against pypdfium2's own text extraction, and peak memory; other formats.

    python bench/reading.py [--pages 500]

The bound is twice pypdfium2's own time: whatever order, joining and footnotes cost, text is most of it.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "reading"))

import pypdfium2
from pdf_files import pdf_file, set_lines

from cdalign.documents import make_document
from cdalign.reading import parse_blocks

RUNS = 5
SENTENCE = "The Working Group considered the reports of the experts and the proposals that had been made by {word}. "
MEASURE = 92


def make_pages(count: int) -> list[list[tuple[float, float, float, str]]]:
    """Pages of wrapped numbered paragraphs under a running head, no two alike."""
    pages = []
    for page in range(count):
        lines: list[str] = []
        for number in range(page * 5 + 1, page * 5 + 6):
            word = "".join(chr(ord("a") + int(digit)) for digit in str(number))
            lines += [*wrap(f"{number % 1000}. " + SENTENCE.format(word=word) * 6), ""]
        pages.append([(72.0, 790.0, 9.0, "CD/2138"), *set_lines(lines), (300.0, 30.0, 9.0, str(page + 1))])
    return pages


def wrap(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > MEASURE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def extract(data: bytes) -> int:
    """What pypdfium2 does on its own: the characters of every page."""
    document = pypdfium2.PdfDocument(data)
    return sum(len(document[index].get_textpage().get_text_range()) for index in range(len(document)))


def seconds(action: Callable[[], object]) -> float:
    """The quickest of some runs, in seconds of this process's own time."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    pages = parser.parse_args().pages
    data = pdf_file(make_pages(pages))
    own = seconds(lambda: extract(data))
    ours = seconds(lambda: parse_blocks(data))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"PDF, {pages} pages: {ours:.2f} s, pypdfium2's own text {own:.2f} s: {ours / own:.2f} times (bound 2)")
    print(f"peak memory {peak:.0f} MB")
    text = (Path(__file__).parent.parent / "corpus" / "zh" / "CD-2138.txt").read_bytes()
    print(f"TXT, CD/2138, structure and sentences: {seconds(lambda: make_document(parse_blocks(text))) * 1000:.0f} ms")
    return 0 if ours <= 2 * own else 1


if __name__ == "__main__":
    sys.exit(main())
