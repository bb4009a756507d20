"""Persons: whether the name that one text transcribes is the one that the other has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.checks.sounds import measure_distance, sound_of_han, sound_of_latin
from cdalign.checks.spelling import dictionary
from cdalign.messages import say
from cdalign.model import Finding, Quote
from cdalign.text import HAN, compact

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅齐康伍余元顾孟黄穆萧肖尹姚邵汪毛米戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾江郭梅林钟徐邱骆"
    "高夏蔡田樊胡凌霍万柯卢莫房解应宗丁邓洪包左石崔吉龚程裴陆翁曲段侯宁甘武刘龙叶黎白蒲赖卓乔温庄阎易廖耿欧聂曾关游简池丘涂饶闵"
)
_LATIN_PAIR = re.compile(r"(?<![A-Za-z])([A-Z][a-z]{1,5}|[A-Z]{2,6}) ([A-Z][a-z]{1,11}(?:-[a-z]+)?)(?![A-Za-z])")
_TITLES = (
    "先生|女士|小姐|夫人|太太|大使|教授|博士|部长|总统|总理|主席|议员|将军|法官|大法官|上校|司长|主任|代表|国王|王子|阁下|律师|医生|爵士|主教|神父|"
    "秘书长|总干事|行长|州长|市长|专员|参赞|公使|院长|校长|委员|记者|上尉|少校|中校|上将"
)
_DOTTED = re.compile(rf"[{HAN}]{{1,7}}(?:[·•‧・][{HAN}A-Z]{{1,9}})+")
# Han by which foreign names are written; few of them begin or end other words before a title.
_TRANSCRIBING = frozenset(
    "阿埃艾爱安昂奥澳巴拜班邦包保鲍贝本比彼毕边别宾波伯博勃布查达戴丹当道德邓迪狄蒂丁顿多厄恩尔法凡范方菲费芬丰弗福夫盖冈高戈格根古瓜哈"
    "海汉豪赫黑亨洪侯胡华霍基吉季加贾简杰金津卡凯坎康考科克肯孔库夸奎拉莱赖兰朗劳勒雷蕾里理利莉丽莲连良廖列林琳隆卢鲁路伦罗洛吕马玛迈麦曼芒"
    "毛梅门蒙孟米密敏明摩莫默穆姆纳娜奈南内尼年涅宁纽农努诺欧帕派潘庞佩彭皮匹平珀普奇齐恰乔钦琼丘热仁日荣茹儒瑞若萨塞赛桑沙莎山尚绍申圣施什石史舒"
    "斯丝松苏孙索塔泰坦汤唐陶特腾藤提田廷通图托瓦万旺威韦维魏温翁沃乌武西希锡夏香肖谢辛欣兴休许雅亚扬耶伊易因英尤于约泽扎詹张哲真珍治朱卓兹祖佐赞雍特森茨娃妮芙汀埔怀耐弥薇黛柯坡梭措昆甘葛郭仑仓迦伽佳嘉娅雪喀卜"
)
_HAN_OF_NAMES = "".join(sorted(_TRANSCRIBING))
_DOT = re.compile("[·•‧・]")
_TITLE_BEFORE = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Ambassador|Judge|Sir|Dame|Lord|Lady|President|Minister|General|Colonel|Major|"
    r"Captain|King|Queen|Prince|Princess|Senator|Bishop|Madam|Justice|Councillor|Mrs|Messrs|Hon|Honourable)\.?$"
)
_TITLE = re.compile(_TITLES)
_LONGEST_NAME = 9
_TITLED = re.compile(rf"([{HAN}]{{2,9}})(?:{_TITLES})")
_ENGLISH_TITLED = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Dr|Miss|MR|MRS|MS|DR|MISS)\.?|Professor|Ambassador|Judge|"
    r"Councillor) ((?:[A-Z][a-zÀ-ÿ’'-]*\.? ){0,3})([A-ZÀ-Ý][A-Za-zÀ-ÿ’]+)(?![\w-]| [A-Z]{2})"
)
# Titles before titles: 主席先生 is nobody's name.
_NO_PERSONS = frozenset(("主席", "议长", "各位", "代理主席", "总统", "部长", "大使", "副主席", "秘书长"))
_MOST_PERSONS, _LEAST_UNITS = 20_000, 2
_CAPITALIZED = re.compile(r"(?<![\w’'-])[A-ZÀ-Ý][A-Za-zÀ-ÿ]+(?:['’-][A-ZÀ-Ý][A-Za-zÀ-ÿ]+)*")
# Above this cost a consonant two names are different (measured on gold/dev: 95 % of right pairs lie below).
_FAR = 0.34


def check_persons(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where the persons of the two texts have different names."""
    if unit.source.is_chinese == unit.target.is_chinese:
        return
    chinese, english = (unit.source, unit.target) if unit.source.is_chinese else (unit.target, unit.source)
    for words, span, shown in (*_wrong_pinyin(chinese, english), *_wrong_transcriptions(chinese, english)):
        at = chinese.text.find(shown)
        quotes = [chinese.quote([(at, at + len(shown))] if at >= 0 else ()), english.quote([span])]
        ordered = quotes if chinese is unit.source else quotes[::-1]
        message = say("{words} is not how {shown} is written", words=words, shown=shown)
        yield make_finding("names.person", message, ordered, unit=unit.id, words=(words, shown, unit.source.text))


