"""The forms of numbers in Chinese: counts, shares, multiples, money, parts of a text; in digits or Han numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from cdalign.numerals import parse_han_numeral
from cdalign.quantities.digits import write_number
from cdalign.quantities.forms import DIGITS, Form, FormReading, is_year, whole
from cdalign.quantities.units import SIGNS
from cdalign.quantities.written import ENCLOSED, label_keys

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

# A single Han numeral is a number only before a measure word: 三项 is a number; 一些, 进一步 and 十分 are not.
_MEASURES = (
    "个|名|位|项|条|款|种|次|届|年|岁|周岁|天|周|小时|分钟|秒|国|份|件|艘|枚|颗|架|辆|人|家|所|座|倍|类|级|层|步|段|章|节|部|卷|期|轮|场|套|"
    "组|点|处|代|号|页|句|篇|张|片|块|支|只|头|本|册|公里|海里|米|公斤|千克|斤|吨|升|公升|公顷|亩|度|美元|美分|欧元|英镑|日元|法郎|卢布|卢比|"
    "元|月|季度|世纪|批|笔|者|方|边|院|洲|大洲|线|党|区|城|省|县|村|州|岛|港|厂|校|系|票|户|间|幅|株|棵|粒|瓶|箱|包|台|门|匹|顶|双|对|副|"
    "群|班|队|股|桩|宗|例|起|席|大|昼夜|工作日|英里|英尺|英亩|平方|立方|摄氏|毫|厘米|千瓦|兆|加仑|磅|瓦|克|卡|人民币|日(?=[以之]?内)"
)
# Several Han numerals in a row are a number without a measure word: 二十二, 一百一十; but not 千万, 万一, 百分.
_COMPOUND = (
    rf"(?![万亿]|千万(?!{_MEASURES})|千百|百千|十几)(?=[{HAN}]*?[十百千万亿廿卅卌])"
    rf"(?=[{HAN}]{{2}}){HAN_NUMERAL}(?!分之)[多余来几]?+"
)
_WITH_MEASURE = rf"(?![百千万亿])(?:{HAN_NUMERAL})(?=[多余来几]? ?(?:{_MEASURES}))"

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


# 二十多万, 300 余名: the words for "and some more".
_NOT_COUNTED = str.maketrans("", "", "多余来几 \u00a0\u202f")


def value_of(numeral: str) -> Decimal:
    """Return the value of digits (with following Han units) or of a Han numeral that the grammar matched."""
    return parse_han_numeral(numeral.translate(_NOT_COUNTED)) or Decimal(0)


def _key(kind: str, numeral: str) -> str:
    return f"{kind}:{write_number(value_of(numeral))}"


def _is_han(numeral: str) -> bool:
    return not numeral[0].isdigit()


def read_percent(match: re.Match[str]) -> Iterable[FormReading]:
    """Read percentages: `3.5%`, `百分之三点五` -> percent:3.5; `2 个百分点` has the unit percentage point."""
    unit = "percentage point" if match[3] else ""
    return whole(match, _key("percent", match[1] or match[2] or match[3]), unit=unit)


def read_tenths(match: re.Match[str]) -> Iterable[FormReading]:
    """Read shares counted in tenths: `八成` -> percent:80, `五成五` -> percent:55, `一成半` -> percent:15, `三成多`."""
    tenths = value_of(match[1])
    hundredths = Decimal(5) if match[2] == "半" else value_of(match[2]) if match[2] else Decimal(0)
    return whole(match, f"percent:{write_number(tenths * 10 + hundredths)}", is_spelt=True)


def read_fraction(match: re.Match[str]) -> Iterable[FormReading]:
    """Read fractions: `三分之一` -> fraction:1/3, `百万分之四百` -> fraction:400/1000000, `2.7‰`, `一半`."""
    if match[3]:
        return whole(match, f"{_key('fraction', match[3])}/1000")
    if not match[1]:
        return whole(match, "fraction:1/2", is_spelt=True)
    key = f"fraction:{write_number(value_of(match[2]))}/{write_number(value_of(match[1]))}"
    return whole(match, key, is_spelt=_is_han(match[1]))


def read_multiple(match: re.Match[str]) -> Iterable[FormReading]:
    """Read multiples: `三倍` -> multiple:3, `翻两番` -> multiple:4, `加倍` -> multiple:2.

    Growth counts what is added: `增加了两倍` -> multiple:3, but `增至两倍` -> multiple:2. `大两倍` may mean twice or
    three times the size.
    """
    if match[1]:
        return whole(match, f"multiple:{write_number(Decimal(2) ** min(int(value_of(match[1])), 10))}", is_spelt=True)
    times = value_of(match[2]) if match[2] else Decimal(2)
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
    also = (_key("number", match[1]),) if match[0].startswith("上") else ()
    return whole(match, _key("vague", match[1]), is_spelt=True, also=also)


def read_division(match: re.Match[str]) -> Iterable[FormReading]:
    """Read parts of a text by number, and lists of them: `第六条` -> article:6, `第 5 至 7 段`, `附件二` -> annex:2.

    条 is an article of a treaty or a rule of procedure: both are article:N. Subdivisions are read too:
    `第七条之三` -> article:7, point:3; `第2(c)段` -> paragraph:2, point:3.
    """
    kind = _DIVISIONS[match[2] or match[5]]
    numerals, at = (match[1], match.start(1)) if match[2] else (match[6], match.start(6))
    yield from _read_items(kind, numerals, at)
    if match[3]:
        yield FormReading(match.start(3), match.end(3), _key("point", match[3][1:]))
    if match[4]:
        yield from _read_items("point", match[4], match.start(4))


def _read_items(kind: str, numerals: str, at: int) -> Iterable[FormReading]:
    for item in _ITEM.finditer(numerals):
        start, stop = at + item.start(), at + item.end()
        if item[1]:
            keys = label_keys(item[0], "point")
            if keys:
                yield FormReading(start, stop, keys[0], also=keys[1:])
        elif item[2]:
            yield FormReading(
                start, stop, f"{kind}:{label_keys(item[2], '')[0][1:]}" if label_keys(item[2]) else kind + ":0"
            )
        else:
            yield FormReading(start, stop, _key(kind, item[0]))


def read_numbered_symbol(match: re.Match[str]) -> Iterable[FormReading]:
    """Read resolution numbers of the General Assembly with 第: `第 71/67 号决议` -> symbol:71/67."""
    yield FormReading(match.start(1), match.end(1), f"symbol:{match[1].replace(' ', '')}")


def read_resolution(match: re.Match[str]) -> Iterable[FormReading]:
    """Read numbered resolutions with their year: `第 1540(2004)号决议` -> number:1540, date:2004."""
    yield FormReading(match.start(1), match.end(1), _key("number", match[1]))
    yield FormReading(match.start(2), match.end(2), f"date:{match[2]}")


def read_ordinal(match: re.Match[str]) -> Iterable[FormReading]:
    """Read ordinals: `第 1470 次` -> ordinal:1470, `第四十八届` -> ordinal:48; `第2(c)项` -> ordinal:2, point:3."""
    yield FormReading(match.start(), match.end(1), _key("ordinal", match[1]), is_spelt=_is_han(match[1]))
    if match[2]:
        yield from _read_items("ordinal", match[2], match.start(2))


def read_points(match: re.Match[str]) -> Iterable[FormReading]:
    """Read points in brackets after 第: `第(四)项` -> point:4."""
    yield from _read_items("point", match[1], match.start(1))


def read_half(match: re.Match[str]) -> Iterable[FormReading]:
    """Read halves of a year, a century or a match: `上半年` -> ordinal:1, `下半场` -> ordinal:2."""
    return whole(match, "ordinal:1" if match.string[match.start() - 1] == "上" else "ordinal:2", is_spelt=True)


def read_half_unit(match: re.Match[str]) -> Iterable[FormReading]:
    """Read half of a unit of time: `半年` -> half a year."""
    unit = {"年": "year", "月": "month", "天": "day", "世纪": "century"}.get(match[1] or match[2], "hour")
    return whole(match, "number:0.5", is_spelt=True, unit=unit)


def read_money(match: re.Match[str]) -> Iterable[FormReading]:
    """Read amounts with a sign or with 人民币 before them: `$1.25`, `人民币三百万元`. Other currencies are units."""
    return whole(match, _key("money", match[2]), unit=SIGNS.get(match[1].strip(), "") or _PREFIXED[match[1].strip()])


def read_metres(match: re.Match[str]) -> Iterable[FormReading]:
    """Read metres with their tenths or hundredths as speech gives them: `一米八五` -> number:1.85, `两米一` -> 2.1."""
    part = value_of(match[2]).scaleb(-len(match[2]))
    return whole(match, f"number:{write_number(value_of(match[1]) + part)}", is_spelt=True, unit="metre")


def read_age(match: re.Match[str]) -> Iterable[FormReading]:
    """Read ages counted in tens of years: `年过七旬`, `七旬老人` -> number:70, or about 70."""
    tens = write_number(value_of(match[1]) * 10)
    return whole(match, f"number:{tens}", is_spelt=True, also=(f"vague:{tens}",))


def read_plan(match: re.Match[str]) -> Iterable[FormReading]:
    """Read five-year plans by their short names: `“十四五”规划` -> ordinal:14, number:5."""
    yield FormReading(match.start(1), match.end(1), _key("ordinal", match[1]), is_spelt=True)
    yield FormReading(match.end(1), match.end(1) + 1, "number:5", is_spelt=True, unit="year")


def read_bracketed_money(match: re.Match[str]) -> Iterable[FormReading]:
    """Read negative amounts as accounts print them: `(1 650)欧元` -> number:-1650."""
    return whole(match, f"number:-{write_number(value_of(match[1]))}")


def read_formal(match: re.Match[str]) -> Iterable[FormReading]:
    """Read amounts in formal characters: `壹万贰仟元` -> number:12000."""
    return whole(match, _key("number", match[0]))


def read_currency(match: re.Match[str]) -> Iterable[FormReading]:
    """Read currencies named without an amount: `以瑞士法郎计算` -> currency:CHF."""
    return whole(match, f"currency:{_NAMED[match[0]]}", is_spelt=True)


def read_each(match: re.Match[str]) -> Iterable[FormReading]:
    """Read the unit that a rate refers to: `每公升` -> per:litre, `每千名` -> number:1000."""
    if match[1]:
        return whole(match, f"per:{_EACH[match[1]]}", is_spelt=True)
    return whole(match, _key("number", match[2]))


def read_doubled_number(match: re.Match[str]) -> Iterable[FormReading]:
    """Read agenda items numbered twice, in digits and in brackets: `1(一)至 4(四)` -> number:1, number:4."""
    if value_of(match[1]) == value_of(match[2]):
        return whole(match, _key("number", match[1]))
    return (FormReading(match.start(1), match.end(1), _key("number", match[1])),)


def read_number(match: re.Match[str]) -> Iterable[FormReading]:
    """Read numbers in digits: `22 项` -> number:22, `150 万` -> number:1500000; `1995 审议大会` -> date:1995."""
    if is_year(match[0]) and not match.string.startswith(_COUNTED, match.end()):
        return whole(match, f"date:{match[0]}", also=(f"number:{match[0]}",))
    return whole(match, _key("number", match[0]))


def read_neighbours(match: re.Match[str]) -> Iterable[FormReading]:
    """Read two adjacent numbers said together: `三五个` -> 3 and 5, `二三十` -> 20 and 30, `十五六岁` -> 15 and 16."""
    tens, first, second, unit = match[1] or "", match[2], match[3], match[4] or ""
    for group, digit in ((2, first), (3, second)):
        start, stop = (match.start(), match.end(2)) if group == 2 else (match.start(3), match.end())
        yield FormReading(start, stop, f"number:{write_number(value_of(tens + digit + unit))}", is_spelt=True)


def read_nearly(match: re.Match[str]) -> Iterable[FormReading]:
    """Read a unit of tens that stands for one of it: `近千名` -> number:1000; `上万人` may be tens of thousands."""
    return whole(match, _key("number", match[0]), is_spelt=True, also=(_key("vague", match[0]),))


def read_spelt_number(match: re.Match[str]) -> Iterable[FormReading]:
    """Read numbers in Han before a measure word, above one: `十三个` -> number:13, `两项` -> number:2.

    `一些`, `一致`, `进一步`, `十分`, `唯一` and `几十个` are not numbers.
    """
    value = value_of(match[0])
    bare = match[0].rstrip("多余来几")
    is_unit_run = len(bare) == 2 and not set(bare) & set("十百千万亿点廿卅卌")  # 单一一套, 九一年
    # 一 counts if a half is added to it: 一年半.
    if (value > 1 or (value == 1 and _AND_A_HALF.match(match.string, match.end()))) and not is_unit_run:
        yield FormReading(match.start(), match.end(), f"number:{write_number(value)}", is_spelt=True)


# Words for things counted; four digits before one are not a year: 1995 个, 2000 人.
_COUNTED = tuple(
    f"{space}{measure}"
    for space in ("", " ")
    for measure in ("个", "名", "人", "次", "项", "件", "公里", "吨", "米", "号", "元", "美元", "多", "余")
)
_AND_A_HALF = re.compile(r"个半(?:小时|钟头|月|世纪)|(?:个?[年月天周]|个?小时|个世纪)半")
_ONE_POINT = rf"(?:\([^()]{{1,3}}\)|[{ENCLOSED}])"
_POINT = rf"{_ONE_POINT}{{1,3}}"
_ONE_ITEM = rf"(?:{NUMERAL}|[IVXLC]{{1,8}}(?![A-Za-z]))"
_LIST = rf"{_ONE_ITEM}(?:(?:{_POINT})? ?(?:[、和至到及或—–-]|以及) ?(?:第 ?)?{_ONE_ITEM}){{0,40}}(?:{_POINT})?"
_ITEM = re.compile(rf"({_ONE_POINT})|([IVXLC]{{1,8}})|{NUMERAL}")
_TABLE = "(?<![代发列一报量仪])表|(?<![企地版意试蓝力])图"
_PREFIXED = {"人民币": "CNY", "港币": "HKD", "港元": "HKD", "新台币": "TWD", "美金": "USD", "澳门币": "MOP"}
_SIGN = "|".join(re.escape(sign) for sign in sorted((*SIGNS, *_PREFIXED), key=len, reverse=True))
_NAMED = {
    "美元": "USD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "日圆": "JPY", "港元": "HKD", "港币": "HKD",
    "人民币": "CNY", "瑞士法郎": "CHF", "澳元": "AUD", "加元": "CAD", "卢布": "RUB", "韩元": "KRW", "新台币": "TWD",
}  # fmt: skip
_EACH = {
    "公斤": "kilogram", "千克": "kilogram", "吨": "tonne", "公吨": "tonne", "升": "litre",
    "公升": "litre", "桶": "barrel",
    "加仑": "gallon", "磅": "pound", "盎司": "ounce", "公里": "kilometre", "英里": "mile", "海里": "nautical mile",
    "米": "metre", "公顷": "hectare", "英亩": "acre", "亩": "mu", "平方米": "square metre", "立方米": "cubic metre",
    "平方公里": "square kilometre", "平方英尺": "square foot", "小时": "hour", "分钟": "minute", "秒": "second",
}  # fmt: skip


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# Words for growth before the multiple; `to` means that the number is the result and not the increase.
_GROWTH = re.compile(
    r"(增加|增长|提高|上升|扩大|上涨|激增|猛增|剧增|攀升|增多|增|涨|升|大|多|高|长|快|重|贵)(?:出|了|将近|近|约|大约|超过|至少|整整){0,3}"
    r"(到原来的|为原来的|到|至|为)?(?:近|约)?\Z"
)
_GROWTH_REACH = 12
SHARES = (
    Form("percent", rf"百分之 ?({NUMERAL})|({DIGITS}) ?%|({NUMERAL}) ?个?百分点", read_percent),
    Form(
        "tenths",
        r"([一二两三四五六七八九十])成([一二三四五六七八九]|半(?![数径]))?(?![立为功员本果就熟长套型品分绩效语色员交份年])[多余]?",
        read_tenths,
    ),
    Form("fraction", rf"({NUMERAL}) ?分之 ?({NUMERAL})|({DIGITS}) ?‰|一半|(?<![大过多])半数", read_fraction),
    Form("multiple", rf"({NUMERAL})番(?!五次)|({NUMERAL}) ?倍|(?<=[双加翻])倍|倍增", read_multiple),
    Form("halving", r"(?<=[减折])半", read_halving),
    Form("half_year", r"(?<=[上下])半[年叶场月]", read_half),
    Form("half_unit", r"半(年|(?:个)?(?:小时|钟头)|天)|半个(月|世纪)", read_half_unit),
    Form("vague", r"(?:数以|好?几|数|(?<![早晚])上|成)([十百千万亿]{1,3})(?![分一])计?", read_vague),
    Form("each", rf"(?:(?<=每)|(?<=每一))({_one_of(_EACH)})|(?<=每)([十百千万]{{1,2}})(?=[名个人户])", read_each),
)


DIVISIONS = (
    Form("numbered_symbol", r"第 ?(\d{1,3} ?/ ?\d{1,4})(?: ?号)?", read_numbered_symbol),
    Form("resolution", r"第 ?(\d{1,4}) ?\((\d{4})\) ?号", read_resolution),
    Form(
        "division",
        rf"第 ?({_LIST}) ?(条|段|章|节|部分|号)(?!次)(之[二三四五六])?({_POINT})?|(附件|附录|{_TABLE}) ?({_LIST})",
        read_division,
    ),
    Form("points", rf"第 ?({_POINT})", read_points),
    Form("ordinal", rf"第 ?({NUMERAL})(?: ?[款项目])?({_POINT})?", read_ordinal),
)

NUMBERS = (
    Form("money", rf"({_SIGN}) ?({NUMERAL})", read_money),
    Form("bracketed_money", rf"\(({DIGITS})\)(?= ?(?:[百千万亿]?[美欧日港澳加]?元|英镑))", read_bracketed_money),
    Form("formal", r"[壹贰叁肆伍陆柒捌玖拾佰仟万亿零]{2,24}(?=[元圆])", read_formal),
    Form("doubled_number", rf"(\d{{1,2}}) ?\(([{HAN}]{{1,3}})\)", read_doubled_number),
    Form("number", SCALED, read_number),
    Form(
        "metres",
        rf"([一二两三四五六七八九十]|\d{{1,2}})米([一二三四五六七八九]{{1,2}})(?![{HAN}]| ?(?:{_MEASURES}))",
        read_metres,
    ),
    Form(
        "plan",
        r"(十[一二三四五六七八]?|[七八九](?=五[”\"」]))五(?=[”\"」]? ?(?:规划|计划|期间|时期|[初末]期))",
        read_plan,
    ),
    Form(
        "neighbours",
        rf"([二三四五六七八九]?十)?(一(?=二)|[二两](?=三)|三(?=[四五])|四(?=五)|五(?=六)|六(?=七)|七(?=八)|八(?=九))"
        rf"([二三四五六七八九])([十百千万亿]{{1,3}})?(?![{HAN}])(?=[多余]? ?(?:{_MEASURES}))",
        read_neighbours,
    ),
    Form("age", r"([二三四五六七八九])旬(?:(?<=[过逾近届满].旬)|(?=老|高龄|[翁妪]))", read_age),
    Form("nearly", r"(?<=[近上逾])[百千万亿](?= ?(?:[名个人位件次吨米户家所辆公元]))", read_nearly),
    Form("spelt_number", rf"(?:{_COMPOUND}|{_WITH_MEASURE})", read_spelt_number),
    Form("currency", _one_of(_NAMED), read_currency),
)
