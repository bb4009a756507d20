"""The forms of quantities in Chinese, Simplified or Traditional, with digits or Han numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from cdalign.numerals import multiply_by_han_units, parse_han_numeral
from cdalign.quantities.dates import complete_date, join_date
from cdalign.quantities.digits import parse_digits, write_number
from cdalign.quantities.forms import COMMON_FORMS, DIGITS, Form, Grammar, Quantity, Reading, is_year, whole
from cdalign.text import fold_characters

_HAN = "零〇一二三四五六七八九十百千万亿两廿卅"
_HAN_NUMERAL = f"[{_HAN}]+(?:点[零〇一二三四五六七八九]+)?"
_NUMERAL = f"(?:{DIGITS}|{_HAN_NUMERAL})"
# 150 万, 1 000 亿, 300 多万: Han units after digits.
_SCALED = rf"{DIGITS}(?: ?[多余])? ?[百千万亿]+|{DIGITS}"

# A single Han numeral is a number only before a measure word: 三项 is, 一些, 进一步 and 十分 are not.
_MEASURES = (
    "个|名|位|项|条|款|种|次|届|年|岁|天|周|小时|分钟|秒|国|份|件|艘|枚|颗|架|辆|人|家|所|座|倍|类|级|层|步|段|章|节|部|卷|期|轮|场|套|组|"
    "点|处|代|号|页|句|篇|张|片|块|支|只|头|本|册|公里|海里|米|公斤|吨|升|公顷|亩|度|美元|美分|欧元|英镑|日元|法郎|卢布|卢比|元|月|季度|世纪|"
    "批|笔|者|方|边|院|洲|大洲|线|党|区|城|省|县|村|州|岛|港|厂|校|系"
)
# Several Han numerals in a row are a number without one: 二十二, 一百一十; not 千万, 万一, 百分.
_COMPOUND = (
    r"[一二两三四五六七八九]?[百千][零一二两三四五六七八九十百千]+(?!分)[万亿]*|"
    r"[一二两三四五六七八九][十百千万]*[百千万亿](?!分)[零一二两三四五六七八九十百千]*[万亿]*|"
    r"(?:[二三四五六七八九]十|[廿卅])[一二三四五六七八九]?[万亿]*|十[一二三四五六七八九][万亿]*"
)
_WITH_MEASURE = rf"(?![百千万亿])[{_HAN}]+(?:点[零〇一二三四五六七八九]+)?(?=[多余]? ?(?:{_MEASURES}))"
# 数十个, 几十年, 上百名, 成千, 千百万: no number is given.
_EXACT = rf"(?<![数几{_HAN}])(?<![上成](?=[百千万]))(?!千百)"

_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|(?:三十|卅)一?|(?:二?十|廿)[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR_DIGIT = "[零〇一二三四五六七八九]"
# 九一年 is 1991; 五六年 and 七八年 are some years.
_SHORT_YEAR = f"(?!五六|六七|七八|八九)[五六七八九]{_YEAR_DIGIT}"
_YEAR = rf"(?:\d{{4}}|[一二]{_YEAR_DIGIT}{{3}})"

_DIVISIONS = {
    "条": "article",
    "段": "paragraph",
    "章": "chapter",
    "节": "section",
    "部分": "part",
    "附件": "annex",
    "附录": "appendix",
    "表": "table",
    "图": "figure",
    "号": "number",
}
_CURRENCIES = {
    "美元": "USD",
    "欧元": "EUR",
    "英镑": "GBP",
    "日元": "JPY",
    "瑞士法郎": "CHF",
    "瑞郎": "CHF",
    "人民币": "CNY",
    "卢布": "RUB",
    "港元": "HKD",
    "港币": "HKD",
    "元": "CNY",
}
_SIGNS = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "HK$": "HKD"}
_WEEKDAYS = {
    char: day for day, chars in enumerate(("一", "二", "三", "四", "五", "六", "日天"), start=1) for char in chars
}


# A full-width comma separates the items of a list and never thousands; ○ is often typed for 〇.
_OWN_FOLDING = (("，", "、"), ("○", "〇"))
# …but in 4，000 and 1，500 万, where three digits follow; not in a list of numbers, 第1，234号.
_WIDE_THOUSANDS = re.compile(r"(?<![\d第])(?<!第 )(\d{1,3})，(?=\d{3}(?!\d))")


def fold(text: str) -> str:
    """Give the text as the grammar reads it: Simplified, half-width, of the same length."""
    if "，" in text:
        text = _WIDE_THOUSANDS.sub(r"\1,", text)
    # Three times as quick as str.translate, which looks up every Han character.
    for char, other in _OWN_FOLDING:
        text = text.replace(char, other)
    return fold_characters(text)


def _value(numeral: str) -> Decimal:
    """Give the value of digits (with Han units after them) or of a Han numeral that the grammar matched."""
    digits = re.match(DIGITS, numeral)
    if digits is None:
        return parse_han_numeral(numeral) or Decimal(0)
    return multiply_by_han_units(parse_digits(digits[0]), numeral[digits.end() :])


def _key(kind: str, numeral: str) -> str:
    return f"{kind}:{write_number(_value(numeral))}"


def read_percent(match: re.Match[str]) -> Iterable[Reading]:
    """Percentages: `3.5%`, `百分之三点五`, `2 个百分点` -> percent:3.5, percent:2."""
    return whole(match, _key("percent", match[1] or match[2] or match[3]))


def read_fraction(match: re.Match[str]) -> Iterable[Reading]:
    """Fractions: `三分之一` -> fraction:1/3, `三分之二多数`."""
    key = f"fraction:{write_number(_value(match[2]))}/{write_number(_value(match[1]))}"
    return whole(match, key, is_spelt=not match[1][0].isdigit())


def read_decade(match: re.Match[str]) -> Iterable[Reading]:
    """Decades: `1990 年代`, `二十世纪九十年代` and `90 年代` -> decade:1990."""
    century = int(_value(match[1])) if match[1] else 20
    decade = int(_value(match[2]))
    return whole(match, f"decade:{decade if decade >= 1000 else (century - 1) * 100 + decade}")


def read_century(match: re.Match[str]) -> Iterable[Reading]:
    """Centuries, which English counts with an ordinal: `21 世纪`, `二十一世纪` -> ordinal:21."""
    return whole(match, _key("ordinal", match[1]))


def read_full_date(match: re.Match[str]) -> Iterable[Reading]:
    """Dates with a year: `2018 年 9 月 5 日` -> date:2018-09-05, `二〇一八年九月` -> date:2018-09, `九一年` -> 1991."""
    year = int(_value(match[1]))
    key = f"date:{year if year > 99 else 1900 + year:04}"
    if match[2]:
        key += f"-{int(_value(match[2])):02}"
    if match[3]:
        key += f"-{int(_value(match[3])):02}"
    return whole(match, key)


def read_republic_date(match: re.Match[str]) -> Iterable[Reading]:
    """Dates of the Republic's calendar, whose first year is 1912: `民国六十四年` -> date:1975, `民国 87 年 5 月`."""
    year = 1 if match[1] == "元" else int(_value(match[1]))
    month = f"{int(_value(match[2])):02}" if match[2] else ""
    day = f"{int(_value(match[3])):02}" if match[3] else ""
    return whole(match, join_date(str(1911 + year), month, day))


