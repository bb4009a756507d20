"""The forms of numbers in Chinese: counts, money, ages, rates; in digits or Han numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from cdalign.patterns import compile_late
from cdalign.quantities.chinese_numerals import HAN, HAN_NUMERAL, NUMERAL, SCALED, key_of, value_of
from cdalign.quantities.digits import write_number
from cdalign.quantities.forms import DIGITS, Form, FormReading, is_year, one_of, whole
from cdalign.quantities.units_of_measure import SIGNS

# A single Han numeral is a number only before a measure word: 三项 is a number; 一些, 进一步 and 十分 are not.
_MEASURES = (
    "个|名|位|项|条|款|种|次|届|年|岁|周岁|天|周|小时|分钟|秒|国|份|件|艘|枚|颗|架|辆|人|家|所|座|倍|类|级|层|步|段|章|节|部|卷|期|轮|场|套|"
    "组|点|处|代|号|页|句|篇|张|片|块|支|只|头|本|册|公里|海里|米|公斤|千克|斤|吨|升|公升|公顷|亩|度|美元|美分|欧元|英镑|日元|法郎|卢布|卢比|"
    "元|月|季度|世纪|批|笔|者|方|边|院|洲|大洲|线|党|区|城|省|县|村|州|岛|港|厂|校|系|票|户|间|幅|株|棵|粒|瓶|箱|包|台|门|匹|顶|双|对|副|"
    "群|班|队|股|桩|宗|例|起|席|大|昼夜|工作日|英里|英尺|英亩|平方|立方|摄氏|毫|厘米|千瓦|兆|加仑|磅|瓦|克|卡|人民币|日(?=[以之]?内)|"
    "封|栋|幢|盏|杯|碗|盘|壶|勺|滴|束|捆|串|朵|枝|首|幕|遍|趟|袋|盒|罐|把|扇|尊|窝|集|床|筐|筒|桶|课时|学时|学分"
)
# Several Han numerals in a row are a number without a measure word: 二十二, 一百一十; but not 千万, 万一, 百分.
_COMPOUND = (
    rf"(?![万亿]|千万(?!{_MEASURES})|千百|百千|十几)(?=[{HAN}]*?[十百千万亿廿卅卌])"
    rf"(?=[{HAN}]{{2}}){HAN_NUMERAL}(?!分之)[多余来几]?+"
)
# The measure word may come after the other end of a range: 五至十个.
_WITH_MEASURE = (
    rf"(?![百千万亿])(?:{HAN_NUMERAL})(?=[多余来几]? ?(?:{_MEASURES})|[至到][{HAN}]{{1,6}}[多余来几]? ?(?:{_MEASURES}))"
)


def read_money(match: re.Match[str]) -> Iterable[FormReading]:
    """Read amounts with a sign or with 人民币 before them: `$1.25`, `人民币三百万元`. Other currencies are units."""
    return whole(match, key_of("money", match[2]), unit=SIGNS.get(match[1].strip(), "") or _PREFIXED[match[1].strip()])


def read_spoken_unit(match: re.Match[str]) -> Iterable[FormReading]:
    """Read units with their tenths as speech gives them: `一米八五` -> number:1.85, metre; `三十八度五`, `两块八`."""
    value = write_number(value_of(match[1]) + value_of(match[3]).scaleb(-len(match[3])))
    unit = _SPOKEN[match[2]]
    return whole(match, f"{'money' if unit == '元' else 'number'}:{value}", is_spelt=True, unit=unit)


def read_small_money(match: re.Match[str]) -> Iterable[FormReading]:
    """Read yuan with tenths and hundredths: `五元五角` -> money:5.5, `三毛五分` -> money:0.35. `八毛` is 80 fen."""
    parts = match.groups()[:3] if match[1] else (None, match[4], match[5])
    yuan, jiao, fen = (value_of(part) if part else Decimal(0) for part in parts)
    value = yuan + jiao / 10 + fen / 100
    others = (value * 10, value * 100) if not yuan else ()
    also = tuple(f"{kind}:{write_number(other)}" for other in others for kind in ("money", "number"))
    return whole(match, f"money:{write_number(value)}", is_spelt=True, unit="元" if yuan else "jiao", also=also)


def read_dozens(match: re.Match[str]) -> Iterable[FormReading]:
    """Read dozens: `三打` -> number:36. 打 is a verb as well, so that nothing is missed where the number is absent."""
    times = Decimal("0.5") if match[1] == "半" else value_of(match[1])
    return whole(
        match, f"vague:{write_number(times * 12)}", is_spelt=True, also=(f"number:{write_number(times * 12)}",)
    )


def read_thousands(match: re.Match[str]) -> Iterable[FormReading]:
    """Read thousands with the letter of speech: `8K美元` -> number:8000."""
    return whole(match, f"number:{write_number(value_of(match[1]) * 1000)}")


def read_age(match: re.Match[str]) -> Iterable[FormReading]:
    """Read ages counted in tens of years: `年过七旬`, `七旬老人` -> number:70, or about 70."""
    tens = write_number(value_of(match[1]) * 10)
    return whole(match, f"number:{tens}", is_spelt=True, also=(f"vague:{tens}",))


def read_plan(match: re.Match[str]) -> Iterable[FormReading]:
    """Read five-year plans by their short names: `“十四五”规划` -> ordinal:14, number:5."""
    yield FormReading(match.start(1), match.end(1), key_of("ordinal", match[1]), is_spelt=True)
    yield FormReading(match.end(1), match.end(1) + 1, "number:5", is_spelt=True, unit="year")


def read_bracketed_money(match: re.Match[str]) -> Iterable[FormReading]:
    """Read negative amounts as accounts print them: `(1 650)欧元` -> number:-1650."""
    return whole(match, f"number:-{write_number(value_of(match[1]))}")


def read_formal(match: re.Match[str]) -> Iterable[FormReading]:
    """Read amounts in formal characters: `壹万贰仟元` -> number:12000."""
    return whole(match, key_of("number", match[0]))


def read_currency(match: re.Match[str]) -> Iterable[FormReading]:
    """Read currencies named without an amount: `以瑞士法郎计算` -> currency:CHF."""
    return whole(match, f"currency:{_NAMED[match[0]]}", is_spelt=True)


def read_doubled_number(match: re.Match[str]) -> Iterable[FormReading]:
    """Read agenda items numbered twice, in digits and in brackets: `1(一)至 4(四)` -> number:1, number:4."""
    if value_of(match[1]) == value_of(match[2]):
        return whole(match, key_of("number", match[1]))
    return (FormReading(match.start(1), match.end(1), key_of("number", match[1])),)


def read_number(match: re.Match[str]) -> Iterable[FormReading]:
    """Read numbers in digits: `22 项` -> number:22, `150 万` -> number:1500000; `1995 审议大会` -> date:1995."""
    if is_year(match[0]) and not match.string.startswith(_COUNTED, match.end()):
        return whole(match, f"date:{match[0]}", also=(f"number:{match[0]}",))
    return whole(match, key_of("number", match[0]))


def read_neighbours(match: re.Match[str]) -> Iterable[FormReading]:
    """Read two adjacent numbers said together: `三五个` -> 3 and 5, `二三十` -> 20 and 30, `十五六岁` -> 15 and 16."""
    tens, first, second, unit = match[1] or "", match[2], match[3], match[4] or ""
    for group, digit in ((2, first), (3, second)):
        start, stop = (match.start(), match.end(2)) if group == 2 else (match.start(3), match.end())
        yield FormReading(start, stop, f"number:{write_number(value_of(tens + digit + unit))}", is_spelt=True)


def read_nearly(match: re.Match[str]) -> Iterable[FormReading]:
    """Read a unit of tens that stands for one of it: `近千名` -> number:1000; `上万人` may be tens of thousands."""
    return whole(match, key_of("number", match[0]), is_spelt=True, also=(key_of("vague", match[0]),))


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
_AND_A_HALF = compile_late(r"个半(?:小时|钟头|月|世纪)|(?:个?[年月天周]|个?小时|个世纪)半")
_PREFIXED = {"人民币": "CNY", "港币": "HKD", "港元": "HKD", "新台币": "TWD", "美金": "USD", "澳门币": "MOP"}
_SIGN = one_of((*SIGNS, *_PREFIXED))
_NAMED = {
    "美元": "USD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "日圆": "JPY", "港元": "HKD", "港币": "HKD",
    "人民币": "CNY", "瑞士法郎": "CHF", "澳元": "AUD", "加元": "CAD", "卢布": "RUB", "韩元": "KRW", "新台币": "TWD",
}  # fmt: skip

# Units after which speech gives the tenths alone.
_SPOKEN = {"米": "metre", "度": "degree", "块": "元", "丈": "zhang", "尺": "chi"}
_PART = r"(?:[一二两三四五六七八九]|\d)"

NUMBERS = (
    Form("money", rf"({_SIGN}) ?({NUMERAL})", read_money, tuple(sign.lower() for sign in (*SIGNS, *_PREFIXED))),
    Form("bracketed_money", rf"\(({DIGITS})\)(?= ?(?:[百千万亿]?[美欧日港澳加]?元|英镑))", read_bracketed_money),
    Form("formal", r"[壹贰叁肆伍陆柒捌玖拾佰仟万亿零]{2,24}(?=[元圆])", read_formal),
    Form("doubled_number", rf"(\d{{1,2}}) ?\(([{HAN}]{{1,3}})\)", read_doubled_number),
    Form(
        "small_money",
        rf"({NUMERAL})[元圆块]钱?({_PART})[毛角](?:({_PART})分)?|({_PART})毛(?:({_PART})分)?(?![病衣巾发重利色皮线笔孔细不])",
        read_small_money,
        ("毛", "角"),
    ),
    Form(
        "spoken_unit",
        rf"([一二两三四五六七八九十百]{{1,4}}|\d{{1,3}})([米度块丈尺])"
        rf"([一二三四五六七八九]{{1,2}}|(?<=度)\d|(?<=[12]米)\d{{1,2}})(?![{HAN}\d]|[花角分]| ?(?:{_MEASURES}))",
        read_spoken_unit,
        tuple(_SPOKEN),
    ),
    Form("dozens", r"([一两二三四五六七八九十半]|\d{1,3})打", read_dozens, ("打",)),
    Form("thousands", rf"({DIGITS})[kK](?= ?(?:[美欧港日]?元|人民币))", read_thousands, ("k",)),
    Form("number", SCALED, read_number),
    Form(
        "plan",
        r"(十[一二三四五六七八]?|[七八九](?=五[”\"」]))五(?=[”\"」]? ?(?:规划|计划|期间|时期|[初末]期))",
        read_plan,
        ("规划", "计划", "期"),
    ),
    Form(
        "neighbours",
        rf"([二三四五六七八九]?十)?(一(?=二)|[二两](?=三)|三(?=[四五])|四(?=五)|五(?=六)|六(?=七)|七(?=八)|八(?=九))"
        rf"([二三四五六七八九])(?:([十百千万亿]{{1,3}})(?![{HAN}])|(?![{HAN}])(?=[多余]? ?(?:{_MEASURES})))",
        read_neighbours,
    ),
    Form("age", r"([二三四五六七八九])旬(?:(?<=[过逾近届满].旬)|(?=老|高龄|[翁妪]))", read_age),
    Form("nearly", r"(?<=[近上逾])[百千万亿](?= ?(?:[名个人位件次吨米户家所辆公元]))", read_nearly),
    Form("spelt_number", rf"(?:{_COMPOUND}|{_WITH_MEASURE})", read_spelt_number),
    Form("currency", one_of(_NAMED), read_currency),
)
