"""The PostgreSQL database of a memory: its tables, its version, and the refusal of databases that hold something else.

Everything lies in the schema `cdalign`, so that the database may serve other programs as well.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cdalign.errors import AwayError, MissingExtraError, ReadError, UsageError, WriteError
from cdalign.messages import say

if TYPE_CHECKING:
    import psycopg

VERSION = 3
# What this version and later ones wrote can be read as it is; the first who writes makes it today's.
READABLE_VERSION = 2

# Between the two sides of a unit in `words`: no word holds it, so no phrase reaches from one side into the other.
BETWEEN_SIDES = "|"
# What is indexed, written once: PostgreSQL finds an index by the expression it was made of.
INDEXED_WORDS = f"array_to_tsvector(array_remove(string_to_array(words, ' '), '{BETWEEN_SIDES}'))"

WORD_INDEX = f"CREATE INDEX units_by_words ON units USING gin ({INDEXED_WORDS})"

_CONNECT_SECONDS = 10
_URL_ADVICE = "postgresql://USER@HOST/DATABASE, with %40 for @ and %2F for / in a name or password"
_ODD_PLACE = re.compile(r"^[a-z]+://[^?]*[@/][^?]*@")
_QUOTED = re.compile('".*"')
_PLAIN_HOST = re.compile(r"[\w.%-]*")
# As for the file of SQLite: other processes write in batches of well under a second.
_BUSY_SECONDS = 60.0
# The part of the patience after which a lock is no longer waited for, so that the database itself says so.
_LOCK_SHARE = 0.6
# A silent network is noticed after some 20 seconds even without a deadline of the caller (libpq, 34.1.2).
_KEEPALIVES = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3}
_APPLICATION = "cdalign"
# No such schema, no such table (PostgreSQL manual, appendix A).
_UNDEFINED = frozenset(("3F000", "42P01"))
_RESTORE = "restore the database from a copy, or import its TMX into a new one"
_BROKEN = "see the log of the database"
_ADVICE = {
    "42P01": _RESTORE,
    "42703": _RESTORE,  # no such column
    "42501": "ask its owner for the right to use the schema cdalign and its tables",
    "25006": "name the server that is written to: this one is for reading only",
    "53100": "make room on the disk of the database; the same call goes on where it stopped",
    "22003": "give a smaller number",
    "55P03": "another program holds its tables (VACUUM FULL, ALTER, an import); try again when it has ended",
    "57014": "the database allows no statement to take so long; raise statement_timeout for this user",
    "25P03": "the database ends transactions that pause; raise idle_in_transaction_session_timeout for this user",
    "57P05": "the database ends sessions that pause; raise idle_session_timeout for this user",
}
_AWAY = "see whether the database runs, and its log; the same may be asked again in a while"
# Connection errors, shutdown, start, a lock or a statement that took too long (PostgreSQL manual, appendix A).
_AWAY_STATES = ("08", "57P", "55P03", "57014", "25P03", "53300")

# Names are sorted by code point, as SQLite does, whatever the locale of the database.
_TABLES = f"""
CREATE SCHEMA cdalign;
SET LOCAL search_path = cdalign;
CREATE TABLE memory (version int NOT NULL, writes bigint NOT NULL, last_unit bigint NOT NULL);
INSERT INTO memory VALUES ({VERSION}, 0, 0);
CREATE TABLE collections (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    priority int NOT NULL,
    penalty int NOT NULL,
    is_read_only boolean NOT NULL
);
CREATE TABLE units (
    id bigint PRIMARY KEY,
    collection int NOT NULL REFERENCES collections (id),
    source text NOT NULL,
    target text NOT NULL,
    source_lang text NOT NULL,
    target_lang text NOT NULL,
    tuid text NOT NULL,
    created text NOT NULL,
    changed text NOT NULL,
    details text NOT NULL,
    context_before int,
    context_after int,
    identity bigint NOT NULL,
    words text NOT NULL
);
CREATE UNIQUE INDEX units_by_identity ON units (identity, collection);
{WORD_INDEX};
CREATE TABLE segments (
    lang text COLLATE "C" NOT NULL,
    number int NOT NULL,
    size int NOT NULL,
    last_unit bigint NOT NULL,
    lists bytea NOT NULL,
    words bytea NOT NULL,
    PRIMARY KEY (lang, number)
);
CREATE TABLE imports (
    content text NOT NULL,
    collection text NOT NULL,
    units bigint NOT NULL,
    is_complete boolean NOT NULL,
    PRIMARY KEY (content, collection)
);
"""


def load_psycopg() -> Any:
    """Return the module that talks to PostgreSQL.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import psycopg
    except ImportError as error:
        advice = 'python -m pip install "cdalign[postgres]"'
        raise MissingExtraError("a memory in PostgreSQL needs psycopg", advice=advice) from error
    return psycopg


def shown_address(url: str) -> str:
    """Return the URL of a database as it may be shown and used again: without the password.

    Raises:
        UsageError: it is not the URL of a database.
    """
    driver = load_psycopg()
    # A password with one of these as it is ends early, and the rest of it occurs where a host or a database does.
    if _ODD_PLACE.search(url):
        raise UsageError("that is not the URL of a database (an @ or / too many)", advice=_URL_ADVICE)
    try:
        parts = driver.conninfo.conninfo_to_dict(url)
    except (driver.Error, UnicodeEncodeError) as error:
        # What the message quotes may be the password.
        reason = _QUOTED.sub("…", first_line(error))
        message = say("that is not the URL of a database ({reason})", reason=reason)
        raise UsageError(message, advice=_URL_ADVICE) from None
    user, host, port, database = (quote(parts.get(name, ""), safe="/,:") for name in ("user", "host", "port", "dbname"))
    name = f"{user}@" if user else ""
    database = database.replace("/", "%2F")
    # A folder with a socket, several hosts and an address of IPv6 cannot come before the name of the database.
    if _PLAIN_HOST.fullmatch(host):
        return f"postgresql://{name}{host}{f':{port}' if port else ''}/{database}"
    return f"postgresql://{name}/{database}?host={host}{f'&port={port}' if port else ''}"


