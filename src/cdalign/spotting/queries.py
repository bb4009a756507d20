"""The public function: a query as a person types it, in a text and its translation."""

from __future__ import annotations

from functools import lru_cache

from cdalign.lexicon import Lexicon, core_lexicon
from cdalign.model import Span
from cdalign.spotting.spotter import Spotter
from cdalign.text import compact_with_offsets


def spot_translation(query: str, source: str, target: str, *, lexicon: Lexicon | None = None) -> tuple[Span, ...]:
    """Return the stretches of `target` that render `query`, in order.

    Args:
        query: words of `source`, in its language; case, spaces next to Han and Traditional characters do not matter.
            Its first occurrence counts.
        source: a text, Chinese or English.
        target: its translation into the other language.
        lexicon: what is known of words; by default the lexicon that is shipped with the package.

    Returns:
        Spans in characters of `target`, in order, without overlap.
    """
    place = find_query(query, source)
    if place is None:
        return ()
    return spotter_of(lexicon).spot(place, source, target).spans


def find_query(query: str, source: str) -> Span | None:
    """Return where the query first occurs in the source: as it is, else in the compact form without case."""
    at = source.find(query) if query else -1
    if at >= 0:
        return Span(at, at + len(query))
    text, wanted = compact_with_offsets(source), compact_with_offsets(query.strip()).text.lower()
    at = text.text.lower().find(wanted) if wanted else -1
    return Span(*text.original_span(at, at + len(wanted))) if at >= 0 else None


def spotter_of(lexicon: Lexicon | None = None) -> Spotter:
    """Return the spotter of a lexicon, the core lexicon by default; the one asked for last is kept."""
    return _core_spotter() if lexicon is None else _kept_spotter(_ByIdentity(lexicon))


@lru_cache(maxsize=1)
def _core_spotter() -> Spotter:
    return Spotter(core_lexicon())


class _ByIdentity:
    """A lexicon as a key: the same only as itself, since its tables are too large to be compared."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __hash__(self) -> int:
        return id(self.lexicon)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and self.lexicon is other.lexicon


@lru_cache(maxsize=2)
def _kept_spotter(key: _ByIdentity) -> Spotter:
    return Spotter(key.lexicon)
