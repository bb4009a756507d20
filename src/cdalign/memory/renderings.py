"""What renders a query in the translations of its hits, and which renderings there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cdalign.memory.hits import Hit
from cdalign.model import Span
from cdalign.spotting import QueryPlace, RenderingTally, Spotted, spotter_of, tally_renderings

if TYPE_CHECKING:
    from cdalign.memory.fragments import Fragment

# Of a query that occurs more often in one text, the first occurrences are spotted.
_MOST_OCCURRENCES = 3
# Hits that are counted at the most; a tally of them takes less than a second.
MOST_TALLIED = 10_000


def spot_hits(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return hits of a concordance with the stretches of their translations that render the query.

    The memory's core lexicon decides; a hit in whose translation nothing renders the query is returned as it is.
    """
    return tuple(map(_spot, hits))


def _spot(hit: Hit) -> Hit:
    spotter = spotter_of()
    spotted = [spotter.spot(query, hit.text, hit.translation) for query in hit.spans[:_MOST_OCCURRENCES]]
    found = [each for each in spotted if each.spans]
    if not found:
        return hit
    return replace(hit, translation_spans=tuple(_apart(found)), is_rendering_sure=all(each.is_sure for each in found))


def _apart(spotted: Iterable[Spotted]) -> Iterator[Span]:
    """Yield the spans in order, without those that overlap an earlier one."""
    end = 0
    for span in sorted((span for each in spotted for span in each.spans), key=lambda span: span.start):
        if span.start >= end:
            yield span
            end = span.stop


def spot_fragments(fragments: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """Return fragments whose hits say what renders the run."""
    return tuple(replace(fragment, hits=spot_hits(fragment.hits)) for fragment in fragments)


def tally_hits(hits: Sequence[Hit]) -> RenderingTally:
    """Return how often each rendering of the query occurs in the hits of a concordance; places are their numbers."""
    places = [QueryPlace(hit.spans[0], hit.text, hit.translation) for hit in hits]
    return tally_renderings(places, spotter_of())
