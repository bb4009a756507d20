"""What differs between the quantities of two texts: other units, contradictions, and what only one has."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cdalign.checks.number_answers import SaidInText, is_answered, take_apart
from cdalign.checks.sides import CheckedSide
from cdalign.quantities import Quantity
from cdalign.quantities.dates import split_date
from cdalign.quantities.equality import differ_in_unit, readings_of
from cdalign.quantities.pairing import pair_quantities

_FAMILIES = {
    "date": "dates",
    "time": "dates",
    "weekday": "dates",
    "decade": "dates",
    "symbol": "symbols",
    "url": "symbols",
    "mail": "symbols",
    "version": "symbols",
    "phone": "symbols",
    "currency": "units",
    "per": "units",
}
# Labels of points are compared by check_items; a code (COVID-19) is a name with digits in it.
_NOT_COMPARED = ("label", "code")
# Small numbers in words come and go in good translation (two, both, a pair); only a contradiction tells.
_LARGEST_LOOSE = 10
# Kinds of which the absence tells nothing: 十五年来, "for years"; 数百万, "many".
_LOOSE_KINDS = frozenset(("fraction", "multiple", "vague", "currency", "per", "point", "base"))
# Kinds that contradict only their own: one of ten is not another number than ten.
_APART = frozenset(("fraction", "vague", "currency", "per", "point", "base"))
# A temperature that falls to 30 degrees is still above zero.
_TEMPERATURES = ("degree", "celsius", "fahrenheit")
# A text that says so in words needs no minus.
_FALLING = re.compile(
    r"减|[降跌](?![到至])|亏|赤字|逆差|低于|倒退|萎缩|负|"
    r"decreas|declin|f[ea]ll(?!s? to)|drop|reduc|loss|lost|deficit|shr[aiu]nk|"
    r"contract|negative|minus|lower|down|below sea level|海平面以?下",
    re.IGNORECASE,
)

Pair = tuple[Quantity, Quantity]


def family_of(quantity: Quantity) -> str:
    """Return the family of rules that a quantity belongs to: numbers, dates, symbols or units."""
    return _FAMILIES.get(quantity.kind, "numbers")


@dataclass(frozen=True)
class QuantityComparison:
    """What differs between two texts: pairs that differ in unit or in value, and what only the source or target has."""

    other_units: Sequence[Pair] = ()
    contradictions: Sequence[Pair] = ()
    missing: Sequence[Quantity] = ()
    extra: Sequence[Quantity] = ()


def compare_quantities(source: CheckedSide, target: CheckedSide) -> QuantityComparison:
    """Return what differs between the quantities of two texts, without loose ones that only one has."""
    mine, others = _compared(source), _compared(target)
    if sorted((one.key, one.unit) for one in mine) == sorted((one.key, one.unit) for one in others):
        return QuantityComparison()
    falls = _is_sign_told(mine, target) or _is_sign_told(others, source)
    pairing = pair_quantities(mine, others, ignore_sign=falls)
    other_units = [pair for pair in pairing.pairs if differ_in_unit(*pair)]
    if not (pairing.left or pairing.other_left):
        return QuantityComparison(other_units)
    known = [
        take_apart(source, [mine for mine, _ in pairing.pairs]),
        take_apart(target, [other for _, other in pairing.pairs]),
    ]
    missing = _sort_out(pairing.left, known[1])
    extra = _sort_out(pairing.other_left, known[0])
    contradictions = _contradict(missing, extra)
    return QuantityComparison(
        other_units,
        contradictions,
        [one for one in missing.absent if not is_loose(one)],
        [one for one in extra.absent if not is_loose(one)],
    )


def _compared(side: CheckedSide) -> list[Quantity]:
    return [one for one in side.quantities if one.kind not in _NOT_COMPARED]


def _is_sign_told(quantities: Sequence[Quantity], other: CheckedSide) -> bool:
    """Return whether there is a number below zero, and the other text may say so by a word of falling."""
    below = any(one.is_negative and one.unit not in _TEMPERATURES for one in quantities)
    return below and _FALLING.search(other.text) is not None


@dataclass
class _Unpaired:
    """What no quantity of the other text answers: `absent` altogether, or an `echo` of what it says elsewhere."""

    absent: list[Quantity]
    echoes: list[Quantity]


def _sort_out(quantities: Sequence[Quantity], other: SaidInText) -> _Unpaired:
    absent: list[Quantity] = []
    echoes: list[Quantity] = []
    for one in quantities:
        (echoes if is_answered(one, other) else absent).append(one)
    return _Unpaired(absent, echoes)


def is_loose(quantity: Quantity) -> bool:
    """Return whether the absence of a quantity tells nothing: small and written in words, or of a vague kind."""
    if quantity.kind in _LOOSE_KINDS and (quantity.is_spelt or quantity.kind in ("point", "base")):
        return True
    if not quantity.is_spelt:
        return False
    # "a thousand times" and "a dozen" say many.
    if quantity.text.lower().startswith(("a ", "an ", "dozen")):
        return True
    number = quantity.number
    return number is None or abs(number) <= _LARGEST_LOOSE


def _contradict(missing: _Unpaired, extra: _Unpaired) -> list[Pair]:
    """Take from both sides what contradicts the other, the surest first, and return it in pairs."""
    pairs: list[Pair] = []
    for mine, others, group in (
        (missing.absent, extra.absent, _kind_of),
        (missing.absent, extra.absent, _multiple_of),
        (missing.absent, extra.absent, _share_of_whole),
        (missing.absent, extra.absent, _family_unless_loose),
        (missing.absent, extra.echoes, _kind_unless_loose),
        (missing.echoes, extra.absent, _kind_unless_loose),
        (missing.echoes, extra.echoes, _kind_if_in_digits),
        (missing.absent, extra.echoes, _ordinal_of),
        (missing.echoes, extra.absent, _ordinal_of),
    ):
        pairs += _take_pairs(mine, others, group)
    return sorted(pairs, key=lambda pair: pair[0].start)


def _take_pairs(mine: list[Quantity], others: list[Quantity], group: Callable[[Quantity], str]) -> list[Pair]:
    """Take from both lists, in order, what is of one group; an empty group contradicts nothing."""
    waiting: dict[str, deque[Quantity]] = {}
    for other in others:
        waiting.setdefault(group(other), deque()).append(other)
    pairs = []
    for one in mine:
        candidates = waiting.get(group(one)) if group(one) else None
        if candidates:
            pairs.append((one, candidates.popleft()))
    taken = {id(one) for pair in pairs for one in pair}
    for side in (mine, others):
        side[:] = [one for one in side if id(one) not in taken]
    return pairs


def _kind_of(quantity: Quantity) -> str:
    return "ratio" if quantity.kind in ("fraction", "multiple") else quantity.kind


def _multiple_of(quantity: Quantity) -> str:
    """Return one group for all that may be multiples: twice is a number of times, too."""
    return "ratio" if any(key.startswith("multiple:") for key in readings_of(quantity)) else ""


def _ordinal_of(quantity: Quantity) -> str:
    """Return one group for ordinals, in words too: 第三次 is not the fourth, whatever else is four."""
    return "ordinal" if quantity.kind == "ordinal" else ""


def _share_of_whole(quantity: Quantity) -> str:
    return "share" if quantity.kind in ("fraction", "percent") else ""


def _family_unless_loose(quantity: Quantity) -> str:
    is_apart = quantity.kind in _APART or is_loose(quantity)
    return "" if is_apart else family_of(quantity)


def _kind_unless_loose(quantity: Quantity) -> str:
    return "" if is_loose(quantity) else _kind_if_in_digits(quantity) or quantity.kind


def _kind_if_in_digits(quantity: Quantity) -> str:
    """Return the kind of what is written in digits; for a date also which of its parts are named.

    A symbol that the other text has in a longer form (71/67, A/RES/71/67) contradicts nothing.
    """
    if quantity.is_spelt or quantity.kind in _APART or family_of(quantity) == "symbols":
        return ""
    if quantity.kind == "date":
        return "date" + "".join("x" if part else "-" for part in split_date(quantity.key))
    return quantity.kind