def read_han_years(match: re.Match[str]) -> Iterable[Reading]:
    """Two years in Han digits: `一九九零－九一年` -> date:1990, date:1991."""
    first, second = int(_value(match[1])), int(_value(match[2]))
    yield Reading(match.start(1), match.end(1), f"date:{first}")
    yield Reading(match.start(2), match.end(2), f"date:{second if second > 99 else first // 100 * 100 + second}")


def read_month_date(match: re.Match[str]) -> Iterable[Reading]:
    """Dates without a year: `7 月 31 日` -> date:--07-31, `9 月` -> date:--09."""
    day = f"-{int(_value(match[2])):02}" if match[2] else ""
    return whole(match, f"date:--{int(_value(match[1])):02}{day}")


def read_two_months(match: re.Match[str]) -> Iterable[Reading]:
    """Two months named at once: `7/8 月`, `七、八月` -> date:--07, date:--08."""
    for group in (1, 2):
        yield Reading(match.start(group), match.end(group), f"date:--{int(_value(match[group])):02}")


def read_day(match: re.Match[str]) -> Iterable[Reading]:
    """A day alone, to which the list it stands in gives the month: `6 月 24 日至 30 日`; otherwise date:---30."""
    return whole(match, f"date:---{int(_value(match[1])):02}")


def read_weekday(match: re.Match[str]) -> Iterable[Reading]:
    """Days of the week: `星期一`, `周五` -> weekday:1, weekday:5 (ISO 8601)."""
    return whole(match, f"weekday:{_WEEKDAYS[match[1]]}")


