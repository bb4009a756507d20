"""The core lexicon as it is shipped: Chinese words with their English equivalents, written for this project.

Each `.tsv` file of this folder has lines of a word, a tab, and its equivalents with `; ` between them. No word has two
lines, and nothing else is in a file: so that the 40,000 lines need not be looked at one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cdalign.shipped import read_shipped_text

_FILES = ("core-a-h.tsv", "core-j-s.tsv", "core-t-z.tsv")


@cache
def read_core_entries() -> Mapping[str, str]:
    """Return the equivalents of each word as they are written: `joint; common`."""
    entries: dict[str, str] = {}
    for name in _FILES:
        cells = iter(read_shipped_text(__name__, name).replace("\n", "\t").split("\t"))
        # What follows the last tab is empty: it has no partner, and is left out.
        entries.update(zip(cells, cells, strict=False))
    return entries
