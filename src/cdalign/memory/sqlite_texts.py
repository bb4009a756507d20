"""The two texts of a unit as one compressed cell, with a dictionary of the memory's own phrases.

A sentence is too short to be compressed by itself. What makes it short is a preset dictionary (RFC 1950, section 2.2):
32 kB of other units, to which the compressed form refers back. The first thousand units stay as they are; then a
dictionary is drawn from all of them, and another each time there are ten times as many. Dictionaries stay for ever.
"""

from __future__ import annotations

import sqlite3
import zlib
from typing import Any

from cdalign.messages import say

DICTIONARY_TABLE = """
CREATE TABLE dictionaries (
    number INTEGER PRIMARY KEY,
    content BLOB NOT NULL
)
"""
# A number of this many digits is the first with a dictionary.
_FEWEST_DIGITS = 4
# As far as deflate can refer back (RFC 1951).
_DICTIONARY_BYTES = 32_768
# Units that are looked at for a dictionary: of short ones as many fit into it.
_MOST_SAMPLED = 1_000
# Synthetic units shrink from 315 bytes to 45 by level 6 and to 61 by level 1, in 8.3 and 6.5 microseconds.
_LEVEL, _WINDOW, _STATE = 6, -15, 8
_END = "\0"

# One cell for both texts, and nothing in the other; or both as they are.
Cells = tuple[str | bytes, str]


class PackedTexts:
    """Packs and unpacks the texts of units, with the dictionaries in the same file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.forget()

    def forget(self) -> None:
        """Drop what was read or made, because its transaction was undone."""
        self._packers: dict[int, Any] = {}
        self._unpackers: dict[int, Any] = {}

    def pack(self, source: str, target: str, last: int) -> Cells:
        """Return the cells of a unit; `last` is the id of the last unit that was in the memory before this batch."""
        number = len(str(last))
        if number < _FEWEST_DIGITS:
            return source, target
        packer = self._packers.get(number) or self._load_packer(number)
        compress = packer.copy()
        text = f"{len(source)}{_END}{source}{target}".encode()
        return bytes((number,)) + compress.compress(text) + compress.flush(), ""

    def unpack(self, source: Any, target: Any) -> tuple[Any, Any]:
        """Return the texts in cells; texts that are not packed come back as they are.

        Raises:
            ValueError: the cell is damaged, or its dictionary is missing.
        """
        if not isinstance(source, bytes):
            return source, target
        unpacker = self._unpackers.get(source[0]) if source else None
        try:
            expand = (unpacker or self._load_unpacker(source[0])).copy()
            length, end, texts = expand.decompress(memoryview(source)[1:]).decode().partition(_END)
        except (zlib.error, IndexError) as error:
            raise ValueError(str(error)) from error
        if not end or not expand.eof:
            raise ValueError("a packed text ends early")
        return texts[: int(length)], texts[int(length) :]

    def _load_packer(self, number: int) -> Any:
        content = self._content(number) or self._make(number)
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _STATE, zlib.Z_DEFAULT_STRATEGY, content)
        self._packers[number] = packer
        return packer

    def _load_unpacker(self, number: int) -> Any:
        content = self._content(number)
        if not content:
            raise ValueError(say("dictionary {number} is missing", number=number))
        unpacker = self._unpackers[number] = zlib.decompressobj(_WINDOW, content)
        return unpacker

    def _content(self, number: int) -> bytes:
        row = self._connection.execute("SELECT content FROM dictionaries WHERE number = ?", (number,)).fetchone()
        return row[0] if row and isinstance(row[0], bytes) else b""

    def _make(self, number: int) -> bytes:
        """Return the dictionary for ids of a number of digits, made of units from all of the memory, and keep it."""
        execute = self._connection.execute
        (last,) = execute("SELECT coalesce(max(id), 0) FROM units").fetchone()
        ids = range(1, last + 1, max(1, last // _MOST_SAMPLED))
        rows = (execute("SELECT source, target FROM units WHERE id = ?", (unit,)).fetchone() for unit in ids)
        texts = ["".join(self.unpack(*row)).encode() for row in rows if row]
        # As many as there is room for, from all of the memory alike.
        step = max(1, sum(map(len, texts)) // _DICTIONARY_BYTES)
        content = b"".join(texts[::step])[-_DICTIONARY_BYTES:] or _END.encode()
        execute("INSERT INTO dictionaries (number, content) VALUES (?, ?)", (number, content))
        return content
