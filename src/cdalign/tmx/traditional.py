"""Simplified Chinese in Traditional characters, without the errors at the edges of words that OpenCC's tables make.

OpenCC takes the longest phrase of its table from left to right, wherever it begins: in 被发明 it finds 被发 (被髮), in
展示了如何 it finds 了如 (瞭如), in 去干涉 it finds 去干 (去幹), in 发明了 it finds 明了.
So the text is cut into known words first. Inside a word only the word counts, and a single character next to a word
does not go with it, unless it is a classifier after a number (一只). See BYVoid/OpenCC, issues
201 and 1497.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise

from cdalign.lexicon.tokens import core_matcher
from cdalign.patterns import compile_late

_MOST_REMEMBERED = 2**14
# Characters that are surnames too, and then keep their form or have another one (鍾): at the beginning or after a word
# that joins persons, and before a personal title. 范 is one before the dot of a transliterated name, too (范·德尔).
_SURNAMES = {**{char: char for char in "范于余谷郁姜沈朴岳游涂曲卜"}, "钟": "鍾"}
_TITLES = "先生|女士|小姐|博士|教授|夫人|大使|同志|老师|法官|律师|医生|将军|上校"
_SURNAME = compile_late(
    rf"(?:(?<=^)|(?<=[^\u3400-\u9fff])|(?<=[和与及]))([{''.join(_SURNAMES)}])(?={_TITLES})|(范)(?=[·•‧])"
)

# Behind these a single character is mostly a classifier, which goes with them: 三只, 每台, 这出.
_BEFORE_CLASSIFIERS = frozenset("〇一二三四五六七八九十百千万亿两几数每这那哪某各该此半多")


class TraditionalScript:
    """Converts texts with a configuration of OpenCC that changes characters and no words (`s2tw`, `s2hk`)."""

    def __init__(self, configuration: str) -> None:
        import opencc

        converter = opencc.OpenCC(configuration)
        self._whole = converter.convert
        self._alone = lru_cache(_MOST_REMEMBERED)(converter.convert)

    def convert(self, text: str) -> str:
        """Return the text in Traditional characters."""
        converted = self._convert_words(text)
        if len(converted) == len(text):
            for found in _SURNAME.finditer(text):
                surname = _SURNAMES[found[1] or found[2]]
                converted = converted[: found.start()] + surname + converted[found.end() :]
        return converted

    def _convert_words(self, text: str) -> str:
        whole: str = self._whole(text)
        if len(whole) != len(text):
            return whole  # a table changed a word, and places cannot be told
        ends = [0, *accumulate(map(len, words := _cut(text)))]
        pieces = [whole[start:stop] for start, stop in pairwise(ends)]
        for index, word in enumerate(words):
            is_known = len(word) > 1
            if pieces[index] != self._alone(word) and (is_known or self._leans_on_a_word(words, index)):
                pieces[index] = self._alone(word)
        return "".join(pieces)

    def _leans_on_a_word(self, words: list[str], index: int) -> bool:
        """Return whether a single character was converted as it was only for the sake of a word next to it."""
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        alone = self._alone(words[index])
        if len(after) > 1 and self._alone(before + words[index])[-1:] == alone:
            return True
        return len(before) > 1 and before[-1] not in _BEFORE_CLASSIFIERS


def _cut(text: str) -> list[str]:
    """Return the words of a text, and all else character by character; together they are the text."""
    return core_matcher().cut(text)
