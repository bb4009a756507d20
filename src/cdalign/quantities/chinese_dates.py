"""The forms of dates and times in Chinese, in digits or Han numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cdalign.patterns import compile_late
from cdalign.quantities.chinese_numerals import HAN, NUMERAL, PLACES, value_of
from cdalign.quantities.chinese_times import CLOCK_NUMBER, SPAN_OF_HOURS, TIMES, end_of_span
from cdalign.quantities.dates import complete_date, full_year, join_date
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
    """Read decades: `1990 年代`, `二十世纪九十年代`, `上世纪 90 年代` and `90 年代` -> decade:1990.

    `本世纪二十年代` and, maybe, `二十年代` -> decade:2020.
    """
    decade = int(value_of(match[2]))
    if decade >= 1000:
        return whole(match, f"decade:{decade}")
    if match.string.endswith(("本世纪", "本世纪的"), 0, match.start()):
        return whole(match, f"decade:{2000 + decade}")
    century = int(value_of(match[1])) if match[1] else 20
    is_bare = not match[1] and not match.string.endswith(("世纪", "世纪的"), 0, match.start())
    also = (f"decade:{2000 + decade}",) if is_bare and decade <= _LATEST_DECADE else ()
    return whole(match, f"decade:{(century - 1) * 100 + decade}", also=also)


def read_generation(match: re.Match[str]) -> Iterable[FormReading]:
    """Read the years in which people were born: `80后` -> decade:1980, `零零后` -> decade:2000, `95后` -> date:1995."""
    digits = "".join(char if char.isdigit() and char.isascii() else str(int(value_of(char))) for char in match[1])
    year = full_year(int(digits))
    return whole(match, f"{'decade' if year.endswith('0') else 'date'}:{year}", also=(f"number:{int(digits)}",))


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


def read_lunar_date(match: re.Match[str]) -> Iterable[FormReading]:
    """Read days and months of the lunar calendar, which English counts: `腊月二十三` -> ordinal:12, ordinal:23."""
    month, day = next((at, at + 1) for at in (1, 3, 5) if match[at])
    number = _LUNAR_MONTHS.get(match[month]) or int(value_of(match[month]))
    stop = match.start(day) if match[day] else match.end()
    yield FormReading(match.start(), stop, f"ordinal:{number}", is_spelt=True)
    if match[day]:
        yield FormReading(stop, match.end(), f"ordinal:{int(value_of(match[day].lstrip('初')))}", is_spelt=True)


def read_two_months(match: re.Match[str]) -> Iterable[FormReading]:
    """Read two months named at once: `7/8 月`, `七、八月` -> date:--07, date:--08."""
    for group in (1, 2):
        yield FormReading(match.start(group), match.end(group), f"date:--{int(value_of(match[group])):02}")


def read_day(match: re.Match[str]) -> Iterable[FormReading]:
    """Read a day alone, which takes the month of its list: `6 月 24 日至 30 日`; otherwise date:---30."""
    return whole(match, f"date:---{int(value_of(match[1])):02}")


def read_day_by_name(match: re.Match[str]) -> Iterable[FormReading]:
    """Read days that are called by their numbers: `“十一”` -> date:--10-01, and number:11; `五一假期`."""
    name = match[1] or match[2]
    month, day = name[:-1] if name != "十一" else "十", name[-1]
    also = (f"number:{int(value_of(name))}",) if name == "十一" else ()
    return whole(match, f"date:--{int(value_of(month)):02}-{int(value_of(day)):02}", also=also)


def read_weekdays(match: re.Match[str]) -> Iterable[FormReading]:
    """Read lists of days that say week once: `周二、四` -> weekday:2, weekday:4; `星期一至五`."""
    yield FormReading(match.start(), match.end(1), f"weekday:{_WEEKDAYS[match[1]]}")
    for day in re.finditer("[二三四五六日天]", match[2]):
        at = match.start(2) + day.start()
        yield FormReading(at, at + 1, f"weekday:{_WEEKDAYS[day[0]]}")


def read_weekday(match: re.Match[str]) -> Iterable[FormReading]:
    """Read days of the week: `星期一`, `周五`, `礼拜天` -> weekday:1, weekday:5, weekday:7 (ISO 8601)."""
    return whole(match, f"weekday:{_WEEKDAYS[match[1]]}")


_LATEST_DECADE = 30
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
# What makes 初五 the fifth of a lunar month; 五月初一场大雨 is early in May.
_FIRST_TENTH = r"初(?:十|[一二三四五六七八九](?![场次名位项些度直个批份家件周]))"
_LUNAR_DAY = rf"(?:{_FIRST_TENTH}|(?:[一二]?十|廿)[一二三四五六七八九]?|三十)"
# 95年以后, 98年底: a year and not a number of years.
_YEAR_CONTEXT = compile_late(r"[初底末春夏秋冬]|以[后来前]|之[后前]|\d|[、至到和]\d\d年|起")

DATES = (
    Form(
        "generation",
        r"(?<![满达到过至超近\d])([5-9][05]|[01][05]|[五六七八九零〇][零〇五])后(?![年天日期续来面退付果台方勤])",
        read_generation,
        ("后",),
    ),
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
    Form(
        "lunar_date",
        rf"(?:[农阴旧夏]历)?闰?((?<![修校纠改])[正腊冬])月(?![球度均薪亮])({_LUNAR_DAY})?|"
        rf"[农阴旧夏]历闰?({_MONTH})月({_LUNAR_DAY}|\d{{1,2}})?日?|({_MONTH})月({_FIRST_TENTH})",
        read_lunar_date,
        ("月",),
    ),
    Form("two_months", rf"({_MONTH}) ?[/、] ?({_MONTH}) ?月(?![刊球]|份? ?{_DAY} ?日)", read_two_months, ("月",)),
    Form("month_date", rf"({_MONTH}) ?月(?![刊球])(?: ?({_DAY}) ?[日号])?", read_month_date, ("月",)),
    Form(
        "day", rf"({_DAY}) ?日(?![本元圆益常游]|之?内|以[内上]| ?{CLOCK_NUMBER} ?[次餐回顿剂片粒])", read_day, ("日",)
    ),
    Form(
        "day_by_name",
        r"(?<=[\"“「『])(十一|五一|六一|七一|八一|三八|五四)(?=[\"”」』])|(十一|五一)(?=黄金周|小?长假|假期|国庆|劳动节)",
        read_day_by_name,
    ),
    Form(
        "weekdays",
        r"(?:星期|周|礼拜)([一二三四五六])((?:[、和与及至到~—–-]{1,2}[二三四五六日天](?![月年点时个名天位项十百千]))+)",
        read_weekdays,
    ),
    Form("weekday", r"(?:星期|周|礼拜)([一二三四五六日天])(?![年次期个天]|小时)", read_weekday),
    *TIMES,
    Form("bare_year", rf"(?:一[五六七八九]|二[零〇])[{PLACES}]{{2}}(?![{HAN}])", read_bare_year),
)

# The text between the dates of a list: 6 月 25 日下午、6 月 26 日下午和 7 月 31 日.
_BETWEEN_DATES = re.compile(r"(?:上午|下午|晚上|晚间)?[ 、,和及与至到或\-–―—~]{0,3}(?:上午|下午)?")


def share_dates(quantities: Sequence[Quantity], folded: str) -> tuple[Quantity, ...]:
    """Return the dates of a list, completed with the year and month of an earlier one: `2018 年 6 月 25 日和 26 日`.

    A span of hours names the half of the day once: `下午一点半到五点`.
    """
    shared: list[Quantity] = []
    for quantity in quantities:
        before = shared[-1] if shared else quantity
        if "time" == quantity.kind == before.kind and quantity.also:
            between = folded[before.stop : quantity.start]
            shared.append(quantity if not SPAN_OF_HOURS.fullmatch(between) else end_of_span(before, quantity))
            continue
        is_listed = "date" == quantity.kind == before.kind and _BETWEEN_DATES.fullmatch(
            folded, before.stop, quantity.start
        )
        shared.append(quantity if not is_listed else replace(quantity, key=complete_date(quantity.key, before.key)))
    return tuple(shared)
