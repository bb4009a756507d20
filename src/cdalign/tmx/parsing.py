"""The parser of TMX: bytes go in, the header, the units and the faults met between them come out.

Expat calls back for every tag; nothing is kept but the unit at hand, so a file of any size is read in the same
memory. Tolerant: whatever can be understood is, and a `Fault` says what had to be tolerated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from cdalign.errors import ReadError
from cdalign.markup import escape_text, render_attributes
from cdalign.messages import say
from cdalign.tmx.elements import NATIVE_CODES, OLD_LANG, XML_LANG, Attributes, Detail, Header, Texts, Unit, Variant
from cdalign.tmx.faults import TmxFault
from cdalign.tmx.scanning import OrderOf, UnitScanner, may_scan
from cdalign.tmx.sources import declared_encoding, detect_encoding, unix_lines

Event = Header | Unit | TmxFault

# A tag or a segment above this is no text of a translation; libxml2 stops at the same size.
LONGEST_TEXT = 10_000_000
LONGEST_WAIT = 1 << 20  # bytes of a unit that are waited for before the parser takes what there is
_COST_OF_ELEMENT = 100  # characters; what a note, a prop or a tuv weighs in memory beside its text
_DEEPEST_NESTING = 1000
_TEXT_BUFFER = 1 << 16
_BODY = re.compile(rb"<body[^<>]*>")
_UNIT_END = b"</tu>"
_UTF8 = ("utf-8", "utf-8-sig", "ascii")
_MENDABLE = {
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


class MendingNeededError(Exception):
    """The file is not XML as it occurs, but a second reading can mend it."""


class TmxParser:
    """The state of reading one file: which element is open, and what has been gathered for it.

    With `order_of`, which gives the order of two languages in a file with this header, plain units come as `Texts`.
    """

    def __init__(
        self, path: str | Path, *, is_mending: bool, order_of: Callable[[Header], OrderOf] | None = None
    ) -> None:
        self.events: list[Event | Texts] = []
        self._path = path
        self._is_mending = is_mending
        self._header: Header | None = None
        self._header_attributes: Attributes | None = None
        self._root: Attributes | None = None
        self._encoding = "utf-8"
        self._number = 0
        self._line = 0
        self._unit: Attributes | None = None
        self._variant: Attributes | None = None
        self._unit_details: list[Detail] = []
        self._details: list[Detail] = self._unit_details
        self._variants: list[Variant] = []
        self._segment: tuple[str, str] | None = None
        self._holder = ""  # the element whose text is being read: seg, note, prop or an unknown one
        self._holder_attributes: Attributes = {}
        self._texts: list[str] = []
        self._markup: list[str] | None = None
        self._open: list[str] = []
        self._code_depth = 0
        self._is_oversized = False
        self._prefix = ""
        self._fed = 0
        self._unit_size = 0  # characters of the unit at hand, its elements counted as _COST_OF_ELEMENT each
        self._is_in_utf8 = is_mending
        self._is_in_body = False
        self._is_in_section = False  # between <![CDATA[ and ]]>
        self._is_lane_open = False
        self._lines_beside = 0  # lines that went by the fast lane, of which the parser knows nothing
        self._scanner = UnitScanner()
        self._order_of = order_of
        self._expat = self._make_expat()

    def _make_expat(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8") if self._is_mending else expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = _TEXT_BUFFER
        parser.StartElementHandler = self._start_root
        parser.EndElementHandler = self._end
        parser.StartCdataSectionHandler = self._start_section
        parser.EndCdataSectionHandler = self._end_section
        if not self._is_mending:
            parser.EntityDeclHandler = self._demand_mending
            parser.SkippedEntityHandler = self._demand_mending
        self._openers: dict[str, Callable[[Attributes], None]] = {
            "tu": self._open_unit,
            "tuv": self._open_variant,
            "seg": self._open_segment,
            "prop": self._open_prop,
            "note": self._open_note,
            "header": self._open_header,
            "body": self._open_body,
        }
        self._closers: dict[str, Callable[[], None]] = {
            "tu": self._close_unit,
            "tuv": self._close_variant,
            "header": self._close_header,
        }
        return parser

    @staticmethod
    def _demand_mending(*_: object) -> NoReturn:
        raise MendingNeededError

    def feed_all(self, chunks: Iterable[bytes]) -> Iterator[list[Event | Texts]]:
        """Feed the whole file and give its events, each as soon as it is complete; then raise what is wrong."""
        try:
            yield from self._feed_everything(chunks)
        except ReadError:
            yield self._take_events()
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
                yield self._take_events()
        self._feed(b"", is_last=True)
        yield self._take_events()
        self._check_end()

    def _feed_quickly(self, chunks: Iterable[bytes]) -> Iterator[list[Event | Texts]]:
        """Feed the file to the parser but for the plain units in its body, which go by the fast lane."""
        waiting = b""
        for chunk in unix_lines(chunks):
            waiting = self._feed_piece(waiting + chunk)
            yield self._take_events()
        self._feed(waiting)

    def _feed_piece(self, piece: bytes) -> bytes:
        """Feed a piece of the file and give what must wait for more: the beginning of a unit."""
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
        """Return the place in a piece behind which the fast lane may open."""
        if self._is_in_body:
            end = piece.rfind(_UNIT_END)
            return end + len(_UNIT_END) if end >= 0 else len(piece)
        body = _BODY.search(piece)
        return body.end() if body else len(piece)

    def _feed_up_to(self, piece: bytes, end: int) -> bytes:
        self._feed(piece[:end])
        return piece[end:]

    def _scan(self, piece: bytes) -> bytes:
        """Take the plain units at the beginning and give the rest."""
        scanned = self._scanner.scan(piece, self._line_now(), self._number)
        self.events.extend(scanned.units)
        self._number += len(scanned.units)
        self._lines_beside += scanned.lines
        return piece[scanned.stop :]

    def _is_between_units(self) -> bool:
        """Whether the parser occurs in the body, outside every unit, CDATA section, comment and tag."""
        is_outside = self._unit is None and not self._holder and not self._is_in_section
        return self._is_in_body and is_outside and self._fed == self._expat.CurrentByteIndex

    def _line_now(self) -> int:
        return self._expat.CurrentLineNumber + self._lines_beside

    def _take_events(self) -> list[Event | Texts]:
        events = self.events.copy()
        self.events.clear()
        return events

    def _look_at_start(self, chunk: bytes) -> None:
        start = chunk.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        if not start.startswith(b"<"):
            raise ReadError("is not XML", path=self._path, advice="give a TMX file")
        if not self._is_mending:
            self._encoding = declared_encoding(chunk) or "utf-8"
            self._is_in_utf8 = self._encoding in ("utf-8", "utf8", "us-ascii") and detect_encoding(chunk) in _UTF8
            if chunk.startswith(b"\xef\xbb\xbf"):
                self.events.append(TmxFault("xml.byte-order-mark", "UTF-8 byte order mark", 1))

    def _feed(self, chunk: bytes, *, is_last: bool = False) -> None:
        self._fed += len(chunk)
        try:
            self._expat.Parse(chunk, is_last)
        except (ValueError, LookupError) as error:  # an encoding of several bytes, or an unknown one
            raise MendingNeededError from error
        except expat.ExpatError as error:
            if error.code in _MENDABLE and not self._is_mending:
                raise MendingNeededError from error
            message = expat.ErrorString(error.code)
            raise ReadError(
                say("is not well-formed XML ({message})", message=message),
                path=self._path,
                line=error.lineno + self._lines_beside,
                advice="export the memory again; cdalign tm validate lists what can be read",
            ) from error
        self._is_lane_open = self._is_between_units()
        self._watch_sizes()

    def _watch_sizes(self) -> None:
        """Keep memory bounded whatever the file holds: endless tags stop the reading, endless texts are left out."""
        if self._fed - self._expat.CurrentByteIndex > 2 * LONGEST_TEXT:
            raise ReadError("has a tag of more than 20 MB", path=self._path, line=self._line_now())
        if self._holder:
            self._watch_text()

    def _watch_text(self) -> None:
        """Look at a text that goes on in the next piece of the file."""
        size = 0
        for parts in (self._texts, self._markup):
            if parts:
                parts[:] = ["".join(parts)]
                size += len(parts[0])
        if len(self._open) > _DEEPEST_NESTING:
            raise ReadError("has elements inside elements without end", path=self._path, line=self._line_now())
        if size > LONGEST_TEXT and not self._is_oversized:
            self._is_oversized = True
            self._report("xml.oversized", self._holder)
        if self._is_oversized:
            self._texts.clear()
            if self._markup is not None:
                self._markup.clear()

    def _has_room(self, size: int) -> bool:
        """Return whether the unit may grow by so many characters; report the first time that it may not."""
        before = self._unit_size
        self._unit_size += size + _COST_OF_ELEMENT
        if self._unit_size <= LONGEST_TEXT:
            return True
        if before <= LONGEST_TEXT:
            self._report("xml.oversized", "unit")
        return False

    def _check_end(self) -> None:
        if self._header is None:
            self._finish_header(is_missing=True)
            raise ReadError("is a TMX file without header and body", path=self._path, advice="export it again")

    def _report(self, rule: str, detail: str = "", *, line: int = 0) -> None:
        label = ""
        if self._unit is not None:
            label = self._unit.get("tuid") or f"unit {self._number}"
        self.events.append(TmxFault(rule, detail, line or self._line_now(), label))

    def _start_root(self, name: str, attributes: Attributes) -> None:
        prefix, _, local = name.rpartition(":")
        if local != "tmx":
            raise ReadError(
                say("is not TMX: its root element is {name}", name=name),
                path=self._path,
                line=self._line_now(),
                advice="give a TMX file",
            )
        self._root = attributes
        self._prefix = f"{prefix}:" if prefix else ""
        if prefix or any(key == "xmlns" for key in attributes):
            self._report("root.namespace", next((v for k, v in attributes.items() if k.startswith("xmlns")), ""))
        self._check_version(attributes.get("version"))
        self._expat.StartElementHandler = self._start_prefixed if prefix else self._start
        self._expat.EndElementHandler = self._end_prefixed if prefix else self._end

    def _check_version(self, version: str | None) -> None:
        if version is None:
            self._report("root.version-missing")
        elif version in ("1.1", "1.2", "1.3"):
            self._report("root.old-version", version)
        elif version != "1.4":
            self._report("root.version", version)

    def _start_prefixed(self, name: str, attributes: Attributes) -> None:
        self._start(name.removeprefix(self._prefix), attributes)

    def _end_prefixed(self, name: str) -> None:
        self._end(name.removeprefix(self._prefix))

    def _start_section(self) -> None:
        self._is_in_section = True

    def _end_section(self) -> None:
        self._is_in_section = False

    def _open_header(self, attributes: Attributes) -> None:
        if self._header is not None:
            self._report("element.unknown", "another header")
            return
        self._header_attributes = attributes
        self._line = self._line_now()
        self._details = self._unit_details = []

    def _close_header(self) -> None:
        if self._header is None:
            self._finish_header(is_missing=False)

    def _finish_header(self, *, is_missing: bool) -> None:
        root = dict(self._root or {})
        version = root.pop("version", "")
        details = () if is_missing else tuple(self._unit_details)
        self._header = Header(
            self._header_attributes or {}, details, version, root, self._encoding, self._line, is_missing
        )
        self.events.append(self._header)
        if self._order_of is not None:
            self._scanner.order_of = self._order_of(self._header)
        self._details = self._unit_details = []
        if is_missing:
            self._report("header.missing")

    def _open_body(self, attributes: Attributes) -> None:
        if self._header is None:
            self._finish_header(is_missing=True)
        self._is_in_body = True
        for name in attributes:
            self._report("attribute.unknown", f"{name} of body")

    def _open_unit(self, attributes: Attributes) -> None:
        if self._header is None:
            self._finish_header(is_missing=True)
        self._unit = attributes
        self._number += 1
        self._unit_size = 0
        self._line = self._line_now()
        self._details = self._unit_details = []
        self._variants = []

    def _open_variant(self, attributes: Attributes) -> None:
        self._variant = attributes
        self._details = []
        self._segment = None

    def _close_variant(self) -> None:
        attributes = self._variant
        if attributes is None:
            return
        lang = attributes.get(XML_LANG) or self._odd_language(attributes)
        if "_" in lang:
            self._report("lang.invalid", lang)
        segment = self._segment
        if segment is None:
            self._report("element.seg-missing", lang)
            variant = Variant(lang, attributes, tuple(self._details), "", "", False)
        else:
            variant = Variant(lang, attributes, tuple(self._details), segment[0], segment[1])
        if self._has_room(0):
            self._variants.append(variant)
        self._variant = None
        self._details = self._unit_details

    def _odd_language(self, attributes: Attributes) -> str:
        lang = attributes.get(OLD_LANG, "")
        self._report("lang.old-attribute" if lang else "lang.missing", lang)
        return lang

    def _close_unit(self) -> None:
        unit = self._unit
        if unit is None:
            return
        if not self._variants:
            self._report("element.no-variant", line=self._line)
        self.events.append(Unit(unit, tuple(self._unit_details), tuple(self._variants), self._line, self._number))
        self._unit = None

    def _open_segment(self, attributes: Attributes) -> None:
        if self._variant is None:
            self._report("element.unknown", "seg outside tuv")
        self._hold("seg", attributes)

    def _open_prop(self, attributes: Attributes) -> None:
        self._hold("prop", attributes)

    def _open_note(self, attributes: Attributes) -> None:
        self._hold("note", attributes)

    def _hold(self, name: str, attributes: Attributes) -> None:
        if name != "seg" and self._unit is None and self._header is not None:
            self._report("element.unknown", f"{name} outside tu")
        elif name != "seg" and self._variants and self._variant is None:
            self._report("element.order", f"{name} after tuv")
        self._holder = name
        self._holder_attributes = attributes
        self._expat.CharacterDataHandler = self._texts.append

    def _start(self, name: str, attributes: Attributes) -> None:
        if self._holder:
            self._start_inside(name, attributes)
            return
        opener = self._openers.get(name)
        if opener is not None:
            opener(attributes)
            return
        if name != "ude":
            self._report("element.unknown", name)
        is_inside = self._unit is not None or (self._header is None and self._header_attributes is not None)
        if is_inside:
            self._hold(name, attributes)

    def _end(self, name: str) -> None:
        if self._holder:
            if self._open:
                self._end_inside(name)
            else:
                self._release(name)
            return
        closer = self._closers.get(name)
        if closer is not None:
            closer()

    def _release(self, name: str) -> None:
        """End the element whose text was read."""
        self._expat.CharacterDataHandler = None
        texts = self._texts
        text = texts[0] if len(texts) == 1 else "".join(texts)
        texts.clear()
        markup = ""
        if self._markup is not None:
            markup = "".join(self._markup)
            self._markup = None
        self._holder = ""
        if self._is_oversized:
            self._is_oversized, text, markup = False, "", ""
        if name == "seg":
            self._segment = (text, markup) if self._has_room(len(text) + len(markup)) else ("", "")
        elif self._has_room(len(text) + len(markup)):
            self._details.append(Detail(name, self._holder_attributes, text, markup))

    def _start_inside(self, name: str, attributes: Attributes) -> None:
        if self._markup is None:
            self._markup = [escape_text("".join(self._texts))]
        self._open.append(name)
        self._markup.append(f"<{name}{render_attributes(attributes)}>")
        if name in NATIVE_CODES:
            self._code_depth += 1
        self._expat.CharacterDataHandler = self._take_inline

    def _take_inline(self, text: str) -> None:
        if self._markup is not None:
            self._markup.append(escape_text(text))
        if not self._code_depth:
            self._texts.append(text)

    def _end_inside(self, name: str) -> None:
        self._open.pop()
        if self._markup is not None:
            self._markup.append(f"</{name}>")
        if name in NATIVE_CODES:
            self._code_depth -= 1
