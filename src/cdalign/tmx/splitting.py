"""One memory becomes several: by size, by number of units, or by document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from cdalign.errors import UsageError
from cdalign.messages import say
from cdalign.tmx.elements import Header, Unit
from cdalign.tmx.rendering import FOOT, render_header, render_unit
from cdalign.tmx.writing import open_memory

# More open files than this are refused by many systems (1,024 is the usual limit).
_MOST_DOCUMENTS = 500
_UNSAFE = re.compile(r"[^\w.-]+")
_NO_DOCUMENT = "no-document"


def split_evenly(
    base: Path, header: Header, units: Iterable[Unit], *, most_units: int = 0, most_bytes: int = 0
) -> Iterator[tuple[Path, int]]:
    """Write `base.001.tmx`, `base.002.tmx` … of limited units or bytes; yield each path and its number of units.

    Raises:
        WriteError: a file cannot be written there.
    """
    head = render_header(header).encode("utf-8")
    overhead = len(head) + len(FOOT)
    lines = (render_unit(unit).encode("utf-8") for unit in units)
    pending = next(lines, None)
    number = 0
    while pending is not None:
        number += 1
        path = base.with_name(f"{base.name}.{number:03}.tmx")
        with open_memory(path) as stream:
            stream.write(head)
            count, size = 0, overhead
            while pending is not None and (not count or _has_room(count, size + len(pending), most_units, most_bytes)):
                stream.write(pending)
                count, size = count + 1, size + len(pending)
                pending = next(lines, None)
            stream.write(FOOT.encode("utf-8"))
        yield path, count


def _has_room(count: int, size: int, most_units: int, most_bytes: int) -> bool:
    return (not most_units or count < most_units) and (not most_bytes or size <= most_bytes)


def split_by_document(base: Path, header: Header, units: Iterable[Unit]) -> dict[Path, int]:
    """Write `base.DOCUMENT.tmx` for each `x-document`, and give the number of units of each.

    Raises:
        UsageError: there are too many documents.
        WriteError: a file cannot be written there.
    """
    counts: dict[Path, int] = {}
    with ExitStack() as stack:
        stream_of = _stream_opener(stack, header)
        for unit in units:
            document = _UNSAFE.sub("-", unit.prop("x-document")).strip("-") or _NO_DOCUMENT
            path = base.with_name(f"{base.name}.{document}.tmx")
            stream_of(path).write(render_unit(unit).encode("utf-8"))
            counts[path] = counts.get(path, 0) + 1
        for path in counts:
            stream_of(path).write(FOOT.encode("utf-8"))
    return counts


def _stream_opener(stack: ExitStack, header: Header) -> Callable[[Path], IO[bytes]]:
    streams: dict[Path, IO[bytes]] = {}

    def stream_of(path: Path) -> IO[bytes]:
        if path not in streams:
            if len(streams) == _MOST_DOCUMENTS:
                raise UsageError(
                    say("has more than {most_documents} documents", most_documents=_MOST_DOCUMENTS),
                    advice="split by units, or filter by document first",
                )
            streams[path] = stack.enter_context(open_memory(path))
            streams[path].write(render_header(header).encode("utf-8"))
        return streams[path]

    return stream_of
