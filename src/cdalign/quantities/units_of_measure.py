"""Units of measure and currencies in both languages, and which of them may denote the same thing.

Factors are exact if the SI Brochure (BIPM, 9th edition) or the Chinese statutory units (GB 3100) define them, so
that 1.2 吨 and 1,200 kg are one amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache


@dataclass(frozen=True, slots=True)
class MeasureUnit:
    """A unit: its name, its dimension, its value in base units, and its words in both languages.

    `chinese` and `english` are regular expressions without groups. If the words of one unit begin with another's,
    the longer ones come first in the table.
    """

    name: str
    dimension: str
    factor: Fraction
    chinese: str
    english: str


def _parse_table(table: str) -> Iterable[MeasureUnit]:
    """Yield the units of a table of `name dimension factor chinese english` with `;` between the five."""
    for line in table.strip().splitlines():
        name, dimension, factor, chinese, english = (part.strip() for part in line.split(";"))
        yield MeasureUnit(name, dimension, Fraction(factor), chinese, english)


# A month does not have a fixed number of days, so years and months are converted separately from days.
_UNITS = tuple(
    _parse_table(r"""
kilometre per hour; speed; 1; 公里/(?:小)?时|km/h; kilomet(?:re|er)s? (?:per|an|every|each) hour|km/h|kph
mile per hour; speed; 1.609344; 英里/(?:小)?时; miles? (?:per|an|every|each) hour|mph
year; months; 12; 周?年(?![代级会轻青鉴龄度])|周岁|岁|载(?![重体入荷]); years?(?![' ]s)
half-year; months; 6; 个半年; half-years?
half-month; months; 1/2; (?!); half-months?
quarter; months; 3; 个季度; quarters?(?= of the year| of \d)
month; months; 1; 个月|(?<=个半)月|月(?=[的内后前以之])|月龄; months?
century; months; 1200; 个世纪; centur(?:y|ies)
decade; months; 120; 个十年; decades?
fortnight; time; 1209600; (?!); fortnights?
week; time; 604800; 个?(?:星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天]))|周(?![年岁期报刊边围]); weeks?
working day; workdays; 1; 个?(?:工作日|营业日); (?:working|business|work) days?
day; time; 86400; 天(?![然下文气])|日(?=[以之]?[内后前])|个?日历日|昼夜; (?:calendar |consecutive )?days?
hour; time; 3600; 个?(?:小时|钟头); hours?|hrs?
minute; time; 60; 分钟; minutes?|mins?
second; time; 1; 秒钟?; seconds?(?! (?:half|session|reading|phase|part|stage|round))
kilometre; length; 1000; 公里|千米|km; kilomet(?:re|er)s?|kms?
metre; length; 1; 公尺|米(?![粒饭粉])|m(?![a-z0-9]); met(?:re|er)s?|m(?![²³2'’])
centimetre; length; 1/100; 厘米|公分|cm; centimet(?:re|er)s?|cm
millimetre; length; 1/1000; 毫米|mm; millimet(?:re|er)s?|mm
micrometre; length; 1/1000000; 微米|μm; micromet(?:re|er)s?|microns?|[μµ]m
nanometre; length; 1/1000000000; 纳米; nanomet(?:re|er)s?
nautical mile; length; 1852; 海里|浬; nautical miles?|n\.m\.
mile; length; 1609.344; 英里|哩; miles?
yard; length; 0.9144; 码(?![头]); yards?
foot; length; 0.3048; 英尺|呎; feet|foot|ft
inch; length; 0.0254; 英寸|吋; inch(?:es)?
li; length; 500; 华里|里(?![程面边斯拉]); li
zhang; length; 10/3; 丈(?!夫); zhang
chi; length; 1/3; 尺(?![度寸]); chi
square kilometre; area; 1000000; 平方(?:公里|千米)|km²|km2; square kilomet(?:re|er)s?|sq\.? ?km|km²|km2
square metre; area; 1; 平方米|平方公尺|平米|m²|m2; square met(?:re|er)s?|sq\.? ?m|m²|m2
square mile; area; 2589988.110336; 平方英里|平方哩; square miles?|sq\.? ?miles?
square foot; area; 0.09290304; 平方英尺|平方呎; square f(?:ee|oo)t|sq\.? ?ft
hectare; area; 10000; 公顷|ha; hectares?|ha
acre; area; 4046.8564224; 英亩; acres?
mu; area; 2000/3; 亩|市亩; mu|mou
kilogram; mass; 1000; 公斤|千克|kg; kilogram(?:me)?s?|kilos?|kgs?
gram; mass; 1; 克(?![拉服隆])|g(?![a-z0-9]); gram(?:me)?s?|g
milligram; mass; 1/1000; 毫克|mg; milligram(?:me)?s?|mg
microgram; mass; 1/1000000; 微克|μg; microgram(?:me)?s?|[μµ]g|mcg
tonne; mass; 1000000; 公吨|吨(?!位); (?:metric )?tonn?es?|(?:metric )?tons?|t
kilotonne; mass; 1000000000; 千吨; kilotonn?e?s?|kt
jin; mass; 500; 市?斤; jin|catt(?:y|ies)
pound; mass; 453.59237; (?:英)?磅(?!礴); pounds?(?! sterling)|lbs?
ounce; mass; 28.349523125; 盎司; ounces?|oz
carat; mass; 1/5; 克拉; carats?
litre; volume; 1; 公?升(?![级值学任旗降华]); lit(?:re|er)s?|l
millilitre; volume; 1/1000; 毫升|ml|mL; millilit(?:re|er)s?|m[lL]
cubic metre; volume; 1000; 立方(?:米|公尺)|m³|m3; cubic met(?:re|er)s?|m³|m3
cubic foot; volume; 28.316846592; 立方英尺; cubic f(?:ee|oo)t
gallon; volume; 3.785411784; 加仑; gallons?
barrel; volume; 158.987294928; 桶; barrels?
bushel; volume; 35.23907016688; 蒲式耳; bushels?
watt; power; 1; 瓦(?![解斯]|时|特时)特?; watts?|W
kilowatt; power; 1000; 千瓦(?!时|小时); kilowatts?(?![- ]h)|kW(?!h)
megawatt; power; 1000000; 兆瓦(?!时|小时); megawatts?(?![- ]h)|MW(?!h)
gigawatt; power; 1000000000; 吉瓦(?!时); gigawatts?(?![- ]h)|GW(?!h)
horsepower; horsepower; 1; 马力; horsepower|hp
kilowatt-hour; energy; 1; 千瓦(?:小)?时|度电|kWh; kilowatt[- ]hours?|kWh
megawatt-hour; energy; 1000; 兆瓦(?:小)?时; megawatt[- ]hours?|MWh
gigawatt-hour; energy; 1000000; 吉瓦(?:小)?时; gigawatt[- ]hours?|GWh
terawatt-hour; energy; 1000000000; 太瓦(?:小)?时; terawatt[- ]hours?|TWh
kilocalorie; heat; 1000; 千卡|大卡; kilocalories?|kcal
calorie; heat; 1; 卡路里; calories?
joule; joule; 1; 焦耳; joules?|J
kilojoule; joule; 1000; 千焦耳?; kilojoules?|kJ
volt; voltage; 1; 伏特?; volts?|V
kilovolt; voltage; 1000; 千伏特?; kilovolts?|kV
ampere; current; 1; 安培; amp(?:ere)?s?
hertz; frequency; 1; 赫兹?; hertz|Hz
kilohertz; frequency; 1000; 千赫兹?; kilohertz|kHz
megahertz; frequency; 1000000; 兆赫兹?; megahertz|MHz
gigahertz; frequency; 1000000000; 吉赫兹?; gigahertz|GHz
kilobyte; data; 1000; 千字节|KB; kilobytes?|[kK]B
megabyte; data; 1000000; 兆字节|MB; megabytes?|MB
gigabyte; data; 1000000000; 吉字节|GB; gigabytes?|GB
terabyte; data; 1000000000000; 太字节|TB; terabytes?|TB
international unit; potency; 1; 国际单位|IU; international units?|IU
celsius; celsius; 1; 摄氏度|℃|°C; degrees? (?:Celsius|centigrade)|° ?C|℃
fahrenheit; fahrenheit; 1; 华氏度|℉|°F; degrees? Fahrenheit|° ?F|℉
kelvin; kelvin; 1; 开尔文; kelvins?|K
degree; degree; 1; 度(?![电过假日])|°(?![CF]); degrees?|°(?! ?[CF])
decibel; sound; 1; 分贝; decibels?|dB
becquerel; activity; 1; 贝可(?:勒尔)?; becquerels?|Bq
sievert; dose; 1; 西弗; sieverts?|Sv
millisievert; dose; 1/1000; 毫西弗; millisieverts?|mSv
kilopascal; pressure; 1000; 千帕; kilopascals?|kPa
megapascal; pressure; 1000000; 兆帕; megapascals?|MPa
atmosphere; atmosphere; 1; 大气压; atmospheres?
basis point; share; 1/10000; 个?基点; basis points?|bps?
percentage point; share; 1/100; 个?百分点; percentage points?
""")
)

# ISO 4217 codes, with the words in both languages that name only that currency.
_CURRENCIES = tuple(
    _parse_table(r"""
USD; currency; 1; 美元|美金|美圆; (?:United States|US|U\.S\.|American) dollars?|USD
EUR; currency; 1; 欧元; euros?|EUR
GBP; currency; 1; 英镑; pounds? sterling|(?:British|UK) pounds?|GBP
CNY; currency; 1; 元人民币|人民币元?|RMB; yuan|renminbi(?: yuan)?|RMB|CNY
JPY; currency; 1; 日[元圆]; (?:Japanese )?yen|JPY
HKD; currency; 1; 港[元币圆]|港纸; Hong Kong dollars?|HKD
TWD; currency; 1; 新?台[币幣]|新台币元; (?:New )?Taiwan dollars?|TWD
MOP; currency; 1; 澳门[元币]|葡币; patacas?
AUD; currency; 1; 澳(?:大利亚)?元; Australian dollars?|AUD
CAD; currency; 1; 加(?:拿大)?元; Canadian dollars?|CAD
NZD; currency; 1; 新西兰元|纽元; New Zealand dollars?|NZD
SGD; currency; 1; 新加坡元|新元|坡币; Singapore dollars?|SGD
CHF; currency; 1; 瑞士法郎|瑞郎; Swiss francs?|CHF
FRF; currency; 1; 法国法郎; French francs?
XAF; currency; 1; 非洲(?:金融共同体)?法郎|非洲法郎|非郎; CFA francs?
DEM; currency; 1; 德国?马克; (?:deutsche|German) [Mm]arks?|DM
RUB; currency; 1; 俄?卢布; (?:Russian )?rou?bles?|RUB
INR; currency; 1; 印度卢比; Indian rupees?|INR
PKR; currency; 1; 巴基斯坦卢比; Pakistani rupees?
KRW; currency; 1; 韩[元币圆]; (?:Korean |South Korean )?won|KRW
KPW; currency; 1; 朝[元币圆]; North Korean won
THB; currency; 1; 泰铢|铢; (?:Thai )?baht|THB
VND; currency; 1; 越南盾; (?:Vietnamese )?dong
IDR; currency; 1; 印尼盾|印度尼西亚盾|卢比亚; rupiahs?
MYR; currency; 1; 林吉特|马币; ringgit
PHP; currency; 1; 菲律宾比索|菲律宾披索; Philippine pesos?
MXN; currency; 1; 墨西哥比索; Mexican pesos?
BRL; currency; 1; 雷亚尔; rea(?:l|is)(?= |$)
ZAR; currency; 1; 南非?兰特; (?:South African )?rand
SEK; currency; 1; 瑞典克朗; Swedish (?:krona|kronor|kroner)
NOK; currency; 1; 挪威克朗; Norwegian (?:krone|kroner)
DKK; currency; 1; 丹麦克朗; Danish (?:krone|kroner)
TRY; currency; 1; 土耳其里拉; Turkish lira
ITL; currency; 1; 意大利里拉; Italian lir[ae]
ILS; currency; 1; 谢克尔; (?:new )?shekels?
NGN; currency; 1; 奈拉; naira
KES; currency; 1; 肯尼亚先令; Kenyan? shillings?
EGP; currency; 1; 埃及镑; Egyptian pounds?
SAR; currency; 1; 沙特里亚尔; Saudi riyals?
AED; currency; 1; 迪拉姆; (?:UAE )?dirhams?
XDR; currency; 1; 特别提款权; special drawing rights|SDRs?
jiao; currency; 1; (?!); jiao|mao
cent; currency; 1; 美分; (?:US )?cents?
dollar; currency; 1; (?!); dollars?
元; currency; 1; 元(?![素旦首帅老气])|圆(?![形满桌])|块钱; (?!)
franc; currency; 1; 法郎; francs?
peso; currency; 1; 比索|披索; pesos?
rupee; currency; 1; 卢比(?!亚); rupees?
krone; currency; 1; 克朗; kron(?:a|or|e|er|ur)|crowns?
lira; currency; 1; 里拉; lir[ae]
shilling; currency; 1; 先令; shillings?
mark; currency; 1; 马克; marks?
riyal; currency; 1; 里亚尔; ri[y]?als?
dinar; currency; 1; 第纳尔; dinars?
sum pound; currency; 1; 镑; (?!)
""")
)

# Signs and codes before an amount. `$` and `¥` name several currencies.
SIGNS = {
    "US$": "USD", "U.S.$": "USD", "HK$": "HKD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "Can$": "CAD",
    "NZ$": "NZD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "$": "dollar", "€": "EUR", "£": "GBP", "¥": "¥", "￥": "¥",
    "₩": "KRW", "₽": "RUB", "₹": "INR", "฿": "THB", "Sw F": "CHF", "SwF": "CHF", "Sw. fr.": "CHF", "RMB": "CNY",
    "DM": "DEM", "Rs": "rupee", "Rs.": "rupee",
    **{code: code for code in (
        "USD", "EUR", "GBP", "CNY", "JPY", "HKD", "TWD", "AUD", "CAD", "NZD", "SGD", "CHF", "RUB", "INR", "KRW", "THB",
        "SEK", "NOK", "DKK", "ZAR", "BRL", "MXN", "XAF", "SAR", "AED",
    )},
}  # fmt: skip

_DOLLARS = frozenset(("USD", "HKD", "AUD", "CAD", "NZD", "SGD", "TWD"))
# Half a month, and what else it may be called: a half, two weeks, 14 or 15 days.
HALF_MONTH = "half-month"
HALF_MONTHS = ("number:1", "number:2", "number:14", "number:15")
# The units that an ambiguous word may denote.
_MEANINGS = {
    "dollar": _DOLLARS,
    "元": frozenset(("CNY", "¥", *_DOLLARS, "MOP", "KRW", "JPY")) - {"USD"} | {"dollar"},
    "¥": frozenset(("CNY", "JPY")),
    "franc": frozenset(("CHF", "FRF", "XAF")),
    "peso": frozenset(("PHP", "MXN")),
    "rupee": frozenset(("INR", "PKR", "IDR")),
    "krone": frozenset(("SEK", "NOK", "DKK")),
    "lira": frozenset(("TRY", "ITL")),
    "shilling": frozenset(("KES",)),
    "mark": frozenset(("DEM",)),
    "riyal": frozenset(("SAR", "BRL")),
    "pound": frozenset(("GBP", "EGP", "sum pound")),
    "sum pound": frozenset(("GBP", "EGP", "pound")),
    "cent": frozenset(("USD", "EUR")),
    "jiao": frozenset(("元", "CNY", "HKD", "cent")),
    HALF_MONTH: frozenset(("fortnight", "week", "day")),
    "degree": frozenset(("celsius", "fahrenheit", "kelvin", "kilowatt-hour")),
}

_BY_NAME = {unit.name: unit for unit in (*_UNITS, *_CURRENCIES)}


def is_currency(name: str) -> bool:
    """Return whether a unit is a currency."""
    unit = _BY_NAME.get(name)
    return name == "¥" or (unit is not None and unit.dimension == "currency")


def may_be_same(one: str, other: str) -> bool:
    """Return whether two names of units may denote one unit: `dollar` for HKD, `degree` for celsius."""
    meanings = _meanings(one) & _meanings(other)
    return bool(meanings)


def _meanings(name: str) -> frozenset[str]:
    return _MEANINGS.get(name, frozenset()) | {name}


def speed_of(name: str) -> str:
    """Return the unit of speed of a distance covered each hour; a unit that has none is returned as it is."""
    return f"{name} per hour" if f"{name} per hour" in _BY_NAME else name


def amount(value: Fraction, name: str) -> tuple[str, Fraction] | None:
    """Return a value with a unit in base units: 1.2 tonne -> (mass, 1200000); None for currencies."""
    unit = _BY_NAME.get(name)
    if unit is None or unit.dimension == "currency":
        return None
    return unit.dimension, value * unit.factor


@dataclass(frozen=True)
class UnitWords:
    """The words for units in one language. It finds the unit written after a number."""

    pattern: re.Pattern[str]
    names: tuple[str, ...]

    def match(self, text: str, at: int) -> tuple[str, int] | None:
        """Return the unit written at a position of a text and the position where its words end, or None."""
        found = self.pattern.match(text, at)
        if found is None or found.lastindex is None:
            return None
        return self.names[found.lastindex - 1], found.end()


@cache
def chinese_units() -> UnitWords:
    """Return the words for units in Chinese, after an optional space, 多, 余, 来 or 几."""
    return _unit_words("chinese", r" ?[多余来几]? ?", "")


@cache
def english_units() -> UnitWords:
    """Return the words for units in English, after an optional space or hyphen."""
    return _unit_words("english", r"[ \u00a0-]?", r"(?![A-Za-z])")


def _unit_words(lang: str, before: str, after: str) -> UnitWords:
    units = [unit for unit in (*_CURRENCIES, *_UNITS) if getattr(unit, lang) != "(?!)"]
    alternatives = "|".join(f"({getattr(unit, lang)})" for unit in units)
    pattern = re.compile(f"{before}(?:{alternatives}){after}")
    return UnitWords(pattern, tuple(unit.name for unit in units))
