"""Where each bead is, which one comes next, and how far a review has come.

A bead is named by its corner: where it starts on both sides. Corners stay the same when beads elsewhere are merged or
split; indices do not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cdalign.errors import UsageError
from cdalign.messages import say
from cdalign.model import Bead, BeadStatus, Bitext, Document, Level, corner_of
from cdalign.text import compact
from cdalign.units import bead_texts

Corner = tuple[int, int]
# The sentences of both sides of a text of 20,000 rows are searched again with every letter that is typed.
_MOST_SEARCHED = 65_536


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review has come, in sentence beads."""

    total: int
    confirmed: int
    excluded: int
    doubtful: int

    @property
    def pending(self) -> int:
        """The number of beads that are neither confirmed nor excluded."""
        return self.total - self.confirmed - self.excluded

    def replaced(self, before: Sequence[Bead], after: Sequence[Bead]) -> Progress:
        """Return the progress when some beads have come in place of others; the rest is not counted again."""
        gone, come = measure_progress(before), measure_progress(after)
        return Progress(
            total=self.total - gone.total + come.total,
            confirmed=self.confirmed - gone.confirmed + come.confirmed,
            excluded=self.excluded - gone.excluded + come.excluded,
            doubtful=self.doubtful - gone.doubtful + come.doubtful,
        )


def measure_progress(sentences: Sequence[Bead]) -> Progress:
    """Return how many sentence beads are confirmed, excluded and doubtful."""
    statuses = [bead.status for bead in sentences]
    return Progress(
        total=len(statuses),
        confirmed=statuses.count(BeadStatus.CONFIRMED),
        excluded=statuses.count(BeadStatus.EXCLUDED),
        doubtful=sum(bead.is_doubtful for bead in sentences),
    )


def bead_number(bitext: Bitext, level: Level, corner: Corner) -> int:
    """Return the index of the bead that starts at a corner.

    Raises:
        UsageError: no bead starts there.
    """
    beads = bitext.beads(level)
    number = bisect_left(beads, corner, key=corner_of)
    if number == len(beads) or corner_of(beads[number]) != corner:
        raise UsageError(
            say("no bead starts at {source}, {target}", source=corner[0], target=corner[1]),
            advice="load the page again",
        )
    return number


def bead_holding(bitext: Bitext, level: Level, corner: Corner) -> Bead | None:
    """Return the bead that contains a corner, or None if there are no beads."""
    beads = bitext.beads(level)
    return beads[max(0, bisect_right(beads, corner, key=corner_of) - 1)] if beads else None


def paragraph_number(bitext: Bitext, sentence: Bead) -> int:
    """Return the index of the paragraph bead that contains a sentence bead."""
    return bisect_right(bitext.paragraphs, corner_of(sentence), key=bitext.begin) - 1


def sentence_numbers(bitext: Bitext, paragraph: int) -> range:
    """Return the indices of the sentence beads inside a paragraph bead."""
    source, target = bitext.segment_ranges(bitext.paragraphs[paragraph])
    first = bisect_left(bitext.sentences, (source.start, target.start), key=corner_of)
    return range(first, bisect_left(bitext.sentences, (source.stop, target.stop), key=corner_of))


def row_holding(bitext: Bitext, side: Document, at: int) -> int:
    """Return the index of the sentence bead that holds a segment of a side of the bitext."""
    is_source = side is bitext.source
    found = bisect_right(bitext.sentences, at, key=lambda bead: (bead.source if is_source else bead.target).start)
    return max(0, found - 1)


def segment_numbers(document: Document) -> dict[str, int]:
    """Return the number of each sentence, and of the first one of each paragraph, by its id."""
    numbers = {segment.id: at for at, segment in enumerate(document.segments)}
    for paragraph, offset in zip(document.paragraphs, document.segment_offsets, strict=False):
        if paragraph.segments:
            numbers.setdefault(paragraph.id, offset)
    return numbers


def first_unit(place: str) -> str:
    """Return the id of the first unit that the place of a quote names: `CD/2138#annex.2–annex.3` -> `annex.2`."""
    return place.rpartition("#")[2].partition("–")[0]


def next_to_review(bitext: Bitext, after: Corner | None = None) -> Bead | None:
    """Return the sentence bead to check next: the next doubtful one after a corner, or else the next pending one.

    The search wraps around at the end. Without a corner it starts at the beginning.
    """
    beads = bitext.sentences
    start = 0 if after is None else bisect_right(beads, after, key=corner_of)
    ahead = (*beads[start:], *beads[:start])
    doubtful = next((bead for bead in ahead if bead.is_doubtful), None)
    return doubtful or next((bead for bead in ahead if bead.status is BeadStatus.PENDING), None)


def find_words(bitext: Bitext, words: str) -> Iterator[Bead]:
    """Yield the sentence beads that contain the words on either side. Script, width, case and spaces are ignored."""
    wanted = compact(words).lower().strip()
    for bead in bitext.sentences if wanted else ():
        if any(wanted in _searched(text) for text in bead_texts(bitext, Level.SENTENCE, bead)):
            yield bead


@lru_cache(maxsize=_MOST_SEARCHED)
def _searched(text: str) -> str:
    return compact(text).lower()