@dataclass(slots=True)
class _Renderings:
    """By which names the English calls one person, how often, and where each first occurs."""

    counts: Counter[str] = field(default_factory=Counter)
    places: dict[str, tuple[PreparedUnit, Quote, Quote]] = field(default_factory=dict)


class PersonPairs:
    """Pairs the person that each text of a unit names, where it is one, and reports who is paired otherwise.

    郑德健议员 is Mr. CHENG by no rule of sound; that he is, other units say.
    """

    def __init__(self) -> None:
        self._persons: dict[str, _Renderings] = {}

    def add(self, unit: PreparedUnit) -> None:
        """Take note of a unit that names one titled person in each language."""
        if unit.source.is_chinese == unit.target.is_chinese:
            return
        chinese, english = (unit.source, unit.target) if unit.source.is_chinese else (unit.target, unit.source)
        there = {found[1][-2:]: found for found in _titled(chinese.compact) if found[1] not in _NO_PERSONS}
        here = {found[2].upper(): found for found in _ENGLISH_TITLED.finditer(english.text)}
        if len(there) != 1 or len(here) != 1 or len(self._persons) >= _MOST_PERSONS:
            return
        ((key, han),) = there.items()
        ((name, latin),) = here.items()
        renderings = self._persons.setdefault(key, _Renderings())
        renderings.counts[name] += 1
        at = chinese.text.find(han[1])
        quotes = chinese.quote([(at, at + len(han[1]))] if at >= 0 else ()), english.quote([latin.span(2)])
        renderings.places.setdefault(name, (unit, *quotes))

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each name by which a person is called once, where another name is the rule."""
        for renderings in self._persons.values():
            usual, count = renderings.counts.most_common(1)[0]
            others = [name for name, seen in renderings.counts.items() if seen == 1 and not _are_alike(name, usual)]
            if count < _LEAST_UNITS or len(others) > count // _LEAST_UNITS:
                continue
            for name in others:
                unit, han, latin = renderings.places[name]
                span = latin.spans[0]
                shown = latin.text[span.start : span.stop]
                message = say(
                    "the person is {title} elsewhere ({count} units), {shown} here",
                    title=usual.title(),
                    count=count,
                    shown=shown,
                )
                ordered = (han, latin) if unit.source.is_chinese else (latin, han)
                words = (name, usual, unit.source.text)
                yield make_finding("names.person", message, ordered, unit=unit.id, expected=usual.title(), words=words)


def _are_alike(one: str, other: str) -> bool:
    """Return whether two names are spellings of one: Fernandez, Fernández; Mc Gregor, McGregor."""
    return measure_distance(sound_of_latin(one), sound_of_latin(other)) <= _FAR


def _wrong_pinyin(chinese: CheckedSide, english: CheckedSide) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Yield Chinese persons whose name in the English has the surname, or the given name, of no one in the Chinese."""
    for found in _LATIN_PAIR.finditer(english.text):
        surname, given = found[1].lower(), found[2].lower().replace("-", "")
        if surname not in _surname_readings() or not _is_pinyin(given):
            continue
        runs = list(_named_like(compact(chinese.text), surname))
        if runs and not any(given in _readings(name[1:]) for name in runs):
            likely = [name for name in runs if len(name) == _syllables(given) + 1]
            if likely and not _is_there(given, compact(chinese.text)):
                yield found[0], found.span(), likely[0]


def paired_persons(chinese: CheckedSide, english: CheckedSide) -> Iterator[tuple[str, int, int]]:
    """Yield the Chinese persons that both texts name: the Han, where they occur, where the English name occurs."""
    for found in _LATIN_PAIR.finditer(english.text):
        surname, given = found[1].lower(), found[2].lower().replace("-", "")
        if surname in _surname_readings():
            for name in _named_like(compact(chinese.text), surname):
                if given in _readings(name[1:]):
                    yield name, chinese.text.find(name), found.start()
                    break


def _named_like(text: str, surname: str) -> Iterator[str]:
    """Yield what may be a person of this surname: the surname with the one or two Han after it."""
    for at, char in enumerate(text):
        if char in _SURNAMES and surname in _readings(char):
            yield from (run for run in (text[at : at + 2], text[at : at + 3]) if re.fullmatch(f"[{HAN}]{{2,3}}", run))


def _is_there(given: str, text: str) -> bool:
    return any(given in _readings(text[at : at + size]) for size in (1, 2) for at in range(len(text)))


@cache
def _surname_readings() -> frozenset[str]:
    return frozenset(reading for char in _SURNAMES for reading in _readings(char))


