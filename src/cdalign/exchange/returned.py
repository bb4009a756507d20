"""The changes that a person made to units that were sent for review: edited, confirmed, split, merged, re-paired.

A row is known by its id. Rows that keep it are compared with what went out; a row copied under the same id is a
split; a row that is gone is merged where its words occur in another row, and removed otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from cdalign.errors import ReadError
from cdalign.exchange.unit_tables import STATUSES, UnitRow, row_unit
from cdalign.inline import show_codes
from cdalign.messages import say
from cdalign.model import REVIEW_PROP, TranslationUnit, parse_status
from cdalign.text import compact

_PENDING, _CONFIRMED, _EXCLUDED = STATUSES


class Revision(StrEnum):
    """The kinds of changes of a row."""

    EDITED = "edited"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    EXCLUDED = "excluded"
    REMOVED = "removed"
    ADDED = "added"
    SPLIT = "split"
    MERGED = "merged"
    REPAIRED = "re-paired"


class Revised(NamedTuple):
    """One change: its kind, the unit, the text before and after."""

    revision: Revision
    unit: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The units after the review, and all changes."""

    units: tuple[TranslationUnit, ...]
    changes: tuple[Revised, ...]


def with_stable_ids(units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
    """Yield the units with an id each: their own, or one made from their words. A repeated id gets a number."""
    seen: dict[str, int] = {}
    for unit in units:
        identity = unit.id or "u-" + blake2b(f"{unit.source}\0{unit.target}".encode(), digest_size=6).hexdigest()
        seen[identity] = seen.get(identity, 0) + 1
        yield replace(unit, id=identity if seen[identity] == 1 else f"{identity}~{seen[identity]}")


def bring_back(originals: Sequence[TranslationUnit], rows: Iterable[UnitRow]) -> Reviewed:
    """Return the units as a reviewed table has them, in its order, and what was changed.

    `originals` must bear the ids that went out (`with_stable_ids`). What no row mentions of a unit (dates, props of
    columns that are not there) stays as it was; excluded units are not among the result.

    Raises:
        ReadError: a status is not pending, confirmed or excluded.
    """
    course = _Course({unit.id: unit for unit in originals})
    units = [unit for row in rows if (unit := course.take(row)) is not None]
    course.settle_missing(units)
    return Reviewed(tuple(units), tuple(course.changes))


class _Course:
    """The state of one import of a review."""

    def __init__(self, originals: dict[str, TranslationUnit]) -> None:
        self.changes: list[Revised] = []
        self._originals = originals
        self._times: dict[str, int] = {}
        self._owner_of_target = {compact(unit.target): unit.id for unit in originals.values()}

    def take(self, row: UnitRow) -> TranslationUnit | None:
        """Return the unit of a row, or None if it is excluded or has only one side."""
        found = row_unit(row, "", "")
        identity, source, target = found.id, found.source, found.target
        original = self._originals.get(identity)
        if original is None:
            return self._take_new(row)
        found = _with_codes(found, original)
        if not source and not target:
            return None  # its words are in another row now: handled at the end
        self._times[identity] = self._times.get(identity, 0) + 1
        status = _status(row, original)
        if self._times[identity] > 1:
            identity = f"{identity}.{self._times[identity]}"
            self.changes.append(Revised(Revision.SPLIT, identity, _shown(original), f"{source} = {target}"))
        else:
            self._compare(original, found, status)
        if status == _EXCLUDED or not source or not target:
            return None
        notes = (row.cell("note"),) if row.cell("note") and row.cell("note") != " | ".join(original.notes) else None
        return _revised(original, replace(found, id=identity), status, notes)

    def _take_new(self, row: UnitRow) -> TranslationUnit | None:
        found = row_unit(row, "", "")
        identity, source, target = found.id, found.source, found.target
        some = next(iter(self._originals.values()), None)
        if not source or not target or some is None or row.cell("status") == _EXCLUDED:
            return None
        self.changes.append(Revised(Revision.ADDED, identity, "", f"{source} = {target}"))
        fresh = TranslationUnit(source, target, some.source_lang, some.target_lang, id=identity)
        return _revised(fresh, found, parse_status(row.cell("status")) or _CONFIRMED, None)

    def _compare(self, original: TranslationUnit, found: TranslationUnit, status: str) -> None:
        before = original.review or _PENDING
        if (found.source, found.target) != (original.source, original.target):
            revision = self._kind_of_edit(original, found.source, found.target)
            self.changes.append(Revised(revision, original.id, _shown(original), _shown(found)))
        elif _codes_of(found) != _codes_of(original):
            self.changes.append(Revised(Revision.EDITED, original.id, _shown_codes(original), _shown_codes(found)))
        if status != before:
            revisions = {_CONFIRMED: Revision.CONFIRMED, _EXCLUDED: Revision.EXCLUDED, _PENDING: Revision.REOPENED}
            self.changes.append(Revised(revisions[status], original.id, before, status))

    def _kind_of_edit(self, original: TranslationUnit, source: str, target: str) -> Revision:
        """Return the kind of change: re-paired if only the target changed, to that of another row, or else edited."""
        owner = self._owner_of_target.get(compact(target), original.id)
        is_repaired = source == original.source and target != original.target and owner != original.id
        return Revision.REPAIRED if is_repaired else Revision.EDITED

    def settle_missing(self, units: Sequence[TranslationUnit]) -> None:
        """Report for every unit without a row whether it was merged into another or removed."""
        missing = [unit for identity, unit in self._originals.items() if identity not in self._times]
        if not missing:
            return
        grown = [unit for unit in units if unit.id in {change.unit for change in self.changes}]
        for unit in missing:
            host = next((other for other in grown if _holds(other, unit)), None)
            if host is None:
                self.changes.append(Revised(Revision.REMOVED, unit.id, _shown(unit), ""))
            else:
                self.changes.append(Revised(Revision.MERGED, unit.id, _shown(unit), host.id))


def _status(row: UnitRow, original: TranslationUnit) -> str:
    status = parse_status(row.cell("status").lower()) or original.review or _PENDING
    if status not in STATUSES:
        raise ReadError(
            say("status {status!r} is not one of {names}", status=status, names=", ".join(STATUSES)),
            line=row.line,
            unit=original.id,
            advice="fix the cell",
        )
    return status


def _with_codes(found: TranslationUnit, original: TranslationUnit) -> TranslationUnit:
    """Return the text that came back with the codes of the original, if it has the same or its format has none."""
    is_plain = not (found.source_codes or found.target_codes)
    is_same = (found.source, found.target) == (original.source, original.target)
    if is_same and (is_plain or _codes_of(found) == _codes_of(original)):
        return replace(found, source_codes=original.source_codes, target_codes=original.target_codes)
    return found


def _codes_of(unit: TranslationUnit) -> list[tuple[tuple[object, ...], ...]]:
    """Return the part of a unit's codes that every format keeps: all but their names."""
    return [
        tuple((code.place, code.kind, code.data) for code in codes) for codes in (unit.source_codes, unit.target_codes)
    ]


def _revised(
    unit: TranslationUnit, found: TranslationUnit, status: str, notes: tuple[str, ...] | None
) -> TranslationUnit:
    """Return the unit with the id, the texts and the codes of what came back, and with its status."""
    props = unit.props
    if status != (unit.review or _PENDING):
        props = (*(prop for prop in props if prop[0] != REVIEW_PROP), (REVIEW_PROP, status))
    texts = {name: getattr(found, name) for name in ("id", "source", "target", "source_codes", "target_codes")}
    return replace(unit, **texts, props=props, notes=unit.notes if notes is None else notes)


def _holds(host: TranslationUnit, guest: TranslationUnit) -> bool:
    """Return whether a unit holds the words of another on either side."""
    is_held = compact(guest.source) in compact(host.source) or compact(guest.target) in compact(host.target)
    return host.id != guest.id and is_held


def _shown_codes(unit: TranslationUnit) -> str:
    source, target, _ = show_codes((unit.source, unit.source_codes), (unit.target, unit.target_codes))
    return f"{source} = {target}"


def _shown(unit: TranslationUnit) -> str:
    return f"{unit.source} = {unit.target}"
