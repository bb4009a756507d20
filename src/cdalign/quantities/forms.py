"""What a form is, how a text is searched for forms, and the forms that both languages write alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text: half-open stretch, the words there, and its language-neutral key (`number:22`).

    `is_spelt` says that it is written in words (`two`, `两个`), which a translator may put otherwise (`both`).
    """

    start: int
    stop: int
    text: str
    key: str
    is_spelt: bool = False

    @property
    def kind(self) -> str:
        """What stands before the first colon of the key: `date`, `article`, `symbol`."""
        return self.key.partition(":")[0]

    @property
    def value(self) -> str:
        """What stands after the first colon of the key: `2018-09-05`, `6`, `CD/1299`."""
        return self.key.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form makes of one stretch of text: where, which key, and whether it is spelt in words."""

    start: int
    stop: int
    key: str
    is_spelt: bool = False


Reader = Callable[["re.Match[str]"], Iterable[Reading]]


@dataclass(frozen=True)
class Form:
    """One way of writing a quantity: a pattern with unnamed groups, and how a match is read."""

    name: str
    pattern: str
    read: Reader

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern on its own, for the groups of a match found by the whole grammar."""
        return re.compile(self.pattern)


class Grammar:
    """The forms of one language, in the order in which they are tried at a place; the first that fits is taken."""

    def __init__(self, guard: str, forms: Sequence[Form]) -> None:
        self._forms = {form.name: form for form in forms}
        alternatives = "|".join(f"(?P<{form.name}>{form.pattern})" for form in forms)
        # The guard names the characters a form can start with: most places of a text are refused by it at once.
        self._pattern = re.compile(f"{guard}(?:{alternatives})")

    def read(self, text: str) -> Iterable[Reading]:
        """Give what the forms make of the text, in order."""
        for found in self._pattern.finditer(text):
            form = self._forms[found.lastgroup or ""]
            match = form.compiled.match(text, found.start())
            if match is not None:
                yield from form.read(match)


def find_forms(folded: str, grammar: Grammar, text: str) -> tuple[Quantity, ...]:
    """Give the quantities that a grammar finds in `folded`, a text of the same length, with the words of `text`."""
    return tuple(
        Quantity(reading.start, reading.stop, text[reading.start : reading.stop], reading.key, reading.is_spelt)
        for reading in grammar.read(folded)
    )


def whole(match: re.Match[str], key: str, *, is_spelt: bool = False) -> tuple[Reading, ...]:
    """Give the one reading of a whole match."""
    return (Reading(match.start(), match.end(), key, is_spelt),)


DIGITS = r"(?:\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)?"

# Four digits without a separator that name a year by themselves: `the 1995 Review Conference`.
FIRST_YEAR, LAST_YEAR = 1500, 2199


def is_year(digits: str) -> bool:
    """Say whether digits name a year when nothing around them says otherwise."""
    return len(digits) == 4 and digits.isdigit() and FIRST_YEAR <= int(digits) <= LAST_YEAR


def read_url(match: re.Match[str]) -> Iterable[Reading]:
    """Web addresses: `https://undocs.org/CD/2138` -> url:https://undocs.org/CD/2138."""
    return whole(match, f"url:{match[0]}")


def read_symbol(match: re.Match[str]) -> Iterable[Reading]:
    """Document symbols: `CD/2119` -> symbol:CD/2119, `A/C.3/56/L.1/Rev.1`, `S/RES/1540(2004)`; not `HIV/AIDS`."""
    if any(char.isdigit() for char in match[0]):
        yield Reading(match.start(), match.end(), f"symbol:{match[0]}")


def read_session_symbol(match: re.Match[str]) -> Iterable[Reading]:
    """Resolution numbers of the General Assembly: `71/67`, `第 71/67 号决议` -> symbol:71/67."""
    return whole(match, f"symbol:{match[0].replace(' ', '')}")


def read_code(match: re.Match[str]) -> Iterable[Reading]:
    """Names with a number in them: `COVID-19` -> code:COVID-19, `PM2.5`, `G20`, `H1N1`."""
    return whole(match, f"code:{match[0].upper()}")


def read_label(match: re.Match[str]) -> Iterable[Reading]:
    """Letters that number the points of a list: `(a)` -> label:a, `(iv)` -> label:iv."""
    return whole(match, f"label:{match[1]}")


def read_year_range(match: re.Match[str]) -> Iterable[Reading]:
    """Two years of which the second is shortened: `1997-98` -> date:1997, date:1998; not `2018-05`."""
    if is_year(match[1]) and int(match[2]) > int(match[1][2:]):
        yield Reading(match.start(1), match.end(1), f"date:{match[1]}")
        yield Reading(match.start(2), match.end(2), f"date:{match[1][:2]}{match[2]}")
    else:
        for group in (1, 2):
            key = f"date:{match[group]}" if is_year(match[group]) else f"number:{int(match[group])}"
            yield Reading(match.start(group), match.end(group), key)


COMMON_FORMS = (
    Form("url", r"(?:https?://|www\.)[\w\-./?=&%#~:+]*[\w/]", read_url),
    Form(
        "symbol",
        r"[A-Z][A-Z0-9]*(?:[./-][A-Z0-9]+)*/[A-Za-z0-9.\-/]*[A-Za-z0-9](?:\((?:\d{4}|[A-Z]+)\))?",
        read_symbol,
    ),
    Form("year_range", r"(\d{4})[-–/](\d\d)(?![\d/.-]| ?[月日])", read_year_range),
    Form("code", r"[A-Z][A-Za-z]{0,7}-?\d+(?:\.\d+)?(?:[A-Z]\d*)?(?![A-Za-z0-9])", read_code),
    Form("session_symbol", r"\d{1,3} ?/ ?\d{1,4}(?:/[A-Z0-9.]+)*(?![\d/]| ?[月年])", read_session_symbol),
    Form("label", r"\(([a-z]|[ivx]{1,5})\)", read_label),
)
