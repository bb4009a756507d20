"""Persons: whether the name that one text spells or transcribes is the one that the other has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.checks.sounds import FAR, measure_distance, readings_of, sound_of_han, sound_of_latin
from cdalign.checks.spelling import dictionary
from cdalign.checks.titled import titled_han
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.text import HAN

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅齐康伍余元顾孟黄穆萧肖尹姚邵汪毛米戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾江郭梅林钟徐邱骆"
    "高夏蔡田樊胡凌霍万柯卢莫房解应宗丁邓洪包左石崔吉龚程裴陆翁曲段侯宁甘武刘龙叶黎白蒲赖卓乔温庄阎易廖耿欧聂曾关游简池丘涂饶闵"
)
_TONE_MARKS = re.compile("[\u0300-\u036f]")
_LATIN_PAIR = re.compile(r"(?<![A-Za-z])([A-Z][a-z]{1,5}|[A-Z]{2,6}) ([A-Z][a-z]{1,11}(?:-[a-z]+)?)(?![A-Za-z])")
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
_CAPITALIZED = re.compile(r"(?<![\w’'-])[A-ZÀ-Ý][A-Za-zÀ-ÿ]+(?:['’-][A-ZÀ-Ý][A-Za-zÀ-ÿ]+)*")


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


def _wrong_pinyin(chinese: CheckedSide, english: CheckedSide) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Yield Chinese persons whose name in the English has the surname, or the given name, of no one in the Chinese."""
    for found in _LATIN_PAIR.finditer(english.text):
        surname, given = found[1].lower(), found[2].lower().replace("-", "")
        if surname not in _surname_readings() or not _is_pinyin(given):
            continue
        runs = list(_named_like(chinese.compact, surname))
        if runs and not any(given in readings_of(name[1:]) for name in runs):
            likely = [name for name in runs if len(name) == _syllables(given) + 1]
            if likely and not _is_there(given, chinese.compact):
                yield found[0], found.span(), likely[0]


def paired_persons(chinese: CheckedSide, english: CheckedSide) -> Iterator[tuple[str, int, int]]:
    """Yield the Chinese persons that both texts name: the Han, where they occur, where the English name occurs."""
    for found in _LATIN_PAIR.finditer(english.text):
        surname, given = found[1].lower(), found[2].lower().replace("-", "")
        if surname in _surname_readings():
            for name in _named_like(chinese.compact, surname):
                if given in readings_of(name[1:]):
                    yield name, chinese.text.find(name), found.start()
                    break


def _named_like(text: str, surname: str) -> Iterator[str]:
    """Yield what may be a person of this surname: the surname with the one or two Han after it."""
    for at, char in enumerate(text):
        if char in _SURNAMES and surname in readings_of(char):
            yield from (run for run in (text[at : at + 2], text[at : at + 3]) if re.fullmatch(f"[{HAN}]{{2,3}}", run))


def _is_there(given: str, text: str) -> bool:
    return any(given in readings_of(text[at : at + size]) for size in (1, 2) for at in range(len(text)))


@cache
def _surname_readings() -> frozenset[str]:
    return frozenset(reading for char in _SURNAMES for reading in readings_of(char))


@cache
def _all_syllables() -> frozenset[str]:
    from pypinyin.pinyin_dict import pinyin_dict

    # NFD sets the marks of tone, and the dots of ü, apart from their letters.
    letters = unicodedata.normalize("NFD", ",".join(pinyin_dict.values()))
    return frozenset(_TONE_MARKS.sub("", letters).split(","))


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
    taken = [part for one in people for part in _parts(one)]
    reported = set()
    for person in people:
        if any(_sounds_like(part, sound) for part in _parts(person)[-1:] for sound in sounds):
            continue
        for word, span in latin:
            if word not in reported and _is_persons(word, span, english.text):
                sound = sound_of_latin(word)
                if not any(_sounds_like(part, sound) for part in taken):
                    reported.add(word)
                    yield word, span, _parts(person)[-1]
                    break


def _sounds_like(han: str, sound: str) -> bool:
    """Return whether the end of a run of Han, or all of it, sounds like a name; several names may be joined."""
    return any(measure_distance(sound_of_han(han[at:]), sound) <= FAR for at in (0, *range(1, len(han) - 2)))


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
    for found in titled_han(plain):
        run = re.search(f"[{_HAN_OF_NAMES}]+$", found[1])
        if (
            run
            and len(run[0]) >= 3
            and not any(place in run[0] for place in places)
            and not _DOT.search(plain[max(0, found.start() - 1) : found.start() + 1])
        ):
            yield run[0]


def _is_known_name(found: re.Match[str], side: CheckedSide) -> bool:
    return any(name.start <= found.start() < name.stop for name in side.names)


def _is_persons(word: str, span: tuple[int, int], text: str) -> bool:
    """Return whether a capitalized word is a person's name: after a title, or an unknown word next to another name."""
    if len(word) < 3 or _TITLE_BEFORE.fullmatch(word):
        return False
    if _TITLE_BEFORE.search(text[: span[0]].rstrip()):
        return True
    return dictionary().get(word.lower(), 0) == 0 and re.search(r"[A-Z][a-zÀ-ÿ]+\.? $", text[: span[0]]) is not None
