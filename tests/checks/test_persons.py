"""Persons: pinyin, the sound of transcriptions, and how a memory pairs them."""

import pytest
from pairs import findings_on, rules_on

from cdalign.checks.sounds import measure_distance, sound_of_han, sound_of_latin


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("陈建华先生发了言。", "Mr. Chen Jianmin made a statement."),
        ("刘晓丽女士缺席。", "Ms. Liu Xiaomei was absent."),
        ("奥孔乔先生发了言。", "Mr. Salonen made a statement."),
        ("玛丽亚·冈萨雷斯女士当选。", "Ms. Maria Petrova was elected."),
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
