"""Han numerals: everyday, formal (壹贰叁) and Traditional, positional (二〇一八) and with units (二十二)."""

from __future__ import annotations

from decimal import Decimal

from cdalign.patterns import compile_late

_DIGIT_CHARACTERS = ("零〇", "一壹弌", "二两兩贰貳", "三叁參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
HAN_DIGITS = {char: value for value, chars in enumerate(_DIGIT_CHARACTERS) for char in chars}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SCORES = {"廿": 20, "卅": 30, "卌": 40}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

# The characters of numerals, for a character class of a pattern.
HAN_NUMERALS = "".join((*HAN_DIGITS, *_UNITS, *_SCORES, *_MYRIADS))

# 九千九百九十九万亿 and so on to 亿亿, with decimals. Thousands of units would make a number of thousands of digits.
_LONGEST_NUMERAL = 100
_WRITTEN_DIGITS = "零一二三四五六七八九"
_WRITTEN_UNITS = ("", "十", "百", "千")


def parse_han_numeral(text: str) -> Decimal | None:
    """Return the value of a numeral in Han characters, or in digits with Han units, or None if it is not one.

    `二十二` -> 22, `一百一十` -> 110, `二〇一八` -> 2018, `三点五` -> 3.5, `七亿八千万` -> 780000000, `廿一` -> 21,
    `一万亿` -> 1000000000000, `3.5亿` -> 350000000, `两万三` -> 23000 (the last digit counts the next smaller unit).
    """
    if len(text) > _LONGEST_NUMERAL:
        return None
    sums, end = _Sums(), 0
    for token in _TOKEN.finditer(text):
        if token.start() != end:
            return None
        end = token.end()
        sums.add(token[0])
    return sums.total() if text and end == len(text) else None


_PLACES = "".join(HAN_DIGITS)
_TOKEN = compile_late(
    rf"\d+(?:[, \u00a0\u202f]\d{{3}})*(?:\.\d+)?|[{_PLACES}]+(?:[点點][{_PLACES}]+)?|"
    rf"[{''.join((*_UNITS, *_SCORES, *_MYRIADS))}]"
)
_SEPARATORS = str.maketrans("", "", ", \u00a0\u202f")


class _Sums:
    """The sum of the tokens of a numeral: from 亿 up, from 万 up, below 万, and the number not yet multiplied."""

    def __init__(self) -> None:
        self.high = self.low = self.section = Decimal(0)
        self.number: Decimal | None = None
        self.unit = 0
        self.is_short = False

    def add(self, token: str) -> None:
        """Add one token: a number, or a unit that multiplies what precedes it."""
        self.is_short = False
        if token in _UNITS:
            self.section += (1 if self.number is None else self.number) * _UNITS[token]
            self.number, self.unit = None, _UNITS[token]
        elif token in _SCORES:
            self.section += _SCORES[token]
            self.number, self.unit = None, 10
        elif token in _MYRIADS:
            self._multiply(_MYRIADS[token])
        else:
            self.number = _parse_number(token)
            self.is_short = len(token) == 1 and self.unit > 10 and token in HAN_DIGITS

    def _multiply(self, myriad: int) -> None:
        below = self.section + (self.number or 0)
        if myriad == 10**4:
            self.low += (below or 1) * myriad
        elif self.low + below or not self.high:
            self.high += (self.low + below or 1) * myriad
            self.low = Decimal(0)
        else:
            self.high *= myriad
        self.section, self.number, self.unit = Decimal(0), None, myriad

    def total(self) -> Decimal:
        """Return the value of the whole numeral."""
        last = self.number or Decimal(0)
        # 两万三 is 23,000; 两万零三 is 20,003, because 零三 is one token there.
        if self.is_short:
            last = last * self.unit / 10
        return self.high + self.low + self.section + last


def _parse_number(token: str) -> Decimal:
    if token[0] not in HAN_DIGITS:
        return Decimal(token.translate(_SEPARATORS))
    whole, _, decimals = token.replace("點", "点").partition("点")
    digits = "".join(str(HAN_DIGITS[char]) for char in whole)
    return Decimal(digits + ("." + "".join(str(HAN_DIGITS[char]) for char in decimals) if decimals else ""))


def write_han_numeral(value: int) -> str:
    """Return a value from 0 to 9,999 as lists print it: 12 -> 十二, 105 -> 一百零五; larger values in digits."""
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
