"""The lexicon: Chinese headwords with their English equivalents, from several sources laid over each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from cdalign.lexicons import read_core_entries
from cdalign.model import Termbase
from cdalign.text import compact

Equivalents = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Lexicon:
    """Chinese headwords (folded: Simplified, no spaces) with their English equivalents, each with a weight.

    `learnt` holds what was learnt from texts: Chinese token -> English stem -> (p(English | Chinese),
    p(Chinese | English)). Values are never changed; `with_…` give a new lexicon.
    """

    equivalents: Mapping[str, Equivalents] = field(default_factory=dict)
    learnt: Mapping[str, Mapping[str, tuple[float, float]]] = field(default_factory=dict)
    name: str = ""

    def __len__(self) -> int:
        return len(self.equivalents)

    @cached_property
    def headwords(self) -> frozenset[str]:
        """Every Chinese word it knows."""
        equivalents = self.equivalents
        known = frozenset(equivalents.written if isinstance(equivalents, WrittenEquivalents) else equivalents)
        return known.union(self.learnt) if self.learnt else known


class WrittenEquivalents(Mapping[str, Equivalents]):
    """Equivalents as a table writes them (`joint; common`); those of a word are taken apart when it is asked for."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self.written = written
        self._parsed: dict[str, Equivalents] = {}

    def __getitem__(self, word: str) -> Equivalents:
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


def write_out(equivalents: Mapping[str, Equivalents]) -> Mapping[str, str]:
    """Return the equivalents of each word in one text, with `; ` between them."""
    if isinstance(equivalents, WrittenEquivalents):
        return equivalents.written
    return {word: "; ".join(text for text, _ in texts) for word, texts in equivalents.items()}


@lru_cache(maxsize=1)
def core_lexicon() -> Lexicon:
    """Return the lexicon that is shipped with the package, written for this project."""
    return Lexicon(WrittenEquivalents(read_core_entries()), name="core")


def with_equivalents(lexicon: Lexicon, entries: Iterable[tuple[str, Equivalents]], name: str = "") -> Lexicon:
    """Return the lexicon with more entries; equivalents of a word that is there already are added to it."""
    equivalents = dict(lexicon.equivalents)
    for word, equivalent in entries:
        key = compact(word)
        equivalents[key] = equivalents.get(key, ()) + equivalent
    return Lexicon(equivalents, lexicon.learnt, _join_names(lexicon.name, name))


def with_termbase(lexicon: Lexicon, termbase: Termbase) -> Lexicon:
    """Return the lexicon with every Chinese term of the termbase, rendered by the English terms of its concept."""
    return with_equivalents(lexicon, _entries_of(termbase), "termbase")


def _entries_of(termbase: Termbase) -> Iterator[tuple[str, Equivalents]]:
    for concept in termbase.entries:
        english = tuple((term.text, 1.0) for term in concept.terms_in("en"))
        for term in concept.terms_in("zh"):
            if english:
                yield term.text, english


def with_learnt(
    lexicon: Lexicon, learnt: Mapping[str, Mapping[str, tuple[float, float]]], name: str = "trained"
) -> Lexicon:
    """Return the lexicon with what was learnt from texts in place of what it had learnt before."""
    return Lexicon(lexicon.equivalents, learnt, _join_names(lexicon.name, name))


def _join_names(*names: str) -> str:
    return "+".join(name for name in names if name)
