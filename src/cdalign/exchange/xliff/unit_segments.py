"""The segments of a unit of XLIFF: one of the whole, or one for each `mrk mtype="seg"` or `segment`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from cdalign.exchange.xliff.inline import attributes_of, local_name, original_data, read_codes
from cdalign.exchange.xliff.states import Said, said_of
from cdalign.inline import TextAndCodes

_MILLISECONDS = 1000
# Where Trados notes who did what, and when (SDLXLIFF, sdl:value).
_SDL_DATES = {"created_on": "created", "modified_on": "changed"}
_SDL_PEOPLE = {"created_by": "creationid", "last_modified_by": "changeid"}


class Segmented(NamedTuple):
    """A segment as the file has it: its name in its unit, its texts, and what the file records about it.

    `facts` are `created`, `changed` (ISO 8601), `creationid` and `changeid`, as far as the file tells them.
    """

    name: str
    source: TextAndCodes
    target: TextAndCodes
    said: Said
    facts: Mapping[str, str]


NO_TEXT: TextAndCodes = ("", ())


def child_named(element: Any, name: str) -> Any:
    """Return the first child with this name in any namespace, or None."""
    return next((child for child in element if local_name(child) == name), None)


def segments_of_unit(unit: Any) -> Iterator[Segmented]:
    """Yield the segments of a unit of XLIFF 2; what comes between them is ignored."""
    data, told = original_data(unit), attributes_of(unit)
    for number, segment in enumerate((child for child in unit if local_name(child) == "segment"), 1):
        own = attributes_of(segment)
        source, target = (_text(child_named(segment, name), data) for name in ("source", "target"))
        yield Segmented(own.get("id") or str(number), source, target, said_of(told, own), {})


def segments_of_trans_unit(unit: Any) -> Iterator[Segmented]:
    """Yield the segments of a trans-unit: those it is cut into, or the whole where the sides are not cut alike."""
    source, target = child_named(unit, "source"), child_named(unit, "target")
    marked = child_named(unit, "seg-source")
    sources = _marks(source if marked is None else marked)
    targets = {} if target is None else _marks(target)
    told, defined = attributes_of(unit), _definitions(unit)
    if sources and (targets or target is None or not _has_words(target)):
        for name, mark in sources.items():
            own = defined.get(name)
            said = said_of(told, {**_state_of(target), **({} if own is None else attributes_of(own))})
            yield Segmented(name, read_codes(mark), _text(targets.get(name)), said, _facts(told, own))
        return
    own = next(iter(defined.values()), None) if len(defined) == 1 else None
    said = said_of(told, {**_state_of(target), **({} if own is None else attributes_of(own))})
    yield Segmented("", _text(source), _text(target), said, _facts(told, own))


def _text(element: Any, data: Mapping[str, str] | None = None) -> TextAndCodes:
    return NO_TEXT if element is None else read_codes(element, data)


def _has_words(element: Any) -> bool:
    return bool(read_codes(element)[0].strip())


def _marks(element: Any) -> dict[str, Any]:
    """Return the marks of segments by their mid, in order."""
    if element is None:
        return {}
    marks = (child for child in element.iter() if local_name(child) == "mrk" and child.get("mtype") == "seg")
    return {mark.get("mid") or str(number): mark for number, mark in enumerate(marks, 1)}


def _state_of(target: Any) -> dict[str, str]:
    return {} if target is None else {name: value for name, value in attributes_of(target).items() if name == "state"}


def _definitions(unit: Any) -> dict[str, Any]:
    """Return what Trados says about each segment (sdl:seg-defs), by its id."""
    definitions = child_named(unit, "seg-defs")
    return {} if definitions is None else {seg.get("id", ""): seg for seg in definitions if local_name(seg) == "seg"}


def _facts(told: Mapping[str, str], definition: Any) -> dict[str, str]:
    """Return when and by whom a segment was made and changed, in the words of Trados, memoQ or Phrase."""
    facts = {
        "changed": told.get("lastchangedtimestamp", "") or _of_milliseconds(told.get("modified-at", "")),
        "created": _of_milliseconds(told.get("created-at", "")),
        "changeid": told.get("lastchanginguser", "") or told.get("modified-by", ""),
        "creationid": told.get("created-by", ""),
    }
    for value in () if definition is None else definition:
        key = value.get("key", "") if local_name(value) == "value" else ""
        if key in _SDL_DATES:
            facts[_SDL_DATES[key]] = _of_american(value.text or "")
        elif key in _SDL_PEOPLE:
            facts[_SDL_PEOPLE[key]] = value.text or ""
    return {name: value for name, value in facts.items() if value}


def _of_milliseconds(number: str) -> str:
    try:
        moment = datetime.fromtimestamp(int(number) / _MILLISECONDS, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if int(number) > 0 else ""


def _of_american(date: str) -> str:
    """Return a date of Trados (12/31/2020 23:59:59, UTC) as ISO 8601, or an empty text."""
    try:
        return datetime.strptime(date, "%m/%d/%Y %H:%M:%S").strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return ""
