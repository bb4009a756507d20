"""The types of quantities and forms, and the search of a text for forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text: its half-open span, the words there, and its language-neutral key (`number:22`).

    `unit` names its unit of measure or its currency (`kilometre`, `EUR`), if the text gives one. `also` are other
    keys that the same words can have: `8 o'clock` is 08:00 or 20:00. `is_spelt` is True if it is written in words
    (`two`, `两个`), which a translator may express otherwise (`both`).
    """

    start: int
    stop: int
    text: str
    key: str
    is_spelt: bool = False
    unit: str = ""
    also: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The part of the key before the first colon: `date`, `article`, `symbol`."""
        return self.key.partition(":")[0]

    @property
    def value(self) -> str:
        """The part of the key after the first colon: `2018-09-05`, `6`, `CD/1299`."""
        return self.key.partition(":")[2]

    @property
    def number(self) -> Decimal | None:
        """The value as a number with its sign, or None if it is not a number (`2018-09-05`, `1/3`)."""
        try:
            return Decimal(self.value)
        except InvalidOperation:
            return None

    @property
    def is_negative(self) -> bool:
        """Whether its sign is minus."""
        return (self.number or 0) < 0


@dataclass(frozen=True, slots=True)
class FormReading:
    """One reading of a span by a form: the fields of a `Quantity` without the words."""

    start: int
    stop: int
    key: str
    is_spelt: bool = False
    unit: str = ""
    also: tuple[str, ...] = ()


Reader = Callable[["re.Match[str]"], Iterable[FormReading]]


@dataclass(frozen=True)
class Form:
    """One way of writing a quantity: a pattern with unnamed groups, and a function that reads a match.

    The cost of a pattern at one position is bounded: repetitions are possessive or counted. So the cost of a text is
    linear in its length, whatever it repeats. `needs` are words of which every match has one at least, in lower case;
    a text that has none of them is not searched for the form, which then need not be compiled.
    """

    name: str
    pattern: str
    read: Reader
    needs: Sequence[str] = ()

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first tried."""
        return re.compile(self.pattern)


@dataclass(frozen=True)
class Branch:
    """The forms that can start where `guard` matches, a pattern without groups that consumes nothing."""

    guard: str
    forms: Sequence[Form]

    @cached_property
    def opens(self) -> re.Pattern[str]:
        """The guard by itself."""
        return re.compile(self.guard)

    def forms_in(self, text: str) -> Sequence[Form]:
        """Return the forms that a text may have, by the words that they need."""
        lower = text.lower()
        return [form for form in self.forms if not form.needs or any(map(lower.__contains__, form.needs))]


@dataclass(frozen=True)
class Grammar:
    """The forms of one language. At a position the branches, and in them the forms, are tried in order; the first wins.

    One search finds the next position where any guard matches, which few positions of a text are. The forms are tried
    there one by one, and each is compiled when it is first tried: one pattern of all of them takes four times as long
    to compile (180 ms in each command that aligns) and is not faster.
    `at_word` are branches for positions where a word or a run of digits begins, `anywhere` those for all positions.
    """

    at_word: Sequence[Branch]
    anywhere: Sequence[Branch] = ()

    @cached_property
    def _branches(self) -> Sequence[Branch]:
        at_word = [Branch(rf"(?<![A-Za-z0-9]){branch.guard}", branch.forms) for branch in self.at_word]
        return (*at_word, *self.anywhere)

    @cached_property
    def _guards(self) -> re.Pattern[str]:
        """The guards, each followed by a group of its own that matches nothing."""
        at_word, anywhere = ([f"{branch.guard}()" for branch in half] for half in (self.at_word, self.anywhere))
        return re.compile("|".join([rf"(?<![A-Za-z0-9])(?:{'|'.join(at_word)})", *anywhere]))

    def read(self, text: str) -> Iterable[FormReading]:
        """Yield the readings of the text by the forms, in order."""
        at = 0
        possible: dict[int, Sequence[Form]] = {}
        while at < len(text) and (found := self._guards.search(text, at)):
            at = found.start()
            winner = self._match_at(text, at, (found.lastindex or 1) - 1, possible)
            if winner is None:
                at += 1
            else:
                form, match = winner
                yield from form.read(match)
                at = match.end()

    def _match_at(
        self, text: str, at: int, first: int, possible: dict[int, Sequence[Form]]
    ) -> tuple[Form, re.Match[str]] | None:
        """Return the form that matches at a position, and its match.

        `first` is the first branch that is open there; `possible` keeps the forms that the text may have, by branch.
        """
        for number, branch in enumerate(self._branches[first:], first):
            if branch.opens.match(text, at):
                if number not in possible:
                    possible[number] = branch.forms_in(text)
                for form in possible[number]:
                    match = form.compiled.match(text, at)
                    if match is not None:
                        return form, match
        return None


# What has more digits than `Decimal` keeps (28) would be compared in a rounded form. No text counts so far.
_MOST_DIGITS = 28
_TOO_MANY_DIGITS = re.compile(rf"\d(?:[, \u00a0\u202f]?\d){{{_MOST_DIGITS}}}")


def make_quantities(readings: Iterable[FormReading], text: str) -> tuple[Quantity, ...]:
    """Return the readings of a text as quantities, with their words. Numbers of too many digits are dropped."""
    return tuple(
        Quantity(
            reading.start,
            reading.stop,
            text[reading.start : reading.stop],
            reading.key,
            reading.is_spelt,
            reading.unit,
            reading.also,
        )
        for reading in readings
        if not _has_too_many_digits(reading, text)
    )


def _has_too_many_digits(reading: FormReading, text: str) -> bool:
    is_short = reading.stop - reading.start <= _MOST_DIGITS
    return not is_short and _TOO_MANY_DIGITS.search(text, reading.start, reading.stop) is not None


def whole(
    match: re.Match[str], key: str, *, is_spelt: bool = False, unit: str = "", also: tuple[str, ...] = ()
) -> tuple[FormReading, ...]:
    """Return one reading that covers the whole match."""
    return (FormReading(match.start(), match.end(), key, is_spelt, unit, also),)


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, a longer one before those that it begins with."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


# Possessive, because digits are never given back: a long run of them costs its length only once.
DIGITS = r"(?:(?:\d{1,3}(?:[, \u00a0\u202f]\d{3})++(?!\d)|\d++)(?:\.\d++)?+)"

# Four digits without a separator that are a year by themselves: `the 1995 Review Conference`.
FIRST_YEAR, LAST_YEAR = 1500, 2199


def is_year(digits: str) -> bool:
    """Return whether digits are a year if nothing around them says otherwise."""
    return len(digits) == 4 and digits.isdigit() and FIRST_YEAR <= int(digits) <= LAST_YEAR
