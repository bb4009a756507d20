"""Quantities of right pairs raise nothing; of wrong ones, which differ in one quantity, each is found."""

import pytest
from pairs import rules_on

from cdalign.checks.number_comparison import family_of, is_loose
from cdalign.checks.numbers import check_items, check_numbers
from cdalign.checks.sides import Terminology, prepare_unit
from cdalign.model import Finding, Termbase, TranslationUnit
from cdalign.quantities import find_quantities

RIGHT = [
    ("渡轮时速三十公里", "The ferry does 30 kilometres per hour"),
    ("列车每小时行驶200至250公里", "The train runs at 200 to 250 km/h"),
    ("火车每小时跑九十英里", "The train covers 90 miles every hour"),
    ("渡轮每小时一班，全程30公里", "The ferry leaves every hour and covers 30 kilometres"),
    ("鼓手四十出头", "The drummer is in his early forties"),
    ("鼓手四十多岁", "The drummer is in her forties"),
    ("鼓手年过半百", "The drummer is in his fifties"),
    ("八旬老人独自生活", "A man of eighty lives alone"),
    ("鼓手年逾六旬", "The drummer is in her sixties"),
    ("四月下旬收割", "The harvest is in late April"),
    ("合同一式三份", "The contract is made in triplicate"),
    ("十八世纪上半叶", "in the first half of the eighteenth century"),
    ("下半场打进两球", "Two goals were scored in the second half"),
    ("第一款㈢项", "paragraph 1 (c)"),
    ("产量是五年前的两倍", "Output was twice that of five years earlier"),
    ("第三，还有四点意见", "Thirdly, there are four more comments"),
    ("一万亿元的投资", "an investment of 1 trillion yuan"),
    ("二十多万名难民", "more than 200,000 refugees"),
    ("3亿5000万人", "350 million people"),
    ("13亿人口", "a population of 1.3 billion"),
    ("二百五十万居民", "two and a half million inhabitants"),
    ("数十万人逃离", "hundreds of thousands of people fled"),
    ("十来个国家", "about ten countries"),
    ("近百名代表", "nearly a hundred delegates"),
    ("数十家企业", "dozens of enterprises"),
    ("产量增加了两倍。", "Output tripled."),
    ("出口翻了一番。", "Exports doubled."),
    ("经费减半。", "Funding was halved."),
    ("三成居民", "30 per cent of residents"),
    ("万分之五", "5 per 10,000"),
    ("千分之三", "0.3 per cent"),
    ("为期3-5天", "for 3 to 5 days"),
    ("三五天内", "within three to five days"),
    ("二三十人", "twenty to thirty people"),
    ("十五六岁的少年", "youths of 15 or 16"),
    ("'98年金融危机", "the financial crisis of '98"),
    ("98年的决议", "the resolution of 1998"),
    ("2018-2019两年期", "the biennium 2018-2019"),
    ("二十世纪90年代", "the 1990s"),
    ("上午9时30分至11时", "from 9.30 to 11 a.m."),
    ("中午12时", "at noon"),
    ("零下5度", "minus 5 degrees"),
    ("气温为-5℃", "The temperature is -5°C"),
    ("第5条之二", "article 5 bis"),
    ("第3款(b)项", "paragraph 3 (b)"),
    ("请致电+41 22 917 1234", "Please call +41-22-917-1234"),
    ("版本2.10.3已发布", "Version 2.10.3 has been released"),
    ("一致通过，一方面三心二意", "adopted by consensus, on the one hand half-hearted"),
    ("7月1日至15日", "from July 1 to 15"),
    ("2007-2008年", "2007/08"),
    ("一九九四／九五年度", "1994/95"),
    ("（一九九九）", "(1999)"),
    ("4月1日至30日", "April 1-30"),
    ("8月6日", "Aug.6"),
    ("下午两点半", "half-past two in the afternoon"),
    ("2019年5月6日", "2019/05/06"),
    ("周二开会", "Meetings are held on Tuesdays"),
    ("礼拜六", "Saturday"),
    ("凌晨四点", "4 a.m."),
    ("三点一刻", "a quarter past three"),
    ("每千名儿童", "per 1,000 children"),
    ("百万分之二", "two parts per million"),
    ("单位：千美元", "(thousands of dollars)"),
    ("120千瓦时", "120 kWh"),
    ("全程三千米", "The whole course is 3 km"),
    ("安理会第1540(2004)号决议", "S/RES/1540(2004)"),
    ("两年半", "two and a half years"),
    ("一年半后", "18 months later"),
    ("半个世纪以来", "for half a century"),
    ("八千五百万吨", "85 million tons"),
    ("体重下降了5公斤", "lost 5 kg"),
    ("利润为-30万元", "a loss of 300,000 yuan"),
    ("人民币1.2亿元", "RMB 120 million"),
    ("￥300", "¥300"),
    ("三分之二以上多数", "a majority of more than two thirds"),
    ("第一、提高效率；第二、降低成本", "First, raise efficiency; second, cut costs"),
    ("五个常任理事国", "the five permanent members"),
    ("六方会谈", "the six-party talks"),
    ("约有100万人（占总人口的8%）", "about 1 million people (8 per cent of the population)"),
    ("第二次世界大战", "the Second World War"),
    ("第三十九条第(一)款", "article 39 (1)"),
    ("20：00开始", "begins at 8 p.m."),
    ("四舍五入", "rounded"),
    ("七嘴八舌", "all at once"),
    ("每周五天工作制", "a five-day week"),
    ("九五折", "a 5 per cent discount"),
    ("会议于下午三时至五时举行。", "The meeting was held from 3 to 5 p.m."),
    ("两个半小时", "two and a half hours"),
    ("第六条第2款(a)项和(c)项", "article VI, paragraph 2 (a) and (c)"),
    ("第12条之三第1款", "article 12 ter, paragraph 1"),
    ("增长率由3.2%降至-1.5%", "growth fell from 3.2 per cent to minus 1.5 per cent"),
    ("逆差50亿美元", "a deficit of $5 billion"),
    ("上世纪八九十年代", "the 1980s and 1990s"),
    ("这一比例为五分之二，即40%。", "The ratio is two fifths, or 40 per cent."),
    ("面积为1.5公顷", "an area of 15,000 square metres"),
    ("价格上涨50%，达到每桶100美元", "Prices rose by 50 per cent to $100 per barrel"),
    ("会议将于2024年3月5日（星期二）上午10时开幕", "The meeting will open at 10 a.m. on Tuesday, 5 March 2024"),
    ("成立一百周年", "its centenary"),
    ("成立一百周年", "its 100th anniversary"),
    ("他八十岁了", "He is 80 years old"),
    ("八路军总部", "the headquarters of the Eighth Route Army"),
    ("十字路口", "crossroads"),
    ("五一国际劳动节", "International Labour Day"),
    ("两党制", "two-party system"),
    ("一分为二", "divide into two"),
    ("第一线工作人员", "front-line workers"),
    ("统一战线", "united front"),
    ("二氧化碳排放量", "carbon dioxide emissions"),
    ("三角关系", "triangular relations"),
    ("百分之百", "100 per cent"),
    ("一半以上", "more than half"),
    ("超过一倍", "more than double"),
    ("增加一倍以上", "more than doubled"),
    ("增加1.5倍", "increased by 150 per cent"),
    ("1 234.5万美元", "$12.345 million"),
    ("拨款12 345 600美元", "an appropriation of $12,345,600"),
    ("预算比上年增加了约20%至25%", "The budget rose by some 20 to 25 per cent over the previous year"),
    ("共3万5千元", "a total of 35,000 yuan"),
    ("编号GB 18030-2022", "No. GB 18030-2022"),
    ("见A/C.5/78/L.12", "see A/C.5/78/L.12"),
    ("约翰内斯堡峰会10周年", "the tenth anniversary of the Johannesburg Summit"),
    ("五国外长", "the Foreign Ministers of the five countries"),
    ("2010年至2015年期间", "between 2010 and 2015"),
    ("80后一代", "the post-80s generation"),
    ("70岁以上老人", "people over 70"),
    ("5G网络", "5G networks"),
    ("4比3", "4 to 3"),
    ("以97票对2票、3票弃权通过", "adopted by 97 votes to 2, with 3 abstentions"),
    ("30%至40%", "between 30 and 40 per cent"),
    ("世界人口的十分之九", "nine tenths of the world's population"),
    ("三天两夜", "three days and two nights"),
    ("2005年12月31日终了的两年期", "the biennium ended 31 December 2005"),
    ("长1 200米、宽30米", "1,200 m long and 30 m wide"),
    ("六个月后", "six months later"),
    ("第四季度", "the fourth quarter"),
    ("半数以上成员", "more than half of the members"),
    ("第二，加强合作。", "Secondly, cooperation must be strengthened."),
    ("零增长", "zero growth"),
    ("21时", "9 p.m."),
    ("最高罚款5000元", "a maximum fine of 5,000 yuan"),
    ("1/3的成员", "one third of the members"),
    ("12/24小时", "12/24 hours"),
    ("7×24小时服务", "service around the clock, 24 hours a day, 7 days a week"),
    ("会议于 5 月举行，5 月 5 日闭幕。", "The meeting was held in May and closed on 5 May."),
    ("1990 年通过，1990 年生效。", "It was adopted in 1990 and took effect that year."),
    ("第 71/67 号决议", "resolution A/RES/71/67"),
    ("价格下降 5%。", "The change in price was -5 per cent."),
    ("31. 委员会核可了报告。", "The Committee approved the report."),
    ("委员会核可了报告。", "8. The Committee approved the report."),
    ("(a) 水；(b) 电；(c) 气", "(i) Water; (ii) power; (iii) gas"),
    ("①水；②电", "(a) Water; (b) power"),
    ("欧六标准", "the Euro 6 standard"),
    ("双方", "the 2 parties"),
    ("每人一份", "1 copy per person"),
    ("感染 COVID-19 的人", "people with COVID-19"),
    ("G20 会议", "the meeting of the 20 largest economies"),
    ("核可了报告 (b)。", "1. The Committee approved the report."),
    ("1. 水", "1. Water"),
    ("从八点到十一点一刻", "from 8 o'clock to a quarter past 11"),
    ("星期一上午，星期一下午", "Monday morning and afternoon"),
    ("第二十二条共二十二项", "article 22 has as many items"),
    # The Chinese page of a site, and its English one.
    ("网站 www.un.org/zh", "the site www.un.org/en"),
]

