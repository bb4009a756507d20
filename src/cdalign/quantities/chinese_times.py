"""The forms of times of day in Chinese, in digits or Han numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from cdalign.patterns import compile_late
from cdalign.quantities.chinese_numerals import value_of
from cdalign.quantities.dates import time_keys
from cdalign.quantities.equality import readings_of
from cdalign.quantities.forms import Form, FormReading, Quantity, whole


def read_time(match: re.Match[str]) -> Iterable[FormReading]:
    """Read times of day: `下午 3 时 30 分`, `15:30` -> time:15:30; `清晨六点三刻` -> time:06:45; `八点` has two keys.

    点 also counts: `三点意见` are three points.
    """
    hour, minute = match[1] or match[4], match[3] or match[5]
    half = _half_of_day(match)
    is_near = half is not None and match.start() - half.end(1) <= 1
    if match[2] == "点" and not (is_near or minute or _is_clock(match)):
        value = int(value_of(hour))
        return whole(match, f"number:{value}", is_spelt=True) if value > 1 else ()
    hours, minutes = int(value_of(hour)), _minutes(minute)
    if hours > _LAST_HOUR or minutes > _LAST_MINUTE:
        return ()
    # 夜里两点 is after midnight, 夜里十点 before it.
    is_small_hour = half is not None and half[1] in _NIGHT and 0 < hours < _FIRST_HOUR_OF_DAY
    keys = time_keys(hours, minutes, "a" if is_small_hour else _HALVES[half[1]] if half else "")
    also = (*keys[1:], *_ratio_keys(match, hours, minutes))
    return (FormReading(half.start() if half and is_near else match.start(), match.end(), keys[0], also=also),)


def _ratio_keys(match: re.Match[str], over: int, under: int) -> tuple[str, ...]:
    """Return the keys of a ratio, if the words before it say that it is one: 师生比为1:18."""
    is_ratio = match[4] and _BEFORE_RATIO.search(match.string, max(0, match.start() - _FAR_REACH), match.start())
    return (f"number:{under}", f"fraction:{over}/{under}") if is_ratio else ()


def end_of_span(start: Quantity, end: Quantity) -> Quantity:
    """Return the end of a span of hours without a half of the day: the next one after a start that has one."""
    if start.also or any(not key.startswith("time:") for key in end.also):
        return end
    first = _minutes_of_day(start.key)
    return replace(end, key=min(readings_of(end), key=lambda key: (_minutes_of_day(key) - first) % _DAY), also=())


def _minutes_of_day(key: str) -> int:
    _, hours, minutes = key.split(":")
    return int(hours) * 60 + int(minutes)


def read_short_of_hour(match: re.Match[str]) -> Iterable[FormReading]:
    """Read times that lack some minutes to the hour: `八点差十分`, `差一刻九点` -> time:07:50, time:08:45."""
    hour, minutes = int(value_of(match[1] or match[4])), _minutes(match[2] or match[3])
    if hour > _LAST_HOUR or not 0 < minutes <= _LAST_MINUTE:
        return ()
    half = _half_of_day(match)
    keys = time_keys((hour - 1) % 24 or 12, 60 - minutes, _HALVES[half[1]] if half else "")
    return whole(match, keys[0], also=keys[1:])


def _half_of_day(match: re.Match[str]) -> re.Match[str] | None:
    """Return the word for the half of the day right before an hour, or that of what happens: 下午的会四点半结束."""
    near = _HALF_DAY.search(match.string, max(0, match.start() - _REACH), match.start())
    return near or _HALF_OF_SUBJECT.search(match.string, max(0, match.start() - _FAR_REACH), match.start())


def _minutes(text: str | None) -> int:
    words = (text or "").replace(" ", "")
    return _QUARTERS[words] if words in _QUARTERS else int(value_of(words))


def _is_clock(match: re.Match[str]) -> bool:
    """Return whether 点 after a number means the hour, by the words before and after it."""
    if "整" in match[0] or "钟" in match[0]:
        return True
    text = match.string
    if text.startswith(_COUNTED_POINTS, match.end()):
        return False
    return _BEFORE_CLOCK.search(text, max(0, match.start() - 2), match.start()) is not None or text.startswith(
        _AFTER_CLOCK, match.end()
    )


def read_hours_in_digits(match: re.Match[str]) -> Iterable[FormReading]:
    """Read times in four digits: `0530时` -> time:05:30."""
    return whole(match, f"time:{int(match[1]) % _LAST_HOUR:02}:{match[2]}")


def read_noon(match: re.Match[str]) -> Iterable[FormReading]:
    """Read noon and midnight: `正午` -> time:12:00, `午夜` -> time:00:00."""
    return whole(match, "time:00:00" if match[0] == "午夜" else "time:12:00", is_spelt=True)


_LAST_HOUR, _LAST_MINUTE = 24, 59
_DAY = 24 * 60
SPAN_OF_HOURS = re.compile(r" ?(?:[-–—―~～至到]|——) ?")
_QUARTERS = {"": 0, "半": 30, "一刻": 15, "三刻": 45, "1刻": 15, "3刻": 45}
_DAWN = ("今晨", "明晨", "次晨", "翌晨", "清早", "一早", "黎明", "拂晓")
# The half of the day that a word before the hour gives: a.m., p.m., around noon.
_HALVES = {
    **dict.fromkeys(("凌晨", "清晨", "早晨", "早上", "上午", "今早", "明早", "早", *_DAWN), "a"),
    **dict.fromkeys(("下午", "傍晚", "晚上", "晚间", "夜间", "夜里", "深夜", "今晚", "当晚", "明晚",
                     "昨晚", "午后", "晚", "夜晚", "次晚"), "p"),
    **dict.fromkeys(("中午", "正午"), "n"),
}  # fmt: skip
_HALF_DAY = compile_late(rf"({'|'.join(_HALVES)}) ?\Z")
_HALF_OF_SUBJECT = compile_late(rf"({'|'.join(_HALVES)})的[^，、。；：:;\d的]{{1,8}}\Z")
_FAR_REACH = 14
_BEFORE_RATIO = re.compile(r"比[例率值重]?(?:大?约|为|是|达到?|高达){0,2} ?\Z")
_NIGHT = frozenset(("晚上", "夜间", "夜里", "深夜", "今晚", "当晚", "明晚", "昨晚", "晚"))
_FIRST_HOUR_OF_DAY = 5
_REACH = 3  # characters of the longest of these, with a space
_BEFORE_CLOCK = re.compile(r"(?:[在于从至到自约近前后—–~-]|每[天日]|改在|[周期拜][一二三四五六日天]) ?\Z")
_AFTER_CLOCK = ("左右", "开始", "开会", "至", "到", "以前", "以后", "之前", "之后", "前", "后", "许", "半")
_COUNTED_POINTS = (
    "意见", "建议", "要求", "看法", "理由", "说明", "原因", "内容",
    "共识", "希望", "问题", "结论", "体会", "启示", "主张",
)  # fmt: skip
CLOCK_NUMBER = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"

TIMES = (
    Form(
        "short_of_hour",
        rf"({CLOCK_NUMBER})点钟?差({CLOCK_NUMBER}(?=分)|一刻)分?钟?|"
        rf"差({CLOCK_NUMBER}(?=分)|一刻)分?钟?[到就便]?({CLOCK_NUMBER})点钟?",
        read_short_of_hour,
        ("差",),
    ),
    Form(
        "time",
        rf"({CLOCK_NUMBER}) ?([时点])(?![期代间候常而光刻])(?:整|钟|正)?"
        rf"( ?(?:半(?!年)|[一三13] ?刻|{CLOCK_NUMBER}(?= ?分(?!之))))?"
        rf"(?: ?分(?!之)钟?)?|(?<!\d)(\d{{1,2}}):(\d{{2}})(?!\d)",
        read_time,
        ("时", "点", ":"),
    ),
    Form("hours_in_digits", r"([01]\d|2[0-4])([0-5]\d) ?时(?![间代期])", read_hours_in_digits, ("时",)),
    Form("noon", r"正午(?! ?[\d十])|午夜|零时", read_noon),
)
