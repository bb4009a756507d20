"""Quotation marks that pair over a whole memory: a quotation may run over many units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cdalign.checks.codes import code_spans
from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.messages import say
from cdalign.model import Finding, Quote

_CLOSING = {"”": "“", "」": "「", "』": "『"}
_MARK = re.compile('["“”「」『』]')
# A straight mark opens where nothing, a space, a bracket or a Chinese mark comes before it.
_OPENS = re.compile(r"(?:^|[\s(（\[《:：，。、—–-])$")
# A quotation that has run over so many units is not a slip any more but a habit, or another text.
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Opened:
    """A quotation mark that waits for its partner: the mark, the text where it occurs, the number of its unit."""

    mark: str
    quote: Quote
    unit: str
    number: int


class QuotationMarks:
    """Pairs the quotation marks of each language over all units, and reports what stays without a partner."""

    def __init__(self) -> None:
        self._open: tuple[list[_Opened], list[_Opened]] = ([], [])
        self._number = 0

    def add(self, unit: PreparedUnit) -> Iterator[Finding]:
        """Take note of a unit; yield a finding for each mark that is now known to have no partner."""
        self._number += 1
        for side, waiting in zip((unit.source, unit.target), self._open, strict=True):
            if waiting and self._number - waiting[0].number > _LONGEST:
                waiting.clear()
            yield from self._read(unit, side, waiting)

    def _read(self, unit: PreparedUnit, side: CheckedSide, waiting: list[_Opened]) -> Iterator[Finding]:
        codes = code_spans(side.text)
        for found in _MARK.finditer(side.text):
            mark, at = found[0], found.start()
            if any(start <= at < stop for start, stop in codes):
                continue
            opens = mark not in _CLOSING if mark != '"' else _opens(side.text, at, waiting)
            partner = _partner(mark, waiting)
            if not opens:
                if any(one.mark == partner for one in waiting):
                    while waiting.pop().mark != partner:
                        pass
                else:
                    yield _finding(side.quote([(at, at + 1)]), unit.id)
                continue
            same = next((one for one in waiting if one.mark == mark), None)
            # A quotation of several paragraphs opens each of them and closes the last.
            if same is None or not _is_at_start(side.text, at) or same.number == self._number:
                if same is not None:
                    waiting.remove(same)
                    yield _finding(same.quote, same.unit)
                waiting.append(_Opened(mark, side.quote([(at, at + 1)]), unit.id, self._number))

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each mark that is still open at the end."""
        for waiting in self._open:
            for one in waiting:
                yield _finding(one.quote, one.unit)


def _partner(mark: str, waiting: list[_Opened]) -> str:
    """Return the mark that a closing one closes: its own, or a straight one where only such a mark waits."""
    own, marks = _CLOSING.get(mark, mark), {one.mark for one in waiting}
    return '"' if mark == "”" and own not in marks and '"' in marks else own


def _opens(text: str, at: int, waiting: list[_Opened]) -> bool:
    if any(one.mark == '"' for one in waiting):
        return _is_at_start(text, at) and len(text.strip()) > 1
    return _OPENS.search(text[:at]) is not None or at == 0


def _is_at_start(text: str, at: int) -> bool:
    return not re.sub(r"[\s(（\[“「『‘\"'0-9.]", "", text[:at])


def _finding(quote: Quote, unit: str) -> Finding:
    return make_finding("quotes.unpaired", say("a quotation mark has no partner"), (quote,), unit=unit)
