"""A synthetic memory: sentences of a United Nations kind, put together from phrases of ours by Zipf's law.

make_units(1_000_000) gives the same units on every machine. A third are near-duplicates of earlier ones, as in
documents that come back every year.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate

from cdalign.model import TranslationUnit

Phrase = tuple[str, str]

OPENINGS: Sequence[Phrase] = (
    ("委员会", "The Committee"),
    ("大会", "The General Assembly"),
    ("一些代表团", "Some delegations"),
    ("许多代表团", "Many delegations"),
    ("工作组", "The Working Group"),
    ("安全理事会", "The Security Council"),
    ("秘书长", "The Secretary-General"),
    ("会议主席", "The President of the Conference"),
    ("缔约国", "The States parties"),
    ("不结盟国家运动", "The Movement of Non-Aligned Countries"),
    ("人权理事会", "The Human Rights Council"),
    ("专家小组", "The Panel of Experts"),
    ("东道国政府", "The host Government"),
    ("内部监督事务厅", "The Office of Internal Oversight Services"),
    ("若干观察员国", "Several observer States"),
    ("经济及社会理事会", "The Economic and Social Council"),
    ("独立审计员", "The independent auditor"),
    ("该区域各国", "The States of the region"),
    ("起草小组", "The drafting group"),
    ("民间社会代表", "Representatives of civil society"),
)
VERBS: Sequence[Phrase] = (
    ("重申", "reaffirmed"),
    ("着重强调", "stressed"),
    ("赞赏地注意到", "noted with appreciation"),
    ("关切地注意到", "noted with concern"),
    ("欢迎", "welcomed"),
    ("建议进一步审议", "recommended further consideration of"),
    ("促请各国支持", "urged States to support"),
    ("一致通过了", "adopted by consensus"),
    ("详细讨论了", "discussed in detail"),
    ("回顾", "recalled"),
    ("请秘书处提交", "requested the Secretariat to submit"),
    ("对此表示遗憾，并提到", "regretted this and referred to"),
    ("决定推迟审议", "decided to defer consideration of"),
    ("认可", "endorsed"),
    ("深信需要加强", "was convinced of the need to strengthen"),
)
OBJECTS: Sequence[Phrase] = (
    ("关于核裁军的有效措施", "effective measures relating to nuclear disarmament"),
    ("防止外层空间军备竞赛的提案", "the proposals on the prevention of an arms race in outer space"),
    ("消极安全保证的重要性", "the importance of negative security assurances"),
    ("秘书长关于可持续发展的报告", "the report of the Secretary-General on sustainable development"),
    ("维持和平行动的经费筹措", "the financing of peacekeeping operations"),
    ("禁止生产裂变材料条约的范围", "the scope of a treaty banning the production of fissile material"),
    ("妇女参与和平进程的情况", "the participation of women in peace processes"),
    ("海洋法方面的最新发展", "recent developments in the law of the sea"),
    ("小岛屿发展中国家面临的挑战", "the challenges facing small island developing States"),
    ("难民和流离失所者的权利", "the rights of refugees and displaced persons"),
    ("附属机构协调员编写的报告草案", "the draft report prepared by the coordinators of the subsidiary bodies"),
    ("预算执行情况和审计结论", "budget performance and the findings of the audit"),
    ("消除一切形式种族歧视的承诺", "the commitment to eliminate all forms of racial discrimination"),
    ("核武器使用的人道主义后果", "the humanitarian consequences of the use of nuclear weapons"),
    ("化学武器库存的销毁", "the destruction of chemical weapons stockpiles"),
    ("气候变化对粮食安全的影响", "the effects of climate change on food security"),
    ("国际法院的咨询意见", "the advisory opinion of the International Court of Justice"),
    ("透明度和建立信任措施", "transparency and confidence-building measures"),
    ("儿童与武装冲突问题", "the question of children and armed conflict"),
    ("小武器和轻武器的非法贸易", "the illicit trade in small arms and light weapons"),
    ("多种语文的使用和会议服务", "multilingualism and conference services"),
    ("无核武器区的设立", "the establishment of nuclear-weapon-free zones"),
    ("联合国系统内的协调", "coordination within the United Nations system"),
    ("普遍定期审议的成果", "the outcome of the universal periodic review"),
    ("数据保护和隐私标准", "standards of data protection and privacy"),
)
TAILS: Sequence[Phrase] = (
    ("，并鼓励继续就此开展对话", ", and encouraged continued dialogue on the matter"),
    ("，同时铭记各国的安全利益", ", bearing in mind the security interests of all States"),
    ("，但未能达成一致意见", ", but were unable to reach agreement"),
    ("，以便在下届会议上作出决定", ", with a view to taking a decision at the next session"),
    ("", ""),
    ("，须视可动用资源的情况而定", ", subject to the availability of resources"),
    ("，以此作为对整个进程的贡献", ", as a contribution to the process as a whole"),
    ("，并铭记发展中国家的特殊需要", ", taking into account the special needs of developing countries"),
    ("，同时不妨碍任何成员国的立场", ", without prejudice to the position of any member State"),
    ("，包括在区域和次区域两级", ", including at the regional and subregional levels"),
    ("，并请所有利益攸关方积极参与", ", and invited all stakeholders to participate actively"),
    ("，以期提高效率和问责制", ", with a view to improving efficiency and accountability"),
)
FRAMES: Sequence[Phrase] = (
    ("{s}{v}{o}{t}。", "{S} {v} {o}{t}."),
    ("在第 {n} 次全体会议上，{s}{v}{o}{t}。", "At the {n}th plenary meeting, {s} {v} {o}{t}."),
    ("根据第 {n} 号决议，{s}{v}{o}{t}。", "Pursuant to resolution {n}, {s} {v} {o}{t}."),
    (
        "{s}{v}{o}，并{v2}{o2}{t}。",
        "{S} {v} {o} and {v2} {o2}{t}.",
    ),
    ("关于议程项目 {n}，{s}{v}{o}{t}。", "Under agenda item {n}, {s} {v} {o}{t}."),
    (
        "在审议{o2}时，{s}{v}{o}{t}。",
        "In considering {o2}, {s} {v} {o}{t}.",
    ),
)
# Qualifiers make phrases many: with them the memory holds some 10^9 different sentences.
QUALIFIERS: Sequence[Phrase] = (
    ("", ""),
    ("目前", "current"),
    ("新的", "new"),
    ("具体", "specific"),
    ("长期", "long-term"),
    ("剩余", "remaining"),
    ("共同", "common"),
    ("临时", "interim"),
    ("实质性", "substantive"),
    ("区域", "regional"),
    ("技术", "technical"),
    ("法律", "legal"),
    ("多边", "multilateral"),
    ("自愿", "voluntary"),
    ("后续", "follow-up"),
    ("国家", "national"),
)
TOPICS: Sequence[Phrase] = (
    ("机制", "mechanisms"),
    ("安排", "arrangements"),
    ("准则", "guidelines"),
    ("义务", "obligations"),
    ("倡议", "initiatives"),
    ("方案", "programmes"),
    ("战略", "strategies"),
    ("核查制度", "verification regimes"),
    ("行动计划", "plans of action"),
    ("文书", "instruments"),
    ("统计数据", "statistics"),
    ("伙伴关系", "partnerships"),
    ("能力建设活动", "capacity-building activities"),
    ("经验教训", "lessons learned"),
    ("政策框架", "policy frameworks"),
    ("优先事项", "priorities"),
)
PLACES = ("日内瓦", "纽约", "维也纳", "内罗毕", "曼谷", "亚的斯亚贝巴", "贝鲁特", "圣地亚哥")
PLACES_EN = ("Geneva", "New York", "Vienna", "Nairobi", "Bangkok", "Addis Ababa", "Beirut", "Santiago")
NEAR_DUPLICATES = 1 / 3
UNITS_A_DOCUMENT = 200


class _Zipf:
    """A choice of phrases, the k-th of them 1/k as likely as the first."""

    def __init__(self, items: Sequence[Phrase]) -> None:
        self._items = items
        self._weights = list(accumulate(1 / rank for rank in range(1, len(items) + 1)))

    def draw(self, chance: random.Random) -> Phrase:
        return chance.choices(self._items, cum_weights=self._weights)[0]


_openings, _verbs, _objects, _tails, _frames = map(_Zipf, (OPENINGS, VERBS, OBJECTS, TAILS, FRAMES))
_qualifiers, _topics = _Zipf(QUALIFIERS), _Zipf(TOPICS)


def _object(chance: random.Random) -> Phrase:
    plain = _objects.draw(chance)
    if chance.random() < 0.4:
        return plain
    qualifier, topic = _qualifiers.draw(chance), _topics.draw(chance)
    place = chance.randrange(len(PLACES) * 2)
    where = (f"{PLACES[place]}", f" in {PLACES_EN[place]}") if place < len(PLACES) else ("", "")
    english = f"{qualifier[1]} {topic[1]}".strip()
    return f"{where[0]}{plain[0]}的{qualifier[0]}{topic[0]}", f"{english}{where[1]} concerning {plain[1]}"


def make_sentence(chance: random.Random) -> Phrase:
    frame = _frames.draw(chance)
    parts = {"v": _verbs, "v2": _verbs, "t": _tails}
    drawn = {name: wheel.draw(chance) for name, wheel in parts.items()}
    drawn |= {"o": _object(chance), "o2": _object(chance), "s": _openings.draw(chance)}
    number = str(chance.randrange(1, 2000))
    chinese = frame[0].format(n=number, **{name: pair[0] for name, pair in drawn.items()})
    english = {name: pair[1] for name, pair in drawn.items()}
    subject = english["s"]
    english["s"] = subject[0].lower() + subject[1:]
    return chinese, frame[1].format(n=number, S=subject, **english)


def edit(sentence: Phrase, chance: random.Random, edits: int) -> Phrase:
    """Give the sentence with some words of both sides left out, doubled or taken from another one."""
    other = make_sentence(chance)
    return _edit_list(list(sentence[0]), list(other[0]), chance, edits, ""), _edit_list(
        sentence[1].split(), other[1].split(), chance, edits, " "
    )


def _edit_list(words: list[str], others: list[str], chance: random.Random, edits: int, joint: str) -> str:
    for _ in range(edits):
        place = chance.randrange(len(words))
        kind = chance.randrange(3)
        if kind == 0 and len(words) > 3:
            del words[place]
        elif kind == 1:
            words[place] = chance.choice(others)
        else:
            words.insert(place, chance.choice(others))
    return joint.join(words)


def make_sentences(count: int, seed: int = 2138) -> Iterator[Phrase]:
    chance = random.Random(seed)
    kept: list[Phrase] = []
    for _ in range(count):
        if kept and chance.random() < NEAR_DUPLICATES:
            sentence = edit(chance.choice(kept), chance, chance.randrange(1, 4))
        else:
            sentence = make_sentence(chance)
            if len(kept) < 20_000:
                kept.append(sentence)
            else:
                kept[chance.randrange(len(kept))] = sentence
        yield sentence


def make_units(count: int, seed: int = 2138) -> Iterator[TranslationUnit]:
    for index, (chinese, english) in enumerate(make_sentences(count, seed)):
        document, paragraph = divmod(index, UNITS_A_DOCUMENT)
        symbol = f"A/SYN/{document + 1}"
        yield TranslationUnit(
            chinese,
            english,
            "zh-Hans",
            "en",
            id=f"{symbol}#body.{paragraph + 1}.1",
            props=(("x-document", symbol), ("x-paragraph", f"body.{paragraph + 1}.1"), ("x-review", "pending")),
            created="2018-09-05T00:00:00Z",
        )


def make_queries(count: int, memory_size: int, seed: int = 7) -> list[Phrase]:
    """Give queries in equal parts: in the memory, lightly edited, heavily edited, not in it."""
    chance = random.Random(seed)
    wanted = sorted(chance.sample(range(memory_size), min(memory_size, 3 * count // 4)))
    places = set(wanted)
    drawn = [sentence for index, sentence in enumerate(make_sentences(memory_size)) if index in places]
    chance.shuffle(drawn)
    edits = (0, 2, 6)
    known = [edit(sentence, chance, edits[index % 3]) for index, sentence in enumerate(drawn)]
    return known + [make_sentence(chance) for _ in range(count - len(known))]
