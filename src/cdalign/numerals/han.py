"""Numerals in Han characters: everyday, formal (壹贰叁) and Traditional, by place (二〇一八) and by unit (二十二)."""

from __future__ import annotations

from decimal import Decimal

_DIGIT_CHARACTERS = ("零〇", "一壹弌", "二两兩贰貳", "三叁參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
HAN_DIGITS = {char: value for value, chars in enumerate(_DIGIT_CHARACTERS) for char in chars}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SCORES = {"廿": 20, "卅": 30, "卌": 40}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

# The characters that a numeral is made of, for a character class of a pattern.
HAN_NUMERALS = "".join((*HAN_DIGITS, *_UNITS, *_SCORES, *_MYRIADS))

_WRITTEN_DIGITS = "零一二三四五六七八九"
_WRITTEN_UNITS = ("", "十", "百", "千")


def parse_han_numeral(text: str) -> Decimal | None:
    """Return the value of a numeral in Han characters, or None where it is not one.

    `二十二` -> 22, `一百一十` -> 110, `二〇一八` -> 2018, `三点五` -> 3.5, `三千万` -> 30000000, `廿一` -> 21.
    """
    whole, _, fraction = text.replace("點", "点").partition("点")
    value = _parse_places(whole) if _is_positional(whole) else _parse_units(whole)
    if value is None or not fraction:
        return None if value is None else Decimal(value)
    decimals = _parse_places(fraction)
    return None if decimals is None else value + Decimal(decimals).scaleb(-len(fraction))


def _is_positional(text: str) -> bool:
    return len(text) > 1 and all(char in HAN_DIGITS for char in text)


def _parse_places(text: str) -> int | None:
    if not text or any(char not in HAN_DIGITS for char in text):
        return None
    return int("".join(str(HAN_DIGITS[char]) for char in text))


def _parse_units(text: str) -> int | None:
    """Read 千百十 inside 亿 and 万; a unit without a digit before it counts once (十二 is 12)."""
    total = section = digit = 0
    for char in text:
        if char in HAN_DIGITS:
            digit = HAN_DIGITS[char]
        elif char in _SCORES:
            section += _SCORES[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _MYRIADS:
            total = (total + (section + digit or 1)) * _MYRIADS[char]
            section = digit = 0
        else:
            return None
    return total + section + digit if text else None


def multiply_by_han_units(value: Decimal, units: str) -> Decimal:
    """Return the value times the Han units written after its digits: 150 and `万` -> 1500000."""
    for char in units:
        value *= {**_UNITS, **_MYRIADS}.get(char, 1)
    return value


def write_han_numeral(value: int) -> str:
    """Return a value from 0 to 9,999 as lists print it: 12 -> 十二, 105 -> 一百零五; larger ones in digits."""
    if not 0 <= value < 10**4:
        return str(value)
    if value == 0:
        return _WRITTEN_DIGITS[0]
    written, is_skipped = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            written += (_WRITTEN_DIGITS[0] if is_skipped and written else "") + _WRITTEN_DIGITS[digit]
            written += _WRITTEN_UNITS[place]
        is_skipped = digit == 0
    return written[1:] if 10 <= value < 20 else written
