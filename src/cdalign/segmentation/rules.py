"""Rules that say where sentences end, in the shape of SRX 2.0, and the engine that obeys them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class BreakRule:
    r"""One rule: where `before` ends and `after` begins there is a break, or there is none.

    The patterns are of the kind that Python, Java and ICU read alike (no variable look-behind, no \p).
    """

    is_break: bool
    before: str
    after: str

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


def no_break(before: str, after: str = "") -> BreakRule:
    """Return a rule that forbids a break."""
    return BreakRule(False, before, after)


def break_at(before: str, after: str = "") -> BreakRule:
    """Return a rule that makes a break."""
    return BreakRule(True, before, after)


def find_breaks(text: str, rules: Sequence[BreakRule]) -> list[int]:
    """Return the places of the breaks in a text, in order; at each the first rule that fits decides (SRX 2.0)."""
    decided: dict[int, bool] = {}
    for rule in rules:
        after = rule.after_pattern
        for found in rule.before_pattern.finditer(text):
            place = found.end()
            if place not in decided and after.match(text, place):
                decided[place] = rule.is_break
    return sorted(place for place, is_break in decided.items() if is_break and 0 < place < len(text))