WRONG = [
    ("产量是五年前的三倍", "Output was twice that of five years earlier"),
    ("第三次会议选出四名理事", "The fourth meeting elected four governors"),
    ("第一款㈢项", "paragraph 1 (b)"),
    ("鼓手年逾六旬", "The drummer is over seventy"),
    ("合同一式三份", "The contract is made in duplicate"),
    ("主队下半场换人", "The home team made a change in the first half"),
    ("渡轮时速三十公里", "The ferry does 30 miles per hour"),
    ("渡轮时速三十公里", "The ferry does 20 kilometres per hour"),
    ("鼓手四十出头", "The drummer is in his early fifties"),
    ("他跳了两米一五", "He jumped 2.51 metres"),
    ("产量下降两成半", "Output fell by 20 per cent"),
    ("下午一点半集合", "Meet at 1.45 p.m."),
    ("(a) 水", "(a) Water; (b) power"),
    ("气温降至零下 5 度", "The temperature dropped: 5 degrees"),
    ("一万亿元的投资", "an investment of 1 billion yuan"),
    ("二十多万名难民", "more than 20,000 refugees"),
    ("数十万人逃离", "millions of people fled"),
    ("产量增加了两倍。", "Output doubled."),
    ("出口翻了一番。", "Exports tripled."),
    ("三成居民", "20 per cent of residents"),
    ("万分之五", "5 per 1,000"),
    ("为期3-5天", "for 3 to 5 weeks"),
    ("三五天内", "within three to six days"),
    ("98年的决议", "the resolution of 1996"),
    ("2018-2019两年期", "the biennium 2018-2020"),
    ("上午9时30分至11时", "from 9.30 to 11.30 a.m."),
    ("中午12时", "at midnight"),
    ("第5条之二", "article 5 ter"),
    ("第3款(b)项", "paragraph 3 (d)"),
    ("第(三)项", "subparagraph (iv)"),
    ("请致电+41 22 917 1234", "Please call +41-22-917-1243"),
    ("版本2.10.3已发布", "Version 2.10.8 has been released"),
    ("7月1日至15日", "from July 1 to 16"),
    ("下午两点半", "half-past three in the afternoon"),
    ("周二开会", "Meetings are held on Thursdays"),
    ("一年半后", "15 months later"),
    ("5年", "5 months"),
    ("5公里", "5 miles"),
    ("300万欧元", "$3 million"),
    ("-1.6%", "1.6 per cent"),
    ("下午3时", "at 4 p.m."),
    ("增加了2个百分点", "rose by 2 per cent"),
    ("1994年年中至1994-1995年", "mid-1995 to 1994-1995"),
    ("半年后", "after three months"),
    ("减半", "doubled"),
    ("第三十九条第(一)款", "article 39 (2)"),
    ("120千瓦时", "120 MWh"),
    ("利润为-30万元", "a profit of 300,000 yuan"),
    ("5平方公里", "5 square miles"),
    ("邮箱：a.li@un.org", "e-mail: a.lee@un.org"),
    ("30英镑", "30 euros"),
    ("上半年", "in the second half of the year"),
    ("第12条之三第1款", "article 12 bis, paragraph 1"),
    ("面积为1.5公顷", "an area of 1.5 acres"),
    ("百分之百", "10 per cent"),
    ("逆差50亿美元", "a deficit of $50 billion"),
    ("上世纪八十年代", "the 1990s"),
    ("两个半小时", "three and a half hours"),
    ("增加一倍", "tripled"),
    ("第四季度", "the third quarter"),
    ("21时", "8 p.m."),
    ("30%至40%", "between 30 and 50 per cent"),
    ("零下二十摄氏度", "20 degrees Celsius"),
    ("共3万5千元", "a total of 3,500 yuan"),
    ("每桶100美元", "$100 per gallon"),
    ("六个月后", "six weeks later"),
    ("1994 年和 1995 年，1994 年居多。", "In 1994 and 1995, mostly in 1995."),
    ("2018 年 9 月 5 日", "5 October 2018"),
    ("31. 委员会核可了报告。", "32. The Committee approved the report."),
    ("(a) 水；(b) 电；(c) 气", "(a) Water; (b) power"),
    ("(一) 水；(二) 电；(三) 气", "(i) Water; (ii) power; (iv) gas"),
    ("温度降到零下 5 度。", "The temperature falls to 5 degrees."),
    ("三分之一", "two thirds"),
    ("三分之一", "30 per cent"),
    ("数百万人", "hundreds of people"),
    ("以瑞士法郎计算", "calculated in euros"),
    ("每公里", "per mile"),
    ("星期一", "Tuesday"),
    ("1990 年代", "the 1980s"),
    ("CD/2119 号文件", "document CD/2191"),
    ("S/RES/1540(2004)", "resolution 1541 (2004)"),
    ("七个项目和 15 国", "nine projects and 15 States"),
    ("出席者 22 人", "attended by members"),
    ("委员会举行会议", "The Committee held 22 meetings"),
    ("7 人和 5 人，5 人缺席", "7 and 5, 7 being absent"),
    ("网站 www.un.org/zh", "the site www.un.org/fr"),
    ("网站 www.un.org/zh/un80", "the site www.un.org/en/un75"),
]

