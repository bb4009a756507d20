"""The parser of TMX: bytes go in, the header, the units and the faults met between them come out.

Expat calls a handler for every tag; plain units go by a faster lane of our own. Tolerant: whatever can be understood
is, and a `TmxFault` says what had to be tolerated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.tmx.elements import Header, Texts
from cdalign.tmx.faults import TmxFault
from cdalign.tmx.handlers import ElementHandler, Event
from cdalign.tmx.holding import LONGEST_TEXT
from cdalign.tmx.scanning import OrderOf, UnitScanner, may_scan
from cdalign.tmx.sources import declared_encoding, detect_encoding, is_western, unix_lines

LONGEST_WAIT = 1 << 20  # bytes of a unit that are waited for before the parser takes what there is
_TEXT_BUFFER = 1 << 16
_BODY = re.compile(rb"<body[^<>]*>")
_UNIT_END = b"</tu>"
_UTF8 = ("utf-8", "utf-8-sig", "ascii")
_FIXABLE = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_INVALID_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_BAD_CHAR_REF,
        expat.errors.XML_ERROR_UNDEFINED_ENTITY,
        expat.errors.XML_ERROR_UNKNOWN_ENCODING,
        expat.errors.XML_ERROR_INCORRECT_ENCODING,
    )
}


class FixingNeededError(Exception):
    """The file is not well-formed XML, but a second reading can repair it."""


class TmxParser:
    """The state of feeding one file: how much of it the parser has seen, and whether the fast lane is open.

    With `order_of`, which gives the order of two languages in a file with this header, plain units come as `Texts`.
    """

    def __init__(
        self, path: str | Path, *, is_fixing: bool, order_of: Callable[[Header], OrderOf] | None = None
    ) -> None:
        self._path = path
        self._is_fixing = is_fixing
        self._fed = 0
        self._is_in_utf8 = is_fixing
        self._is_lane_open = False
        self._scanner = UnitScanner()
        self._order_of = order_of
        self._expat = self._make_expat()
        self._handler = ElementHandler(path, self._expat, self._take_header)

    def _make_expat(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8") if self._is_fixing else expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = _TEXT_BUFFER
        if not self._is_fixing:
            parser.EntityDeclHandler = self._demand_fixing
            parser.SkippedEntityHandler = self._demand_fixing
        return parser

    def _take_header(self, header: Header) -> None:
        if self._order_of is not None:
            self._scanner.order_of = self._order_of(header)

    @staticmethod
    def _demand_fixing(*_: object) -> NoReturn:
        raise FixingNeededError

    def note(self, fault: TmxFault) -> None:
        """Put a fault that was met outside the parser among its events."""
        self._handler.events.append(fault)

    def feed_all(self, chunks: Iterable[bytes]) -> Iterator[list[Event | Texts]]:
        """Feed the whole file and yield its events, each as soon as it is complete; then raise what is wrong."""
        try:
            yield from self._feed_everything(chunks)
        except ReadError:
            yield self._handler.take_events()
            raise

    def _feed_everything(self, chunks: Iterable[bytes]) -> Iterator[list[Event | Texts]]:
        remaining = iter(chunks)
        first = next(remaining, None)
        if first is None:
            raise ReadError("is an empty file", path=self._path, advice="export the memory again")
        self._look_at_start(first)
        everything = chain((first,), remaining)
        if self._is_in_utf8:
            yield from self._feed_quickly(everything)
        else:
            for chunk in everything:
                self._feed(chunk)
                yield self._handler.take_events()
        self._feed(b"", is_last=True)
        yield self._handler.take_events()
        self._handler.finish()

    def _feed_quickly(self, chunks: Iterable[bytes]) -> Iterator[list[Event | Texts]]:
        """Feed the file to the parser, except the plain units in its body, which go by the fast lane."""
        waiting = b""
        for chunk in unix_lines(chunks):
            waiting = self._feed_piece(waiting + chunk)
            yield self._handler.take_events()
        self._feed(waiting)

    def _feed_piece(self, piece: bytes) -> bytes:
        """Feed a piece of the file and return what must wait for more: the beginning of a unit."""
        is_plain = may_scan(piece)
        if not self._is_lane_open:
            piece = self._feed_up_to(piece, self._next_opening(piece))
        while self._is_lane_open:
            if is_plain:
                piece = self._scan(piece)
            end = (piece.find if is_plain else piece.rfind)(_UNIT_END)
            if end < 0:
                if len(piece) <= LONGEST_WAIT:
                    return piece
                break
            # A unit that is not plain goes by the parser alone; the lane stays open where that ended with the unit.
            piece = self._feed_up_to(piece, end + len(_UNIT_END))
        self._feed(piece)
        return b""

    def _next_opening(self, piece: bytes) -> int:
        """Return the place in a piece after which the fast lane may open."""
        if self._handler.is_in_body:
            end = piece.rfind(_UNIT_END)
            return end + len(_UNIT_END) if end >= 0 else len(piece)
        body = _BODY.search(piece)
        return body.end() if body else len(piece)

    def _feed_up_to(self, piece: bytes, end: int) -> bytes:
        self._feed(piece[:end])
        return piece[end:]

    def _scan(self, piece: bytes) -> bytes:
        """Take the plain units at the beginning and return the rest."""
        scanned = self._scanner.scan(piece, self._handler.line_now(), self._handler.number)
        self._handler.events.extend(scanned.units)
        self._handler.number += len(scanned.units)
        self._handler.lines_beside += scanned.lines
        return piece[scanned.stop :]

    def _is_between_units(self) -> bool:
        """Return whether the parser is between two units, and no comment or tag continues in the next piece."""
        return self._handler.is_between_units and self._fed == self._expat.CurrentByteIndex

    def _look_at_start(self, chunk: bytes) -> None:
        start = chunk.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        if not start.startswith(b"<"):
            raise ReadError("is not XML", path=self._path, advice="give a TMX file")
        if not self._is_fixing:
            self._handler.encoding = declared_encoding(chunk) or "utf-8"
            if is_western(self._handler.encoding):
                raise FixingNeededError  # any bytes are text in it: what they are is told by the second reading
            self._is_in_utf8 = (
                self._handler.encoding in ("utf-8", "utf8", "us-ascii") and detect_encoding(chunk) in _UTF8
            )
            if chunk.startswith(b"\xef\xbb\xbf"):
                self._handler.events.append(TmxFault("xml.byte-order-mark", "UTF-8 byte order mark", 1))

    def _feed(self, chunk: bytes, *, is_last: bool = False) -> None:
        self._fed += len(chunk)
        try:
            self._expat.Parse(chunk, is_last)
        except (ValueError, LookupError) as error:  # an encoding of several bytes, or an unknown one
            raise FixingNeededError from error
        except expat.ExpatError as error:
            if error.code in _FIXABLE and not self._is_fixing:
                raise FixingNeededError from error
            message = expat.ErrorString(error.code)
            raise ReadError(
                say("is not well-formed XML ({message})", message=message),
                path=self._path,
                line=error.lineno + self._handler.lines_beside,
                advice="export the memory again; cdalign tm validate lists what can be read",
            ) from error
        self._is_lane_open = self._is_between_units()
        self._watch_sizes()

    def _watch_sizes(self) -> None:
        """Keep memory bounded whatever the file holds: endless tags stop the reading, endless texts are left out."""
        if self._fed - self._expat.CurrentByteIndex > 2 * LONGEST_TEXT:
            raise ReadError("has a tag of more than 20 MB", path=self._path, line=self._handler.line_now())
        self._handler.watch_text()
