"""A concept of a termbase is changed: termbase in, termbase out, and nothing that would spoil it."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace

from cdalign.errors import UsageError
from cdalign.model import ConceptEntry, Severity, Termbase
from cdalign.terminology.validation import validate_termbase

_NOT_ID = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 60


def name_concept(english: str, taken: Container[str]) -> str:
    """Return a concept's id made of its English term: one that is not taken, and begins with a letter."""
    base = _NOT_ID.sub("-", english.lower()).strip("-")[:_LONGEST_ID].strip("-") or "concept"
    base = base if base[0].isalpha() else f"c{base}"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name


def without_concept(termbase: Termbase, concept: str) -> Termbase:
    """Return the termbase without the concept of that id, and without references to it."""
    left = (entry for entry in termbase.entries if entry.id != concept)
    entries = (
        replace(entry, see_also=tuple(other for other in entry.see_also if other != concept))
        if concept in entry.see_also
        else entry
        for entry in left
    )
    return Termbase(tuple(entries), termbase.title)


def replace_concept(termbase: Termbase, entry: ConceptEntry) -> Termbase:
    """Return the termbase with one concept as it is given now, in its old place; a new one comes last.

    Raises:
        UsageError: the termbase would have a major fault that it has not now; the advice says how to repair it.
    """
    if entry.id in termbase.by_id:
        entries = tuple(entry if old.id == entry.id else old for old in termbase.entries)
    else:
        entries = (*termbase.entries, entry)
    changed = Termbase(entries, termbase.title)
    known = {(fault.rule, fault.detail, fault.unit) for fault in validate_termbase(termbase)}
    for fault in validate_termbase(changed):
        if fault.severity is Severity.MAJOR and (fault.rule, fault.detail, fault.unit) not in known:
            raise UsageError(fault.message, unit=fault.unit, advice=fault.fix)
    return changed