# Pairs with the one rule that speaks, the words that it marks in its two quotes, and what it expects.
TOLD = [
    ("出席者 22 人", "attended by members", "numbers.missing", "22", "", "22"),
    ("委员会举行会议", "The Committee held 22 meetings", "numbers.missing", "22", "", "22"),
    ("出席者 22 人", "23 were present", "numbers.different", "22", "23", "22"),
    ("于 5 月 5 日", "on 6 May", "dates.different", "5 月 5 日", "6 May", "--05-05"),
    ("于 5 月 5 日闭幕", "closed", "dates.missing", "5 月 5 日", "", "--05-05"),
    ("闭幕", "closed at 3 p.m.", "dates.missing", "3 p.m.", "", "15:00"),
    ("CD/2119", "CD/2191", "symbols.different", "CD/2119", "CD/2191", "CD/2119"),
    ("CD/2119 号决定", "the decision", "symbols.missing", "CD/2119", "", "CD/2119"),
    ("5 公里", "5 miles", "units.different", "5 公里", "5 miles", "kilometre"),
    ("300 万欧元", "$3 million", "units.different", "300 万欧元", "$3 million", "EUR"),
    ("以欧元计", "counted in yen", "units.different", "欧元", "yen", "EUR"),
]


def findings_of(chinese: str, english: str) -> list[Finding]:
    unit = prepare_unit(TranslationUnit(chinese, english, "zh-Hans", "en", id="1"), Terminology(Termbase(())))
    return [*check_numbers(unit), *check_items(unit)]


