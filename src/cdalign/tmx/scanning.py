"""A fast lane for units written as nearly all are: two plain texts, double quotes, no inline elements.

One regular expression knows such a unit whole, in its bytes: four times as fast as callbacks for its tags, and only
what is asked for is decoded (measured). What it knows is well-formed by its shape; whatever else comes is left to
the XML parser, and so is every doubtful case.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from cdalign.patterns import compile_late
from cdalign.tmx.elements import XML_LANG, Attributes, Detail, Texts, Unit, Variant

# Whether of two texts with these language tags the first is the source, or None if the tags alone do not decide it.
OrderOf = Callable[[str, str], bool | None]

_SPACE = r"[ \t\n]*+"
# No reference in an attribute, and none but XML's own five in a note or prop; nothing that XML would change.
_VALUE = r'[^<>&"\t\n]*+'
_WORDS = r"[^<&]*+(?:&(?:amp|lt|gt|quot|apos);[^<&]*+)*+"
_ATTRIBUTES = rf'(?:[ \t\n]++[A-Za-z_][A-Za-z_:.-]*+="{_VALUE}")*+'
# In this order, so that none can occur there twice.
_DETAIL_ATTRIBUTES = "".join(rf'(?:[ \t\n]++{name}="{_VALUE}")?+' for name in ("type", XML_LANG, "o-encoding"))
_DETAILS = "|".join(rf"<{name}{_DETAIL_ATTRIBUTES}>{_WORDS}</{name}>{_SPACE}" for name in ("prop", "note"))
_VARIANT = rf"<tuv({_ATTRIBUTES})>{_SPACE}((?:{_DETAILS})*+)<seg>([^<]*+)</seg>{_SPACE}</tuv>{_SPACE}"
_UNIT = compile_late(rf"{_SPACE}<tu({_ATTRIBUTES})>{_SPACE}((?:{_DETAILS})*+){_VARIANT}{_VARIANT}</tu>".encode())
_DETAIL = re.compile(rf"<(prop|note)({_ATTRIBUTES})>([^<]*+)</")
_ATTRIBUTE = re.compile(rf'([A-Za-z_][A-Za-z_:.-]*+)="({_VALUE})"')
_REFERENCE = re.compile("&(?:(amp|lt|gt|quot|apos);)?")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
# Every byte as it is, except those that XML forbids and the carriage return, which XML reads as another.
_LEGAL = bytes(byte if byte >= ord(" ") or byte in b"\t\n" else ord(" ") for byte in range(256))
_MOST_REMEMBERED = 1000

_Groups = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes]
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class _NotPlainError(Exception):
    """The unit is not one of those that the fast lane knows."""


class Scanned(NamedTuple):
    """The units at the beginning of a piece of a file, the place after them, and the number of lines before it."""

    units: list[Unit | Texts]
    stop: int
    lines: int


def may_scan(piece: bytes) -> bool:
    """Whether a piece of a file is free of control characters and of `]]>`, which the fast lane does not look for."""
    return piece.translate(_LEGAL) == piece and not (b"]" in piece and b"]]>" in piece)


class UnitScanner:
    """Recognises plain units one after the other; remembers attributes and props, which are nearly always the same.

    With `order_of` it gives only the words of a unit, source and target, wherever the languages are enough to tell
    them apart and both say something.
    """

    def __init__(self) -> None:
        self.order_of: OrderOf | None = None
        self._attributes: dict[bytes, Attributes] = {b"": {}}
        self._languages: dict[bytes, tuple[str, Attributes]] = {}
        self._details: dict[tuple[str, str, str], Detail] = {}
        self._orders: dict[tuple[bytes, bytes], bool | None] = {}

    def scan(self, piece: bytes, line: int, number: int) -> Scanned:
        """Return the plain units with which a piece begins; `line` is where it occurs, `number` the units before it."""
        units: list[Unit | Texts] = []
        unit: Unit | Texts | None
        last, counted = None, 0
        match_next = _UNIT.scanner(piece).match  # type: ignore[attr-defined] # undocumented, and in every CPython
        try:
            for match in iter(match_next, None):
                number += 1
                unit = self._texts(match.groups()) if self.order_of else None
                if unit is None:
                    start = match.start(1)
                    line += piece.count(b"\n", counted, start)
                    counted = start
                    unit = self._unit(match.groups(), line, number)
                units.append(unit)
                last = match
        except (_NotPlainError, UnicodeDecodeError):
            pass  # the parser has something to report about it
        stop = last.end() if last else 0
        return Scanned(units, stop, piece.count(b"\n", 0, stop))

    def _texts(self, groups: _Groups) -> Texts | None:
        """Return source and target, or None if the whole unit must be read to know what to report."""
        attributes, details, first, first_details, one, second, second_details, other = groups
        try:
            is_first = self._orders[first, second]
        except KeyError:
            is_first = self._order(first, second)
        if is_first is None:
            return None
        if attributes.count(b'="') > 1:
            self._attributes_of(attributes)  # one may be there twice
        if not (attributes.isascii() and details.isascii() and first_details.isascii() and second_details.isascii()):
            _decode(b" ".join((attributes, details, first_details, second_details)))
        source, target = _words(one), _words(other)
        if not source.strip() or not target.strip():
            return None
        return Texts(source, target) if is_first else Texts(target, source)

    def _order(self, first: bytes, second: bytes) -> bool | None:
        assert self.order_of is not None
        order = self.order_of(self._language_of(first)[0], self._language_of(second)[0])
        return _remember(self._orders, (first, second), order)

    def _unit(self, groups: _Groups, line: int, number: int) -> Unit:
        attributes, details, first, first_details, one, second, second_details, other = groups
        return Unit(
            self._attributes_of(attributes),
            self._details_of(details) if details else (),
            (self._variant(first, first_details, one), self._variant(second, second_details, other)),
            line,
            number,
        )

    def _variant(self, attributes: bytes, details: bytes, text: bytes) -> Variant:
        lang, known = self._language_of(attributes)
        return Variant(lang, known, self._details_of(details) if details else (), _words(text))

    def _language_of(self, text: bytes) -> tuple[str, Attributes]:
        known = self._languages.get(text)
        if known is not None:
            return known
        attributes = self._attributes_of(text)
        lang = attributes.get(XML_LANG)
        if not lang or "_" in lang:
            raise _NotPlainError  # the parser has something to report about it
        return _remember(self._languages, text, (lang, attributes))

    def _details_of(self, text: bytes) -> tuple[Detail, ...]:
        details = []
        for found in _DETAIL.findall(_decode(text)):
            detail = self._details.get(found)
            if detail is None:
                name, attributes, words = found
                detail = Detail(name, dict(_ATTRIBUTE.findall(attributes)), _unescape(words))
                _remember(self._details, found, detail)
            details.append(detail)
        return tuple(details)

    def _attributes_of(self, text: bytes) -> Attributes:
        known = self._attributes.get(text)
        if known is not None:
            return known
        pairs = _ATTRIBUTE.findall(_decode(text))
        attributes = dict(pairs)
        if len(attributes) != len(pairs):
            raise _NotPlainError  # an attribute twice is not well-formed
        return attributes if "tuid" in attributes else _remember(self._attributes, text, attributes)


def _remember(known: dict[_Key, _Value], key: _Key, value: _Value) -> _Value:
    """Keep a value for the next time. Before there are too many, old ones are dropped."""
    if len(known) >= _MOST_REMEMBERED:
        known.clear()
    known[key] = value
    return value


def _decode(raw: bytes) -> str:
    text = raw.decode()
    if text.isascii() or not ("\ufffe" in text or "\uffff" in text):
        return text
    raise _NotPlainError  # XML forbids these two


def _words(raw: bytes) -> str:
    text = _decode(raw)
    return _unescape(text) if "&" in text else text


def _unescape(text: str) -> str:
    return _REFERENCE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[1] is None:
        raise _NotPlainError  # a reference by number, to another entity, or none at all
    return _CHARACTERS[match[1]]
