"""Persons: pinyin, the sound of transcriptions, and how a memory pairs them."""

import pytest
from pairs import findings_on, rules_on

from cdalign.checks import run_checks
from cdalign.checks.persons import sounds_of_names
from cdalign.checks.romanized import count_syllables
from cdalign.checks.sounds import measure_distance, sound_of_han, sound_of_latin
from cdalign.model import TranslationUnit


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("陈建华先生发了言。", "Mr. Chen Jianmin made a statement."),
        ("刘晓丽女士缺席。", "Ms. Liu Xiaomei was absent."),
        ("奥孔乔先生发了言。", "Mr. Salonen made a statement."),
        ("玛丽亚·冈萨雷斯女士当选。", "Ms. Maria Petrova was elected."),
        ("黄大明议员提出动议。", "Mr. Henry CASTELLANO moved the motion."),
        ("苏周丽华女士就座。", "Mrs. Okonkwo took her seat."),
        ("田文议员（译文）：我同意。", "MR. Castellano: I agree."),
        ("赵建国大使、刘伟先生和孙丽女士发言。", "Ambassador Zhao Jianguo, Mr. Liu Wei and Ms. Petrova spoke."),
        ("梁锦辉先生当选。", "Mr. LEUNG Castellani was elected."),
        ("苏丽珍女士问为什么。", "Ms. SO Hernandez asked why."),
        ("李国华议员发问。", "MR. DAVID OKAFOR asked."),
        ("塞缪尔·奥乔亚先生当选。", "Mr. Samuel Bergman was elected."),
        ("肖博士辞职了。", "Dr. Grabowska resigned."),
        # The given name is there, after another surname; also where someone else has that surname.
        ("马文博修好了钟。", "Hu Wenbo mended the clock."),
        ("胡磊请来了马文博。", "Hu Lei sent for Hu Wenbo."),
    ],
)
def test_another_person_is_reported(source: str, target: str) -> None:
    assert "names.person" in rules_on((source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("陈建华先生发了言。", "Mr. Chen Jianhua made a statement."),
        ("司马文涛当选。", "Sima Wentao was elected."),
        ("陈大文议员发问。", "Councillor Chan Tai-man put a question."),
        ("奥孔乔先生发了言。", "Mr. Okonjo made a statement."),
        ("玛丽亚·冈萨雷斯女士当选。", "Ms. Maria González was elected."),
        ("主席先生，我同意。", "Mr. President, I agree."),
        ("黄大明议员提出动议。", "Mr. Henry WONG moved the motion."),
        ("苏周丽华女士就座。", "Mrs. So took her seat."),
        ("吴文医生走了。", "Dr. Ng left."),
        ("田文议员（译文）：我同意。", "MR. TIEN: I agree."),
        ("梁锦辉先生当选。", "Mr. LEUNG Kam-fai was elected."),
        ("周梁淑仪议员缺席。", "Mrs. Selina CHOW LIANG Shuk-yi was absent."),
        ("李国华议员发问。", "MR. DAVID LEE asked."),
        ("莱昂内尔·费尔南德斯先生当选。", "Mr. Leonel Fernández Reyna was elected."),
        ("俞院长同意。", "Premier Yu Kuo-hwa agreed."),
        ("肖博士辞职了。", "Dr. Shaw resigned."),
        ("安娜·珀森提供了数据。", "Ms. Anna Persson provided the data."),
        ("胡文博请来了马文博。", "Hu Wenbo sent for Ma Wenbo."),
        ("谭文博修好了钟。", "Tan Wenbo mended the clock."),
        ("新加坡人陈文博修好了钟。", "Tan Wenbo, a Singaporean, mended the clock."),
    ],
)
def test_the_same_person_is_quiet(source: str, target: str) -> None:
    assert "names.person" not in rules_on((source, target))


def test_a_person_whom_the_memory_calls_otherwise_is_reported() -> None:
    pairs = [(f"麦理觉先生问了第{number}题。", f"Mr. McGregor put question {number}.") for number in range(3, 7)]
    found = [
        one for one in findings_on(*pairs, ("麦理觉先生走了。", "Mr. Thompson left.")) if one.rule == "names.person"
    ]
    assert [one.expected for one in found] == ["Mcgregor"]


def test_another_spelling_of_a_person_is_quiet() -> None:
    pairs = [(f"麦理觉先生问了第{number}题。", f"Mr. McGregor put question {number}.") for number in range(3, 7)]
    assert "names.person" not in rules_on(*pairs, ("麦理觉先生走了。", "Mr. MacGregor left."))


def test_a_person_without_a_title_in_the_chinese_answers_one_with_a_title() -> None:
    assert "names.person" not in rules_on(
        ("主任王文先生说索科洛夫已经到了。", "Director Wang Wen said that Mr. Sokolov had arrived.")
    )


def test_two_titled_persons_are_told_apart() -> None:
    pair = ("王文先生和李华女士到了。", "Mr. Wang and Ms. Castellano arrived.")
    assert "names.person" in rules_on(pair)
    assert "names.person" not in rules_on((pair[0], "Mr. Wang and Ms. Li arrived."))


