"""The SQLite file of a memory: its tables, its version, and the refusal of files that are something else."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from cdalign.atomic import make_whole
from cdalign.errors import ReadError, WriteError
from cdalign.memory.records import row_checksum
from cdalign.memory.sqlite_texts import DICTIONARY_TABLE
from cdalign.messages import say

IN_MEMORY = ":memory:"

# What Python's driver raises: its own errors, and those of a text without UTF-8 or a number of more than 64 bits.
SQLITE_ERRORS = (sqlite3.Error, UnicodeEncodeError, OverflowError)

# "cdTM": marks the file as ours in its header (SQLite file format, section 1.3.9, offset 68).
APPLICATION_ID = 0x6364544D
VERSION = 4
# What this version and later ones wrote can be read as it is.
READABLE_VERSION = 3

_PRIMARY_CODE = 0xFF  # of an extended one (sqlite.org/rescode.html)
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_VERSION_AT, _APPLICATION_AT = 60, 68
# Other processes write in batches of well under a second.
_BUSY_SECONDS = 60.0

# Not mapped into memory: where another program writes over a mapped file (`cp`), the system ends the process (SIGBUS).
# Reading is as quick without (100,000 units).
_CACHE_KILOBYTES = 32_768

# Texts may be confidential: a memory is its owner's alone, until he changes its mode. SQLite gives the files next to it
# (-wal, -shm) the same one.
_MODE = 0o600

# Comes between the words of source and target in the word index: a word that no text holds, so no phrase reaches
# from one into the other.
BETWEEN_SIDES = " \u2016 "

# The word index is given words, folded and lower case, with a space between: the plainest tokenizer keeps them as
# they are. Larger pages make it smaller and a third quicker to write (measured: 11.5 -> 7.6 microseconds a unit), and
# so do one column for both sides (8.3 -> 7.1) and merges of eight runs in place of four (6.1 -> 4.7).
# The marks within a number (1,299) belong to its word, as everywhere else.
# Ids are never given twice (AUTOINCREMENT), so the indexes may go on naming a unit that was deleted.
UNIT_TABLES = """
CREATE TABLE units (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL REFERENCES collections (id),
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    source_lang TEXT NOT NULL,
    target_lang TEXT NOT NULL,
    tuid TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    details TEXT NOT NULL,
    context_before INTEGER,
    context_after INTEGER,
    checksum INTEGER
);
CREATE TABLE props (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (kind, value)
);
CREATE TABLE identities (
    number INTEGER PRIMARY KEY,
    first_unit INTEGER NOT NULL,
    units BLOB NOT NULL,
    identities BLOB NOT NULL
);
CREATE TABLE fresh_identities (
    unit INTEGER PRIMARY KEY,
    identity INTEGER NOT NULL
);
CREATE TABLE segments (
    lang TEXT NOT NULL,
    number INTEGER NOT NULL,
    size INTEGER NOT NULL,
    last_unit INTEGER NOT NULL,
    lists BLOB NOT NULL,
    words BLOB NOT NULL,
    PRIMARY KEY (lang, number)
);
"""
WORD_TABLE = """
CREATE VIRTUAL TABLE words USING fts5 (
    sides, content = '', columnsize = 0, tokenize = "ascii tokenchars '.,'"
);
INSERT INTO words (words, rank) VALUES ('pgsz', 16000);
INSERT INTO words (words, rank) VALUES ('automerge', 8);
"""
# What the checksum of a unit is made of.
CHECKED = (
    "id, collection, source, target, source_lang, target_lang, tuid, created, changed, details, context_before, "
    "context_after"
)
_TABLES = (
    """
