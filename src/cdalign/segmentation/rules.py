"""Rules that say where sentences end, in the shape of SRX 2.0, and the engine that obeys them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

_LAST_WORD = re.compile("[A-Za-z0-9]*\\Z")
# Longer than any word of a rule.
_LONGEST_WORD = 12


@dataclass(frozen=True)
class BreakRule:
    r"""One rule: where `before` ends and `after` begins there is a break or, in an exception, there is not.

    The patterns are of the kind that Python, Java and ICU read alike (no variable look-behind, no \p).

    `words` says what need not be searched: the rule fits only where one of them is before a full stop. They are runs of
    ASCII letters and digits; none means that it may fit anywhere.
    """

    is_break: bool
    before: str
    after: str
    words: frozenset[str] = frozenset()

    @property
    def after_ahead(self) -> str:
        """The pattern of what comes after, taking no characters: engines that search on keep their place."""
        return f"(?={self.after})" if self.after else ""

    @cached_property
    def before_pattern(self) -> re.Pattern[str]:
        """The compiled pattern of what comes before."""
        return re.compile(self.before)

    @cached_property
    def after_pattern(self) -> re.Pattern[str]:
        """The compiled pattern of what comes after."""
        return re.compile(self.after)


def no_break(before: str, after: str = "", words: Iterable[str] = ()) -> BreakRule:
    """Return a rule that forbids a break."""
    return BreakRule(False, before, after, frozenset(words))


def break_at(before: str, after: str = "", words: Iterable[str] = ()) -> BreakRule:
    """Return a rule that makes a break."""
    return BreakRule(True, before, after, frozenset(words))


def find_breaks(text: str, rules: Sequence[BreakRule]) -> list[int]:
    """Return the places of the breaks in a text, in order; at each the first rule that fits decides (SRX 2.0)."""
    decided: dict[int, bool] = {}
    words = {last_word(piece) for piece in text.split(".")[:-1]}
    for rule in rules:
        if rule.words and rule.words.isdisjoint(words):
            continue
        for found in rule.before_pattern.finditer(text):
            place = found.end()
            if place not in decided and rule.after_pattern.match(text, place):
                decided[place] = rule.is_break
    return sorted(place for place, is_break in decided.items() if is_break and 0 < place < len(text))


def last_word(text: str) -> str:
    """Return the run of ASCII letters and digits at the end of a text, which may be empty; a long one is cut."""
    found = _LAST_WORD.search(text, max(0, len(text) - _LONGEST_WORD))
    return found[0] if found else ""
