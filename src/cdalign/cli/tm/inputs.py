"""What the tools for memories share: which files are meant, and a bar on long work."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from cdalign.errors import ReadError

_Item = TypeVar("_Item")
STANDARD_INPUT = "-"


@contextmanager
def chosen_files(words: Sequence[str]) -> Iterator[list[Path]]:
    """Give the files that the words of a call mean: paths, globs (for shells that expand none), `-`.

    Raises:
        ReadError: a glob matches nothing.
    """
    from cdalign.tmx.sources import kept_standard_input

    if STANDARD_INPUT not in words:
        yield _expand(words)
        return
    with kept_standard_input() as kept:
        yield [path for word in words for path in ([kept] if word == STANDARD_INPUT else _expand([word]))]


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


def with_bar(items: Iterable[_Item], title: str) -> Iterable[_Item]:
    """Give the items, with a bar on a terminal that counts them."""
    if not sys.stderr.isatty():
        return items
    from tqdm import tqdm

    return tqdm(items, desc=title, unit=" units", leave=False, delay=1)
