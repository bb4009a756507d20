"""Inline elements of TMX (1.4b, 3.3.2) and the codes that they are.

bpt, ept, it, ph and ut hold native codes; hi marks words. What TMX does not know (`g`, `x` of XLIFF) is a code
without native code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.parsers import expat

from cdalign.inline import Piece, TextAndCodes, join_pieces, numbered, pieces
from cdalign.markup import escape_attribute, escape_text, render_attributes
from cdalign.model import Code, CodeKind, Codes
from cdalign.tmx.elements import NATIVE_CODES

_KINDS = {"bpt": CodeKind.OPEN, "ept": CodeKind.CLOSE, "ph": CodeKind.SINGLE, "ut": CodeKind.UNKNOWN}
_NAMES = {kind: name for name, kind in _KINDS.items()} | {CodeKind.OPEN_ALONE: "it", CodeKind.CLOSE_ALONE: "it"}
# Elements of XLIFF that tools write into TMX: with words in them, and empty.
_FOREIGN_PAIRS, _FOREIGN_SINGLES = frozenset(("g", "mrk", "pc")), frozenset(("x", "bx", "ex"))
_POSITIONS = {CodeKind.OPEN_ALONE: "begin", CodeKind.CLOSE_ALONE: "end"}


def parse_markup(markup: str) -> TextAndCodes:
    """Return the plain text of a segment's inner XML, and its codes."""
    reading = _Reading()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.take
    parser.Parse(f"<seg>{markup}</seg>".encode("utf-8", "surrogatepass"), True)
    return join_pieces(reading.parts)


class _Reading:
    """The pieces of a segment, gathered tag by tag."""

    def __init__(self) -> None:
        self.parts: list[Piece] = []
        self._open: list[tuple[str, Mapping[str, str]]] = []
        self._native: list[str] | None = None  # the inner XML of the native code that is being read
        self._data: list[str] = []
        self._has_elements = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._open.append((name, attributes))
        if self._native is not None:
            self._has_elements = True
            self._native.append(f"<{name}{render_attributes(attributes)}>")
        elif name in NATIVE_CODES:
            self._native, self._data, self._has_elements = [], [], False
        elif name == "hi":
            self.parts.append(_code(CodeKind.MARK, attributes))
        elif name in _FOREIGN_PAIRS:
            self.parts.append(Code(0, CodeKind.OPEN, attributes.get("id", "")))

    def end(self, name: str) -> None:
        name, attributes = self._open.pop()
        if self._native is not None:
            if any(outer in NATIVE_CODES for outer, _ in self._open):
                self._native.append(f"</{name}>")
            else:
                self._close_native(name, attributes)
        elif name == "hi":
            self.parts.append(_code(CodeKind.MARK_END, attributes)._replace(type="", attributes=()))
        elif name in _FOREIGN_PAIRS:
            self.parts.append(Code(0, CodeKind.CLOSE, attributes.get("id", "")))
        elif name in _FOREIGN_SINGLES:
            self.parts.append(Code(0, CodeKind.SINGLE, attributes.get("id", "")))

    def _close_native(self, name: str, attributes: Mapping[str, str]) -> None:
        assert self._native is not None
        if name == "it":
            kind = CodeKind.CLOSE_ALONE if attributes.get("pos") == "end" else CodeKind.OPEN_ALONE
        else:
            kind = _KINDS[name]
        markup = "".join(self._native) if self._has_elements else ""
        self.parts.append(_code(kind, attributes)._replace(data="".join(self._data), markup=markup))
        self._native = None

    def take(self, text: str) -> None:
        if self._native is None:
            self.parts.append(text)
        else:
            self._native.append(escape_text(text))
            self._data.append(text)


def _code(kind: CodeKind, attributes: Mapping[str, str]) -> Code:
    name = attributes.get("i") or attributes.get("x") or attributes.get("id", "")
    usual = {"x": name, "assoc": ""}
    told = tuple((key, attributes[key]) for key in usual if attributes.get(key, usual[key]) != usual[key])
    return Code(0, kind, name, "", attributes.get("type", ""), "", told)


def render_markup(text: str, codes: Codes, numbers: Mapping[str, str]) -> str:
    """Return the inner XML of a segment; `numbers` gives the number of each id (`inline.numbered`)."""
    return "".join(_render_pieces(text, _balanced(codes), numbers))


def render_sides(source: TextAndCodes, target: TextAndCodes) -> tuple[str, str]:
    """Return the inner XML of both segments of a unit, in which a code and its counterpart have one `x`."""
    numbers = numbered(source[1], target[1])
    return render_markup(*source, numbers), render_markup(*target, numbers)


def _balanced(codes: Codes) -> Codes:
    """Return the codes with those alone that have no partner: bpt needs its ept, hi its end (1.4b, 3.3.2)."""
    paired = _partners(codes)
    alone = {CodeKind.OPEN: CodeKind.OPEN_ALONE, CodeKind.CLOSE: CodeKind.CLOSE_ALONE}
    marks = (CodeKind.MARK, CodeKind.MARK_END)
    return tuple(
        code if index in paired else code._replace(kind=alone.get(code.kind, code.kind))
        for index, code in enumerate(codes)
        if index in paired or code.kind not in marks
    )


def _partners(codes: Codes) -> set[int]:
    """Return which codes are one of a pair; marks must lie inside each other, others may cross."""
    paired: set[int] = set()
    waiting: dict[str, list[int]] = {}
    marks: list[int] = []
    for index, code in enumerate(codes):
        if code.kind is CodeKind.OPEN:
            waiting.setdefault(code.id, []).append(index)
        elif code.kind is CodeKind.MARK:
            marks.append(index)
        elif code.kind is CodeKind.CLOSE and waiting.get(code.id):
            paired |= {waiting[code.id].pop(), index}
        elif code.kind is CodeKind.MARK_END and marks and codes[marks[-1]].id == code.id:
            paired |= {marks.pop(), index}
    return paired


def _render_pieces(text: str, codes: Codes, numbers: Mapping[str, str]) -> Iterator[str]:
    for part in pieces(text, codes):
        if isinstance(part, str):
            yield escape_text(part)
        elif part.kind is CodeKind.MARK:
            yield f"<hi{_attributes(part, numbers)}>"
        elif part.kind is CodeKind.MARK_END:
            yield "</hi>"
        else:
            name = _NAMES[part.kind]
            yield f"<{name}{_attributes(part, numbers)}>{part.markup or escape_text(part.data)}</{name}>"


def _attributes(code: Code, numbers: Mapping[str, str]) -> str:
    attributes: dict[str, str] = {}
    number = numbers.get(code.id, "")
    if code.kind in (CodeKind.OPEN, CodeKind.CLOSE):
        attributes["i"] = number or "1"
    if code.kind in _POSITIONS:
        attributes["pos"] = _POSITIONS[code.kind]
    if number and code.kind is not CodeKind.CLOSE:
        attributes["x"] = number
    if code.type and code.kind not in (CodeKind.CLOSE, CodeKind.UNKNOWN):
        attributes["type"] = code.type
    attributes.update(code.attributes)
    return "".join(f' {name}="{escape_attribute(value)}"' for name, value in attributes.items())
