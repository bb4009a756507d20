"""Both languages give one value: pairs of ways to write the same quantity, and words that only look like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdalign.numerals import write_han_numeral
from cdalign.quantities import Quantity, find_quantities
from conftest import Golden

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
    ("清晨一点二十分", "1.20 a.m.", ["time:01:20"]),
    ("下午一点半", "1.30 p.m.", ["time:13:30"]),
    ("凌晨一点出发", "1 a.m.", ["time:01:00"]),
    ("晚上十点", "10 p.m.", ["time:22:00"]),
    ("夜里两点", "2 a.m.", ["time:02:00"]),
    ("深夜一点钟", "1 a.m.", ["time:01:00"]),
    ("早上十点三刻", "10.45 a.m.", ["time:10:45"]),
    ("两成半", "25 per cent", ["percent:25"]),
    ("“十三五”规划", "the Thirteenth Five-Year Plan", ["ordinal:13", "number:5"]),
    ("七成半", "75 per cent", ["percent:75"]),
    ("三米二", "3.2 metres", ["number:3.2"]),
    ("年过七旬", "over seventy", ["number:70"]),
    ("第㈢项", "subparagraph (c)", ["point:3"]),
    ("第七条⑵", "article 7 (b)", ["article:7", "point:2"]),
    ("一米六五", "1.65 metres", ["number:1.65"]),
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
        "早上一点也不热",
        "下午一点儿雨都没下",
        "一点半点的差错",
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


SCALES = ((10**8, "亿", "hundred million"), (10**4, "万", "ten thousand"))


def _write_chinese(value: int) -> list[str]:
    """The ways in which Chinese writes a whole number: digits, separators, Han, digits with a Han unit."""
    high, rest = divmod(value, 10**8)
    middle, low = divmod(rest, 10**4)
    han = "".join(
        (write_han_numeral(part) if part >= 20 or unit == "" or part < 10 else "一" + write_han_numeral(part)) + unit
        for part, unit in ((high, "亿"), (middle, "万"), (low, ""))
        if part
    )
    forms = [str(value), f"{value:,}", f"{value:,}".replace(",", " "), han]
    if value % 10**4 == 0:
        forms.append(f"{value // 10**4}万")
    if high and value % 10**4 == 0 and middle:
        forms.append(f"{high}亿{middle}万")
    return forms


def _write_english(value: int) -> list[str]:
    """The ways in which English writes a whole number: digits, separators, digits with a multiplier."""
    forms = [str(value), f"{value:,}"]
    if value % 10**5 == 0 and value >= 10**6:
        forms.append(f"{value / 10**6:.1f} million")
    return forms


def _is_clear(value: int) -> bool:
    """Whether Chinese writes every place, and no four digits look like a year."""
    places = str(value)
    return "0" not in places.rstrip("0") and not 1500 <= value <= 2199


@given(st.integers(min_value=11, max_value=10**11).filter(_is_clear))
@settings(max_examples=150)
def test_a_number_has_one_value_however_it_is_written(value: int) -> None:
    for form in _write_chinese(value):
        (found,) = find_quantities(f"共{form}个", "zh")
        assert found.key == f"number:{value}", form
    for form in _write_english(value):
        (found,) = find_quantities(f"all {form} items", "en")
        assert found.key == f"number:{value}", form


@given(st.integers(min_value=1, max_value=99), st.integers(min_value=1, max_value=9), st.sampled_from([4, 8]))
def test_a_decimal_with_a_han_unit_is_the_number_in_full(whole: int, tenth: int, zeros: int) -> None:
    value = (whole * 10 + tenth) * 10 ** (zeros - 1)
    (found,) = find_quantities(f"{whole}.{tenth}{'万' if zeros == 4 else '亿'}人", "zh")
    assert found.key == f"number:{value}"


@given(
    st.integers(min_value=1, max_value=12),
    st.integers(min_value=0, max_value=59),
    st.sampled_from([("上午", "a.m."), ("下午", "p.m.")]),
)
def test_a_time_of_day_is_one_in_both_languages(hour: int, minute: int, half: tuple[str, str]) -> None:
    chinese = find_quantities(f"{half[0]}{hour}时{minute}分", "zh")[0]
    english = find_quantities(f"at {hour}.{minute:02} {half[1]}", "en")[0]
    assert {chinese.key, *chinese.also} & {english.key, *english.also}


UNITS = [
    ("公里", "kilometres", "kilometre"),
    ("海里", "nautical miles", "nautical mile"),
    ("英里", "miles", "mile"),
    ("公顷", "hectares", "hectare"),
    ("平方公里", "square kilometres", "square kilometre"),
    ("公斤", "kg", "kilogram"),
    ("吨", "tons", "tonne"),
    ("千瓦时", "kWh", "kilowatt-hour"),
    ("兆瓦", "MW", "megawatt"),
    ("摄氏度", "degrees Celsius", "celsius"),
    ("个工作日", "working days", "working day"),
    ("周", "weeks", "week"),
    ("个月", "months", "month"),
    ("年", "years", "year"),
    ("岁", "years", "year"),
    ("小时", "hours", "hour"),
    ("美元", "United States dollars", "USD"),
    ("欧元", "euros", "EUR"),
    ("日元", "yen", "JPY"),
    ("瑞士法郎", "Swiss francs", "CHF"),
    ("个百分点", "percentage points", "percentage point"),
]


@pytest.mark.parametrize(("chinese", "english", "unit"), UNITS, ids=[row[2] for row in UNITS])
@pytest.mark.parametrize("count", ["43", "四十三"])
def test_both_languages_give_one_unit(chinese: str, english: str, unit: str, count: str) -> None:
    found = [*find_quantities(f"约{count}{chinese}。", "zh"), *find_quantities(f"some 43 {english}.", "en")]
    assert [(one.unit, one.value) for one in found] == [(unit, "43")] * 2


@pytest.mark.parametrize(
    ("chinese", "english", "value"),
    [
        ("-5", "-5", "-5"),
        ("零下5度", "minus 5 degrees", "-5"),
        ("负5", "negative 5", "-5"),
        ("-1.6%", "-1.6 per cent", "-1.6"),
        ("为-￥30", "of -$30", "-30"),
        ("(1 650)欧元", "-€1,650", "-1650"),
        ("零下5度", "5 degrees below zero", "-5"),
    ],
)
def test_a_sign_belongs_to_its_number(chinese: str, english: str, value: str) -> None:
    for found in (*find_quantities(chinese, "zh"), *find_quantities(english, "en")):
        assert (found.value, found.is_negative) == (value, True)


@pytest.mark.parametrize(
    ("text", "lang"),
    [("上午9时-11时", "zh"), ("3%-5%", "zh"), ("5公里-10公里", "zh"), ("pages 3-5", "en"), ("a 12-month", "en")],
)
def test_a_dash_between_numbers_is_not_a_minus(text: str, lang: str) -> None:
    assert not any(found.is_negative for found in find_quantities(text, lang))


@pytest.mark.parametrize(
    ("text", "lang", "keys"),
    [
        ("5%至25%", "zh", ["percent:5", "percent:25"]),
        ("5 to 25 per cent", "en", ["percent:5", "percent:25"]),
        ("between 3 and 5 million people", "en", ["number:3000000", "number:5000000"]),
        ("3至5百万人", "zh", ["number:3000000", "number:5000000"]),
        ("800 to 1.5 million people", "en", ["number:800", "number:1500000"]),
        ("$3-5 million", "en", ["money:3000000", "money:5000000"]),
        ("三五天", "zh", ["number:3", "number:5"]),
        ("二三十人", "zh", ["number:20", "number:30"]),
        ("十五六岁", "zh", ["number:15", "number:16"]),
        ("July 1 to 15", "en", ["date:--07-01", "date:--07-15"]),
        ("9.30 to 11 a.m.", "en", ["time:09:30", "time:11:00"]),
        ("二三十年代", "zh", ["decade:1920", "decade:1930"]),
    ],
)
def test_a_range_shares_what_it_says_once(text: str, lang: str, keys: list[str]) -> None:
    assert [found.key for found in find_quantities(text, lang)] == keys


@pytest.mark.parametrize(
    ("text", "lang", "key"),
    [
        ("增加了两倍", "zh", "multiple:3"),
        ("增至两倍", "zh", "multiple:2"),
        ("翻了两番", "zh", "multiple:4"),
        ("减半", "zh", "fraction:1/2"),
        ("tripled", "en", "multiple:3"),
        ("fivefold", "en", "multiple:5"),
        ("ten times larger", "en", "multiple:10"),
        ("halved", "en", "fraction:1/2"),
        ("五成五", "zh", "percent:55"),
        ("万分之五", "zh", "fraction:5/10000"),
        ("2.7‰", "zh", "fraction:2.7/1000"),
        ("成千上万", "zh", "vague:1000"),
        ("hundreds of thousands", "en", "vague:100000"),
        ("two and a half million", "en", "number:2500000"),
        ("half a million", "en", "number:500000"),
        ("a year and a half", "en", "number:1.5"),
        ("两个半小时", "zh", "number:2.5"),
        ("一年半", "zh", "number:1.5"),
        ("half-past two in May", "en", "time:02:30"),
        ("a quarter to 11", "en", "time:10:45"),
        ("清晨六点三刻", "zh", "time:06:45"),
        ("正午", "zh", "time:12:00"),
        ("midnight", "en", "time:00:00"),
        ("提出三点意见", "zh", "number:3"),
        ("in '98", "en", "date:1998"),
        ("零八年", "zh", "date:2008"),
        ("95年以后", "zh", "date:1995"),
        ("租期95年", "zh", "number:95"),
        ("2016.07.21", "zh", "date:2016-07-21"),
        ("nineteen ninety-eight", "en", "date:1998"),
        ("the Fourth of July", "en", "date:--07-04"),
        ("+41 22 917 1234", "en", "phone:+41229171234"),
        ("Version 2.10.3", "en", "version:2.10.3"),
        ("a.li@un.org", "zh", "mail:a.li@un.org"),
        ("www.un.org/zh。", "zh", "url:www.un.org/zh"),
        ("壹万贰仟元", "zh", "money:12000"),
        ("per litre", "en", "per:litre"),
        ("每公升", "zh", "per:litre"),
        ("㈢ 水", "zh", "label:3"),
        ("2.4 范围", "zh", "label:2.4"),
        ("IX. Other matters", "en", "label:9"),
    ],
)
def test_a_form_gives_its_key_first(text: str, lang: str, key: str) -> None:
    assert find_quantities(text, lang)[0].key == key


def test_what_can_be_read_in_two_ways_says_both() -> None:
    assert find_quantities("at 8 o'clock", "en")[0].also == ("time:20:00",)
    assert find_quantities("从八点开始", "zh")[0].also == ("time:20:00",)
    assert find_quantities("5/6/2019", "en")[0].also == ("date:2019-05-06",)


def test_a_quantity_tells_its_number() -> None:
    assert Quantity(0, 2, "-5", "number:-5").number == -5
    assert Quantity(0, 2, "May", "date:--05").number is None


@pytest.mark.parametrize("text", ["统一三个标准", "唯一一次", "三心二意", "四面八方", "百货", "万国邮政联盟", "零售"])
def test_a_word_of_the_lexicon_competes_for_its_numerals(text: str) -> None:
    assert [found.text for found in find_quantities(text, "zh")] == (["三"] if "三个" in text else [])


@pytest.mark.parametrize("text", ["五十一个", "十分之三", "正如一九八七年四月", "十分钟", "四周后"])
def test_a_numeral_longer_than_the_word_is_read(text: str) -> None:
    assert find_quantities(text, "zh")


def found_in(lang: str, text: str) -> str:
    return " ".join(
        f"{one.start}-{one.stop} {'|'.join((one.key, *one.also))}{'@' + one.unit if one.unit else ''}"
        f"{'~' if one.is_spelt else ''}"
        for one in find_quantities(text, lang)
    )


def test_what_is_found_in_many_forms(golden: Golden) -> None:
    golden.check("quantities", found_in)


@pytest.mark.parametrize("text", ["每", "各占一半，每", "增加了每一", "两次减"])
def test_a_text_may_end_where_only_a_guard_matches(text: str) -> None:
    assert all(one.stop <= len(text) for one in find_quantities(text, "zh"))


@pytest.mark.parametrize(
    ("text", "lang"),
    [("{}％", "zh"), ("百分之{}", "zh"), ("{} per cent", "en"), ("{}/3", "en"), ("{} km", "en"), ("Article {}", "en")],
)
def test_a_number_of_more_digits_than_are_computed_with_is_not_read(text: str, lang: str) -> None:
    for digits in ("9" * 29, "9" * 5000, "999," * 9 + "999"):
        assert not any("9" in quantity.text for quantity in find_quantities(text.format(digits), lang))
    (longest,) = (one for one in find_quantities(text.format("9" * 28), lang) if "9" in one.text)
    assert "9" * 28 in longest.key
