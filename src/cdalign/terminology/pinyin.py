"""Chinese by its sounds: pinyin without tones, and initials (`cth` for 裁谈会).

One reading a character, from pypinyin, and the second reading of the characters that documents of the United
Nations use with two: a table for single characters is a thousand times quicker than reading phrases, and here both
readings are searched.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from itertools import islice, product
from pathlib import Path

# Second readings, written for this project; the first one is pypinyin's.
_SECOND_READINGS = {
    "重": "chong zhong", "长": "zhang chang", "行": "hang xing", "调": "diao tiao", "还": "huan hai",
    "传": "zhuan chuan", "会": "kuai hui", "都": "du dou", "乐": "yue le", "降": "xiang jiang", "参": "shen can",
    "朝": "zhao chao", "藏": "zang cang", "曾": "zeng ceng", "强": "jiang qiang", "更": "geng", "当": "dang",
    "单": "shan dan", "解": "xie jie", "系": "ji xi", "量": "liang", "率": "lv shuai", "省": "xing sheng",
    "属": "zhu shu", "弹": "tan dan", "核": "hu he", "约": "yao yue", "切": "qie", "难": "nan", "称": "chen cheng",
    "盛": "cheng sheng", "车": "ju che", "给": "ji gei", "宁": "ning", "便": "pian bian", "差": "chai cha",
    "血": "xie xue", "说": "shui shuo", "可": "ke", "度": "duo du", "大": "dai da", "石": "dan shi", "地": "de di",
}  # fmt: skip
_MOST_READINGS = 8  # of a term: three characters with two readings each
_LETTERS = re.compile(r"[a-z]+")
_NOT_LETTERS = re.compile(r"[\s'’·\-]+")


def sounds_like_pinyin(query: str) -> bool:
    """Say whether a query can be pinyin or initials: Latin letters alone, with or without tone marks."""
    return _LETTERS.fullmatch(plain_pinyin(query)) is not None


def plain_pinyin(query: str) -> str:
    """Give the query without tones, spaces and case: `Cái tán huì` -> `caitanhui`; ü is v."""
    letters = unicodedata.normalize("NFD", query.lower().replace("ü", "v"))
    return _NOT_LETTERS.sub("", "".join(char for char in letters if not unicodedata.combining(char)))


def readings_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to read a text: pinyin and initials; other characters than Han are left as they are."""
    choices = [_readings(char) for char in text if char != " "]
    for reading in islice(product(*choices), _MOST_READINGS):
        yield "".join(reading), "".join(sound[0] for sound in reading)


@cache
def _readings(char: str) -> tuple[str, ...]:
    first = _first_readings().get(char)
    if first is None:
        return (char,)
    return tuple(dict.fromkeys((plain_pinyin(first.split(",")[0]), *_SECOND_READINGS.get(char, "").split())))


@cache
def _first_readings() -> dict[str, str]:
    """Character -> its readings with tones, the usual one first.

    Read from pypinyin's own table without importing the package, which would load a hundred thousand phrases
    (0.2 s on every start).
    """
    package = find_spec("pypinyin")
    assert package is not None
    table = Path(next(iter(package.submodule_search_locations or ()))) / "pinyin_dict.json"
    readings: dict[str, str] = {}
    for code, sounds in json.loads(table.read_bytes()).items():
        readings[chr(int(code))] = sounds
    return readings