def marked(finding: Finding, side: int) -> str:
    quote = finding.quotes[side]
    return "".join(quote.text[span.start : span.stop] for span in quote.spans)


@pytest.mark.parametrize(("chinese", "english"), RIGHT)
def test_a_right_pair_raises_nothing(chinese: str, english: str) -> None:
    assert [finding.message for finding in findings_of(chinese, english)] == []


@pytest.mark.parametrize(("chinese", "english"), WRONG)
def test_a_wrong_pair_is_found(chinese: str, english: str) -> None:
    assert findings_of(chinese, english)


@pytest.mark.parametrize(("chinese", "english", "rule", "left", "right", "expected"), TOLD)
def test_a_finding_says_what_and_where(
    chinese: str, english: str, rule: str, left: str, right: str, expected: str
) -> None:
    (finding,) = findings_of(chinese, english)
    assert (finding.rule, marked(finding, 0), marked(finding, 1), finding.expected) == (rule, left, right, expected)


def test_an_absence_says_which_text_lacks_it() -> None:
    assert findings_of("22 人", "people")[0].message == "number 22 is not in the translation"
    assert findings_of("人", "22 people")[0].message == "number 22 is not in the source"


def test_each_missing_quantity_is_told_once_and_in_order() -> None:
    messages = [finding.message for finding in findings_of("22 项、33 项和 44 项", "33 items")]
    assert messages == ["number 22 is not in the translation", "number 44 is not in the translation"]


