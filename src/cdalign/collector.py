"""Python's search for cycles, and work that makes none but many values that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the collector from walking through values while they are made.

    That is a third of the time of reading a termbase, a seventh of that of a PDF. It is on again behind the block, also
    where that raises, and where threads rest it at once: who found it on turns it on.

    Frozen and thawed they count as old ones; as new ones they would be walked through twice in the first moments, and
    a question would wait for it (20 ms each in a hundred thousand concepts).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # Whoever has frozen values wants them to stay so.
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
