"""A memory as it stands, or as pairs of texts in the languages asked for: streaming, tolerant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cdalign.errors import ReadError
from cdalign.model import TranslationUnit
from cdalign.tmx.elements import Header, Unit
from cdalign.tmx.faults import Fault, OnFault, ignore_fault
from cdalign.tmx.pairing import make_pairing, translation_unit, why_no_pair
from cdalign.tmx.parsing import Event, read_events


def read_tmx(path: str | Path, *, on_fault: OnFault = ignore_fault) -> tuple[Header, Iterator[Unit]]:
    """Read a TMX file as it stands: its header, and an iterator over its units in constant memory.

    Plain or gzipped, any encoding, TMX 1.1–1.4b; what had to be tolerated goes to `on_fault` as it is met.

    Raises:
        ReadError: not TMX, not readable, or (from the iterator) broken off.
    """
    elements = _without_faults(read_events(path), on_fault)
    header = next(elements, None)
    if not isinstance(header, Header):
        raise ReadError("is a TMX file without header and body", path=path, advice="export it again")
    return header, elements  # type: ignore[return-value] # one header stands in a file, before its units


def _without_faults(events: Iterable[Event], on_fault: OnFault) -> Iterator[Header | Unit]:
    for event in events:
        if event.__class__ is Fault:
            on_fault(event)
        else:
            yield event  # type: ignore[misc] # `isinstance` would cost a tenth of the reading


def read_units(
    path: str | Path, source_lang: str = "", target_lang: str = "", *, on_fault: OnFault = ignore_fault
) -> Iterator[TranslationUnit]:
    """Read the pairs of texts of a TMX file in two languages, in order and in constant memory.

    Without languages they are the header's source language and each unit's first other one. A unit that lacks one
    of them, or whose text is empty, is left out and reported. Inline codes are left out of the texts.

    Raises:
        ReadError: not TMX, not readable, or broken off.
    """
    header, units = read_tmx(path, on_fault=on_fault)
    pair_of = make_pairing(header, source_lang, target_lang)
    for unit in units:
        pair = pair_of(unit)
        fault = why_no_pair(unit, pair)
        if fault is not None or pair is None:
            if fault is not None:
                on_fault(fault)
            continue
        yield translation_unit(unit, pair, source_lang, target_lang)
