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


@lru_cache(maxsize=1)
def core_lexicon() -> Lexicon:
    """Return the lexicon that is shipped with the package, written for this project."""
    renderings: dict[str, Renderings] = {}
    folder = resources.files("cdalign") / "lexicons"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".tsv"):
            for word, rendering in parse_core(file.read_text(encoding="utf-8")):
                renderings[word] = renderings.get(word, ()) + rendering
    return Lexicon(renderings, name="core")


def parse_core(text: str) -> Iterator[tuple[str, Renderings]]:
    """Yield the entries of a `word<TAB>rendering; rendering` table; other lines, and those with #, say nothing."""
    for line in text.splitlines():
        word, tab, renderings = line.partition("\t")
        if tab and not word.startswith("#"):
            yield word.strip(), tuple((part.strip(), 1.0) for part in renderings.split(";") if part.strip())


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
