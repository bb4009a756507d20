"""What is wrong with the file of a memory: each row against its checksum, each index against the rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from itertools import islice
from zlib import crc32

from cdalign.memory.bulk_forms import make_bulk_forms
from cdalign.memory.entering import identity_of
from cdalign.memory.sqlite_details import Details
from cdalign.memory.sqlite_identities import Identities
from cdalign.memory.sqlite_schema import BETWEEN_SIDES, CHECKED
from cdalign.memory.sqlite_texts import PackedTexts
from cdalign.model import TranslationUnit

_UNITS_AT_ONCE = 4_000
# So many damaged units are named one by one.
_MOST_NAMED = 10
_REINDEX = "the index of words differs from the texts: --reindex makes it from them"


def find_damage(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong, in words for a person.

    Raises:
        sqlite3.Error: so much is wrong that SQLite gives up.
    """
    yield from (row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok")
    damaged = [
        row[0] for row in connection.execute(f"SELECT id FROM units WHERE checksum IS NOT row_checksum({CHECKED})")
    ]
    if damaged:
        named = ", ".join(map(str, damaged[:_MOST_NAMED])) + (" …" if len(damaged) > _MOST_NAMED else "")
        yield f"{len(damaged)} units are not as they were written: {named}"
    else:
        yield from _wrong_details(connection)
    try:
        if _words_in_index(connection) != _words_in_texts(connection):
            yield _REINDEX
    except (TypeError, AttributeError, ValueError):
        yield "a text is missing"


def _wrong_details(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with the table of shared props and with the identities, in which units name others."""
    details, identities, texts = Details(connection), Identities(connection), PackedTexts(connection)
    rows = connection.execute(f"SELECT {CHECKED} FROM units ORDER BY id")
    unknown = 0
    while part := list(islice(rows, _UNITS_AT_ONCE)):
        try:
            wanted = {_identity(details, (*row[:2], *texts.unpack(*row[2:4]), *row[4:])): row[0] for row in part}
        except (ValueError, TypeError, IndexError, json.JSONDecodeError, sqlite3.DatabaseError):
            yield f"notes or props of units {part[0][0]} to {part[-1][0]} cannot be read"
            continue
        found = identities.find(list(wanted))
        unknown += sum(identity not in found for identity in wanted)
    if unknown:
        yield f"{unknown} units are not found by their identity: they, or the list of identities, have changed"


def _identity(details: Details, row: tuple[object, ...]) -> int:
    _, collection, source, target, source_lang, target_lang, tuid, created, changed, told, *_ = row
    told_as = details.parse(str(told))
    unit = TranslationUnit(
        str(source), str(target), str(source_lang), str(target_lang), str(tuid),
        created=str(created), changed=str(changed), **told_as,
    )  # fmt: skip
    assert isinstance(collection, int)
    return identity_of(unit) ^ collection


def _words_in_index(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return how many words the index holds, and the sum of what stands for each of them at its place."""
    connection.create_function("word_place", 3, _word_place, deterministic=True)
    row = connection.execute("SELECT count(*), sum(word_place(term, doc, offset)) FROM temp.vocabulary").fetchone()
    return int(row[0]), int(row[1] or 0)


def _words_in_texts(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return the same of the words that the texts hold."""
    count = total = 0
    texts = PackedTexts(connection)
    rows = connection.execute("SELECT id, source, target FROM units ORDER BY id")
    while part := list(islice(rows, _UNITS_AT_ONCE)):
        words = make_bulk_forms([text for row in part for text in texts.unpack(*row[1:])]).words
        for row, source, target in zip(part, words[::2], words[1::2], strict=True):
            sides = BETWEEN_SIDES.join((source, target)).split()
            count += len(sides)
            total += sum(_word_place(word, row[0], place) for place, word in enumerate(sides))
    return count, total


def _word_place(word: str, unit: int, place: int) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"), (unit * 1_000_003 + place) & 0xFFFFFFFF)
