"""How numbers are written in Chinese, in digits or Han numerals, and what they are worth."""

from __future__ import annotations

from decimal import Decimal

from cdalign.numerals import parse_han_numeral
from cdalign.quantities.digits import write_number
from cdalign.quantities.forms import DIGITS

PLACES = "零〇一二三四五六七八九"
HAN = f"{PLACES}十百千万亿两廿卅卌"
# 千 belongs to the unit in 千克, 千瓦 and the like; 百分 belongs to a percentage.
_UNIT = r"(?:[十万亿]|百(?!分)|千(?![克瓦卡伏赫帕焦]|字节))"
_RUN = rf"(?:(?:[{PLACES}十万亿两廿卅卌百]|千(?![克瓦卡伏赫帕焦]|字节))++(?:点[{PLACES}]++[百千万亿]*+)?)"
HAN_NUMERAL = rf"(?:{_RUN}(?:[多余来几][万亿]++)?)"
# 150 万, 1 000 亿, 300 多万, 3亿5000万.
SCALED = (
    rf"(?:{DIGITS}(?: ?[多余几来]?+ ?{_UNIT}{{1,4}}"
    rf"(?:零?(?:\d{{1,4}}|[{PLACES}两十百千]{{1,7}}) ?[百千万亿]{{1,3}}){{0,3}})?)"
)
NUMERAL = rf"(?:{SCALED}|{HAN_NUMERAL})"


# 二十多万, 300 余名: the words for "and some more".
_NOT_COUNTED = str.maketrans("", "", "多余来几 \u00a0\u202f")


def value_of(numeral: str) -> Decimal:
    """Return the value of digits (with following Han units) or of a Han numeral that the grammar matched."""
    return parse_han_numeral(numeral.translate(_NOT_COUNTED)) or Decimal(0)


def key_of(kind: str, numeral: str) -> str:
    """Return the key of a numeral that the grammar matched: `number`, `二十二` -> `number:22`."""
    return f"{kind}:{write_number(value_of(numeral))}"


def is_han(numeral: str) -> bool:
    """Return whether a numeral is written in Han characters rather than digits."""
    return not numeral[0].isdigit()
