"""The names that are known, in both languages, each with what it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from cdalign.shipped import read_shipped_text
from cdalign.text import compact

_KINDS = ("bodies", "treaties")


class GazetteerEntry(NamedTuple):
    """One name of a thing (`kind:id`); a weak one answers a name of the other language and never names by itself."""

    thing: str
    lang: str
    words: str
    is_weak: bool


@cache
def names_in(lang: str) -> Mapping[str, tuple[frozenset[str], bool]]:
    """Return the names of a language, in compact form: what each may stand for, and whether it is weak.

    One name may stand for several things: Congolese, Dominican, Council.
    """
    found: dict[str, tuple[set[str], bool]] = {}
    for entry in _entries():
        if entry.lang == lang:
            things, is_weak = found.setdefault(compact(entry.words), (set(), True))
            things.add(entry.thing)
            found[compact(entry.words)] = things, is_weak and entry.is_weak
    return {words: (frozenset(things), is_weak) for words, (things, is_weak) in found.items()}


def _entries() -> Iterator[GazetteerEntry]:
    yield from _territories()
    for row in rows_of("countries"):
        yield from _named(f"country:{row[0]}", row[1], row[2])
    for row in rows_of("places"):
        yield from _named(f"place:{row[0]}", row[1], row[2])
    for kind in _KINDS:
        for row in rows_of(kind):
            yield from _named(f"{kind}:{row[0]}", row[1], row[2])


@cache
def countries_of_places() -> Mapping[str, str]:
    """Return for each place the country that it may stand for: Washington, London, Moscow."""
    return {f"place:{row[0]}": f"country:{row[3]}" for row in rows_of("places") if len(row) > 3 and row[3]}


def rows_of(name: str) -> list[list[str]]:
    """Return the rows of a table of this folder, as cells."""
    text = read_shipped_text(__package__, f"{name}.tsv")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _named(thing: str, chinese: str, english: str) -> Iterator[GazetteerEntry]:
    for lang, cell in (("zh", chinese), ("en", english)):
        for words in filter(None, (part.strip() for part in cell.split(";"))):
            bare = words.removeprefix("+")
            yield GazetteerEntry(thing, lang, bare, bare != words or (lang == "zh" and len(bare) == 1))


def _territories() -> Iterator[GazetteerEntry]:
    """Yield the usual names of countries and territories by CLDR (Unicode Common Locale Data Repository)."""
    from babel import Locale

    for lang in ("zh", "en"):
        for code, words in Locale(lang).territories.items():
            if len(code) == 2 and code not in ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"):
                yield GazetteerEntry(f"country:{code}", lang, words.replace("（", "(").split("(")[0].strip(), False)
