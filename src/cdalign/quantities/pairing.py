"""Which quantity of one text matches which of another. Each one matches once (a multiset)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cdalign.quantities.equality import amount_of, plain_values, readings_of, share_of
from cdalign.quantities.forms import Quantity

Key = object


@dataclass(frozen=True)
class Pairing:
    """The quantities of two texts: the pairs that match, and what is left of each text, in order."""

    pairs: tuple[tuple[Quantity, Quantity], ...]
    left: tuple[Quantity, ...]
    other_left: tuple[Quantity, ...]


def pair_quantities(mine: Sequence[Quantity], others: Sequence[Quantity], *, ignore_sign: bool = False) -> Pairing:
    """Return which quantities of two texts have the same value; each matches once.

    The surest matches come first: the same key and unit, the same key, another reading, the same share or amount, the
    same plain number in another kind.

    `ignore_sign` lets -5 match 5, if the other text expresses the sign in words ("fell by 5").
    """
    steps = (_by_key_and_unit, _by_key, readings_of, _by_amount, plain_values)
    pairs: list[tuple[Quantity, Quantity]] = []
    left, other_left = list(mine), list(others)
    for keys_of in steps:
        if not left or not other_left:
            break
        found, left, other_left = _pair_by(keys_of, left, other_left)
        pairs += found
    for keys_of, other_keys_of in ((_hours, plain_values), (plain_values, _hours)):
        found, left, other_left = _pair_by(keys_of, left, other_left, other_keys_of)
        pairs += found
    if ignore_sign:
        found, left, other_left = _pair_by(_by_size, left, other_left)
        pairs += found
    return Pairing(tuple(pairs), tuple(left), tuple(other_left))


def _pair_by(
    keys_of: Callable[[Quantity], Iterable[Key]],
    mine: Sequence[Quantity],
    others: Sequence[Quantity],
    other_keys_of: Callable[[Quantity], Iterable[Key]] | None = None,
) -> tuple[list[tuple[Quantity, Quantity]], list[Quantity], list[Quantity]]:
    """Pair in order the quantities that share a key. Return the pairs and the rest. The cost is linear."""
    waiting: dict[Key, list[int]] = {}
    for number in range(len(others) - 1, -1, -1):
        for key in (other_keys_of or keys_of)(others[number]):
            waiting.setdefault(key, []).append(number)
    pairs: list[tuple[Quantity, Quantity]] = []
    left: list[Quantity] = []
    used: set[int] = set()
    for one in mine:
        answers = [found for key in keys_of(one) if (found := _first_free(waiting.get(key), used)) is not None]
        if answers:
            used.add(answers[0])
            pairs.append((one, others[answers[0]]))
        else:
            left.append(one)
    return pairs, left, [other for number, other in enumerate(others) if number not in used]


def _first_free(numbers: list[int] | None, used: set[int]) -> int | None:
    """Return the last of the numbers that is not used yet, and drop those after it."""
    while numbers and numbers[-1] in used:
        numbers.pop()
    return numbers[-1] if numbers else None


def _by_key_and_unit(quantity: Quantity) -> Iterable[Key]:
    return ((quantity.key, quantity.unit),)


def _by_key(quantity: Quantity) -> Iterable[Key]:
    return (quantity.key,)


def _by_amount(quantity: Quantity) -> Iterable[Key]:
    share = share_of(quantity)
    if share is not None:
        return (("share", share),)
    amount = amount_of(quantity)
    return () if amount is None else (amount,)


def _hours(quantity: Quantity) -> Iterable[Key]:
    """Return the numbers that may be written for a full hour: time:15:00 -> 15, 3."""
    if quantity.kind != "time" or not quantity.value.endswith(":00"):
        return ()
    hour = int(quantity.value[:2])
    return (str(hour), str(hour % 12 or 12))


def _by_size(quantity: Quantity) -> Iterable[Key]:
    number = quantity.number
    return () if number is None else (abs(Fraction(number)),)
