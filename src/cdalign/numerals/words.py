"""Numerals in English words: cardinals and ordinals, as exact values."""

from __future__ import annotations

from decimal import Decimal

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ENGLISH_CARDINALS = {
    **{word: value for value, word in enumerate(_UNITS.split())},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), start=2)},
}
ENGLISH_MULTIPLIERS = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

_ORDINAL_UNITS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
ENGLISH_ORDINALS = {
    **{word: value for value, word in enumerate(_ORDINAL_UNITS.split(), start=1)},
    **{word[:-1] + "ieth": 10 * value for value, word in enumerate(_TENS.split(), start=2)},
    "hundredth": 100,
}


def parse_english_numeral(text: str) -> Decimal | None:
    """Return the value of a cardinal in English words, or None.

    `twenty-two` -> 22, `one hundred and ten` -> 110, `two million` -> 2000000.
    """
    total = current = 0
    words = [word for word in text.lower().replace("-", " ").split() if word not in ("and", "a")]
    if not words:
        return None
    for word in words:
        if word in ENGLISH_CARDINALS:
            current += ENGLISH_CARDINALS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in ENGLISH_MULTIPLIERS:
            total += (current or 1) * ENGLISH_MULTIPLIERS[word]
            current = 0
        else:
            return None
    return Decimal(total + current)


def parse_english_ordinal(text: str) -> Decimal | None:
    """Return the value of an ordinal in English words, or None: `forty-eighth` -> 48, `first` -> 1."""
    words = text.lower().replace("-", " ").split()
    last = ENGLISH_ORDINALS.get(words[-1]) if words else None
    if last is None:
        return None
    rest = parse_english_numeral(" ".join(words[:-1])) if words[:-1] else Decimal(0)
    return None if rest is None else rest + last