def read_time(match: re.Match[str]) -> Iterable[Reading]:
    """Times of day: `下午 3 时 30 分`, `15:30` -> time:15:30; `上午 10 时` -> time:10:00."""
    hour, minute = (match[2], match[3]) if match[2] else (match[4], match[5] or match[6])
    hours = int(_value(hour)) + (12 if match[1] in ("下午", "晚上") and int(_value(hour)) < 12 else 0)
    minutes = 30 if minute == "半" else int(_value(minute)) if minute else 0
    return whole(match, f"time:{hours:02}:{minutes:02}")


def read_division(match: re.Match[str]) -> Iterable[Reading]:
    """Parts of a text by number, and lists of them: `第六条` -> article:6, `第 5 至 7 段`, `附件二` -> annex:2.

    条 is an article of a treaty and a rule of procedure: both are article:N.
    """
    kind = _DIVISIONS[match[2] or match[3]]
    numerals, at = (match[1], match.start(1)) if match[2] else (match[4], match.start(4))
    for numeral in re.finditer(_NUMERAL, numerals):
        yield Reading(at + numeral.start(), at + numeral.end(), _key(kind, numeral[0]))


def read_numbered_symbol(match: re.Match[str]) -> Iterable[Reading]:
    """Resolution numbers of the General Assembly with 第: `第 71/67 号决议` -> symbol:71/67."""
    yield Reading(match.start(1), match.end(1), f"symbol:{match[1].replace(' ', '')}")


def read_resolution(match: re.Match[str]) -> Iterable[Reading]:
    """Numbered resolutions with their year: `第 1540(2004)号决议` -> number:1540, date:2004."""
    yield Reading(match.start(1), match.end(1), _key("number", match[1]))
    yield Reading(match.start(2), match.end(2), f"date:{match[2]}")


def read_ordinal(match: re.Match[str]) -> Iterable[Reading]:
    """Ordinals: `第 1470 次` -> ordinal:1470, `第四十八届` -> ordinal:48, `第一` -> ordinal:1."""
    return whole(match, _key("ordinal", match[1]), is_spelt=not match[1][0].isdigit())


def read_money(match: re.Match[str]) -> Iterable[Reading]:
    """Amounts of money: `1.25 美元`, `$1.25` -> money:USD:1.25; `1 000 亿美元` -> money:USD:100000000000."""
    if match[1]:
        return whole(match, f"money:{_SIGNS[match[1]]}:{write_number(_value(match[2]))}")
    return whole(match, f"money:{_CURRENCIES[match[4]]}:{write_number(_value(match[3]))}")


def read_doubled_number(match: re.Match[str]) -> Iterable[Reading]:
    """Agenda items numbered twice, in digits and in brackets: `1(一)至 4(四)` -> number:1, number:4."""
    if _value(match[1]) == _value(match[2]):
        return whole(match, _key("number", match[1]))
    return (Reading(match.start(1), match.end(1), _key("number", match[1])),)


def read_number(match: re.Match[str]) -> Iterable[Reading]:
    """Numbers in digits: `22 项` -> number:22, `150 万` -> number:1500000; `1995 审议大会` -> date:1995."""
    if is_year(match[0]) and not match.string.startswith(_COUNTED, match.end()):
        return whole(match, f"date:{match[0]}")
    return whole(match, _key("number", match[0]))


def read_point(match: re.Match[str]) -> Iterable[Reading]:
    """The number of a point at the start of a text: `八、` -> number:8."""
    return whole(match, _key("number", match[1]), is_spelt=True)


def read_spelt_number(match: re.Match[str]) -> Iterable[Reading]:
    """Numbers in Han before a measure word, above one: `十三个` -> number:13, `两项` -> number:2.

    `一些`, `一致`, `进一步`, `十分`, `唯一` and `几十个` are no numbers.
    """
    value = parse_han_numeral(match[0])
    is_unit_run = len(match[0]) == 2 and not set(match[0]) & set("十百千万亿点")  # 单一一套, 九一年
    if value is not None and value > 1 and not is_unit_run:
        yield Reading(match.start(), match.end(), f"number:{write_number(value)}", is_spelt=True)


# What is counted, so that four digits before it are no year: 1995 个, 2000 人.
_COUNTED = tuple(
    f"{space}{measure}"
    for space in ("", " ")
    for measure in ("个", "名", "人", "次", "项", "件", "公里", "吨", "米", "号")
)

_LIST = rf"{_NUMERAL}(?:(?:\([^()]{{1,3}}\))? ?(?:[、和至到及或—–-]|以及) ?(?:第 ?)?{_NUMERAL})*(?:\([^()]{{1,3}}\))?"
_TABLE = "(?<![代发列一报量仪])表|(?<![企地版意试蓝力])图"
_CURRENCY = "|".join(sorted(_CURRENCIES, key=len, reverse=True))