def test_a_name_unlike_its_han_is_quiet_where_the_memory_has_it_again() -> None:
    pairs = [(f"戴麟趾先生第{number}次发言。", f"Mr. Trench spoke for the {number}th time.") for number in (4, 5)]
    assert "names.person" not in rules_on(*pairs)


def test_one_foreign_name_is_reported_once() -> None:
    found = findings_on(("安德烈·索科洛夫和玛丽亚·冈萨雷斯当选。", "Andrei Traoré Bukhari was elected."))
    assert len({one.message for one in found if one.rule == "names.person"}) == len(
        {one.message.partition(" is not ")[0] for one in found if one.rule == "names.person"}
    )


def test_the_person_who_is_written_otherwise_is_named() -> None:
    pair = ("赵建国大使、刘伟先生和孙丽女士发言。", "Ambassador Zhao Jianguo, Mr. Liu Wei and Ms. Petrova spoke.")
    found = [one for one in findings_on(pair) if one.rule == "names.person"]
    assert ["孙丽" in one.message for one in found] == [True]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("Wong-fat", 2),
        ("Xiaoming", 2),
        ("YICK-MING", 2),
        ("Kwan-Yew", 2),
        ("Salonen", 3),
        ("Castellano", 0),
        ("Haddad", 0),
    ],
)
def test_chinese_syllables_are_counted(word: str, count: int) -> None:
    assert count_syllables(word) == count


@pytest.mark.parametrize(
    ("han", "latin", "is_near"),
    [
        ("费尔南德斯", "Fernández", True),
        ("易卜拉欣", "Ibrahim", True),
        ("基辛格", "Kissinger", True),
        ("迪亚洛", "Traoré", False),
        ("克里斯蒂安森", "Christopher", False),
    ],
)
def test_sounds_of_one_name_are_near(han: str, latin: str, is_near: bool) -> None:
    assert (measure_distance(sound_of_han(han), sound_of_latin(latin)) < 0.34) is is_near


@pytest.mark.parametrize(
    ("han", "latin"),
    [("刘晓明博士", "Dr. Liu Xiaoming"), ("许雪琴女士", "Ms. Xu Xueqin"), ("谢小霞教授", "Professor Xie Xiaoxia")],
)
def test_a_given_name_in_pinyin_is_one_of_its_han(han: str, latin: str) -> None:
    assert "names.person" not in rules_on((f"{han}回答了问题。", f"{latin} answered questions."))


def test_a_name_that_the_chinese_leaves_in_latin_letters_is_nobody_elses() -> None:
    assert rules_on(("黄大明议员和Castellano公司的人谈话。", "Mr. Castellano talked with the firm.")) == []


def test_names_side_by_side_may_transcribe_one_name() -> None:
    assert rules_on(("玛丽·范达默女士当选。", "Ms. Mary Van Damme was elected.")) == []


def test_a_finding_marks_the_person_in_both_texts_the_source_first() -> None:
    (found,) = findings_on(("李国华议员发问。", "MR. DAVID OKAFOR asked."))
    assert [quote.text[quote.spans[0].start : quote.spans[0].stop] for quote in found.quotes] == ["李国华", "OKAFOR"]
    unit = TranslationUnit("Mr. Chen Jianmin made a statement.", "陈建华先生发了言。", "en", "zh-Hans")
    (found,) = run_checks([unit])
    assert [quote.text[quote.spans[0].start : quote.spans[0].stop] for quote in found.quotes] == [
        "Chen Jianmin",
        "陈建华",
    ]


def test_persons_of_units_that_are_not_chinese_and_english_are_left_alone() -> None:
    unit = TranslationUnit("李国华议员发问。", "M. Okafor a demandé.", "zh-Hans", "fr")
    assert [one.rule for one in run_checks([unit]) if one.rule == "names.person"] == []


@pytest.mark.parametrize(
    "pair",
    [
        ("玛丽·范达默女士当选。", "Ms. Mary Petrova was elected."),
        ("奥孔乔先生发了言。", "Mr. Salonen made a statement."),
        ("陈建华先生发了言。", "Mr. Chen Jianmin made a statement."),
    ],
)
def test_a_titled_person_is_reported_once(pair: tuple[str, str]) -> None:
    assert [one.rule for one in findings_on(pair)].count("names.person") == 1


def test_two_names_side_by_side_sound_as_one_too() -> None:
    def sounds(*names: tuple[str, int]) -> list[str]:
        return list(sounds_of_names([(name, (start, start + len(name))) for name, start in names]))

    abu, bakr, both = map(sound_of_latin, ("Abu", "Bakr", "AbuBakr"))
    assert sounds(("Abu", 0)) == [abu]
    assert sounds(("Abu", 0), ("Bakr", 4)) == sounds(("Abu", 0), ("Bakr", 5)) == [abu, both, bakr]
    assert sounds(("Abu", 0), ("Bakr", 6)) == [abu, bakr]
