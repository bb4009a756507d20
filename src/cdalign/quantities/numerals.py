"""Numerals written in Han characters, English words, Roman letters and digits, as exact values."""

from __future__ import annotations

from decimal import Decimal

HAN_DIGITS = {
    char: value
    for value, chars in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_SCORES = {"廿": 20, "卅": 30}
_HAN_MYRIADS = {"万": 10**4, "亿": 10**8}

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

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def parse_han_numeral(text: str) -> Decimal | None:
    """Give the value of a numeral in Han characters, or None where it is none.

    `二十二` -> 22, `一百一十` -> 110, `二〇一八` -> 2018, `三点五` -> 3.5, `三千万` -> 30000000.
    """
    whole, _, fraction = text.partition("点")
    value = _parse_han_digits(whole) if _is_positional(whole) else _parse_han_units(whole)
    if value is None or not fraction:
        return None if value is None else Decimal(value)
    decimals = _parse_han_digits(fraction)
    return None if decimals is None else value + Decimal(decimals).scaleb(-len(fraction))


def _is_positional(text: str) -> bool:
    return len(text) > 1 and all(char in HAN_DIGITS for char in text)


def _parse_han_digits(text: str) -> int | None:
    if not text or any(char not in HAN_DIGITS for char in text):
        return None
    return int("".join(str(HAN_DIGITS[char]) for char in text))


def _parse_han_units(text: str) -> int | None:
    """Read 千百十 inside 亿 and 万; a unit without a digit before it counts once (十二 is 12)."""
    total = section = digit = 0
    for char in text:
        if char in HAN_DIGITS:
            digit = HAN_DIGITS[char]
        elif char in _HAN_SCORES:
            section += _HAN_SCORES[char]
        elif char in _HAN_UNITS:
            section += (digit or 1) * _HAN_UNITS[char]
            digit = 0
        elif char in _HAN_MYRIADS:
            total = (total + (section + digit or 1)) * _HAN_MYRIADS[char]
            section = digit = 0
        else:
            return None
    return total + section + digit if text else None


def multiply_by_han_units(value: Decimal, units: str) -> Decimal:
    """Give the value times the Han units written after its digits: 150 and `万` -> 1500000."""
    for char in units:
        value *= {**_HAN_UNITS, **_HAN_MYRIADS}.get(char, 1)
    return value


def parse_english_numeral(text: str) -> Decimal | None:
    """Give the value of a cardinal in English words, or None.

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
    """Give the value of an ordinal in English words, or None: `forty-eighth` -> 48, `first` -> 1."""
    words = text.lower().replace("-", " ").split()
    last = ENGLISH_ORDINALS.get(words[-1]) if words else None
    if last is None:
        return None
    rest = parse_english_numeral(" ".join(words[:-1])) if words[:-1] else Decimal(0)
    return None if rest is None else rest + last


def parse_roman(text: str) -> int | None:
    """Give the value of a Roman numeral up to 399, or None: `VI` -> 6, `XIV` -> 14."""
    values = [_ROMAN.get(char, 0) for char in text.upper()]
    if not values or 0 in values:
        return None
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def parse_digits(text: str) -> Decimal:
    """Give the value of digits with thousands separators: `1,000` and `1 000` -> 1000, `3.50` -> 3.50."""
    return Decimal(text.replace(",", "").replace(" ", ""))


def write_number(value: Decimal | int) -> str:
    """Give the one way in which keys write a value: no exponent, no separators, no idle zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
