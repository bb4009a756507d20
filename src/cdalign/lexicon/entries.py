"""The lexicon: Chinese headwords with their English renderings, from several sources laid over each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources

from cdalign.model import Termbase
from cdalign.text import compact

Renderings = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Lexicon:
    """Chinese headwords (folded: Simplified, no spaces) with their English renderings, each with a weight.

    `learnt` holds what was learnt from texts: Chinese token -> English stem -> (p(English | Chinese),
    p(Chinese | English)). Values are never changed; `with_…` give a new lexicon.
    """

    renderings: Mapping[str, Renderings] = field(default_factory=dict)
    learnt: Mapping[str, Mapping[str, tuple[float, float]]] = field(default_factory=dict)
    name: str = ""

    def __len__(self) -> int:
        return len(self.renderings)

    @cached_property
    def headwords(self) -> frozenset[str]:
        """Every Chinese word it knows."""
        return frozenset(self.renderings) | frozenset(self.learnt)


class WrittenRenderings(Mapping[str, Renderings]):
    """Renderings as a table writes them (`joint; common`); those of a word are taken apart when it is asked for."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self.written = written
        self._parsed: dict[str, Renderings] = {}

    def __getitem__(self, word: str) -> Renderings:
        known = self._parsed.get(word)
        if known is None:
            parts = map(str.strip, self.written[word].split(";"))
            known = self._parsed[word] = tuple((part, 1.0) for part in parts if part)
        return known

    def __contains__(self, word: object) -> bool:
        return word in self.written

    def __iter__(self) -> Iterator[str]:
        return iter(self.written)

    def __len__(self) -> int:
        return len(self.written)


def write_out(renderings: Mapping[str, Renderings]) -> Mapping[str, str]:
    """Return the renderings of each word in one text, with `; ` between them."""
    if isinstance(renderings, WrittenRenderings):
        return renderings.written
    return {word: "; ".join(text for text, _ in texts) for word, texts in renderings.items()}


@lru_cache(maxsize=1)
def core_lexicon() -> Lexicon:
    """Return the lexicon that is shipped with the package, written for this project."""
    written: dict[str, str] = {}
    folder = resources.files("cdalign") / "lexicons"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".tsv"):
            _add_core(file.read_text(encoding="utf-8"), written)
    return Lexicon(WrittenRenderings(written), name="core")


def _add_core(text: str, written: dict[str, str]) -> None:
    """Add the entries of a `word<TAB>rendering; rendering` table; other lines, and those with #, say nothing."""
    for line in text.split("\n"):
        word, tab, texts = line.partition("\t")
        if tab and word[:1] != "#":
            written[word] = f"{written[word]}; {texts}" if word in written else texts


def with_renderings(lexicon: Lexicon, entries: Iterable[tuple[str, Renderings]], name: str = "") -> Lexicon:
    """Return the lexicon with more entries; renderings of a word that is there already are added to it."""
    renderings = dict(lexicon.renderings)
    for word, rendering in entries:
        key = compact(word)
        renderings[key] = renderings.get(key, ()) + rendering
    return Lexicon(renderings, lexicon.learnt, _join_names(lexicon.name, name))


def with_termbase(lexicon: Lexicon, termbase: Termbase) -> Lexicon:
    """Return the lexicon with every Chinese term of the termbase, rendered by the English terms of its concept."""
    return with_renderings(lexicon, _entries_of(termbase), "termbase")


def _entries_of(termbase: Termbase) -> Iterator[tuple[str, Renderings]]:
    for concept in termbase.entries:
        english = tuple((term.text, 1.0) for term in concept.terms_in("en"))
        for term in concept.terms_in("zh"):
            if english:
                yield term.text, english


def with_learnt(
    lexicon: Lexicon, learnt: Mapping[str, Mapping[str, tuple[float, float]]], name: str = "trained"
) -> Lexicon:
    """Return the lexicon with what was learnt from texts in place of what it had learnt before."""
    return Lexicon(lexicon.renderings, learnt, _join_names(lexicon.name, name))


def _join_names(*names: str) -> str:
    return "+".join(name for name in names if name)
