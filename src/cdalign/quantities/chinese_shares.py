"""The forms of shares and multiples in Chinese: percentages, tenths, fractions, halves, growth."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from cdalign.patterns import compile_late
from cdalign.quantities.chinese_numerals import NUMERAL, is_han, key_of, value_of
from cdalign.quantities.digits import write_number
from cdalign.quantities.forms import DIGITS, Form, FormReading, one_of, whole
from cdalign.quantities.units_of_measure import HALF_MONTH, HALF_MONTHS


def read_percent(match: re.Match[str]) -> Iterable[FormReading]:
    """Read percentages: `3.5%`, `百分之三点五` -> percent:3.5; `2 个百分点` has the unit percentage point."""
    unit = "percentage point" if match[3] else ""
    if match[3] == "半":
        return whole(match, "percent:0.5", is_spelt=True, unit=unit)
    return whole(match, key_of("percent", match[1] or match[2] or match[3]), unit=unit)


def read_tenths(match: re.Match[str]) -> Iterable[FormReading]:
    """Read shares counted in tenths: `八成` -> percent:80, `五成五` -> percent:55, `一成半` -> percent:15, `三成多`."""
    tenths = value_of(match[1])
    hundredths = Decimal(5) if match[2] == "半" else value_of(match[2]) if match[2] else Decimal(0)
    return whole(match, f"percent:{write_number(tenths * 10 + hundredths)}", is_spelt=True)


def read_fraction(match: re.Match[str]) -> Iterable[FormReading]:
    """Read fractions: `三分之一` -> fraction:1/3, `百万分之四百` -> fraction:400/1000000, `2.7‰`, `一半`."""
    if match[3]:
        return whole(match, f"{key_of('fraction', match[3])}/1000")
    if not match[1]:
        return whole(match, "fraction:1/2", is_spelt=True)
    key = f"fraction:{write_number(value_of(match[2]))}/{write_number(value_of(match[1]))}"
    return whole(match, key, is_spelt=is_han(match[1]))


def read_multiple(match: re.Match[str]) -> Iterable[FormReading]:
    """Read multiples: `三倍` -> multiple:3, `翻两番` -> multiple:4, `加倍` -> multiple:2.

    Growth counts what is added: `增加了两倍` -> multiple:3, but `增至两倍` -> multiple:2. `大两倍` may mean twice or
    three times the size.
    """
    if match[1]:
        return whole(match, f"multiple:{write_number(Decimal(2) ** min(int(value_of(match[1])), 10))}", is_spelt=True)
    times = (value_of(match[2]) if match[2] else Decimal(2)) + (Decimal("0.5") if match[3] else 0)
    if times == 1:  # 一倍 is as much again, whatever comes before it
        return whole(match, "multiple:2", is_spelt=True, also=("percent:100",))
    keys = tuple(f"multiple:{write_number(one)}" for one in (times, times + 1))
    grown = _GROWTH.search(match.string, max(0, match.start() - _GROWTH_REACH), match.start())
    if not match[2] or grown is None or grown[2]:
        return whole(match, keys[0], is_spelt=True)
    if grown[1] in "大多高长快重贵":
        return whole(match, keys[0], is_spelt=True, also=keys[1:])
    return whole(match, keys[1], is_spelt=True, also=(f"percent:{write_number(times * 100)}",))


def read_halving(match: re.Match[str]) -> Iterable[FormReading]:
    """Read halving: `减半` -> fraction:1/2."""
    return whole(match, "fraction:1/2", is_spelt=True)


def read_vague(match: re.Match[str]) -> Iterable[FormReading]:
    """Read numbers that give only a magnitude: `数百万`, `几百万` -> vague:1000000, `成千上万` -> vague:1000.

    `上万` may be more than ten thousand, and is number:10000 too.
    """
    also = (key_of("number", match[1]), key_of("money", match[1])) if match[0].startswith("上") else ()
    return whole(match, key_of("vague", match[1]), is_spelt=True, also=also)


def read_half(match: re.Match[str]) -> Iterable[FormReading]:
    """Read halves of a year, a century or a match: `上半年` -> ordinal:1, `下半场` -> ordinal:2."""
    return whole(match, "ordinal:1" if match.string[match.start() - 1] == "上" else "ordinal:2", is_spelt=True)


def read_half_unit(match: re.Match[str]) -> Iterable[FormReading]:
    """Read half of a unit of time: `半年` -> half a year; `半个月` may be two weeks, `每半年` twice a year."""
    unit = {"年": "year", "月": HALF_MONTH, "天": "day", "世纪": "century"}.get(match[1] or match[2], "hour")
    twice = ("number:2", "multiple:2") if match.string.endswith("每", 0, match.start()) else ()
    return whole(match, "number:0.5", is_spelt=True, unit=unit, also=HALF_MONTHS if unit == HALF_MONTH else twice)


def read_discount(match: re.Match[str]) -> Iterable[FormReading]:
    """Read a price in tenths of the full one, which English gives as what is taken off: `八五折` -> percent:15."""
    if not match[1]:
        return whole(match, "fraction:1/2", is_spelt=True)
    left = value_of(match[1]) * 10 + (value_of(match[2]) if match[2] else 0)
    return whole(match, f"percent:{write_number(100 - left)}", is_spelt=True)


def read_interest(match: re.Match[str]) -> Iterable[FormReading]:
    """Read rates of interest in 厘: `利率为三厘` -> percent:3; by the month it is 0.3 per cent."""
    value = value_of(match[1]) + (value_of(match[2]) / 10 if match[2] else 0)
    also = (f"percent:{write_number(value / 10)}",)
    return whole(match, f"percent:{write_number(value)}", is_spelt=is_han(match[1]), also=also)


def read_each(match: re.Match[str]) -> Iterable[FormReading]:
    """Read the unit that a rate refers to: `每公升` -> per:litre, `每千名` -> number:1000."""
    if match[1]:
        return whole(match, f"per:{_EACH[match[1]]}", is_spelt=True)
    return whole(match, key_of("number", match[2]))


_EACH = {
    "公斤": "kilogram", "千克": "kilogram", "吨": "tonne", "公吨": "tonne", "升": "litre",
    "公升": "litre", "桶": "barrel",
    "加仑": "gallon", "磅": "pound", "盎司": "ounce", "公里": "kilometre", "英里": "mile", "海里": "nautical mile",
    "米": "metre", "公顷": "hectare", "英亩": "acre", "亩": "mu", "平方米": "square metre", "立方米": "cubic metre",
    "平方公里": "square kilometre", "平方英尺": "square foot", "小时": "hour", "分钟": "minute", "秒": "second",
}  # fmt: skip


# Words for growth before the multiple; `to` means that the number is the result and not the increase.
_GROWTH = compile_late(
    r"(增加|增长|提高|上升|扩大|上涨|激增|猛增|剧增|攀升|增多|增|涨|升|大|多|高|长|快|重|贵)(?:出|了|将近|近|约|大约|超过|至少|整整){0,3}"
    r"(到原来的|为原来的|到|至|为)?(?:近|约)?\Z"
)
_GROWTH_REACH = 12
SHARES = (
    Form("percent", rf"百分之 ?({NUMERAL})|({DIGITS}) ?%|({NUMERAL}|半) ?个?百分点", read_percent, ("百分", "%")),
    Form(
        "tenths",
        r"([一二两三四五六七八九十])成([一二三四五六七八九]|半(?![数径]))?"
        r"(?![立为功员本果就熟长套型品分绩效语色员交份年]|新(?:[的旧、。)]|$))[多余]?",
        read_tenths,
        ("成",),
    ),
    Form(
        "fraction",
        rf"({NUMERAL}) ?分之 ?({NUMERAL})|({DIGITS}) ?‰|一半|(?<![大过多])半数",
        read_fraction,
        ("分之", "‰", "一半", "半数"),
    ),
    Form("multiple", rf"({NUMERAL})番(?!五次)|({NUMERAL}) ?倍(半)?|(?<=[双加翻])倍|倍增", read_multiple, ("番", "倍")),
    Form(
        "discount",
        r"(?<![波一])([1-9](?:\.\d)?|[一二三四五六七八九])([一二三四五六七八九])?折(?![叠线射腾磨服扣现旧算合返断回子页扇纸不])|对折(?![起叠线成])",
        read_discount,
        ("折",),
    ),
    Form(
        "interest",
        rf"(?<=[率息利报][为是达约]|.[率息利报])({NUMERAL}) ?厘(?!米)([一二三四五六七八九])?",
        read_interest,
        ("厘",),
    ),
    Form("halving", r"(?<=[减折])半", read_halving),
    Form("half_year", r"(?<=[上下])半[年叶场月]", read_half),
    Form("half_unit", r"半(年|(?:个)?(?:小时|钟头)|天)|半个(月|世纪)", read_half_unit),
    Form("vague", r"(?:数以|好?几|数|(?<![早晚以])上|成)([十百千万亿]{1,3})(?![分一])计?", read_vague),
    Form("each", rf"(?:(?<=每)|(?<=每一))({one_of(_EACH)})|(?<=每)([十百千万]{{1,2}})(?=[名个人户])", read_each),
)
