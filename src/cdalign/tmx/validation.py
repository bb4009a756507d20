"""Validation: every fault of a memory with its line, unit, rule, reason and fix, and what each tool makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cdalign.errors import ReadError
from cdalign.faults import OnFault
from cdalign.model import Severity
from cdalign.tmx.elements import Header, Unit
from cdalign.tmx.events import read_events
from cdalign.tmx.faults import RULES, TmxFault
from cdalign.tmx.grammar import check_header, check_unit
from cdalign.tmx.health import HealthCheck
from cdalign.tmx.judging import Judge, judge_items
from cdalign.tmx.pairing import Pair, UnitPairing, translation_unit
from cdalign.tmx.profiles import ProfileCheck, Verdict
from cdalign.tmx.sources import UnavailableError

_ALL_LANGUAGES = "*all*"


@dataclass(frozen=True, slots=True)
class Validation:
    """What validation found: units, units with both languages, faults by rule, and the verdict of each tool asked."""

    path: str
    units: int
    pairs: int
    rules: tuple[tuple[str, int], ...]
    verdicts: tuple[tuple[str, Verdict], ...] = ()

    @property
    def worst(self) -> Severity | None:
        """The highest severity among the faults, or None."""
        severities = [RULES[rule].severity for rule, _ in self.rules]
        return max(severities, key=lambda severity: severity.rank, default=None)


def validate_memory(
    path: str | Path,
    on_fault: OnFault,
    *,
    tools: Sequence[str] = (),
    source_lang: str = "",
    target_lang: str = "",
    judge: Judge | None = None,
) -> Validation:
    """Read a memory once, hand every fault on as it is met, and give the account and each tool's verdict.

    Languages that are not given are the header's source language and the first other one. A file that is not XML
    or breaks off is a fault like any other, and so is each pair of texts that `judge` finds doubtful.

    Raises:
        ReadError: there is no such file, it is a folder, or it may not be read.
    """
    size = _size_of(path)
    course = _Course(on_fault, tools, source_lang, target_lang, size)
    pairs = course.take_all(path)
    if judge is None:
        for _ in pairs:
            pass
    else:
        items = ((unit, translation_unit(unit, pair, "", "")) for unit, pair in pairs)
        for unit, reasons in judge_items(items, judge):
            course.report_doubtful(unit, reasons)
    return course.finish(str(path))


def _size_of(path: str | Path) -> int:
    try:
        return Path(path).stat().st_size
    except OSError as error:
        raise ReadError.of(error, path) from error


class _Course:
    """The state of one validation."""

    def __init__(self, on_fault: OnFault, tools: Sequence[str], source_lang: str, target_lang: str, size: int) -> None:
        self._on_fault = on_fault
        self._tools = tools
        self._languages = source_lang, target_lang
        self._size = size
        self._counts: Counter[str] = Counter()
        self._units = self._pairs = self._source_units = 0
        self._header = Header({}, is_missing=True)
        self._profiles: dict[str, ProfileCheck] = {}
        self._is_started = False

    def report(self, fault: TmxFault) -> None:
        self._counts[fault.rule] += 1
        self._on_fault(fault)

    def report_doubtful(self, unit: Unit, reasons: Sequence[str]) -> None:
        for reason in reasons:
            self.report(TmxFault("segment.doubtful", reason, unit.line, unit.label))

    def take_all(self, path: str | Path) -> Iterator[tuple[Unit, Pair]]:
        """Take the whole file; yield each unit that has both texts."""
        try:
            for event in read_events(path):
                if isinstance(event, TmxFault):
                    self.report(event)
                elif isinstance(event, Header):
                    self._take_header(event)
                elif pair := self._take_unit(event):
                    yield event, pair
        except UnavailableError:
            raise
        except ReadError as error:
            self.report(TmxFault("xml.not-well-formed", error.message, error.place.line or 0))

    def _take_header(self, header: Header) -> None:
        self._header = header
        for fault in check_header(header):
            self.report(fault)
        if header.attributes.get("srclang") == _ALL_LANGUAGES:
            self.report(TmxFault("header.all-languages", line=header.line))

    def _start(self, first: Unit | None) -> None:
        """Settle the languages, now that the first unit is known."""
        source, target = self._languages
        pair = UnitPairing(self._header, source, target).pair_of(first) if first else None
        source = source or self._header.source_lang or (pair[0].lang if pair else "") or "en"
        target = target or (pair[1].lang if pair else "") or "zh-CN"
        self._pair_of = UnitPairing(self._header, source, target).pair_of
        self._health = HealthCheck(self._header)
        self._profiles = {name: ProfileCheck(name, self._header, source, target) for name in self._tools}
        self._is_started = True
        if first is None and self._header.is_missing:
            return  # there is no file to speak of
        for profile in self._profiles.values():
            for fault in profile.check_file(self._size):
                self.report(fault)

    def _take_unit(self, unit: Unit) -> Pair | None:
        """Report the faults of a unit; return its pair where both texts are there."""
        if not self._is_started:
            self._start(unit)
        self._units += 1
        pair = self._pair_of(unit)
        self._count_pair(pair)
        for fault in check_unit(unit):
            self.report(fault)
        for fault in self._health.check(unit, pair):
            self.report(fault)
        for profile in self._profiles.values():
            for fault in profile.check(unit):
                self.report(fault)
        return pair if pair and all(variant.text.strip() for variant in pair) else None

    def _count_pair(self, pair: Pair | None) -> None:
        if pair is not None:
            self._source_units += 1
            self._pairs += bool(pair[0].text.strip() and pair[1].text.strip())

    def finish(self, path: str) -> Validation:
        """Return the account."""
        if not self._is_started:
            self._start(None)
        if self._units and not self._source_units:
            self.report(TmxFault("header.source-differs", self._header.source_lang, self._header.line))
        rules = frozenset(self._counts)
        verdicts = {name: profile.verdict(rules, self._units) for name, profile in self._profiles.items()}
        for name, verdict in verdicts.items():
            if verdict is Verdict.UNUSABLE:
                self.report(TmxFault("tool.no-usable-unit", self._profiles[name].profile.title))
        return Validation(path, self._units, self._pairs, tuple(sorted(self._counts.items())), tuple(verdicts.items()))
