"""Units as rows of a PostgreSQL table, and their words as its index has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cdalign.memory.postgres_schema import BETWEEN_SIDES
from cdalign.memory.records import NewUnit, Row, render_details

# What a unit's texts may be told with: created, changed, details.
Told = tuple[str, str, str]

# PostgreSQL takes words of 2 kB and 1 MB of different words in a unit (manual, 12.11); a character has 4 bytes at most.
# Whoever looks for words beyond that finds units that begin so, and what is found is verified in the text.
_LONGEST_WORD, _LONGEST_WORDS = 500, 250_000


class EntryPlan(NamedTuple):
    """What is to be done with units: an id for each new one, what known ones are told again."""

    numbers: list[int | None]
    fresh: list[tuple[int, NewUnit]]
    renewed: dict[int, Told]
    changed: int


def plan_entry(units: Sequence[NewUnit], known: dict[int, tuple[int, Told]], first: int) -> EntryPlan:
    """Return new units the ids from `first` on; one that comes again among these units is known the second time."""
    plan = EntryPlan([], [], {}, 0)
    changed = 0
    for new in units:
        told = (new.unit.created, new.unit.changed, render_details(new.unit))
        number, before = known.setdefault(new.identity, (first + len(plan.fresh), told))
        is_new = number == first + len(plan.fresh)
        plan.numbers.append(number if is_new else None)
        if is_new:
            plan.fresh.append((number, new))
        elif before != told:
            known[new.identity] = (number, told)
            plan.renewed[number] = told
            changed += 1
    return plan._replace(changed=changed)


def row_of(number: int, new: NewUnit, collection: int) -> Row:
    """Return the row of a new unit, in the order of the table's columns."""
    unit = new.unit
    return (
        number,
        unit.source,
        unit.target,
        unit.source_lang,
        unit.target_lang,
        unit.id,
        unit.created,
        unit.changed,
        render_details(unit),
        new.before,
        new.after,
        collection,
        new.identity,
        indexed_words(new.words),
    )


def indexed_words(sides: Sequence[str]) -> str:
    """Return the words of both sides as they occur in the index."""
    texts = (" ".join(word[:_LONGEST_WORD] for word in words.split()) for words in sides)
    joined = f" {BETWEEN_SIDES} ".join(texts).strip()
    return joined if len(joined) <= _LONGEST_WORDS else joined[:_LONGEST_WORDS].rpartition(" ")[0]


def phrase_of(words: Sequence[str], *, is_open: bool) -> dict[str, str]:
    """Return the words as a query of all of them (in any order), and as they occur in the row."""
    shortened = [word[:_LONGEST_WORD] for word in words]
    # Words hold letters and digits alone, and 1,299 its comma: nothing that could end a quoted string.
    query = " & ".join(f"'{word}'" for word in shortened) + (":*" if is_open else "")
    return {"words": query, "phrase": f" {' '.join(shortened)}" + ("" if is_open else " ")}