@lru_cache(maxsize=1 << 15)
def _readings(han: str) -> frozenset[str]:
    """Return the ways in which Han may be read, syllables joined; at most three Han."""
    from pypinyin import Style, pinyin

    joined = {""}
    for options in pinyin(han, style=Style.NORMAL, heteronym=True, v_to_u=False):
        joined = {before + one.replace("ü", "u") for before in joined for one in options}
    return frozenset(joined | {one.replace("v", "u") for one in joined} | {one.replace("v", "yu") for one in joined})


@cache
def _all_syllables() -> frozenset[str]:
    from pypinyin.contrib.tone_convert import to_normal
    from pypinyin.pinyin_dict import pinyin_dict

    return frozenset(
        to_normal(reading).replace("ü", "u").replace("v", "u")
        for readings in pinyin_dict.values()
        for reading in readings.split(",")
    )


def _is_pinyin(given: str) -> bool:
    return _syllables(given) in (1, 2) and given not in dictionary()


def _syllables(given: str) -> int:
    """Return of how many syllables of pinyin a word is made, one or two, or 0."""
    syllables = _all_syllables()
    if given in syllables:
        return 1
    return 2 if any(given[:at] in syllables and given[at:] in syllables for at in range(1, len(given))) else 0


def _wrong_transcriptions(chinese: CheckedSide, english: CheckedSide) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Yield foreign persons of whose name the English has nothing that sounds like it, but another person's name."""
    people = [*dict.fromkeys(_transcribed(chinese))]
    if not people:
        return
    latin = [(one[0], one.span()) for one in _CAPITALIZED.finditer(english.text) if not _is_known_name(one, english)]
    latin = [one for one in latin if not _TITLE_BEFORE.fullmatch(one[0])]
    sounds = [*_sounds(latin)]
    for person in people:
        if any(_sounds_like(part, sound) for part in _parts(person)[-1:] for sound in sounds):
            continue
        taken = [part for one in people for part in _parts(one)]
        for word, span in latin:
            if _is_persons(word, span, english.text):
                sound = sound_of_latin(word)
                if not any(_sounds_like(part, sound) for part in taken):
                    yield word, span, _parts(person)[-1]
                    break


def _sounds_like(han: str, sound: str) -> bool:
    """Return whether the end of a run of Han, or all of it, sounds like a name; several names may be joined."""
    return any(measure_distance(sound_of_han(han[at:]), sound) <= _FAR for at in (0, *range(1, len(han) - 2)))


def _sounds(latin: list[tuple[str, tuple[int, int]]]) -> Iterator[str]:
    """Yield the sounds of each name and of each two that occur side by side: Abu Bakr, Van Damme."""
    for at, (word, span) in enumerate(latin):
        yield sound_of_latin(word)
        if at + 1 < len(latin) and latin[at + 1][1][0] - span[1] <= 2:
            yield sound_of_latin(word + latin[at + 1][0])


def _parts(person: str) -> list[str]:
    return [part for part in _DOT.split(person) if len(part) > 1] or [person]


def _transcribed(side: CheckedSide) -> Iterator[str]:
    """Yield the foreign persons of a Chinese text: names with a dot, and three Han and more before a title."""
    plain = side.compact
    for found in _DOTTED.finditer(plain) if _DOT.search(plain) else ():
        first, *rest = _DOT.split(found[0])
        run = re.search(f"[{_HAN_OF_NAMES}]+$", first)
        last = re.match(f"[{_HAN_OF_NAMES}]+", rest[-1])
        if run and last and len(last[0]) > 1:
            yield "·".join([run[0], *rest[:-1], last[0]])
    places = {name.words for name in side.names if not name.is_weak}
    for found in _titled(plain):
        run = re.search(f"[{_HAN_OF_NAMES}]+$", found[1])
        if (
            run
            and len(run[0]) >= 3
            and not any(place in run[0] for place in places)
            and not _DOT.search(plain[max(0, found.start() - 1) : found.start() + 1])
        ):
            yield run[0]


def _titled(text: str) -> Iterator[re.Match[str]]:
    """Yield each run of Han before a title; most texts have none, and a look for the title is quick."""
    end = 0
    for title in _TITLE.finditer(text):
        if title.start() >= end:
            found = _TITLED.search(text, max(end, title.start() - _LONGEST_NAME), title.end())
            if found:
                end = found.end()
                yield found


def _is_known_name(found: re.Match[str], side: CheckedSide) -> bool:
    return any(name.start <= found.start() < name.stop for name in side.names)


def _is_persons(word: str, span: tuple[int, int], text: str) -> bool:
    """Return whether a capitalized word is a person's name: behind a title, or an unknown word beside another name."""
    if len(word) < 3 or _TITLE_BEFORE.fullmatch(word):
        return False
    if _TITLE_BEFORE.search(text[: span[0]].rstrip()):
        return True
    return dictionary().get(word.lower(), 0) == 0 and re.search(r"[A-Z][a-zÀ-ÿ]+\.? $", text[: span[0]]) is not None
