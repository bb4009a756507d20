"""The forms of dates and times in Chinese, in digits or Han numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cdalign.patterns import compile_late
from cdalign.quantities.chinese_numerals import HAN, NUMERAL, PLACES, value_of
from cdalign.quantities.dates import complete_date, full_year, join_date, time_keys
from cdalign.quantities.forms import Form, FormReading, Quantity, whole

_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|(?:三十|卅)一?|(?:二?十|廿)[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR_DIGIT = f"[{PLACES}]"
# 九一年 and 零八年 are years; 五六年 and 七八年 are numbers of years.
_SHORT_YEAR = f"(?:(?!五六|六七|七八|八九)[五六七八九]{_YEAR_DIGIT}|[零〇]{_YEAR_DIGIT}|0\\d|['’]\\d\\d)"
_YEAR = rf"(?:\d{{4}}|[一二]{_YEAR_DIGIT}{{3}})"
_WEEKDAYS = {
    char: day for day, chars in enumerate(("一", "二", "三", "四", "五", "六", "日天"), start=1) for char in chars
}
# The calendar of the Republic counts from 1912.
_BEFORE_REPUBLIC = 1911


def read_decade(match: re.Match[str]) -> Iterable[FormReading]:
    """Read decades: `1990 年代`, `二十世纪九十年代`, `上世纪 90 年代` and `90 年代` -> decade:1990."""
    century = int(value_of(match[1])) if match[1] else 20
    decade = int(value_of(match[2]))
    return whole(match, f"decade:{decade if decade >= 1000 else (century - 1) * 100 + decade}")


def read_two_decades(match: re.Match[str]) -> Iterable[FormReading]:
    """Read two decades named at once: `二三十年代` -> decade:1920, decade:1930."""
    for group, stop in ((1, match.end(1)), (2, match.end())):
        yield FormReading(match.start(group), stop, f"decade:19{int(value_of(match[group]))}0")


def read_century(match: re.Match[str]) -> Iterable[FormReading]:
    """Read centuries, which English counts with an ordinal: `21 世纪`, `二十一世纪` -> ordinal:21."""
    return whole(match, f"ordinal:{int(value_of(match[1]))}", is_spelt=not match[1][0].isdigit(), unit="century")


def read_full_date(match: re.Match[str]) -> Iterable[FormReading]:
    """Read dates with a year: `2018 年 9 月 5 日` -> date:2018-09-05, `二〇一八年九月` -> date:2018-09, `九一年`."""
    year = int(value_of(match[1].lstrip("'’")))
    month = f"{int(value_of(match[2])):02}" if match[2] else ""
    day = f"{int(value_of(match[3])):02}" if match[3] else ""
    full = f"{year:04}" if year > 99 else full_year(year)
    also = (join_date(str(_BEFORE_REPUBLIC + year), month, day),) if 0 < year <= 99 else ()
    return whole(match, join_date(full, month, day), also=also)


def read_short_year(match: re.Match[str]) -> Iterable[FormReading]:
    """Read two digits before 年, either a year or a number of years: `95年以后`. In Taiwan a year of the Republic."""
    value = int(value_of(match[1]))
    years = (f"date:{full_year(value)}", f"date:{_BEFORE_REPUBLIC + value}")
    if _YEAR_CONTEXT.match(match.string, match.end()) or match.string.endswith(("自", "从", "自从"), 0, match.start()):
        return whole(match, years[0], also=(years[1], f"number:{value}"))
    return whole(match, f"number:{value}", is_spelt=not match[1][0].isdigit(), unit="year", also=years)


def read_republic_date(match: re.Match[str]) -> Iterable[FormReading]:
    """Read dates of the Republic's calendar (year 1 is 1912): `民国六十四年` -> date:1975, `民国 87 年 5 月`."""
    year = 1 if match[1] == "元" else int(value_of(match[1]))
    month = f"{int(value_of(match[2])):02}" if match[2] else ""
    day = f"{int(value_of(match[3])):02}" if match[3] else ""
    return whole(match, join_date(str(_BEFORE_REPUBLIC + year), month, day))


def read_han_years(match: re.Match[str]) -> Iterable[FormReading]:
    """Read two years in Han digits: `一九九零－九一年` -> date:1990, date:1991."""
    first, second = int(value_of(match[1])), int(value_of(match[2]))
    yield FormReading(match.start(1), match.end(1), f"date:{first}")
    yield FormReading(match.start(2), match.end(2), f"date:{second if second > 99 else first // 100 * 100 + second}")


