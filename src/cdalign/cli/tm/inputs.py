"""What the tools for memories share: which files are meant, where the result goes, warnings, a bar on long work."""

from __future__ import annotations

import argparse
import glob
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cdalign.cli.amounts import say_about, say_more
from cdalign.cli.argument_values import count
from cdalign.cli.arguments import add_languages, add_output
from cdalign.cli.fault_reports import fault_place
from cdalign.cli.printing import print_talk, print_warning
from cdalign.errors import ReadError, UsageError

if TYPE_CHECKING:
    from cdalign.faults import Fault
    from cdalign.tmx import Header, Unit

_Item = TypeVar("_Item")
STANDARD = "-"
PLACE = "a file (un.cdtm) or the URL of a database"
NAME_LANGUAGES = "name --source-lang and --target-lang"
_WARNINGS_PER_RULE = 3


def add_files(parser: argparse.ArgumentParser, kind: str = "TMX files") -> None:
    """Add the files to read."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=f"{kind}, globs, or - for TMX on standard input")


def add_new_text(parser: argparse.ArgumentParser, bounds: str) -> None:
    """Add a new text, and how many words a run of it that a memory holds has at least, within `bounds`."""
    parser.add_argument("file", metavar="FILE", help="the new text (TXT, DOCX, HTML, PDF)")
    parser.add_argument(
        "--shortest",
        type=count,
        default=0,
        metavar="N",
        help=f"fewest words of a run, {bounds} (default: 8 characters of Chinese, 5 words of other languages)",
    )


def add_memory_output(parser: argparse.ArgumentParser) -> None:
    """Add the memory to write."""
    add_output(parser, "where to write (default: stdout)", default=STANDARD)


def add_memory_languages(parser: argparse.ArgumentParser) -> None:
    """Add the two languages of the pairs."""
    add_languages(parser, "as the memory says")


@contextmanager
def chosen_files(words: Sequence[str]) -> Iterator[list[Path]]:
    """Yield the files that the words of a call mean: paths, globs (for shells that expand none), `-`.

    Raises:
        ReadError: a glob matches nothing.
    """
    from cdalign.tmx.sources import kept_standard_input

    if STANDARD not in words:
        yield _expand(words)
        return
    with kept_standard_input() as kept:
        yield [path for word in words for path in ([kept] if word == STANDARD else _expand([word]))]


def _expand(words: Iterable[str]) -> list[Path]:
    paths: list[Path] = []
    for word in words:
        if glob.has_magic(word) and not Path(word).exists():
            found = sorted(glob.glob(word, recursive=True))  # noqa: PTH207 — takes absolute patterns as well
            if not found:
                raise ReadError("matches no file", path=word, advice="check the pattern")
            paths.extend(map(Path, found))
        else:
            paths.append(Path(word))
    return paths


def refuse_missing(paths: Iterable[Path]) -> None:
    """Refuse a file that is not there, before anything is made of the others.

    Raises:
        ReadError: one is missing.
    """
    for path in paths:
        if not path.exists() and path.suffix != ".moses":
            raise ReadError.of(FileNotFoundError(), path)


def refuse_standard_output(output: str) -> None:
    """Refuse stdout where several files or a binary format are written.

    Raises:
        UsageError: no file was named.
    """
    if output == STANDARD:
        raise UsageError("cannot go to standard output", path="-o", advice="name a file with -o")


def write_memory(output: str, header: Header, units: Iterable[Unit]) -> int:
    """Write elements to a file, whole or not at all, or to standard output, and give their number."""
    from cdalign.tmx import write_elements
    from cdalign.tmx.rendering import render_memory
    from cdalign.tmx.writing import write_lines

    counted = Counted(with_bar(units, "writing"))
    if output == STANDARD:
        write_lines(sys.stdout.buffer, render_memory(header, counted))
        sys.stdout.buffer.flush()
    else:
        write_elements(output, header, counted)
    return counted.count


class Counted:
    """Items that count themselves as they are gone through."""

    def __init__(self, items: Iterable[_Item]) -> None:
        self._items: Iterable[object] = items
        self.count = 0

    def __iter__(self) -> Iterator[Any]:
        for item in self._items:
            self.count += 1
            yield item


class FaultTalk:
    """Prints the first faults of each rule as warnings, and how many more there were."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def __call__(self, path: str | Path, fault: Fault) -> None:
        """Take a fault of a file."""
        self._counts[fault.rule] += 1
        if self._counts[fault.rule] <= _WARNINGS_PER_RULE and fault.severity != "info":
            print_warning(say_about(fault_place(path, fault), fault.message))

    def print_rest(self) -> None:
        """Print how many warnings were not shown."""
        for rule, times in self._counts.items():
            if times > _WARNINGS_PER_RULE:
                print_talk(say_about(rule, say_more(times - _WARNINGS_PER_RULE)))


@contextmanager
def fault_talk() -> Iterator[FaultTalk]:
    """Yield what prints warnings, and print how many were not shown when the work is done."""
    talk = FaultTalk()
    yield talk
    talk.print_rest()


def with_bar(items: Iterable[_Item], title: str) -> Iterable[_Item]:
    """Return the items, with a bar on a terminal that counts them."""
    if not sys.stderr.isatty():
        return items
    from tqdm import tqdm

    return tqdm(items, desc=title, unit=" units", leave=False, delay=1)
