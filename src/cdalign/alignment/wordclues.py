"""What the words of a bead say besides their gains: which are known at all, and which render which.

A word that the table does not know says nothing, however many it may count as unexplained. And each part of a bead of
several sentences has to earn its place: by words that render what the other parts do not.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cdalign.alignment.candidates import Omission
from cdalign.alignment.coding import CodedPair
from cdalign.alignment.paths import Step
from cdalign.lexicon.learning import LexicalTable
from cdalign.lexicon.tokens import CodedText, IntArray, kinds_of
from cdalign.similarity.blocks import BlockScorer, measure_gains
from cdalign.similarity.lengths import LengthModel

Booleans = NDArray[np.bool_]

_PART_CLUES = (
    *("added by the weakest part", "rendered of it", "known but not rendered of it", "its words"),
    *("lengths without it", "rendered of any part at least", "fresh of any part at least"),
)
BEAD_CLUES = (
    *("unknown words", "gains of the right", "gains of the left", "known but not rendered", "rendered", "size"),
    *_PART_CLUES,
)
OMISSION_CLUES = (
    *("root of known words", "root of unknown words", "root of rendered words"),
    *("known words", "unknown words"),
)

# A word renders another that makes it so many times likelier than chance.
_LEAST_LIFT = 5.0
_MOST_DEVIATION = 6.0


class _Words(NamedTuple):
    """The words of a run: each kind once, the kind of each word, how many there are, and where segments begin."""

    kinds: IntArray
    places: IntArray
    counts: NDArray[np.float32]
    known: Booleans
    starts: IntArray

    @property
    def shares(self) -> NDArray[np.float32]:
        """What share of the words each kind is."""
        return np.asarray(self.counts / len(self.places), dtype=np.float32)

    def number_of(self, chosen: Booleans) -> float:
        """Return how many words are of the kinds chosen."""
        return float(self.counts[chosen].sum())

    def parts(self) -> list[IntArray]:
        """Return the kinds of the words of each segment."""
        return np.split(self.places, self.starts[1:-1])


class WordClues:
    """Describes beads and omissions of one pair by their words."""

    def __init__(self, pair: CodedPair, table: LexicalTable, lengths: LengthModel) -> None:
        self._pair, self._lengths = pair, lengths
        self._scorer = BlockScorer(pair.left, pair.right, table, 1)
        self._known = (
            np.diff(table.starts) > 0,
            np.bincount(table.english, minlength=len(table.p_english)) > 0,
        )
        self._sums = [np.concatenate([[0.0], np.cumsum(text.lengths)]) for text in pair]

    def describe_bead(self, step: Step) -> list[float]:
        """Return the numbers of `BEAD_CLUES` for a two-sided bead."""
        left, right = (
            _read_words(text, run, known) for text, run, known in zip(self._pair, step.ranges, self._known, strict=True)
        )
        if not len(left.places) or not len(right.places):
            return [0.0] * len(BEAD_CLUES)
        forward, backward = self._scorer.lifts(left.kinds, right.kinds)
        links = np.maximum(forward, backward) >= _LEAST_LIFT
        gains_right = measure_gains(left.shares @ forward)
        gains_left = measure_gains(right.shares @ backward.T)
        rendered_left, rendered_right = _any(links, 1), _any(links, 0)
        return [
            left.number_of(~left.known) + right.number_of(~right.known),
            float((gains_right * right.counts)[right.known].sum()),
            float((gains_left * left.counts)[left.known].sum()),
            left.number_of(left.known & ~rendered_left) + right.number_of(right.known & ~rendered_right),
            left.number_of(rendered_left) + right.number_of(rendered_right),
            float(np.sqrt(len(left.places) + len(right.places))),
            *self._describe_parts(step, left, right, links),
        ]

    def _describe_parts(self, step: Step, left: _Words, right: _Words, links: Booleans) -> list[float]:
        """Return what is known of the part that adds least, and the least shares of rendered and fresh words."""
        parts = [*_weigh_parts(left, right, links), *_weigh_parts(right, left, links.T)]
        if not parts:
            return [0.0] * len(_PART_CLUES)
        strays = self._strays_without_part(step)
        weakest = min(range(len(parts)), key=lambda number: parts[number].added / (1 + parts[number].words))
        part = parts[weakest]
        return [
            float(np.log1p(part.added)),
            part.rendered / (1 + part.known),
            float(np.log1p(max(0.0, part.known - part.rendered))),
            float(np.log1p(part.words)),
            strays[weakest] - self._stray(step),
            min(one.rendered / (1 + one.words) for one in parts),
            min(one.fresh / (1 + one.words) for one in parts),
        ]

    def _strays_without_part(self, step: Step) -> list[float]:
        """Return how many standard deviations off the lengths are without each part, those of the Chinese first."""
        lengths = [self._sums[0][step.source_stop] - self._sums[0][step.source_start]]
        lengths.append(self._sums[1][step.target_stop] - self._sums[1][step.target_start])
        found = []
        for side, (text, run) in enumerate(zip(self._pair, step.ranges, strict=True)):
            if len(run) > 1:
                for segment in run:
                    left = [length - text.lengths[segment] * (side == at) for at, length in enumerate(lengths)]
                    found.append(self._deviate(*left))
        return found

    def _stray(self, step: Step) -> float:
        left, right = self._sums
        return self._deviate(
            left[step.source_stop] - left[step.source_start], right[step.target_stop] - right[step.target_start]
        )

    def _deviate(self, left: float, right: float) -> float:
        square = self._lengths.deviation(np.array([left]), np.array([right]))[0]
        return min(float(np.sqrt(square)), _MOST_DEVIATION)

    def describe_omission(self, side: int, omission: Omission) -> list[float]:
        """Return the numbers of `OMISSION_CLUES` for a segment left out of side 0 (Chinese) or 1."""
        text, other = self._pair[side], self._pair[1 - side]
        words = _read_words(text, range(omission.segment, omission.segment + 1), self._known[side])
        known = words.number_of(words.known)
        unknown = len(words.places) - known
        beside = omission.corner[1 - side]
        near = [unit for unit in (beside - 1, beside) if 0 <= unit < len(other)]
        rendered = max((self._count_rendered(side, words, unit) for unit in near), default=0.0)
        roots = [float(np.sqrt(value)) for value in (known, unknown, rendered)]
        return [*roots, known, unknown]

    def _count_rendered(self, side: int, words: _Words, unit: int) -> float:
        """Return how many of the words some word of a unit of the other side renders."""
        other = kinds_of(self._pair[1 - side].between(unit, unit + 1))
        if not len(other) or not len(words.kinds):
            return 0.0
        lifts = self._scorer.lifts(other, words.kinds) if side else self._scorer.lifts(words.kinds, other)
        return words.number_of(_any(np.maximum(*lifts) >= _LEAST_LIFT, 1 - side))


class _Part(NamedTuple):
    """One segment of a bead, as counts of words.

    `fresh` words are rendered by words that no other part renders; `added` words of the other side are rendered by
    this part alone.
    """

    words: int
    known: float
    rendered: float
    fresh: float
    added: float


def _weigh_parts(side: _Words, other: _Words, links: Booleans) -> list[_Part]:
    """Return the parts of a side of several segments; a side of one has none. Links have a row for each kind of it."""
    places = side.parts()
    if len(places) < 2:
        return []
    reached = np.array([_any(links[part], 0) for part in places])
    rendered = _any(links, 1)
    parts = []
    for number, part in enumerate(places):
        elsewhere = _any(np.delete(reached, number, axis=0), 0)
        fresh = _any(links[:, ~elsewhere], 1)
        parts.append(
            _Part(
                len(part),
                float(side.known[part].sum()),
                float(rendered[part].sum()),
                float(fresh[part].sum()),
                other.number_of(reached[number] & ~elsewhere),
            )
        )
    return parts


def _any(links: Booleans, axis: int) -> Booleans:
    return np.asarray(links.any(axis=axis))


def _read_words(text: CodedText, run: range, known: Booleans) -> _Words:
    kinds, places, counts = np.unique(text.between(run.start, run.stop), return_inverse=True, return_counts=True)
    starts = text.offsets[run.start : run.stop + 1] - text.offsets[run.start]
    return _Words(kinds, places, counts.astype(np.float32), known[kinds], starts)