def read_bare_year(match: re.Match[str]) -> Iterable[FormReading]:
    """Read a year in four Han digits: `（一九九九）` -> date:1999."""
    return whole(match, f"date:{int(value_of(match[0]))}", also=(f"number:{int(value_of(match[0]))}",))


def read_month_date(match: re.Match[str]) -> Iterable[FormReading]:
    """Read dates without a year: `7 月 31 日` -> date:--07-31, `9 月` -> date:--09."""
    day = f"-{int(value_of(match[2])):02}" if match[2] else ""
    return whole(match, f"date:--{int(value_of(match[1])):02}{day}")


def read_two_months(match: re.Match[str]) -> Iterable[FormReading]:
    """Read two months named at once: `7/8 月`, `七、八月` -> date:--07, date:--08."""
    for group in (1, 2):
        yield FormReading(match.start(group), match.end(group), f"date:--{int(value_of(match[group])):02}")


def read_day(match: re.Match[str]) -> Iterable[FormReading]:
    """Read a day alone, which takes the month of its list: `6 月 24 日至 30 日`; otherwise date:---30."""
    return whole(match, f"date:---{int(value_of(match[1])):02}")


def read_weekday(match: re.Match[str]) -> Iterable[FormReading]:
    """Read days of the week: `星期一`, `周五`, `礼拜天` -> weekday:1, weekday:5, weekday:7 (ISO 8601)."""
    return whole(match, f"weekday:{_WEEKDAYS[match[1]]}")


def read_time(match: re.Match[str]) -> Iterable[FormReading]:
    """Read times of day: `下午 3 时 30 分`, `15:30` -> time:15:30; `清晨六点三刻` -> time:06:45; `八点` has two keys.

    点 also counts: `三点意见` are three points.
    """
    hour, minute = match[1] or match[4], match[3] or match[5]
    half = _HALF_DAY.search(match.string, max(0, match.start() - _REACH), match.start())
    if match[2] == "点" and not (half or minute or _is_clock(match)):
        value = int(value_of(hour))
        return whole(match, f"number:{value}", is_spelt=True) if value > 1 else ()
    hours, minutes = int(value_of(hour)), _minutes(minute)
    if hours > _LAST_HOUR or minutes > _LAST_MINUTE:
        return ()
    # 夜里两点 is after midnight, 夜里十点 before it.
    is_small_hour = half is not None and half[1] in _NIGHT and 0 < hours < _FIRST_HOUR_OF_DAY
    keys = time_keys(hours, minutes, "a" if is_small_hour else _HALVES[half[1]] if half else "")
    return (FormReading(half.start() if half else match.start(), match.end(), keys[0], also=keys[1:]),)


def _minutes(text: str | None) -> int:
    words = (text or "").replace(" ", "")
    return _QUARTERS[words] if words in _QUARTERS else int(value_of(words))


def _is_clock(match: re.Match[str]) -> bool:
    """Return whether 点 after a number means the hour, by the words before and after it."""
    if "整" in match[0] or "钟" in match[0]:
        return True
    text = match.string
    if text.startswith(_COUNTED_POINTS, match.end()):
        return False
    return _BEFORE_CLOCK.search(text, max(0, match.start() - 2), match.start()) is not None or text.startswith(
        _AFTER_CLOCK, match.end()
    )


def read_noon(match: re.Match[str]) -> Iterable[FormReading]:
    """Read noon and midnight: `正午` -> time:12:00, `午夜` -> time:00:00."""
    return whole(match, "time:00:00" if match[0] == "午夜" else "time:12:00", is_spelt=True)


_LAST_HOUR, _LAST_MINUTE = 24, 59
_QUARTERS = {"": 0, "半": 30, "一刻": 15, "三刻": 45, "1刻": 15, "3刻": 45}
# The half of the day that a word before the hour gives: a.m., p.m., around noon.
_HALVES = {
    **dict.fromkeys(("凌晨", "清晨", "早晨", "早上", "上午", "今早", "明早", "早"), "a"),
    **dict.fromkeys(
        ("下午", "傍晚", "晚上", "晚间", "夜间", "夜里", "深夜", "今晚", "当晚", "明晚", "昨晚", "午后", "晚"), "p"
    ),
    **dict.fromkeys(("中午", "正午"), "n"),
}
_HALF_DAY = compile_late(rf"({'|'.join(_HALVES)}) ?\Z")
_NIGHT = frozenset(("晚上", "夜间", "夜里", "深夜", "今晚", "当晚", "明晚", "昨晚", "晚"))
_FIRST_HOUR_OF_DAY = 5
_REACH = 3  # characters of the longest of these, with a space
_BEFORE_CLOCK = re.compile(r"(?:[在于从至到自约近前后—–~-]|每[天日]|改在) ?\Z")
_AFTER_CLOCK = ("左右", "开始", "开会", "至", "到", "以前", "以后", "之前", "之后", "前", "后", "许", "半")
_COUNTED_POINTS = (
    "意见",
    "建议",
    "要求",
    "看法",
    "理由",
    "说明",
    "原因",
    "内容",
    "共识",
    "希望",
    "问题",
    "结论",
    "体会",
    "启示",
    "主张",
)
_CLOCK_NUMBER = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
# 95年以后, 98年底: a year and not a number of years.
_YEAR_CONTEXT = compile_late(r"[初底末春夏秋冬]|以[后来前]|之[后前]|\d|[、至到和]\d\d年|起")

