"""What a memory holds, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cdalign.languages import is_chinese
from cdalign.model import REVIEW_PROP, parse_status
from cdalign.text import count_han
from cdalign.tmx.elements import Unit, Variant
from cdalign.tmx.selecting import last_date, score_of

_SCORE_BINS = 10


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of a memory: counts of units and pairs, texts and words by language code, and provenance.

    `words` counts Han characters for Chinese. `repeated` are units with a source met before, `conflicts` those of
    them with another target. `scores` counts units by tenths of `x-score`, those without a number not.
    """

    units: int
    pairs: int
    repeated: int
    conflicts: int
    texts: tuple[tuple[str, int], ...]
    words: tuple[tuple[str, int], ...]
    documents: tuple[tuple[str, int], ...]
    reviews: tuple[tuple[str, int], ...]
    scores: tuple[int, ...]
    with_inline: int
    earliest: str
    latest: str


def count_units(units: Iterable[Unit], pair_of: Callable[[Unit], tuple[Variant, Variant] | None]) -> Statistics:
    """Count what a memory holds, in one pass."""
    tally = _Tally()
    for unit in units:
        tally.add(unit, pair_of(unit))
    return tally.statistics()


class _Tally:
    """The counts so far."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._texts: Counter[str] = Counter()
        self._words: Counter[str] = Counter()
        self._documents: Counter[str] = Counter()
        self._reviews: Counter[str] = Counter()
        self._scores = [0] * _SCORE_BINS
        self._targets: dict[int, int] = {}
        self._dates = ["", ""]

    def add(self, unit: Unit, pair: tuple[Variant, Variant] | None) -> None:
        self._counts["units"] += 1
        for variant in unit.variants:
            self._texts[variant.lang] += 1
            self._words[variant.lang] += _count_words(variant)
        self._counts["inline"] += any(variant.markup for variant in unit.variants)
        self._add_provenance(unit)
        if pair is not None and pair[0].text and pair[1].text:
            self._counts["pairs"] += 1
            self._add_pair(*pair)

    def _add_pair(self, source: Variant, target: Variant) -> None:
        key, value = hash(source.text), hash(target.text)
        if key in self._targets:
            self._counts["repeated"] += 1
            self._counts["conflicts"] += self._targets[key] != value
        self._targets.setdefault(key, value)

    def _add_provenance(self, unit: Unit) -> None:
        if document := unit.prop("x-document"):
            self._documents[document] += 1
        if review := parse_status(unit.prop(REVIEW_PROP)):
            self._reviews[review] += 1
        if (score := score_of(unit)) is not None:
            self._scores[_bin_of(score)] += 1
        if date := last_date(unit):
            self._dates = [min(self._dates[0] or date, date), max(self._dates[1], date)]

    def statistics(self) -> Statistics:
        """Return the figures."""
        counts = self._counts
        return Statistics(
            units=counts["units"],
            pairs=counts["pairs"],
            repeated=counts["repeated"],
            conflicts=counts["conflicts"],
            texts=tuple(self._texts.most_common()),
            words=tuple((code, self._words[code]) for code, _ in self._texts.most_common()),
            documents=tuple(self._documents.most_common()),
            reviews=tuple(self._reviews.most_common()),
            scores=tuple(self._scores),
            with_inline=counts["inline"],
            earliest=self._dates[0],
            latest=self._dates[1],
        )


def _count_words(variant: Variant) -> int:
    return count_han(variant.text) if is_chinese(variant.lang) else len(variant.text.split())


def _bin_of(score: float) -> int:
    return min(int(min(max(score, 0.0), 1.0) * _SCORE_BINS), _SCORE_BINS - 1)
