"""A memory of an earlier version becomes one of today's, in one transaction: all of it, or no part of it.

Version 1 had keys of 64 bits in b-trees, props written out in every unit, and one column a side in the word index.
Version 2 had no checksums, and its word index cut numbers at their commas. Version 3 had every text as it is, and
segments of another form; both are read as they were, so it needs no more than the new table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice

from cdalign.memory.bulk_forms import make_bulk_forms
from cdalign.memory.forms import exact_key
from cdalign.memory.records import Row, row_checksum
from cdalign.memory.sqlite_details import Details
from cdalign.memory.sqlite_identities import Identities
from cdalign.memory.sqlite_schema import (
    BETWEEN_SIDES,
    CHECKED,
    READABLE_VERSION,
    UNIT_TABLES,
    VERSION,
    WORD_TABLE,
    run_script,
)
from cdalign.memory.sqlite_texts import DICTIONARY_TABLE, PackedTexts
from cdalign.model import TranslationUnit
from cdalign.text import compact

_UNITS_AT_ONCE = 4_000
_COLUMNS = (
    "id, collection, source, target, source_lang, target_lang, tuid, created, changed, details, context_before, "
    "context_after, identity"
)


def migrate(connection: sqlite3.Connection) -> bool:
    """Bring an earlier memory up to date, and return whether its fuzzy index is empty now. Call it in a transaction."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute(DICTIONARY_TABLE)
    # The sorted words of version 3: new ones are written with the next segments.
    connection.execute("DROP TABLE IF EXISTS runs")
    if version == READABLE_VERSION:
        connection.execute(f"PRAGMA user_version = {VERSION}")
        return False
    if version == 1:
        _leave_version_1(connection)
    else:
        connection.execute("ALTER TABLE units ADD COLUMN checksum INTEGER")
        connection.execute(f"UPDATE units SET checksum = row_checksum({CHECKED})")
        connection.execute("DELETE FROM segments")
    fill_words(connection)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    return True


def fill_words(connection: sqlite3.Connection) -> None:
    """Make the word index from the texts, in the place of the one that is there. Call it in a transaction."""
    connection.execute("DROP TABLE IF EXISTS words")
    run_script(connection, WORD_TABLE)
    texts = PackedTexts(connection)
    rows = connection.execute("SELECT id, collection, source, target FROM units ORDER BY id")
    while part := list(islice(rows, _UNITS_AT_ONCE)):
        connection.executemany("INSERT INTO words (rowid, sides) VALUES (?, ?)", _words(part, texts))


def _leave_version_1(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE units RENAME TO former_units")
    connection.execute("DROP TABLE words")
    connection.execute("DROP TABLE segments")
    run_script(connection, UNIT_TABLES)
    _copy_units(connection)
    # Ids are never given twice, nor are those of units that were deleted last.
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'units'")
    connection.execute("UPDATE sqlite_sequence SET name = 'units' WHERE name = 'former_units'")
    connection.execute("DROP TABLE former_units")


def _copy_units(connection: sqlite3.Connection) -> None:
    details, identities = Details(connection), Identities(connection)
    keys = _keys(connection)
    rows = connection.execute(f"SELECT {_COLUMNS} FROM former_units ORDER BY id")
    while part := list(islice(rows, _UNITS_AT_ONCE)):
        copies = [(*row[:9], _shared(details, row), keys.get(row[10]), keys.get(row[11])) for row in part]
        with_checksums = [(*copy, row_checksum(*copy)) for copy in copies]
        connection.executemany(f"INSERT INTO units VALUES ({', '.join('?' * 13)})", with_checksums)
        identities.put([(row[0], row[12] ^ row[1]) for row in part])


def _keys(connection: sqlite3.Connection) -> dict[int | None, int]:
    """Return today's key of each text by its former one."""
    rows = connection.execute("SELECT source_key, source FROM former_units")
    return {key: exact_key(compact(source)) for key, source in rows}


def _shared(details: Details, row: Row) -> str:
    """Return the details of a unit with its props in the table of shared ones."""
    return details.render(TranslationUnit(*row[2:6], **details.parse(row[9])))


def _words(rows: list[Row], texts: PackedTexts) -> Iterator[tuple[int, str]]:
    words = make_bulk_forms([text for row in rows for text in texts.unpack(*row[2:4])]).words
    for row, sides in zip(rows, zip(words[::2], words[1::2], strict=True), strict=True):
        yield row[0], BETWEEN_SIDES.join(sides)