GRAMMAR = Grammar(
    rf"(?<![A-Za-z0-9])(?=[\dA-Za-z(第附表图星周上下晚中百民$€£{_HAN}])",
    (
        *COMMON_FORMS,
        Form("percent", rf"百分之({_NUMERAL})|({DIGITS}) ?%|({_NUMERAL}) ?个百分点", read_percent),
        Form("fraction", rf"({_NUMERAL}) ?分之 ?({_NUMERAL})", read_fraction),
        Form("decade", rf"(?:({_NUMERAL}) ?世纪 ?)?(\d{{4}}|[二三四五六七八九]十|[2-9]0) ?年代", read_decade),
        Form("century", rf"({_NUMERAL}) ?世纪", read_century),
        Form(
            "republic_date", rf"民国 ?({_NUMERAL}|元) ?年(?: ?({_MONTH}) ?月(?: ?({_DAY}) ?日)?)?", read_republic_date
        ),
        Form(
            "han_years",
            rf"([一二]{_YEAR_DIGIT}{{3}}) ?[-–—~至到] ?([一二]{_YEAR_DIGIT}{{3}}|{_YEAR_DIGIT}{{2}})(?= ?年)",
            read_han_years,
        ),
        Form(
            "full_date",
            rf"({_YEAR}|{_SHORT_YEAR}) ?年(?! ?代)(?: ?({_MONTH}) ?月(?! ?份?[报刊])(?: ?({_DAY}) ?日)?)?",
            read_full_date,
        ),
        Form("two_months", rf"({_MONTH}) ?[/、] ?({_MONTH}) ?月(?![刊球]|份? ?{_DAY} ?日)", read_two_months),
        Form("month_date", rf"({_MONTH}) ?月(?![刊球])(?: ?({_DAY}) ?日)?", read_month_date),
        Form("day", rf"({_DAY}) ?日(?![内本元圆益常])", read_day),
        Form("weekday", r"(?:星期|周)([一二三四五六日天])(?![年次期个])", read_weekday),
        Form(
            "time",
            rf"(上午|下午|晚上|中午) ?({_NUMERAL}) ?[时点](?:整| ?(半|{_NUMERAL}) ?分?)?|"
            r"(?<!\d)(\d{1,2})(?::(\d{2})(?!\d)| ?时(?![期代间候])(?: ?(\d{1,2}) ?分)?)",
            read_time,
        ),
        Form("numbered_symbol", r"第 ?(\d{1,3} ?/ ?\d{1,4})(?: ?号)?", read_numbered_symbol),
        Form("resolution", r"第 ?(\d{1,4}) ?\((\d{4})\) ?号", read_resolution),
        Form("division", rf"第 ?({_LIST}) ?(条|段|章|节|部分|号)(?!次)|(附件|附录|{_TABLE}) ?({_LIST})", read_division),
        Form("ordinal", rf"第 ?({_NUMERAL})", read_ordinal),
        Form("money", rf"(US\$|HK\$|[$€£]) ?({_SCALED})|({_SCALED}|{_HAN_NUMERAL}) ?({_CURRENCY})", read_money),
        Form("doubled_number", rf"(\d{{1,2}}) ?\(([{_HAN}]{{1,3}})\)", read_doubled_number),
        Form("number", _SCALED, read_number),
        Form("point", r"(?<=^)([一二三四五六七八九十]{1,3})(?=、)", read_point),
        Form("spelt_number", rf"{_EXACT}(?:{_COMPOUND}|{_WITH_MEASURE})", read_spelt_number),
    ),
)

# What stands between the dates of a list: 6 月 25 日下午、6 月 26 日下午和 7 月 31 日.
_BETWEEN_DATES = re.compile(r"(?:上午|下午|晚上|晚间)?[ 、,和及与至到或\-–―~]*(?:上午|下午)?")


def share_dates(quantities: Sequence[Quantity], folded: str) -> tuple[Quantity, ...]:
    """Give the dates of a list the year and month that an earlier one names: `2018 年 6 月 25 日和 26 日`."""
    shared: list[Quantity] = []
    for quantity in quantities:
        before = shared[-1] if shared else quantity
        is_listed = "date" == quantity.kind == before.kind and _BETWEEN_DATES.fullmatch(
            folded, before.stop, quantity.start
        )
        shared.append(quantity if not is_listed else replace(quantity, key=complete_date(quantity.key, before.key)))
    return tuple(shared)
