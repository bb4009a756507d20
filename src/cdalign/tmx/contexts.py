"""Context props: the sentences before and after, as memoQ, Phrase and XTM want them for a 101 % match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from cdalign.markup import escape_text
from cdalign.model import Props, TranslationUnit


class ContextStyle(StrEnum):
    """Whose context props are written; none by default, because they are of no use to other tools."""

    NONE = "none"
    MEMOQ = "memoq"
    PHRASE = "phrase"
    XTM = "xtm"


# Types of the props of the source text: the one before, the one after (vendors' import guides).
_PROP_TYPES = {
    ContextStyle.MEMOQ: ("x-context-pre", "x-context-post"),
    ContextStyle.PHRASE: ("context_prev", "context_next"),
    ContextStyle.XTM: ("x-previous-source-text", "x-next-source-text"),
}
CONTEXT_PROPS = frozenset(kind for pair in _PROP_TYPES.values() for kind in pair)
# Where else tools write what tells two units with the same texts apart, bare or with `x-`: OmegaT binds an alternative
# translation to file, prev and next, or to id and path (its TMXWriter2); gettext and Weblate write a context.
_TELLING = frozenset(("prev", "next", "file", "path", "id", "context", *CONTEXT_PROPS))


def context_of(props: Props) -> Props:
    """Return the props of a unit that say where it belongs: two units that differ in one of them are two."""
    if not props:
        return ()
    return tuple([prop for prop in props if prop[0] in _TELLING or prop[0].removeprefix("x-") in _TELLING])


def add_context(units: Iterable[TranslationUnit], style: ContextStyle) -> Iterator[TranslationUnit]:
    """Yield the units with their neighbours' source texts as props; neighbours are of the same `x-document`."""
    if style is ContextStyle.NONE:
        yield from units
        return
    before: TranslationUnit | None = None
    current: TranslationUnit | None = None
    for after in units:
        if current is not None:
            yield _with_neighbours(before, current, after, style)
        before, current = current, after
    if current is not None:
        yield _with_neighbours(before, current, None, style)


def _with_neighbours(
    before: TranslationUnit | None, unit: TranslationUnit, after: TranslationUnit | None, style: ContextStyle
) -> TranslationUnit:
    neighbours = zip(_PROP_TYPES[style], (before, after), strict=True)
    props = tuple(
        (kind, _shown(neighbour.source, style))
        for kind, neighbour in neighbours
        if neighbour is not None and neighbour.prop("x-document") == unit.prop("x-document")
    )
    return replace(unit, source_props=unit.source_props + props)


def _shown(text: str, style: ContextStyle) -> str:
    """Return the neighbour as the tool writes it: memoQ holds a whole seg element as text."""
    return f"<seg>{escape_text(text)}</seg>" if style is ContextStyle.MEMOQ else text
