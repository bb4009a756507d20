"""The grammar of quantities in Chinese, Simplified or Traditional, with digits or Han numerals."""

from __future__ import annotations

import re

from cdalign.patterns import compile_late
from cdalign.quantities.chinese_dates import DATES
from cdalign.quantities.chinese_divisions import DIVISIONS
from cdalign.quantities.chinese_numbers import NUMBERS
from cdalign.quantities.chinese_numerals import HAN
from cdalign.quantities.chinese_shares import SHARES
from cdalign.quantities.forms import Branch, Grammar
from cdalign.quantities.measures import Surroundings
from cdalign.quantities.units_of_measure import chinese_units
from cdalign.quantities.written import ADDRESSES, DIGIT_FORMS, ENCLOSED, FIRST, LABELS, LETTER_FORMS, VERSION
from cdalign.text import fold_characters

# A full-width comma separates the items of a list and never thousands. ○ is often typed for 〇.
_OWN_FOLDING = (("，", "、"), ("○", "〇"))
# The exception: 4，000 and 1，500 万, where three digits follow; but not a list of numbers, 第1，234号.
_WIDE_THOUSANDS = re.compile(r"(?<![\d第])(?<!第 )(\d{1,3})，(?=\d{3}(?!\d))")


def fold(text: str) -> str:
    """Return the text as the grammar reads it: Simplified, half-width, and of the same length."""
    if "，" in text:
        text = _WIDE_THOUSANDS.sub(r"\1,", text)
    # Three times as fast as str.translate, which looks up every Han character.
    for char, other in _OWN_FOLDING:
        text = text.replace(char, other)
    return fold_characters(text)


_WORDS = (
    r"(?=[数几上成][十百千万亿]|好几|正午|午夜|半[数年叶场月个小钟天打]|对折|倍增|[农阴旧夏]历闰?[\d一二三四五六七八九十正冬腊]|[正冬腊]月|差[\d一二三四五六七八九十两]{1,3}[分刻]|[壹贰叁肆伍陆柒捌玖][拾佰仟万亿零元圆]|[星周礼民]|"
    r"(?:美|欧|日|港|澳|加|韩)[元圆币]|英镑|人民币|瑞士法郎|卢布|新台币|澳门币)|(?<=每)|(?<=每一)|(?<=[减折双加翻])(?=[半倍])"
)
GRAMMAR = Grammar(
    at_word=(
        FIRST,
        Branch("(?=[A-Za-z])", (*ADDRESSES, VERSION, *LETTER_FORMS, *NUMBERS[:1])),
        Branch(r"(?=\d)", (*ADDRESSES, *DIGIT_FORMS, *LABELS, *SHARES, *DATES, *NUMBERS)),
        Branch(rf"(?=[+($€£¥￥₩₽₹฿'’{ENCLOSED}])", (*DIGIT_FORMS, *LABELS, *DATES, *NUMBERS)),
    ),
    anywhere=(
        Branch("(?<=[;。:])(?=[一二三四五六七八九十]{1,2}、)", LABELS),
        # 周三十点: an hour right after a day of the week.
        Branch(f"(?=[{HAN}])(?:(?<![{HAN}])|(?<=[周期拜][一二三四五六]))", (*SHARES, *DATES, *NUMBERS)),
        Branch("(?=[第附表图])", DIVISIONS),
        Branch(f"(?:{_WORDS})", (*SHARES, *DATES, *NUMBERS)),
    ),
)

AROUND = Surroundings(
    units=chinese_units(),
    # 零下30度, 负40万; not 担负三项.
    negative=compile_late(r"(?:零下|(?<![担抱肩辜自背欺胜])负)(?:约|近)? ?(?:[A-Z]{0,3}[$€£¥￥])?\Z"),
    below_zero=re.compile(r"(?!)"),
    half=re.compile(r"半(?![数导径球岛决])"),
    half_before=re.compile(r"个半"),
    scale=re.compile(r"(\d[\d,. ]*)(?: ?[多余])?[百千万亿].*"),
    # 时速80公里, 每小时行驶80至100公里.
    each_hour=re.compile(r"(?:每(?:个)?(?:小时|钟头)|时速)[^，、。；：,.;:()\s]{0,9} ?\Z"),
    between=re.compile(r" ?(?:[-–—―~～至到或、]|——)(?:第)? ?"),
)
