"""Persons of one document: the posts beside their names, and names in two spellings."""

import pytest
from pairs import said_of, termbase_of

PERSONS = termbase_of(
    "ana | en | Ana Pereira | fullForm | preferred | persons",
    "ana | zh | 安娜·佩雷拉 | fullForm | preferred | persons",
)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "统计司司长 Ana Pereira 出席会议。\n统计处处长 Ana Pereira 发言。\n"),
        ("zh", "统计司司长安娜·佩雷拉出席会议。\n副司长安娜·佩雷拉发言。\n"),
        ("en", "Ana Pereira, Director of Statistics, attended.\nAna Pereira, Head of Statistics, spoke.\n"),
    ],
)
def test_two_posts_of_one_person_are_reported_with_both_places(lang: str, text: str) -> None:
    (found,) = said_of(lang, text, "names.post", PERSONS)
    assert [quote.place for quote in found.quotes] == ["body.1", "body.2"]
    assert "in 2 ways" in found.message


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "统计司司长 Ana Pereira 出席会议。\n统计司司长 Ana Pereira 发言。\n"),
        # The institution may be said once.
        ("zh", "经社部统计司司长 Ana Pereira 出席会议。\n统计司司长 Ana Pereira 发言。\n"),
        ("zh", "统计司司长 Ana Pereira 出席会议。\nAna Pereira 发言。\n"),
        ("zh", "委员会主席和 Ana Pereira 出席会议。\n司长 Ana Pereira 发言。\n"),
        ("en", "Ana Pereira, Director of Statistics, attended.\nAna Pereira spoke.\n"),
        # Only the termbase says who is a person in English.
        ("en", "Rui Matos, Director of Statistics, attended.\nRui Matos, Head of Statistics, spoke.\n"),
    ],
)
def test_one_post_is_quiet(lang: str, text: str) -> None:
    assert said_of(lang, text, "names.post", PERSONS) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("司长 Ana Pereira 出席。\n司长 Ana Perreira 发言。\n", 1),
        ("哈桑·克莱布先生出席。\n哈桑·克莱步先生发言。\n", 1),
        ("司长 Ana Pereira 出席。\n司长 Ana Pereira 发言。\n", 0),
        ("司长 Ana Pereira 出席。\n司长 Rui Matos 发言。\n", 0),
        ("李·王出席。\n李·黄发言。\n", 0),
    ],
)
def test_two_spellings_of_one_name_are_asked_about(text: str, count: int) -> None:
    assert len(said_of("zh", text, "names.spelling")) == count


def test_two_names_that_the_termbase_knows_are_two_persons() -> None:
    rows = "a | zh | 安娜·佩雷拉", "b | zh | 安娜·佩雷达"
    both = termbase_of(*(f"{row} | fullForm | preferred | persons" for row in rows))
    text = "安娜·佩雷拉女士出席。\n安娜·佩雷达女士发言。\n"
    assert said_of("zh", text, "names.spelling", both) == []
    assert len(said_of("zh", text, "names.spelling")) == 1