DATES = (
    Form("two_decades", r"([二三四五六七八九])([二三四五六七八九])十年代", read_two_decades, ("年代",)),
    Form("decade", rf"(?:({NUMERAL}) ?世纪 ?)?(\d{{4}}|[二三四五六七八九]十|[2-9]0) ?年代", read_decade, ("年代",)),
    Form("century", rf"({NUMERAL}) ?世纪", read_century, ("世纪",)),
    Form(
        "republic_date",
        rf"民国 ?({NUMERAL}|元) ?年(?: ?({_MONTH}) ?月(?: ?({_DAY}) ?日)?)?",
        read_republic_date,
        ("民国",),
    ),
    Form(
        "han_years",
        rf"([一二]{_YEAR_DIGIT}{{3}}) ?年? ?[-–—~至到/／、] ?([一二]{_YEAR_DIGIT}{{3}}|{_YEAR_DIGIT}{{2}})(?= ?年)",
        read_han_years,
        ("年",),
    ),
    Form(
        "full_date",
        rf"({_YEAR}|{_SHORT_YEAR}) ?年(?! ?代)(?: ?({_MONTH}) ?月(?! ?份?[报刊])(?: ?({_DAY}) ?[日号])?)?",
        read_full_date,
        ("年",),
    ),
    Form("year_month", rf"(\d\d) ?年 ?({_MONTH}) ?月(?! ?份?[报刊])(?: ?({_DAY}) ?[日号])?", read_full_date, ("年",)),
    Form("short_year", r"(\d\d|[一二三四五六七八九]?十[一二三四五六七八九]?)年(?![代级度])", read_short_year, ("年",)),
    Form("two_months", rf"({_MONTH}) ?[/、] ?({_MONTH}) ?月(?![刊球]|份? ?{_DAY} ?日)", read_two_months, ("月",)),
    Form("month_date", rf"({_MONTH}) ?月(?![刊球])(?: ?({_DAY}) ?[日号])?", read_month_date, ("月",)),
    Form("day", rf"({_DAY}) ?日(?![本元圆益常]|之?内|以[内上])", read_day, ("日",)),
    Form("weekday", r"(?:星期|周|礼拜)([一二三四五六日天])(?![年次期个天]|小时)", read_weekday),
    Form(
        "time",
        rf"({_CLOCK_NUMBER}) ?([时点])(?![期代间候常而光刻])(?:整|钟|正)?"
        rf"( ?(?:半(?!年)|[一三13] ?刻|{_CLOCK_NUMBER}(?= ?分(?!之))))?"
        rf"(?: ?分(?!之)钟?)?|(?<!\d)(\d{{1,2}}):(\d{{2}})(?!\d)",
        read_time,
        ("时", "点", ":"),
    ),
    Form("noon", r"正午(?! ?[\d十])|午夜|零时", read_noon),
    Form("bare_year", rf"(?:一[五六七八九]|二[零〇])[{PLACES}]{{2}}(?![{HAN}])", read_bare_year),
)

# The text between the dates of a list: 6 月 25 日下午、6 月 26 日下午和 7 月 31 日.
_BETWEEN_DATES = re.compile(r"(?:上午|下午|晚上|晚间)?[ 、,和及与至到或\-–―—~]{0,3}(?:上午|下午)?")


def share_dates(quantities: Sequence[Quantity], folded: str) -> tuple[Quantity, ...]:
    """Return the dates of a list, completed with the year and month of an earlier one: `2018 年 6 月 25 日和 26 日`."""
    shared: list[Quantity] = []
    for quantity in quantities:
        before = shared[-1] if shared else quantity
        is_listed = "date" == quantity.kind == before.kind and _BETWEEN_DATES.fullmatch(
            folded, before.stop, quantity.start
        )
        shared.append(quantity if not is_listed else replace(quantity, key=complete_date(quantity.key, before.key)))
    return tuple(shared)
