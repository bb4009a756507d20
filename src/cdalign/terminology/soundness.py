"""The part of other people's terms that a termbase can take in, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from cdalign.model import ConceptEntry, Severity, Termbase
from cdalign.terminology.faults import TermbaseFault
from cdalign.terminology.records import TermbaseReading
from cdalign.terminology.sheets import name_concept
from cdalign.terminology.validation import validate_termbase

# Faults of records of which no term was made; the reader fixed what the others are about.
_LOST = frozenset(("term.empty", "concept.missing", "table.cells"))


@dataclass(frozen=True)
class SoundTerms:
    """The sound concepts of a file, why the others are refused, and what was fixed on reading."""

    termbase: Termbase
    refused: tuple[TermbaseFault, ...] = ()
    fixed: tuple[TermbaseFault, ...] = ()


def sound_terms(reading: TermbaseReading) -> SoundTerms:
    """Return the concepts of a file with which a termbase can still be read.

    A concept with a major fault is refused, with the first of its faults. Ids that TBX does not allow are changed;
    references to concepts that are not there, and the source of a definition that is missing, are left out.
    """
    entries = tuple(replace(entry, id=name_concept(entry.id)) for entry in reading.termbase.entries)
    lines = {name_concept(concept): line for concept, line in reading.lines.items()}
    plain = Termbase(_without_loose_ends(entries), reading.termbase.title)
    faults: dict[str, TermbaseFault] = {}
    for fault in validate_termbase(plain, lines=lines):
        if fault.severity is Severity.MAJOR:
            faults.setdefault(fault.unit, fault)
    sound = _without_loose_ends(tuple(entry for entry in plain.entries if entry.id not in faults))
    lost = [fault for fault in reading.faults if fault.rule in _LOST]
    return SoundTerms(
        Termbase(sound, plain.title),
        tuple(sorted((*faults.values(), *lost), key=lambda fault: fault.line)),
        tuple(fault for fault in reading.faults if fault.rule not in _LOST),
    )


def _without_loose_ends(entries: tuple[ConceptEntry, ...]) -> tuple[ConceptEntry, ...]:
    known = {entry.id for entry in entries}
    return tuple(_without_loose_end(entry, known) for entry in entries)


def _without_loose_end(entry: ConceptEntry, known: Container[str]) -> ConceptEntry:
    see_also = tuple(other for other in entry.see_also if other in known)
    source = entry.definition_source if entry.definition else ""
    if see_also == entry.see_also and source == entry.definition_source:
        return entry
    return replace(entry, see_also=see_also, definition_source=source)
