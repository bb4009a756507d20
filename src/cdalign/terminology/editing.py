"""A concept of a termbase is changed: termbase in, termbase out, and nothing that would spoil it."""

from __future__ import annotations

from cdalign.errors import UsageError
from cdalign.model import ConceptEntry, Severity, Termbase
from cdalign.terminology.validation import validate_termbase


def replace_concept(termbase: Termbase, entry: ConceptEntry) -> Termbase:
    """Return the termbase with one concept as it is given now, in its old place; a new one comes last.

    Raises:
        UsageError: the termbase would have a major fault that it has not now; the advice says how to mend it.
    """
    if entry.id in termbase.by_id:
        entries = tuple(entry if old.id == entry.id else old for old in termbase.entries)
    else:
        entries = (*termbase.entries, entry)
    changed = Termbase(entries, termbase.title)
    known = {(fault.rule, fault.detail, fault.unit) for fault in validate_termbase(termbase)}
    for fault in validate_termbase(changed):
        if fault.severity is Severity.MAJOR and (fault.rule, fault.detail, fault.unit) not in known:
            raise UsageError(fault.message, unit=fault.unit, advice=fault.mend)
    return changed
