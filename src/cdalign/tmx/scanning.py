"""A fast lane for units written as nearly all are: two plain texts, double quotes, no inline elements.

One regular expression knows such a unit whole, three times as fast as callbacks for its tags (measured). What it
knows is well-formed by its shape; whatever else comes is left to the XML parser, and so is every doubtful case.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cdalign.tmx.elements import XML_LANG, Attributes, Detail, Unit, Variant

_SPACE = r"[ \t\n]*+"
# No ends of lines that XML would change, nothing that XML forbids, no reference in an attribute.
_TEXT = r"[^<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*+"
_VALUE = r"[^<>&\"\t\n\r\x00-\x1f\ufffe\uffff]*+"
_ATTRIBUTES = rf'((?:[ \t\n]++[A-Za-z_][A-Za-z_:.-]*+="{_VALUE}")*+)'
_INNER_ATTRIBUTES = _ATTRIBUTES.replace("((?:", "(?:(?:")
_DETAILS = rf"((?:<prop{_INNER_ATTRIBUTES}>{_TEXT}</prop>{_SPACE}|<note{_INNER_ATTRIBUTES}>{_TEXT}</note>{_SPACE})*+)"
_VARIANT = rf"<tuv{_ATTRIBUTES}>{_SPACE}{_DETAILS}<seg>({_TEXT})</seg>{_SPACE}</tuv>{_SPACE}"
_UNIT = re.compile(rf"{_SPACE}<tu{_ATTRIBUTES}>{_SPACE}{_DETAILS}{_VARIANT}{_VARIANT}</tu>")
_DETAIL = re.compile(rf"<(prop|note){_ATTRIBUTES}>({_TEXT})</")
_ATTRIBUTE = re.compile(rf'([A-Za-z_][A-Za-z_:.-]*+)="({_VALUE})"')
_REFERENCE = re.compile("&(?:(amp|lt|gt|quot|apos);)?")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MOST_REMEMBERED = 1000


class _NotPlainError(Exception):
    """The unit is none of those that the fast lane knows."""


class Scanned(NamedTuple):
    """The units at the beginning of a text, the place behind them, and the number of lines before that place."""

    units: list[Unit]
    stop: int
    lines: int


class UnitScanner:
    """Recognises plain units one after the other; remembers attributes, which are nearly always the same.

    With `texts_only` the units have no attributes, notes and props of their own: a quarter faster.
    """

    def __init__(self, *, texts_only: bool = False) -> None:
        self._texts_only = texts_only
        self._attributes: dict[str, Attributes] = {"": {}}
        self._languages: dict[str, tuple[str, Attributes]] = {}

    def scan(self, text: str, line: int, number: int) -> Scanned:
        """Give the plain units with which `text` begins; `line` is where it stands, `number` the units before it."""
        units: list[Unit] = []
        stop = counted = 0
        build = self._words if self._texts_only else self._unit
        match_next = _UNIT.scanner(text).match  # type: ignore[attr-defined] # undocumented, and in every CPython
        for match in iter(match_next, None):
            start = match.start(1)
            line += text.count("\n", counted, start)
            counted = start
            number += 1
            try:
                units.append(build(match.groups(), line, number))
            except _NotPlainError:
                break
            stop = match.end()
        return Scanned(units, stop, text.count("\n", 0, stop))

    def _unit(self, groups: tuple[str, ...], line: int, number: int) -> Unit:
        attributes, details, first, first_details, first_text, second, second_details, second_text = groups
        return Unit(
            self._attributes_of(attributes) if attributes else {},
            self._details(details) if details else (),
            (
                self._variant(first, first_details, first_text),
                self._variant(second, second_details, second_text),
            ),
            line,
            number,
        )

    def _words(self, groups: tuple[str, ...], line: int, number: int) -> Unit:
        _, _, first, _, first_text, second, _, second_text = groups
        return Unit(
            {}, (), (self._variant(first, "", first_text), self._variant(second, "", second_text)), line, number
        )

    def _variant(self, attributes: str, details: str, text: str) -> Variant:
        known = self._languages.get(attributes)
        if known is None:
            known = self._language_of(attributes)
        if "&" in text:
            text = _unescape(text)
        return Variant(known[0], known[1], self._details(details) if details else (), text)

    def _language_of(self, text: str) -> tuple[str, Attributes]:
        attributes = self._attributes_of(text)
        lang = attributes.get(XML_LANG)
        if not lang or "_" in lang:
            raise _NotPlainError  # the parser has something to say of it
        if len(self._languages) < _MOST_REMEMBERED:
            self._languages[text] = lang, attributes
        return lang, attributes

    def _details(self, text: str) -> tuple[Detail, ...]:
        details = []
        for name, attributes, words in _DETAIL.findall(text):
            known = self._attributes.get(attributes)
            if known is None:
                known = self._attributes_of(attributes)
            details.append(Detail(name, known, _unescape(words) if "&" in words else words))
        return tuple(details)

    def _attributes_of(self, text: str) -> Attributes:
        pairs = _ATTRIBUTE.findall(text)
        attributes = dict(pairs)
        if len(attributes) != len(pairs):
            raise _NotPlainError  # an attribute twice is not well-formed
        if len(self._attributes) < _MOST_REMEMBERED and "tuid" not in attributes:
            self._attributes[text] = attributes
        return attributes


def _unescape(text: str) -> str:
    return _REFERENCE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[1] is None:
        raise _NotPlainError  # a reference by number, to another entity, or none at all
    return _CHARACTERS[match[1]]
