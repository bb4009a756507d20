"""Cleaning: technical faults are repaired, useless units removed, doubtful ones flagged, and every change is listed.

What counts as useless follows a survey of memory managers (GILT forum): empty, one-sided, wordless, repeated.
Long, short and odd units stay: only a person can tell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cdalign.languages import normalize_tag
from cdalign.text import squeeze_spaces
from cdalign.tmx.changes import Action, OnChange, change_of
from cdalign.tmx.elements import OLD_LANG, XML_LANG, Detail, Unit, Variant
from cdalign.tmx.fixing import fixed_details, fixed_markup, sorted_attributes
from cdalign.tmx.gathering import Placed
from cdalign.tmx.judging import Judge, judge_items
from cdalign.tmx.pairing import Pair, translation_unit
from cdalign.tmx.selecting import last_date, score_of

PairOf = Callable[[Unit], Pair | None]
FLAG_PROP = "x-doubt"  # of doubtful units; a name in the files of users, so it stays


class Duplicates(StrEnum):
    """What is kept of pairs that are the same, or only have the same source."""

    EXACT = "exact"  # one of each pair
    FIRST = "first"  # of each source: the first translation
    NEWEST = "newest"  # of each source: the translation changed last
    BEST = "best"  # of each source: the translation with the highest score
    ALL = "all"  # everything


@dataclass(frozen=True, slots=True)
class Cleaning:
    """How a memory is cleaned: which duplicates are kept, and whether within each document."""

    duplicates: Duplicates = Duplicates.EXACT
    per_document: bool = False


class _Kept(NamedTuple):
    """A unit that is kept, repaired: the file it comes from and its pair of texts."""

    path: str
    unit: Unit
    pair: Pair


def clean_units(
    units: Iterable[Placed],
    pair_of: PairOf,
    on_change: OnChange,
    *,
    cleaning: Cleaning = Cleaning(),
    winners: dict[int, int] | None = None,
    judge: Judge | None = None,
) -> Iterator[Unit]:
    """Yield the units that are worth keeping, repaired; each change goes to `on_change`.

    `winners` (from `find_winners`) is needed for the policies NEWEST and BEST. Units that `judge` finds doubtful get
    a flag.
    """
    course = _Course(pair_of, on_change, cleaning, winners or {})
    cleaned = (course.clean(path, unit, number) for number, (path, unit) in enumerate(units))
    kept = (one for one in cleaned if one is not None)
    if judge is None:
        yield from (one.unit for one in kept)
        return
    for one, reasons in judge_items(((one, translation_unit(one.unit, one.pair, "", "")) for one in kept), judge):
        if reasons:
            on_change(change_of(Action.FLAGGED, "; ".join(reasons), *one))
        yield _flagged(one.unit, "; ".join(reasons))


def find_winners(units: Iterable[Placed], pair_of: PairOf, cleaning: Cleaning) -> dict[int, int]:
    """Return for each source text the number of the unit that wins: the newest, or the one with the best score."""
    is_by_date = cleaning.duplicates is Duplicates.NEWEST
    best: dict[int, tuple[str | float, int]] = {}
    for number, (_, unit) in enumerate(units):
        pair = pair_of(_fixed(unit))
        if pair is None or _why_useless(pair):
            continue
        key = _source_key(unit, pair, cleaning)
        ranked = (last_date(unit) if is_by_date else score_of(unit) or 0.0, number)
        if key not in best or ranked[0] > best[key][0]:  # type: ignore[operator] # one kind of rank in a run
            best[key] = ranked
    return {key: number for key, (_, number) in best.items()}


def _source_key(unit: Unit, pair: Pair, cleaning: Cleaning) -> int:
    return hash((pair[0].text, unit.prop("x-document") if cleaning.per_document else ""))


class _Course:
    """The state of one cleaning: what was seen before."""

    def __init__(self, pair_of: PairOf, on_change: OnChange, cleaning: Cleaning, winners: dict[int, int]) -> None:
        self._pair_of = pair_of
        self._on_change = on_change
        self._cleaning = cleaning
        self._winners = winners
        self._targets: dict[int, int] = {}
        self._pairs: set[int] = set()

    def clean(self, path: str, unit: Unit, number: int) -> _Kept | None:
        fixed = _fixed(unit)
        pair = self._pair_of(fixed)
        reason = _why_useless(pair) or (self._repetition(path, fixed, pair, number) if pair else "")
        if reason or pair is None:
            self._on_change(change_of(Action.REMOVED, reason, path, unit, pair))
            return None
        for fix in _fixes(unit, fixed):
            self._on_change(change_of(Action.FIXED, fix, path, unit, pair))
        return _Kept(path, fixed, pair)

    def _repetition(self, path: str, unit: Unit, pair: Pair, number: int) -> str:
        """Return why a repeated unit goes, or an empty text; a conflict of translations is reported in any case."""
        source = _source_key(unit, pair, self._cleaning)
        whole = hash((source, pair[1].text))
        is_known, is_repeated = source in self._targets, whole in self._pairs
        if is_known and not is_repeated:
            self._on_change(change_of(Action.CONFLICT, "another translation of this source", path, unit, pair))
        self._targets.setdefault(source, number)
        self._pairs.add(whole)
        policy = self._cleaning.duplicates
        if policy is Duplicates.ALL:
            return ""
        if policy in (Duplicates.NEWEST, Duplicates.BEST):
            return "" if self._winners.get(source) == number else f"not the {policy} translation"
        if is_repeated:
            return "duplicate"
        return "not the first translation" if is_known and policy is Duplicates.FIRST else ""


def _flagged(unit: Unit, reasons: str) -> Unit:
    """Return the unit with these reasons as its flag, in place of a flag of an earlier cleaning."""
    others = tuple(detail for detail in unit.details if detail.type != FLAG_PROP)
    flags = (Detail("prop", {"type": FLAG_PROP}, reasons),) if reasons else ()
    return unit._replace(details=(*others, *flags))


def _why_useless(pair: Pair | None) -> str:
    if pair is None:
        return "one language only"
    if not pair[0].text or not pair[1].text:
        return "empty text"
    return "" if any(char.isalnum() for char in pair[0].text) else "no words"


def _fixes(before: Unit, after: Unit) -> Iterator[str]:
    """Yield what was repaired, in a word each."""
    if before.attributes != after.attributes or before.details != after.details:
        yield "attributes and elements TMX does not know"
    for old, new in zip(before.variants, after.variants, strict=False):
        if old.text != new.text or old.markup != _in_form(old.markup):
            yield "white space or Unicode form"
        if new.markup != _in_form(old.markup):
            yield "inline elements TMX does not know"
        if old.lang != new.lang or OLD_LANG in old.attributes:
            yield "language code"


def _fixed(unit: Unit) -> Unit:
    known, unknown = sorted_attributes("tu", unit.attributes)
    details = fixed_details(unit.details)
    variants = tuple(_fixed_variant(variant) for variant in unit.variants if variant.has_segment and variant.text)
    return unit._replace(attributes=known, details=(*details, *unknown), variants=variants)


def _fixed_variant(variant: Variant) -> Variant:
    lang = normalize_tag(variant.lang) if "_" in variant.lang else variant.lang
    known, unknown = sorted_attributes("tuv", variant.attributes)
    attributes = {XML_LANG: lang, **{name: value for name, value in known.items() if name not in (XML_LANG, OLD_LANG)}}
    text = squeeze_spaces(unicodedata.normalize("NFC", variant.text))
    markup = fixed_markup(_in_form(variant.markup))
    details = fixed_details(variant.details)
    return Variant(lang, attributes, (*details, *unknown), text, markup)


def _in_form(markup: str) -> str:
    return unicodedata.normalize("NFC", markup).strip()
