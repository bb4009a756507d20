"""Units for tests of the memory, and ways of making many of them."""

import random

from cdalign.model import TranslationUnit

CHINESE = "委员会大会重申核裁军谈判条约国家报告会议讨论通过决议安全保证措施第一二三"
ENGLISH = ("the", "committee", "reaffirmed", "nuclear", "disarmament", "treaty", "States", "report", "of", "and", "a")


def unit(source: str, target: str = "x", **fields: object) -> TranslationUnit:
    return TranslationUnit(source, target, "zh-Hans", "en", **fields)  # type: ignore[arg-type]


def random_sentence(chance: random.Random) -> tuple[str, str]:
    chinese = "".join(chance.choices(CHINESE, k=chance.randrange(1, 25)))
    words = chance.choices(ENGLISH, k=chance.randrange(1, 15))
    if chance.random() < 0.3:
        number = str(chance.randrange(30))
        return f"{chinese}第 {number} 条", " ".join([*words, number])
    return chinese, " ".join(words)


def edited(text: str, chance: random.Random) -> str:
    """Give a text with up to a third of its words changed, dropped or doubled."""
    words = text.split(" ") if " " in text else list(text)
    for _ in range(chance.randrange(len(words) // 3 + 1)):
        place = chance.randrange(len(words))
        words[place : place + 1] = chance.choice(([], [words[place]] * 2, [chance.choice(words)]))
        words = words or ["会"]
    return (" " if " " in text else "").join(words)


def random_units(count: int, seed: int = 1) -> list[TranslationUnit]:
    chance = random.Random(seed)
    units: list[TranslationUnit] = []
    for index in range(count):
        chinese, english = random_sentence(chance)
        if units and chance.random() < 0.5:
            other = chance.choice(units)
            chinese, english = edited(other.source, chance), edited(other.target, chance)
        props = (("x-document", f"CD/{index // 50}"), ("x-review", chance.choice(("confirmed", "pending"))))
        units.append(unit(chinese, english, id=f"CD/{index // 50}#{index % 50}", props=props))
    return units
