"""Omissions: empty texts, lengths that do not fit, sentences that are missing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from cdalign.checks.rules import SOURCE, TRANSLATION, make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.languages import primary_language
from cdalign.messages import say, say_either
from cdalign.model import Finding

# A Han character carries about as much as 3.3 Latin ones (measured on the report; 2.0 to 4.0 by text).
_USUAL_RATIO = math.log(3.3)
# Spread of log length ratio of right pairs of 20 Han and more: 0.15 on SDG, 0.25 on UDHR and UN reports.
_USUAL_SPREAD = 0.25
# Units from which the memory's own ratio and spread are taken; fewer than the least teach nothing.
CALIBRATION_UNITS, _LEAST_UNITS = 2_000, 40
_FAR = 4.0
_DOUBTFUL = 1.6
# A sentence whose clauses are as many as the sentences of the other text has probably taken them in.
_DOUBTFUL_WITH_CLAUSES = 2.5
# One-word titles and labels have any ratio.
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class OmissionLengths:
    """How long translations are: mean and spread of log(target length / source length), Han counted as one."""

    mean: float = _USUAL_RATIO
    spread: float = _USUAL_SPREAD

    def deviation(self, unit: PreparedUnit) -> float:
        """How many spreads the target is too long (positive) or too short (negative); shorter texts vary more.

        Few Chinese characters can say much (idioms), so they make a short unit. Few English words do not: one word left
        of a long text does not make the text short.
        """
        source, target = unit.source.size, unit.target.size
        if not source or not target:
            return 0.0
        ratio = math.log(target / source)
        shortness = math.sqrt(1 + 12 / _size_expected(unit))
        return (ratio - self.mean) / (self.spread * shortness)


def calibrate_lengths(units: Sequence[PreparedUnit]) -> OmissionLengths:
    """Return the length model of a memory from some of its units (median and MAD); too few give the usual one."""
    ratios = [
        math.log(unit.target.size / unit.source.size)
        for unit in units
        if unit.source.size >= _SHORTEST and unit.target.size >= _SHORTEST
    ]
    if len(ratios) < _LEAST_UNITS:
        return OmissionLengths(*_usual(units))
    middle = median(ratios)
    spread = 1.4826 * median(abs(ratio - middle) for ratio in ratios)
    # Narrower than this no translation is: the spread of a memory of set phrases would flag good ones.
    return OmissionLengths(middle, max(spread, 0.12))


def _usual(units: Sequence[PreparedUnit]) -> tuple[float, float]:
    if not units or primary_language(units[0].source.lang) == primary_language(units[0].target.lang):
        return 0.0, _USUAL_SPREAD
    if units[0].source.is_chinese:
        return _USUAL_RATIO, _USUAL_SPREAD
    return (-_USUAL_RATIO if units[0].target.is_chinese else 0.0), _USUAL_SPREAD


def check_emptiness(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where one text is empty and the other is not."""
    for side, other in unit.sides:
        if side.text.strip() and not other.text.strip():
            where = TRANSLATION if side is unit.source else SOURCE
            message = say("the {where} is empty", where=where)
            yield make_finding(
                "omissions.empty", message, (side.quote(), other.quote()), unit=unit.id, advice="was it left out?"
            )


def check_lengths(unit: PreparedUnit, model: OmissionLengths) -> Iterator[Finding]:
    """Yield a finding where one text is far too short for the other, or has fewer sentences and is rather short."""
    if min(len(unit.source.text), len(unit.target.text)) == 0 or max(unit.source.size, unit.target.size) < _SHORTEST:
        return
    deviation = model.deviation(unit)
    short = unit.target if deviation < 0 else unit.source
    full = unit.source if deviation < 0 else unit.target
    where = TRANSLATION if short is unit.target else SOURCE
    if abs(deviation) >= _FAR:
        message = say(
            "the {where} is far too short: {deviation:.1f} times the usual spread",
            where=where,
            deviation=abs(deviation),
        )
        yield _shortness("omissions.length", message, unit)
        return
    least = _DOUBTFUL if short.clause_count < full.sentence_count else _DOUBTFUL_WITH_CLAUSES
    if abs(deviation) >= least and full.sentence_count > short.sentence_count:
        message = say(
            "the {where} has {few} for {many}, and is rather short",
            where=where,
            few=say_either("{count} sentence", "{count} sentences", short.sentence_count),
            many=full.sentence_count,
        )
        yield _shortness("omissions.sentences", message, unit)


def _shortness(rule: str, message: str, unit: PreparedUnit) -> Finding:
    quotes = (unit.source.quote(), unit.target.quote())
    return make_finding(rule, message, quotes, unit=unit.id, advice="look whether a sentence was left out")


def _size_expected(unit: PreparedUnit) -> float:
    """Return in Han how long a unit is: its Chinese text if that is shorter, else the geometric mean of both."""
    least, most = sorted((unit.source, unit.target), key=_han_size)
    return _han_size(least) if least.is_chinese else math.sqrt(_han_size(least) * _han_size(most))


def _han_size(side: CheckedSide) -> float:
    return side.size if side.is_chinese else max(side.size / 3.3, 1.0)