def test_contradictions_are_told_in_the_order_of_the_source() -> None:
    told = [marked(finding, 0) for finding in findings_of("22 项，5 月 5 日", "on 6 May, 23 items")]
    assert told == ["22", "5 月 5 日"]


@pytest.mark.parametrize(
    ("text", "lang", "is_told_nothing"),
    [
        ("two proposals", "en", True),
        ("ten proposals", "en", True),
        ("eleven proposals", "en", False),
        ("2 proposals", "en", False),
        ("a thousand times", "en", True),
        ("one thousand people", "en", False),
        ("a dozen", "en", True),
        ("two dozen", "en", False),
        ("one third", "en", True),
        ("doubled", "en", True),
        ("3.5 per cent", "en", False),
        ("noon", "en", True),
        ("第六条", "zh", False),
    ],
)
def test_small_numbers_in_words_tell_nothing_by_their_absence(text: str, lang: str, is_told_nothing: bool) -> None:
    assert is_loose(find_quantities(text, lang)[0]) is is_told_nothing


@pytest.mark.parametrize(
    ("text", "family"),
    [("5 May", "dates"), ("22", "numbers"), ("CD/2119", "symbols"), ("in Swiss francs", "units"), ("3 p.m.", "dates")],
)
def test_a_kind_belongs_to_a_family_of_rules(text: str, family: str) -> None:
    assert family_of(find_quantities(text, "en")[0]) == family


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("有效期为2018年3月至5月。", "It is valid from March to May 2018.", "It is valid from April to May 2018."),
        ("施工历时三个半月。", "The works took three and a half months.", "The works took three months."),
        ("近千名学生参加。", "Nearly a thousand students took part.", "Nearly a hundred students took part."),
        ("典礼于5点3刻结束。", "The ceremony ended at 5.45 p.m.", "The ceremony ended at 5.15 p.m."),
        ("火车于零点半发车。", "The train leaves at half past midnight.", "The train leaves at half past one."),
        ("1.2 吨大米已经运抵。", "1.2 tonnes of rice have arrived.", "2.1 tonnes of rice have arrived."),
    ],
)
def test_quantities_in_words_and_marks_are_compared(source: str, right: str, wrong: str) -> None:
    def said(target: str) -> list[str]:
        return [rule for rule in rules_on((source, target)) if rule.partition(".")[0] in ("numbers", "dates", "units")]

    assert not said(right)
    assert said(wrong)
