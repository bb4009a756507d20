"""Both languages give one value: pairs of ways to write the same quantity, and words that only look like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdalign.quantities import find_quantities

SAME = [
    ("22 项", "22 items", ["number:22"]),
    ("二十二国", "twenty-two States", ["number:22"]),
    ("十三个步骤", "thirteen steps", ["number:13"]),
    ("两项提案", "two proposals", ["number:2"]),
    ("150 万人", "1.5 million people", ["number:1500000"]),
    ("60,183人", "60,183 participants", ["number:60183"]),
    ("一百一十名", "one hundred and ten", ["number:110"]),
    ("十年", "a decade", ["number:10"]),
    ("3.5%", "3.5 per cent", ["percent:3.5"]),
    ("百分之十", "ten per cent", ["percent:10"]),
    ("三分之二多数", "a two-thirds majority", ["fraction:2/3"]),
    ("三分之一", "one third", ["fraction:1/3"]),
    ("1.25美元", "$1.25", ["money:1.25"]),
    ("1 000亿美元", "US$ 100 billion", ["money:100000000000"]),
    ("2018 年 9 月 5 日", "5 September 2018", ["date:2018-09-05"]),
    ("二〇一八年九月五日", "September 5, 2018", ["date:2018-09-05"]),
    ("7 月 31 日", "31 July", ["date:--07-31"]),
    ("2018 年 9 月", "September 2018", ["date:2018-09"]),
    ("到2030年", "by 2030", ["date:2030"]),
    ("2018年6月25日和26日", "25 and 26 June 2018", ["date:2018-06-25", "date:2018-06-26"]),
    ("6 月 25 日下午、7 月 31 日下午", "25 June and 31 July", ["date:--06-25", "date:--07-31"]),
    ("2018年6月25日和7月31日", "25 June and 31 July 2018", ["date:2018-06-25", "date:2018-07-31"]),
    ("1993年6月24日至30日", "from 24 to 30 June 1993", ["date:1993-06-24", "date:1993-06-30"]),
    ("5 月", "in May", ["date:--05"]),
    ("1990 年代", "the 1990s", ["decade:1990"]),
    ("二十世纪九十年代", "the 1990s", ["decade:1990"]),
    ("二十一世纪", "the twenty-first century", ["ordinal:21"]),
    ("星期一", "Monday", ["weekday:1"]),
    ("下午 3 时 30 分", "3.30 p.m.", ["time:15:30"]),
    ("上午 10 时", "10 a.m.", ["time:10:00"]),
    ("第 1470 次全体会议", "its 1470th plenary meeting", ["ordinal:1470"]),
    ("第四十八届会议", "forty-eighth session", ["ordinal:48"]),
    ("第一届", "first session", ["ordinal:1"]),
    ("第六条", "article VI", ["article:6"]),
    ("第一条和第二条", "articles I and II", ["article:1", "article:2"]),
    ("第9和20条", "articles 9 and 20", ["article:9", "article:20"]),
    ("第 23 条", "rule 23", ["article:23"]),
    ("第一百一十条", "Article 110", ["article:110"]),
    ("第 5 至 7 段", "paragraphs 5 to 7", ["paragraph:5", "paragraph:7"]),
    ("第二章", "chapter II", ["chapter:2"]),
    ("附件二", "annex II", ["annex:2"]),
    ("附件 2 国家", "annex 2 States", ["annex:2"]),
    ("CD/1299号文件", "document CD/1299", ["symbol:CD/1299"]),
    ("A/C.3/56/L.1/Rev.1", "A/C.3/56/L.1/Rev.1", ["symbol:A/C.3/56/L.1/Rev.1"]),
    ("A/RES/71/67", "A/RES/71/67", ["symbol:A/RES/71/67"]),
    ("第 71/67 号决议", "resolution 71/67", ["symbol:71/67"]),
    ("第1540(2004)号决议", "resolution 1540 (2004)", ["number:1540", "date:2004"]),
    ("1(一)至 4(四)", "items 1 to 4", ["number:1", "number:4"]),
    ("(a) 考虑", "(a) to consider", ["label:1"]),
    ("PM2.5", "PM2.5", ["code:PM2.5"]),
    ("見第六條及五個項目", "see article VI and five items", ["article:6", "number:5"]),
]


@pytest.mark.parametrize(("chinese", "english", "keys"), SAME, ids=[row[0] for row in SAME])
def test_both_languages_give_one_key(chinese: str, english: str, keys: list[str]) -> None:
    assert [quantity.key for quantity in find_quantities(chinese, "zh")] == keys
    assert [quantity.key for quantity in find_quantities(english, "en")] == keys


@pytest.mark.parametrize(
    "text",
    [
        "一些",
        "一致意见",
        "进一步",
        "十分重要",
        "唯一的",
        "千年发展目标",
        "万一",
        "两性平等",
        "同一决定",
        "代表三军",
        "一时",
    ],
)
def test_words_with_han_numerals_in_them_are_no_numbers(text: str) -> None:
    assert find_quantities(text, "zh") == ()


@pytest.mark.parametrize(
    "text",
    [
        "one of them",
        "HIV/AIDS",
        "States may march",
        "someone",
        "weight",
        "State(s)",
        "stone",
        "seconded to",
        "a thousandfold",
        "and/or",
    ],
)
def test_words_with_english_numerals_in_them_are_no_numbers(text: str) -> None:
    assert find_quantities(text, "en") == ()


def test_a_full_width_comma_separates_items_and_not_thousands() -> None:
    assert [quantity.key for quantity in find_quantities("第1，234号", "zh")] == ["number:1", "number:234"]
    assert [quantity.key for quantity in find_quantities("投入的 4，000 万美元", "zh")] == ["money:40000000"]


@pytest.mark.parametrize(
    ("text", "lang", "keys"),
    [
        ("今年四月卅日", "zh", ["date:--04-30"]),
        ("廿八万吨", "zh", ["number:280000"]),
        ("民国六十四年", "zh", ["date:1975"]),
        ("民國 87 年 5 月 1 日", "zh-Hant", ["date:1998-05-01"]),
        ("在九一年选举期内", "zh", ["date:1991"]),
        ("过了五六年", "zh", ["number:5", "number:6"]),
        ("几十个", "zh", ["vague:10"]),
        ("数百万人", "zh", ["vague:1000000"]),
        ("一九九零－九一年度", "zh", ["date:1990", "date:1991"]),
        ("达两百万。", "zh", ["number:2000000"]),
        ("一万七千，加上", "zh", ["number:17000"]),
        ("千万不要，以防万一", "zh", []),
        ("百分之三十", "zh", ["percent:30"]),
        ("the 1997-98 winner", "en", ["date:1997", "date:1998"]),
        ("on 2018-05", "en", ["date:2018", "number:5"]),
        ("in the 90s", "en", ["decade:1990"]),
        ("in her 20s", "en", ["number:20"]),
        ("the past two decades", "en", ["number:20"]),
        ("in mid-May", "en", ["date:--05"]),
        ("it may be late", "en", []),
        ("一万两千名会员", "zh", ["number:12000"]),
        ("千百万患者", "zh", []),
        ("1992年7/8月会议", "zh", ["date:1992", "date:--07", "date:--08"]),
        ("in the early seventies", "en", ["decade:1970"]),
        ("half a million people", "en", ["number:500000"]),
        ("a 1 in 10 chance", "en", ["fraction:1/10"]),
        ("held last March", "en", ["date:--03"]),
    ],
)
def test_other_calendars_and_shortened_years(text: str, lang: str, keys: list[str]) -> None:
    assert [quantity.key for quantity in find_quantities(text, lang)] == keys


def test_a_number_in_words_is_known_as_such() -> None:
    assert [quantity.is_spelt for quantity in find_quantities("两项和 3 项", "zh")] == [True, False]


@given(
    st.text(alphabet="第一二三十百万年月日条号 12,.9/()CDA元%至和分之time", max_size=40), st.sampled_from(["zh", "en"])
)
@settings(max_examples=200)
def test_any_text_is_read_without_overlap(text: str, lang: str) -> None:
    end = 0
    for quantity in find_quantities(text, lang):
        assert end <= quantity.start < quantity.stop <= len(text)
        assert text[quantity.start : quantity.stop] == quantity.text
        end = quantity.stop
