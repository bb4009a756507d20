"""A TMX file as a stream of events: its header, then each unit, with the faults met between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import cast

from cdalign.tmx.elements import Header, Texts
from cdalign.tmx.faults import TmxFault
from cdalign.tmx.handlers import Event
from cdalign.tmx.parsing import FixingNeededError, TmxParser
from cdalign.tmx.scanning import OrderOf
from cdalign.tmx.sources import fixed_chunks, open_bytes, read_chunks


def read_events(path: str | Path) -> Iterator[Event]:
    """Return the header of a TMX file, then its units, and the faults where they occur.

    A file that is not XML because of its characters, its references or its encoding is read again from the
    beginning with those repaired; what was given before is not given twice.

    Raises:
        ReadError: no TMX, not readable, or broken off; the units before the break have been given.
    """
    return cast(Iterator[Event], chain.from_iterable(_read_batches(path, None)))


def read_brief_events(path: str | Path, order_of: Callable[[Header], OrderOf]) -> Iterator[Event | Texts]:
    """Return the same, but of plain units only the words, wherever the languages tell source and target apart.

    `order_of` gives the order of two languages in a file with this header.
    """
    return chain.from_iterable(_read_batches(path, order_of))


def _read_batches(path: str | Path, order_of: Callable[[Header], OrderOf] | None) -> Iterator[list[Event | Texts]]:
    given = 0
    try:
        for batch in _parse_once(path, order_of, is_fixing=False):
            given += len(batch) - sum(map(_is_fix, batch))
            yield batch
    except FixingNeededError:
        pass
    else:
        return
    for batch in _parse_once(path, order_of, is_fixing=True):
        # Faults of the repair come on top of the events that were given already.
        kept = []
        for event in batch:
            if given and not _is_fix(event):
                given -= 1
            else:
                kept.append(event)
        yield kept


def _is_fix(event: Event | Texts) -> bool:
    return event.__class__ is TmxFault and event.rule.startswith("xml.")


def _parse_once(
    path: str | Path, order_of: Callable[[Header], OrderOf] | None, *, is_fixing: bool
) -> Iterator[list[Event | Texts]]:
    with open_bytes(path) as stream:
        parser = TmxParser(path, is_fixing=is_fixing, order_of=order_of)
        if is_fixing:
            yield from parser.feed_all(fixed_chunks(stream, parser.note))
        else:
            yield from parser.feed_all(read_chunks(stream))
