"""Two wordings of one text: whether they compete, or one says more, or the text itself tells them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cdalign.model import shared_ends
from cdalign.text import compact, contains_han

_LONGEST_PLAIN_HAN = 2
# 有效、可持续裁军 says more than 有效裁军, 研究部门主任 no more than 研究部主任: it takes this many Han, or words.
_MORE_HAN, _MORE_WORDS = 3, 2
# One word says more too if it tells for how many or for which things the rest is true.
_QUALIFIERS = {
    *("所有", "全部", "一切", "任何", "各国", "各", "全", "某些", "一些", "有关", "相关", "其他", "其余", "现有", "新"),
    *("all", "any", "every", "each", "some", "certain", "relevant", "other", "remaining", "existing", "new", "such"),
}
_NEVER = "(?!)"
_BETWEEN_HAN, _BETWEEN_WORDS = "(?:[、/和与及或]|以及|或者)", r"(?:s|es)?(?:, (?:and |or )?| and | or |/)"


def is_plain_word(words: str) -> bool:
    """Return whether words are plain ones that vary freely (观点, 意见; view, opinion), not names of things."""
    return len(words) <= _LONGEST_PLAIN_HAN if contains_han(words) else bool(re.fullmatch("[a-z]+", words))


def is_elaborated(wording: str, other: str) -> bool:
    """Return whether the other wording is the first one with something put before, after or into it that says more.

    What is put in says more when it is long, or a qualifier: 消除核武器, 消除所有核武器. 实行, 武器, 门 and 的 say
    no more: 停止核军备竞赛和(实行)核裁军, 无核(武器)国家, 研究部(门)主任 and 核裁军(的)核查 compete.
    """
    mine, longer = _units(wording), _units(other)
    if len(longer) <= len(mine) or not _stand_in_order(mine, longer):
        return False
    start, stop = shared_ends(mine, longer)
    added = _joint(wording).join(longer[start : len(longer) - stop])
    if added in _QUALIFIERS or _joint(wording).join(mine) in _joint(wording).join(longer):
        return True
    return len(longer) - len(mine) >= (_MORE_HAN if contains_han(wording) else _MORE_WORDS)


def are_turned_round(one: str, other: str) -> bool:
    """Return whether one wording is the other with its halves exchanged: 引爆核武器, 核武器引爆."""
    mine = compact(one)
    return contains_han(mine) and len(mine) == len(compact(other)) and compact(other) in mine + mine


def _units(wording: str) -> Sequence[str]:
    """Return what a wording is made of: characters in Chinese, words elsewhere."""
    plain = compact(wording)
    return plain if contains_han(plain) else plain.split()


def _joint(wording: str) -> str:
    return "" if contains_han(wording) else " "


def _stand_in_order(parts: Iterable[str], whole: Iterable[str]) -> bool:
    rest = iter(whole)
    return all(part in rest for part in parts)


def are_told_apart(one: str, other: str, text: str) -> bool:
    """Return whether a text, in compact form, names both side by side: then they are two things to it.

    Such a text is `subsidiary accords or agreements` for “subsidiary accord” and “subsidiary agreement”.
    """
    return re.search(_side_by_side(one, other), text, re.IGNORECASE) is not None


@lru_cache(maxsize=1_000)
def _side_by_side(one: str, other: str) -> str:
    """Return a pattern of what differs, and more and more of the words before it, joined by “and” or “or”."""
    first, second = _units(one), _units(other)
    start, stop = shared_ends(first, second)
    joint, between = _joint(one), _BETWEEN_HAN if contains_han(one) else _BETWEEN_WORDS
    edge = "" if contains_han(one) else r"\b"
    if min(len(first), len(second)) == start + stop:
        return _NEVER
    choices = []
    for at in range(start + 1):
        left, right = (re.escape(joint.join(units[at : len(units) - stop])) for units in (first, second))
        choices += [f"{edge}{left}{between}{right}", f"{edge}{right}{between}{left}"]
    return "|".join(choices)
