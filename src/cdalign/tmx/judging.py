"""Which pairs of texts are doubtful. Another room judges; the caller hands its judgement in as a function."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from cdalign.model import TranslationUnit

_Item = TypeVar("_Item")
# Yields for each unit, in order, the reasons to look at it again, or an empty tuple. It may read ahead.
Judge = Callable[[Iterable[TranslationUnit]], Iterator[tuple[str, ...]]]


def judge_items(
    items: Iterable[tuple[_Item, TranslationUnit]], judge: Judge
) -> Iterator[tuple[_Item, tuple[str, ...]]]:
    """Yield each item, in order, with the reasons why its unit is doubtful.

    As many items wait as the judge reads ahead.
    """
    waiting: deque[_Item] = deque()

    def units() -> Iterator[TranslationUnit]:
        for item, unit in items:
            waiting.append(item)
            yield unit

    for reasons in judge(units()):
        yield waiting.popleft(), reasons