def connect(url: str, patience: float | None = None) -> psycopg.Connection[tuple[Any, ...]]:
    """Return a connection to a database, whether or not a memory is in it.

    What the URL says itself (`connect_timeout`, `application_name`, keepalives) holds; `patience` bounds, in seconds,
    how long a connection and a lock are waited for.

    Raises:
        AwayError: it cannot be reached.
        ReadError: it does not hold its texts in UTF-8.
    """
    driver = load_psycopg()
    busy = patience * _LOCK_SHARE if patience else _BUSY_SECONDS
    try:
        connection: psycopg.Connection[tuple[Any, ...]] = driver.connect(
            url, autocommit=True, **_unsaid_parameters(url, patience)
        )
        try:
            connection.execute("SET search_path = cdalign")
            connection.execute(f"SET lock_timeout = {int(busy * 1000)}")
            # Compiling takes longer than any of our statements.
            connection.execute("SET jit = off")
            _refuse_other_encoding(connection, url)
        except BaseException:
            connection.close()
            raise
    except driver.Error as error:
        raise AwayError(
            say("the database cannot be reached ({reason})", reason=first_line(error)),
            path=shown_address(url),
            advice="see that it runs and that user and password are right (PGPASSWORD, ~/.pgpass)",
        ) from error
    return connection


def _unsaid_parameters(url: str, patience: float | None) -> dict[str, Any]:
    """Return our settings of a connection, without those that the URL or the environment makes itself."""
    said = load_psycopg().conninfo.conninfo_to_dict(url)
    wait = min(_CONNECT_SECONDS, max(2, int(patience))) if patience else _CONNECT_SECONDS
    ours: dict[str, Any] = {"application_name": _APPLICATION, "connect_timeout": wait, **_KEEPALIVES}
    named = {"application_name": "PGAPPNAME", "connect_timeout": "PGCONNECT_TIMEOUT"}
    return {key: value for key, value in ours.items() if key not in said and named.get(key, "") not in os.environ}


def _refuse_other_encoding(connection: psycopg.Connection[tuple[Any, ...]], url: str) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise ReadError(
            say("the database holds its texts in {encoding}", encoding=encoding),
            path=shown_address(url),
            code="memory",
            advice="make one for the memory: createdb --template=template0 --encoding=UTF8 NAME",
        )


def prepare(connection: psycopg.Connection[tuple[Any, ...]], address: str, *, create: bool) -> None:
    """Look whether a memory is in the database. If there is not one, make it if `create` allows it.

    Raises:
        ReadError: there is not one, or it is of another version, or the schema of another program.
        WriteError: it cannot be made.
    """
    version = _version(connection, address)
    if version is None and not create:
        advice = say("cdalign tm import FILE.tmx --memory {address}", address=address)
        raise ReadError("there is no memory in this database", path=address, code="memory", advice=advice)
    if version is None:
        _make_tables(connection, address)
    elif version > VERSION:
        message = say("is of version {version}, this program knows {known}", version=version, known=VERSION)
        raise ReadError(message, path=address, advice="update cdalign")
    elif version < READABLE_VERSION:
        message = say("is of version {version}, this program knows {known}", version=version, known=VERSION)
        raise ReadError(
            message,
            path=address,
            code="memory",
            advice="drop its schema (DROP SCHEMA cdalign CASCADE) and import again",
        )


def _version(connection: psycopg.Connection[tuple[Any, ...]], address: str) -> int | None:
    driver = load_psycopg()
    try:
        rows = connection.execute("SELECT version FROM cdalign.memory").fetchall()
    except driver.Error as error:
        if error.sqlstate in _UNDEFINED:
            return None
        raise unusable(error, address) from error
    if len(rows) != 1:
        message = say("the memory is damaged: its table `memory` has {count} rows in place of one", count=len(rows))
        raise ReadError(message, path=address, advice=_RESTORE)
    return int(rows[0][0])


def _make_tables(connection: psycopg.Connection[tuple[Any, ...]], address: str) -> None:
    driver = load_psycopg()
    try:
        with connection.transaction():
            # Of two that make it at once, the second finds it made.
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('cdalign'))")
            made = connection.execute("SELECT to_regclass('cdalign.memory') IS NOT NULL").fetchone()
            if made == (False,):
                connection.execute(_TABLES)
    except driver.errors.DuplicateSchema as error:
        message = "the schema cdalign in it does not hold a memory"
        raise ReadError(message, path=address, advice="name another database") from error
    except driver.Error as error:
        message = say("the memory cannot be made ({reason})", reason=first_line(error))
        advice = _ADVICE["25006"] if error.sqlstate == "25006" else "ask for the right to CREATE in this database"
        raise WriteError(message, path=address, code="memory", advice=advice) from error


def unusable(error: Exception, address: str) -> ReadError:
    """Return the error for a database that does not do what it is asked, an AwayError where it may later."""
    message = say("the memory cannot be used ({reason})", reason=first_line(error))
    state = getattr(error, "sqlstate", None) or ""
    is_lost = isinstance(error, load_psycopg().OperationalError) and not state
    kind = AwayError if is_lost or state.startswith(_AWAY_STATES) else ReadError
    return kind(message, path=address, advice=_ADVICE.get(state, _AWAY if kind is AwayError else _BROKEN))


def first_line(error: Exception) -> str:
    """Return the part of PostgreSQL's message that a person needs."""
    return str(error).strip().partition("\n")[0]
