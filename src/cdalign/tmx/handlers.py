"""What is in a TMX file: tags and texts go in, the header, the units and the faults met between them come out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.tmx.elements import OLD_LANG, XML_LANG, Attributes, Detail, Header, Texts, Unit, Variant
from cdalign.tmx.faults import TmxFault
from cdalign.tmx.holding import LONGEST_TEXT, TextHolder

Event = Header | Unit | TmxFault

_COST_OF_ELEMENT = 100  # characters; what a note, a prop or a tuv weighs in memory in addition to its text
_DEEPEST_NESTING = 1000


class ElementHandler:
    """The handlers that Expat calls: which element is open, and what has been gathered for it.

    Only the unit at hand is kept, so a file of any size is read in the same memory. `on_header` is called with the
    header before the first unit.
    """

    def __init__(self, path: str | Path, parser: expat.XMLParserType, on_header: Callable[[Header], None]) -> None:
        self.events: list[Event | Texts] = []
        self.number = 0  # of the last unit
        self.is_in_body = False
        self.encoding = "utf-8"  # as the file declares it
        self.lines_beside = 0  # lines that did not go by the parser
        self._path = path
        self._expat = parser
        self._on_header = on_header
        self._header: Header | None = None
        self._header_attributes: Attributes | None = None
        self._root: Attributes | None = None
        self._line = 0
        self._unit: Attributes | None = None
        self._variant: Attributes | None = None
        self._unit_details: list[Detail] = []
        self._details: list[Detail] = self._unit_details
        self._variants: list[Variant] = []
        self._segment: tuple[str, str] | None = None
        self._held = TextHolder(parser)
        self._prefix = ""
        self._unit_size = 0  # characters of the unit at hand, its elements counted as _COST_OF_ELEMENT each
        self._is_in_section = False  # between <![CDATA[ and ]]>
        self._listen()

    def _listen(self) -> None:
        """Have the parser call the handlers."""
        self._expat.StartElementHandler = self._start_root
        self._expat.EndElementHandler = self._end
        self._expat.StartCdataSectionHandler = self._start_section
        self._expat.EndCdataSectionHandler = self._end_section
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

    @property
    def is_between_units(self) -> bool:
        """Whether the parser is in the body, outside every unit and CDATA section."""
        is_outside = self._unit is None and not self._held.name and not self._is_in_section
        return self.is_in_body and is_outside

    def line_now(self) -> int:
        """Return the line of the file that the parser has reached."""
        return self._expat.CurrentLineNumber + self.lines_beside

    def take_events(self) -> list[Event | Texts]:
        """Return what was met since the last call."""
        events = self.events.copy()
        self.events.clear()
        return events

    def finish(self) -> None:
        """End the file.

        Raises:
            ReadError: it holds neither a header nor a body.
        """
        if self._header is None:
            self._finish_header(is_missing=True)
            raise ReadError("is a TMX file without header and body", path=self._path, advice="export it again")

    def watch_text(self) -> None:
        """Keep the text that continues in the next piece of the file bounded.

        Raises:
            ReadError: elements are nested without end.
        """
        held = self._held
        if not held.name:
            return
        if held.depth > _DEEPEST_NESTING:
            raise ReadError("has elements inside elements without end", path=self._path, line=self.line_now())
        if held.outgrows():
            self._report("xml.oversized", held.name)

    def _has_room(self, size: int) -> bool:
        """Return whether the unit may grow by `size` characters; report the first time that it may not."""
        before = self._unit_size
        self._unit_size += size + _COST_OF_ELEMENT
        if self._unit_size <= LONGEST_TEXT:
            return True
        if before <= LONGEST_TEXT:
            self._report("xml.oversized", "unit")
        return False

    def _report(self, rule: str, detail: str = "", *, line: int = 0) -> None:
        label = ""
        if self._unit is not None:
            label = self._unit.get("tuid") or f"unit {self.number}"
        self.events.append(TmxFault(rule, detail, line or self.line_now(), label))

    def _start_root(self, name: str, attributes: Attributes) -> None:
        prefix, _, local = name.rpartition(":")
        if local != "tmx":
            raise ReadError(
                say("is not TMX: its root element is {name}", name=name),
                path=self._path,
                line=self.line_now(),
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
        self._line = self.line_now()
        self._details = self._unit_details = []

    def _close_header(self) -> None:
        if self._header is None:
            self._finish_header(is_missing=False)

    def _finish_header(self, *, is_missing: bool) -> None:
        root = dict(self._root or {})
        version = root.pop("version", "")
        details = () if is_missing else tuple(self._unit_details)
        self._header = Header(
            self._header_attributes or {}, details, version, root, self.encoding, self._line, is_missing
        )
        self.events.append(self._header)
        self._on_header(self._header)
        self._details = self._unit_details = []
        if is_missing:
            self._report("header.missing")

    def _open_body(self, attributes: Attributes) -> None:
        if self._header is None:
            self._finish_header(is_missing=True)
        self.is_in_body = True
        for name in attributes:
            self._report("attribute.unknown", f"{name} of body")

    def _open_unit(self, attributes: Attributes) -> None:
        if self._header is None:
            self._finish_header(is_missing=True)
        self._unit = attributes
        self.number += 1
        self._unit_size = 0
        self._line = self.line_now()
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
        self.events.append(Unit(unit, tuple(self._unit_details), tuple(self._variants), self._line, self.number))
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
        self._held.begin(name, attributes)

    def _start(self, name: str, attributes: Attributes) -> None:
        if self._held.name:
            self._held.begin_inside(name, attributes)
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
        if self._held.name:
            if self._held.depth:
                self._held.end_inside(name)
            else:
                self._release(name)
            return
        closer = self._closers.get(name)
        if closer is not None:
            closer()

    def _release(self, name: str) -> None:
        """End the element whose text was read."""
        text, markup = self._held.end()
        if name == "seg":
            self._segment = (text, markup) if self._has_room(len(text) + len(markup)) else ("", "")
        elif self._has_room(len(text) + len(markup)):
            self._details.append(Detail(name, self._held.attributes, text, markup))
