"""XLIFF becomes units: any version, with or without a namespace, streaming."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from cdalign.errors import ReadError
from cdalign.exchange.facts import with_facts
from cdalign.exchange.faults import ExchangeFault
from cdalign.exchange.xliff.inline import attributes_of, local_name
from cdalign.exchange.xliff.placeholders import with_placeholders
from cdalign.exchange.xliff.states import LOCKED
from cdalign.exchange.xliff.unit_segments import Segmented, child_named, segments_of_trans_unit, segments_of_unit
from cdalign.faults import OnFault, ignore_fault
from cdalign.inline import TextAndCodes, join_pieces, pieces, squeeze_runs
from cdalign.languages import normalize_tag
from cdalign.messages import say
from cdalign.model import REVIEW_PROP, Code, Props, TranslationUnit

_UNITS = ("trans-unit", "unit")
# Elements that hold units and may say for all of them that they are not to be translated.
_HOLDERS = ("xliff", "file", "group")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def read_xliff(path: str | Path, *, on_fault: OnFault = ignore_fault) -> Iterator[TranslationUnit]:
    """Read the segments of an XLIFF file as units: XLIFF 1.0 to 2.2, and the dialects of Trados, Phrase and memoQ.

    The languages are those that the file names, or empty texts if it names none. A unit that is not translated has an
    empty target; what is not to be translated is left out and reported.

    Raises:
        ReadError: the file is not XLIFF, or not readable.
    """
    from lxml import etree

    options = {"resolve_entities": False, "load_dtd": False, "no_network": True}
    reading = _Reading(path, on_fault)
    try:
        with Path(path).open("rb") as stream:
            for event, element in etree.iterparse(stream, events=("start", "end"), **options):
                yield from reading.take(event, element)
    except (OSError, etree.XMLSyntaxError) as error:
        advice = "export it again as XLIFF 1.2 or 2"
        raise ReadError(say("cannot be read as XLIFF ({error})", error=error), path=path, advice=advice) from error
    if not reading.count:
        on_fault(ExchangeFault("file.no-unit"))


class _Reading:
    """The state of reading one file: the languages and the settings of the open elements."""

    def __init__(self, path: str | Path, on_fault: OnFault) -> None:
        self.count = 0
        self._path = path
        self._on_fault = on_fault
        self._holders: list[dict[str, str]] = []

    def take(self, event: str, element: Any) -> Iterator[TranslationUnit]:
        """Take the beginning or the end of an element, and yield the units that end with it."""
        name = local_name(element)
        if event == "start":
            if not self._holders and name != "xliff":
                raise ReadError(
                    say("is not XLIFF: its root element is {name}", name=name),
                    path=self._path,
                    advice="give an XLIFF file",
                )
            if name in _HOLDERS:
                self._holders.append(attributes_of(element))
        elif name in _UNITS:
            yield from self._units(element, name)
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]
        elif name in _HOLDERS:
            self._holders.pop()

    def _said(self, *names: str) -> str:
        """Return what the innermost open element says under one of these names."""
        values = (holder[name] for holder in reversed(self._holders) for name in names if holder.get(name))
        return next(values, "")

    def _units(self, element: Any, name: str) -> Iterator[TranslationUnit]:
        told = attributes_of(element)
        is_for_translation = (told.get("translate") or self._said("translate")) != "no"
        find = segments_of_trans_unit if name == "trans-unit" else segments_of_unit
        for segment in find(element):
            self.count += 1
            unit = self._unit(element, told, segment)
            if is_for_translation or _is_translated(unit):
                yield unit if is_for_translation else replace(unit, props=_locked(unit.props))
            else:
                self._on_fault(ExchangeFault("unit.not-for-translation", "", element.sourceline or 0, unit.id))

    def _unit(self, element: Any, told: dict[str, str], segment: Segmented) -> TranslationUnit:
        is_spaced = element.get(_SPACE) == "preserve"
        source, target = (_tidied(text, is_spaced=is_spaced) for text in with_placeholders(element, segment))
        if segment.said.is_untranslated(source[0], target[0]):
            target = "", ()
        props: Props = ((REVIEW_PROP, segment.said.status),)
        unit = TranslationUnit(
            source[0],
            target[0],
            normalize_tag(self._said("source-language", "srcLang")),
            normalize_tag(self._said("target-language", "trgLang")),
            id=_identity(told, segment),
            props=_locked(props) if segment.said.is_locked else props,
            source_codes=source[1],
            target_codes=target[1],
        )
        unit = replace(unit, **_notes(element))
        return with_facts(unit, (*segment.facts.items(), *_contexts(element)))


def _identity(told: dict[str, str], segment: Segmented) -> str:
    """Return the id of a unit, with that of its segment where it has one of its own."""
    name = told.get("id", "")
    return f"{name}:{segment.name}" if segment.name and name else name or segment.name


def _locked(props: Props) -> Props:
    return props if (LOCKED, "yes") in props else (*props, (LOCKED, "yes"))


def _is_translated(unit: TranslationUnit) -> bool:
    return bool(unit.target) and unit.target != unit.source


def _tidied(text: TextAndCodes, *, is_spaced: bool) -> TextAndCodes:
    """Return a text without the white space with which the file was set; where it counts, only that at the ends."""
    if not is_spaced:
        return squeeze_runs(*text)
    parts = list(pieces(*text))
    if parts and not isinstance(parts[0], Code):
        parts[0] = parts[0].lstrip()
    if parts and not isinstance(parts[-1], Code):
        parts[-1] = parts[-1].rstrip()
    return join_pieces(parts)


def _notes(element: Any) -> dict[str, Any]:
    """Return the notes of a unit, and those of one of its texts, by the names of the fields."""
    notes: dict[str, list[str]] = {"notes": [], "source_notes": [], "target_notes": []}
    holder = child_named(element, "notes")
    for child in element if holder is None else holder:
        if local_name(child) == "note":
            told = attributes_of(child)
            about = told.get("annotates") or told.get("appliesTo", "")
            words = " ".join("".join(child.itertext()).split())
            if words:
                notes[f"{about}_notes" if about in ("source", "target") else "notes"].append(words)
    return {name: tuple(found) for name, found in notes.items()}


def _contexts(element: Any) -> Iterator[tuple[str, str]]:
    """Yield the contexts of a trans-unit: those that cdalign wrote are facts of the unit, the others props."""
    for group in element:
        if local_name(group) != "context-group":
            continue
        is_own = group.get("name") == "cdalign"
        for context in group:
            kind = context.get("context-type", "") if local_name(context) == "context" else ""
            if kind:
                yield (kind.removeprefix("x-fact-") if is_own else kind), "".join(context.itertext())
