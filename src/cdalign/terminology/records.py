"""A termbase as any file gives it: one term a record, all of it still words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import NamedTuple

from cdalign.model import ConceptEntry, Severity, Termbase
from cdalign.terminology.faults import TermbaseFault


class TermRecord(NamedTuple):
    """One term with what its row or its termSec says, and the line it begins on (from 1, 0 unknown).

    What belongs to the concept (`subject`, `definition`, `definition_source`, `concept_note`, `see_also`) occurs on
    its first record. `not_in` and `see_also` are lists separated by `;` or `|`.
    """

    concept: str = ""
    lang: str = ""
    term: str = ""
    type: str = ""
    status: str = ""
    pos: str = ""
    subject: str = ""
    definition: str = ""
    source: str = ""
    note: str = ""
    not_in: str = ""
    detect: str = ""
    see_also: str = ""
    definition_source: str = ""
    concept_note: str = ""
    line: int = 0


# The columns of the termbase file, in their order; the last two are written where a concept has them.
COLUMNS = TermRecord._fields[:-3]
RARE_COLUMNS = TermRecord._fields[-3:-1]


@dataclass(frozen=True)
class TermbaseReading:
    """What a file of terms gave: the termbase, what is wrong with it, and the line of each concept."""

    termbase: Termbase
    faults: tuple[TermbaseFault, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def worst_fault(self) -> TermbaseFault | None:
        """The first fault that makes the file unfit for use, if there is one."""
        return next((fault for fault in self.faults if fault.severity is Severity.MAJOR), None)


def records_of(entry: ConceptEntry) -> Iterator[TermRecord]:
    """Yield the records of a concept, one for each term; the first one says what belongs to the concept."""
    head = TermRecord(
        entry.id,
        subject=entry.subject,
        definition=entry.definition,
        see_also="; ".join(entry.see_also),
        definition_source=entry.definition_source,
        concept_note=entry.note,
    )
    if not entry.terms:
        yield head
    for record, term in zip(chain([head], repeat(TermRecord(entry.id))), entry.terms, strict=False):
        yield record._replace(
            lang=term.lang,
            term=term.text,
            type=term.type.value,
            status=term.status.value,
            pos=term.pos,
            source=term.source,
            note=term.note,
            not_in="; ".join(term.not_in),
            detect="" if term.is_detected else "no",
        )
