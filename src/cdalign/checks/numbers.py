"""Numbers, dates, units and document symbols: what one text says and the other does not."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from cdalign.checks.rules import SOURCE, TRANSLATION, make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.numerals import write_han_numeral
from cdalign.quantities import Quantity
from cdalign.quantities.dates import split_date
from cdalign.quantities.equality import differ_in_unit, plain_values, readings_of
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
_NAMES = {"numbers": say("number"), "dates": say("date"), "symbols": say("symbol"), "units": say("unit of measure")}
# Labels of points are compared by check_items; a code (COVID-19) is a name with digits in it.
_NOT_COMPARED = ("label", "code")
# Small numbers in words come and go in good translation (two, both, a pair); only a contradiction tells.
_LARGEST_LOOSE = 10
# Kinds of which the absence tells nothing: 十五年来, "for years"; 数百万, "many".
_LOOSE_KINDS = frozenset(("fraction", "multiple", "vague", "currency", "per", "point", "base"))
# Kinds that contradict only their own: one of ten is no other number than ten.
_APART = frozenset(("fraction", "vague", "currency", "per", "point", "base"))
# "1" in digits is answered by words that are not numbers elsewhere.
_ONE = re.compile(r"\b(?:one|a|an|single|first|each|per)\b|一|首|每|单", re.IGNORECASE)
_TWO = re.compile(r"\b(?:both|pair|couple|double|dual|twice|two|bi\w+)\b|[两双]", re.IGNORECASE)
# Numbers up to this are looked for in words that are not quantities elsewhere: 欧六, "Euro 6".
_LARGEST_IN_WORDS = 99
# A temperature that falls to 30 degrees is still above zero.
_TEMPERATURES = ("degree", "celsius", "fahrenheit")
# A text that says so in words needs no minus.
_FALLING = re.compile(
    r"减|[降跌](?![到至])|亏|赤字|逆差|低于|倒退|萎缩|负|"
    r"decreas|declin|f[ea]ll(?!s? to)|drop|reduc|loss|lost|deficit|shr[aiu]nk|"
    r"contract|negative|minus|lower|down",
    re.IGNORECASE,
)
_DIGIT_RUN = re.compile(r"\d+(?:[,.]\d+)*")
_DIGIT_RUNS_WITH_LETTERS = re.compile(r"\d+")


def check_numbers(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding for each number, unit, date or symbol that one text has and the other neither has nor implies."""
    if not (unit.source.quantities or unit.target.quantities):
        return
    compared = _compare(unit.source, unit.target)
    for mine, other in compared.other_units:
        yield _difference(unit, mine, other, "units")
    for mine, other in compared.contradictions:
        yield _difference(unit, mine, other, family_of(mine))
    for side, other_side, quantities in (
        (unit.source, unit.target, compared.missing),
        (unit.target, unit.source, compared.extra),
    ):
        for quantity in quantities:
            yield _absence(unit, side, other_side, quantity)


