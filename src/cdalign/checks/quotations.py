"""Quotation marks that pair over a whole memory: a quotation may run over many units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from cdalign.checks.codes import code_spans
from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.messages import say
from cdalign.model import Finding, Quote

_CLOSING = {"”": "“", "」": "「", "』": "『"}
_MARK = re.compile('["“”「」『』]')
# A straight mark opens where nothing, a space, a bracket or a Chinese mark comes before it.
_OPENS = re.compile(r"(?:^|[\s(（\[《:：，。、—–-])$")
_LEAD = re.compile(r"[\s(（\[“「『‘\"'0-9.]*")
_ENDS_QUOTED = re.compile(r'["”」』][。！？.!?]?\s*$')
# A quotation over more units than this is not a slip but a habit, or another text.
_LONGEST = 40
# Marks without a partner are kept until the end of the memory; beyond these the first are the ones to see.
_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark that waits for its partner or has none: the mark, its text, its unit and the unit's number."""

    mark: str
    quote: Quote
    unit: str
    number: int
    opens: bool = True

    @property
    def place(self) -> tuple[int, bool]:
        """What it has in common with the mark of the other text: the number of the unit, and whether it opens."""
        return self.number, self.opens


class QuotationMarks:
    """Pairs the quotation marks of each language over all units, and reports what stays without a partner.

    Where both texts of a unit have a mark without a partner, the partners are in a unit that the memory lacks.
    """

    def __init__(self) -> None:
        self._open: tuple[list[_Mark], list[_Mark]] = ([], [])
        self._single: tuple[list[_Mark], list[_Mark]] = ([], [])
        self._number = 0

    def add(self, unit: PreparedUnit) -> None:
        """Take note of the marks of a unit."""
        self._number += 1
        for side, waiting, single in zip((unit.source, unit.target), self._open, self._single, strict=True):
            if waiting and self._number - waiting[0].number > _LONGEST:
                waiting.clear()
            found = self._read(unit, side, waiting)
            single += islice(found, max(_MOST_KEPT - len(single), 0))
        self._settle(unit)

    def _settle(self, unit: PreparedUnit) -> None:
        """Let no mark wait whose quotation the other text closes in the same unit, where nothing waits from before."""
        new = [[one for one in waiting if one.number == self._number] for waiting in self._open]
        is_inside = all(len(waiting) == len(own) for waiting, own in zip(self._open, new, strict=True))
        sides = (unit.source, unit.target)
        for at, other in ((0, sides[1]), (1, sides[0])):
            if len(new[at]) == 1 and not new[1 - at] and is_inside and _is_one_quotation(other.text, sides[at].text):
                self._open[at].clear()
                self._single[at].append(new[at][0])

    def _read(self, unit: PreparedUnit, side: CheckedSide, waiting: list[_Mark]) -> Iterator[_Mark]:
        """Pair the marks of a text with those that wait, and yield those that are now known to have no partner."""
        codes = code_spans(side.text)
        for found in _MARK.finditer(side.text):
            mark, at = found[0], found.start()
            if any(start <= at < stop for start, stop in codes):
                continue
            opens = mark not in _CLOSING if mark != '"' else self._opens(side.text, at, waiting)
            partner = _partner(mark, waiting)
            if not opens:
                if any(one.mark == partner for one in waiting):
                    while waiting.pop().mark != partner:
                        pass
                else:
                    yield self._mark(unit, side, at, opens=False)
                continue
            same = next((one for one in waiting if one.mark == mark), None)
            # A quotation of several paragraphs opens each of them and closes the last.
            if same is None or not _is_at_start(side.text, at) or same.number == self._number:
                if same is not None:
                    waiting.remove(same)
                    yield same
                waiting.append(self._mark(unit, side, at, opens=True))

    def _mark(self, unit: PreparedUnit, side: CheckedSide, at: int, *, opens: bool) -> _Mark:
        return _Mark(side.text[at], side.quote([(at, at + 1)]), unit.id, self._number, opens)

    def _opens(self, text: str, at: int, waiting: list[_Mark]) -> bool:
        """Return whether a straight mark opens a quotation; one that an earlier unit opened may have lost its end."""
        looks_open = at == 0 or _OPENS.search(text, at - 1, at) is not None
        straight = next((one for one in waiting if one.mark == '"'), None)
        if straight is None:
            return looks_open
        is_new = straight.number < self._number and looks_open and text[at + 1 : at + 2].isalnum()
        return is_new or (_is_at_start(text, at) and len(text.strip()) > 1)

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each mark without a partner, unless the other text of the unit has one too."""
        source, target = ([*single, *waiting] for single, waiting in zip(self._single, self._open, strict=True))
        for marks, others in ((source, target), (target, source)):
            answers = Counter(one.place for one in others)
            for one in marks:
                if answers[one.place]:
                    answers[one.place] -= 1
                else:
                    yield _finding(one.quote, one.unit)


def _is_one_quotation(text: str, other: str) -> bool:
    """Return whether a text ends with the one quotation that it has, and the other text has no second mark."""
    marks = _MARK.findall(text)
    return len(marks) == 2 and len(_MARK.findall(other)) == 1 and _ENDS_QUOTED.search(text) is not None


def _partner(mark: str, waiting: list[_Mark]) -> str:
    """Return the mark that a closing one closes: its own, or a straight one where only such a mark waits."""
    own, marks = _CLOSING.get(mark, mark), {one.mark for one in waiting}
    return '"' if mark == "”" and own not in marks and '"' in marks else own


def _is_at_start(text: str, at: int) -> bool:
    return _LEAD.fullmatch(text, 0, at) is not None


def _finding(quote: Quote, unit: str) -> Finding:
    return make_finding("quotes.unpaired", say("a quotation mark has no partner"), (quote,), unit=unit)
