"""How numbers are written in English, with digits or in words, and what they are worth."""

from __future__ import annotations

import re
from decimal import Decimal

from cdalign.numerals import parse_english_numeral
from cdalign.numerals.words import ENGLISH_CARDINALS, ENGLISH_MULTIPLIERS, ENGLISH_ORDINALS
from cdalign.quantities.digits import parse_digits, write_number
from cdalign.quantities.forms import DIGITS, one_of

MULTIPLIER = "hundred|thousand|million|billion|trillion"
SHORT_MULTIPLIERS = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_FRACTION_SIGNS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_AND_A_HALF = r"[ -]and[ -]a[ -]half"
SCALED = (
    rf"(?:(?:{DIGITS}|(?<![\w.])\.\d++)[½¼¾]?(?:{_AND_A_HALF})?(?: ?[-\u00a0]?(?:{MULTIPLIER})(?!\w)){{0,2}}"
    r"(?:bn|mn|tn)?"
    r"(?![A-Za-z]{0,3}\d)|(?<![^\s(])[½¼¾](?=[\s-]))"
)
UNITS = one_of(word for word, value in ENGLISH_CARDINALS.items() if 1 < value < 10)
TEENS = "|".join(word for word, value in ENGLISH_CARDINALS.items() if 10 <= value < 20)
TENS = "|".join(word for word, value in ENGLISH_CARDINALS.items() if value >= 20)
BELOW_HUNDRED = rf"(?:(?:{TENS})(?:[- ](?:one|{UNITS}))?|{TEENS}|{UNITS})"
# "one" and "a" count only before hundred, thousand …: "one of the delegations" counts nothing.
_LARGE = rf"(?:[ -](?:{MULTIPLIER})(?!\w)){{1,3}}"
CARDINAL = (
    rf"(?:(?:one|an?|{BELOW_HUNDRED})(?:{_AND_A_HALF})?{_LARGE}(?:{_AND_A_HALF})?"
    rf"(?:,? (?:and )?(?:one|{BELOW_HUNDRED})(?!\w)(?:{_LARGE})?){{0,6}}|"
    rf"one{_AND_A_HALF}|{BELOW_HUNDRED}(?:{_AND_A_HALF})?)"
)
_UNIT_ORDINALS = "|".join(word for word, value in ENGLISH_ORDINALS.items() if value < 10)
_OTHER_ORDINALS = "|".join(word for word, value in ENGLISH_ORDINALS.items() if value >= 10)
ORDINAL_WORD = (
    rf"(?:(?:one )?hundred(?: and)?[ -])?"
    rf"(?:(?:{TENS})[- ](?:{_UNIT_ORDINALS})|{_OTHER_ORDINALS}|{_UNIT_ORDINALS})(?!\w)"
)


def value_of(numeral: str) -> Decimal:
    """Return the value of digits (with a following multiplier) or of words that the grammar matched."""
    half = re.search(_AND_A_HALF, numeral, re.IGNORECASE)
    if half:
        before, after = numeral[: half.start()], numeral[half.end() :].strip(" -")
        if after:
            return (value_of(before) + Decimal("0.5")) * value_of("1 " + after)
        return value_of(before) + Decimal("0.5") * value_of("1 " + _multipliers_of(before))
    digits = re.match(rf"{DIGITS}|\.\d+", numeral)
    if digits is None:
        if numeral[0] in _FRACTION_SIGNS:
            return Decimal(_FRACTION_SIGNS[numeral[0]])
        return parse_english_numeral(numeral.replace(",", "")) or Decimal(0)
    value, rest = parse_digits(digits[0]), numeral[digits.end() :]
    if rest[:1] in _FRACTION_SIGNS:
        value, rest = value + Decimal(_FRACTION_SIGNS[rest[0]]), rest[1:]
    for word in re.findall(r"[a-z]+", rest.lower()):
        value *= ENGLISH_MULTIPLIERS.get(word, 0) or SHORT_MULTIPLIERS.get(word, 1)
    return value


def _multipliers_of(numeral: str) -> str:
    return " ".join(re.findall(rf"\b(?:{MULTIPLIER})\b", numeral.lower()))


def key_of(kind: str, numeral: str) -> str:
    """Return the key of a numeral that the grammar matched: `number`, `twenty-two` -> `number:22`."""
    return f"{kind}:{write_number(value_of(numeral))}"