def check_items(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where a list counts its points, (a) or (ii), and one text lacks some.

    One value counts in all systems: (一), (i), (a) and 1) are the first. A number that only one text begins with is
    its layout; two texts that begin with different ones differ.
    """
    labels = [[one for one in side.quantities if one.kind == "label"] for side in (unit.source, unit.target)]
    if not all(labels):
        return
    first, other = labels[0][0], labels[1][0]
    if len(labels[0]) == len(labels[1]) == 1:
        if not (_opens(first, unit.source) and _opens(other, unit.target)) or _share_reading(first, other):
            return
        yield _difference(unit, first, other, "numbers")
        return
    left = pair_quantities(*labels)
    for side, answering, missing in (
        (unit.source, unit.target, left.left),
        (unit.target, unit.source, left.other_left),
    ):
        for label in missing:
            message = say("point {label} has no counterpart in the other text", label=label.text)
            quotes = (side.quote([(label.start, label.stop)]), answering.quote())
            yield make_finding("items.missing", message, quotes, unit=unit.id, expected=label.text)


def _opens(label: Quantity, side: CheckedSide) -> bool:
    return not side.text[: label.start].strip()


def _share_reading(one: Quantity, other: Quantity) -> bool:
    return not set(readings_of(one)).isdisjoint(readings_of(other))


def family_of(quantity: Quantity) -> str:
    """Return the family of rules that a quantity belongs to: numbers, dates, symbols or units."""
    return _FAMILIES.get(quantity.kind, "numbers")


@dataclass(frozen=True)
class _Comparison:
    """What differs between two texts."""

    other_units: Sequence[tuple[Quantity, Quantity]] = ()
    contradictions: Sequence[tuple[Quantity, Quantity]] = ()
    missing: Sequence[Quantity] = ()
    extra: Sequence[Quantity] = ()


def _compare(source: CheckedSide, target: CheckedSide) -> _Comparison:
    mine, others = _compared(source), _compared(target)
    if sorted((one.key, one.unit) for one in mine) == sorted((one.key, one.unit) for one in others):
        return _Comparison()
    falls = _is_sign_told(mine, target) or _is_sign_told(others, source)
    pairing = pair_quantities(mine, others, ignore_sign=falls)
    other_units = [pair for pair in pairing.pairs if differ_in_unit(*pair)]
    if not (pairing.left or pairing.other_left):
        return _Comparison(other_units)
    known = [_known(source, [mine for mine, _ in pairing.pairs]), _known(target, [other for _, other in pairing.pairs])]
    missing = _sort(pairing.left, known[1])
    extra = _sort(pairing.other_left, known[0])
    contradictions = _contradict(missing, extra)
    return _Comparison(
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


@dataclass(frozen=True)
class _Known:
    """What a text says, taken apart; `rest` are its words outside quantities, `digit_runs` its unpaired digits."""

    side: CheckedSide
    readings: frozenset[str]
    years: frozenset[str]
    months: frozenset[str]
    days: frozenset[tuple[str, str]]
    plain: frozenset[str]
    rest: str
    digit_runs: frozenset[str]


def _known(side: CheckedSide, paired: Iterable[Quantity]) -> _Known:
    dates = [split_date(key) for one in side.quantities if one.kind == "date" for key in readings_of(one)]
    rest = _without(side.text, side.quantities)
    return _Known(
        side,
        readings=frozenset(key for one in side.quantities for key in readings_of(one)),
        years=frozenset(year for year, _, _ in dates if year),
        months=frozenset(month for _, month, _ in dates if month),
        days=frozenset((month, day) for _, month, day in dates if day),
        plain=frozenset(value for one in side.quantities for value in plain_values(one)),
        rest=rest,
        digit_runs=frozenset(_digit_runs(_without(side.text, paired))),
    )


def _without(text: str, quantities: Iterable[Quantity]) -> str:
    """Return a text of the same length without the words of some quantities."""
    pieces, at = [], 0
    for one in sorted(quantities, key=lambda one: one.start):
        if one.start >= at:
            pieces += [text[at : one.start], " " * (one.stop - one.start)]
            at = one.stop
    return "".join([*pieces, text[at:]])


def _digit_runs(text: str) -> set[str]:
    runs = {run.replace(",", "") for run in _DIGIT_RUN.findall(text)}
    return runs | set(_DIGIT_RUNS_WITH_LETTERS.findall(text))


@dataclass
class _Unpaired:
    """What no quantity of the other text answers: `absent` altogether, or an `echo` of what it says elsewhere."""

    absent: list[Quantity]
    echoes: list[Quantity]


def _sort(quantities: Sequence[Quantity], other: _Known) -> _Unpaired:
    absent: list[Quantity] = []
    echoes: list[Quantity] = []
    for one in quantities:
        (echoes if _is_answered(one, other) else absent).append(one)
    return _Unpaired(absent, echoes)


def _is_answered(quantity: Quantity, other: _Known) -> bool:
    if not other.readings.isdisjoint(readings_of(quantity)):
        return True
    if quantity.kind == "date":
        return any(_is_date_answered(key, other) for key in readings_of(quantity))
    if quantity.kind == "symbol":
        return _is_symbol_answered(quantity, other.side) or _is_resolution_answered(quantity, other)
    if quantity.kind in ("url", "mail", "version", "phone"):
        return quantity.value.lower() in other.side.text.lower()
    return any(_is_number_answered(value, other) for value in plain_values(quantity))


def _is_number_answered(value: str, other: _Known) -> bool:
    if value in other.plain or value in other.years or value in other.digit_runs:
        return True
    if (value == "1" and _ONE.search(other.side.text)) or (value == "2" and _TWO.search(other.rest)):
        return True
    return value.isdigit() and int(value) <= _LARGEST_IN_WORDS and write_han_numeral(int(value)) in other.rest


def _is_date_answered(key: str, other: _Known) -> bool:
    if key.startswith("number:"):
        return key.removeprefix("number:") in other.plain
    year, month, day = split_date(key)
    if year and year not in other.years and year not in other.plain and year not in other.digit_runs:
        # A list may name its year once: a date without one answers a date with one.
        return bool(day) and not other.years and (month, day) in other.days
    if day and month:
        return (month, day) in other.days
    if day:
        return any(day == known for _, known in other.days) or str(int(day)) in other.plain
    return not month or month in other.months


def _is_symbol_answered(quantity: Quantity, other: CheckedSide) -> bool:
    """Return whether the other text has the symbol, or a longer or shorter one that ends alike (71/67, A/RES/71/67)."""
    value = quantity.value.upper()
    text = re.sub(r"\s", "", other.text).upper()
    if re.search(rf"(?<![A-Z0-9]){re.escape(value)}(?![0-9A-Z])", text):
        return True
    return any(value.endswith("/" + one.value.upper()) for one in other.quantities if one.kind == "symbol")


def _is_resolution_answered(quantity: Quantity, other: _Known) -> bool:
    """Return whether the other text names a resolution by its number and year: S/RES/1540(2004), 第1540(2004)号决议."""
    numbers = re.findall(r"\d+", quantity.value.rpartition("/")[2])
    return "RES/" in quantity.value and len(numbers) > 1 and set(numbers) <= other.plain | other.years


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


Pair = tuple[Quantity, Quantity]


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


def _difference(unit: PreparedUnit, mine: Quantity, other: Quantity, family: str) -> Finding:
    return make_finding(
        f"{family}.different",
        say("the source has {mine}, the translation has {other}", mine=mine.text, other=other.text),
        (unit.source.quote([(mine.start, mine.stop)]), unit.target.quote([(other.start, other.stop)])),
        unit=unit.id,
        expected=mine.unit if family == "units" and mine.unit else mine.value,
        advice=say("compare the {kind} with the source", kind=_NAMES[family]),
    )


def _absence(unit: PreparedUnit, side: CheckedSide, other: CheckedSide, quantity: Quantity) -> Finding:
    family = family_of(quantity)
    where = TRANSLATION if side is unit.source else SOURCE
    return make_finding(
        f"{family}.missing",
        say("{kind} {quantity} is not in the {where}", kind=_NAMES[family], quantity=quantity.text, where=where),
        (side.quote([(quantity.start, quantity.stop)]), other.quote()),
        unit=unit.id,
        expected=quantity.value,
        advice="look whether it was left out, or belongs to a neighbouring unit",
        words=(
            side.quote([(quantity.start, quantity.stop)]).text[quantity.start : quantity.stop],
            quantity.key,
            side.text,
        ),
    )