CREATE TABLE collections (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    priority INTEGER NOT NULL DEFAULT 0,
    penalty INTEGER NOT NULL DEFAULT 0,
    is_read_only INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE imports (
    content TEXT NOT NULL,
    collection TEXT NOT NULL,
    units INTEGER NOT NULL,
    is_complete INTEGER NOT NULL,
    PRIMARY KEY (content, collection)
);
"""
    + UNIT_TABLES
    + WORD_TABLE
    + DICTIONARY_TABLE
)


def connect(path: str | Path, *, create: bool, read_only: bool) -> sqlite3.Connection:
    """Return a connection to the memory in a file, made where it is missing and `create` allows it.

    Raises:
        ReadError: there is no such file, or it is not a memory of ours; it is left untouched.
        WriteError: it cannot be made there.
    """
    if str(path) == IN_MEMORY:
        connection = sqlite3.connect(IN_MEMORY, isolation_level=None, check_same_thread=False)
        _make_tables(connection)
        _name_vocabulary(connection)
        return connection
    file = Path(path)
    if not file.exists():
        if read_only or not create:
            raise ReadError(
                "there is no such memory",
                path=path,
                code="memory",
                advice=say("cdalign tm import FILE.tmx --memory {path}", path=path),
            )
        _make_file(file)
    _check_header(file)
    try:
        return _open(file, read_only=read_only)
    except sqlite3.Error as error:
        raise unreadable(path, error) from error


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the memory's form."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _make_file(file: Path) -> None:
    """Make an empty memory under another name and give it its own in one step, so that none is ever half made."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _refuse_leftovers(file)
        with closing(sqlite3.connect(IN_MEMORY, isolation_level=None)) as connection:
            _make_tables(connection)
            content = connection.serialize()
        make_whole(file, content, _MODE)
    except OSError as error:
        raise WriteError.of(error, file) from error
    except sqlite3.Error as error:
        raise WriteError(
            say("cannot be made ({error})", error=error), path=file, advice="choose another place"
        ) from error


def _refuse_leftovers(file: Path) -> None:
    """Raise WriteError where the last writes of another memory lie next to this name: SQLite would take them in."""
    log = file.with_name(f"{file.name}-wal")
    # In this order: the file is there before its log does.
    if log.exists() and log.stat().st_size and not file.exists():
        message = say("was there before, and {log} holds what was written to it last", log=log.name)
        raise WriteError(
            message, path=file, advice=say("put {file} back, or delete {log} too", file=file.name, log=log.name)
        )


def _make_tables(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA page_size = 8192")
    connection.execute("BEGIN")
    run_script(connection, _TABLES)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run statements in the transaction that is open."""
    for statement in script.split(";\n"):
        connection.execute(statement)


def _open(file: Path, *, read_only: bool) -> sqlite3.Connection:
    if not read_only:
        return _open_as(file, "mode=rw", read_only=False)
    try:
        return _open_as(file, "mode=ro", read_only=True)
    except sqlite3.OperationalError:
        # Even a reader writes into files next to it (sqlite.org/wal.html). In a folder where that is not allowed no
        # program writes; if there is no log of the last writes, the file is complete without it.
        log = file.with_name(f"{file.name}-wal")
        if os.access(file.parent, os.W_OK) or (log.exists() and log.stat().st_size):
            raise
        return _open_as(file, "mode=ro&immutable=1", read_only=True)


def _open_as(file: Path, how: str, *, read_only: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{file.absolute().as_uri()}?{how}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _configure(connection, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _configure(connection: sqlite3.Connection, *, read_only: bool) -> None:
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        # In WAL mode a killed process loses nothing; only a power cut can cost the last batches, never the file.
        connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
    connection.execute("PRAGMA mmap_size = 0")
    _name_vocabulary(connection)
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _name_vocabulary(connection: sqlite3.Connection) -> None:
    """Name the words of the word index, and make the checksums available to statements, for this connection."""
    connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, words, instance)")
    connection.create_function("row_checksum", -1, row_checksum, deterministic=True)


def _check_header(file: Path) -> None:
    """Look at the file's first bytes before SQLite touches it."""
    try:
        with file.open("rb") as stream:
            header = stream.read(_HEADER_BYTES)
    except OSError as error:
        raise ReadError.of(error, file) from error
    if not header.startswith(_MAGIC) or len(header) < _HEADER_BYTES:
        advice = say("cdalign tm import {file} --memory NEW.cdtm, if it is TMX", file=file)
        raise ReadError("is not a memory of cdalign", path=file, code="memory", advice=advice)
    if _number_at(header, _APPLICATION_AT) != APPLICATION_ID:
        raise ReadError("is an SQLite file of another program", path=file, advice="name another file for the memory")
    version = _number_at(header, _VERSION_AT)
    if version > VERSION:
        raise ReadError(
            say("is of version {version}, this program knows {known}", version=version, known=VERSION),
            path=file,
            advice="update cdalign",
        )


def _number_at(header: bytes, place: int) -> int:
    return int.from_bytes(header[place : place + 4], "big")


def unreadable(path: str | Path, error: Exception) -> ReadError:
    """Return the error for a file that SQLite cannot work with, or for a value that it cannot hold."""
    if getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE == sqlite3.SQLITE_READONLY:
        advice = "copy it to a folder that you may write to"
    elif isinstance(error, sqlite3.Error):
        advice = "restore it from a copy, or import its TMX into a new one"
    else:
        advice = "remove what is not text (a lone surrogate), or give a smaller number"
    return ReadError(say("the memory cannot be used ({error})", error=error), path=path, advice=advice)
