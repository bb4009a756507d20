"""Reading: CPU seconds for long PDFs in both languages against pypdfium2's own text, and peak memory; other formats.

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
BOUND = 2
SENTENCE = "The Working Group considered the reports of the experts and the proposals that had been made by {word}. "
MEASURE = 92
CHINESE_SENTENCE = "工作组审议了专家的各项报告以及代表团就第{word}项问题提出的建议，并决定继续开展这一工作。"
CHINESE_MEASURE = 44


def make_chinese_pages(count: int) -> list[list[tuple[float, float, float, str]]]:
    """As `make_pages`, in Chinese."""
    pages = []
    for page in range(count):
        lines: list[str] = []
        for number in range(page * 5 + 1, page * 5 + 6):
            word = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
            text = f"{number % 1000}. " + CHINESE_SENTENCE.format(word=word) * 6
            lines += [*(text[at : at + CHINESE_MEASURE] for at in range(0, len(text), CHINESE_MEASURE)), ""]
        pages.append([(72.0, 790.0, 9.0, "CD/2138"), *set_lines(lines), (300.0, 30.0, 9.0, str(page + 1))])
    return pages


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
    """The seconds of this process's own time that something takes."""
    start = time.process_time()
    action()
    return time.process_time() - start


def compare(name: str, data: bytes, pages: int) -> float:
    """How many times as long as PDFium's own text reading a PDF takes."""
    # By turns, so that a busy moment of the machine weighs on both.
    runs = [(seconds(lambda: extract(data)), seconds(lambda: parse_blocks(data))) for _ in range(RUNS)]
    own, ours = map(min, zip(*runs, strict=True))
    times = ours / own
    print(
        f"PDF, {name}, {pages} pages: {ours:.2f} s, pypdfium2's own text {own:.2f} s: {times:.2f} times (bound {BOUND})"
    )
    return times


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    pages = parser.parse_args().pages
    times = [
        compare(name, pdf_file(make(pages)), pages)
        for name, make in (("English", make_pages), ("Chinese", make_chinese_pages))
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")
    text = (Path(__file__).parent.parent / "corpus" / "zh" / "CD-2138.txt").read_bytes()
    milliseconds = min(seconds(lambda: make_document(parse_blocks(text))) for _ in range(RUNS)) * 1000
    print(f"TXT, CD/2138, structure and sentences: {milliseconds:.0f} ms")
    return 0 if max(times) <= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
