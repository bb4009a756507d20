"""Ways to damage a file, with its structure in mind."""

from __future__ import annotations

import io
import random
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

# What is put in the place of a value: out of bounds, of another kind, or of another notation.
_ODD = (
    b"", b"0", b"-1", b"1e999", b"NaN", b"9" * 5_000, b"0x10", b"null", b"true", b"[]", b"{}", b'""', b"'", b'"',
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", "\u202e\u200b".encode(), "𠮷".encode(), b"A" * 70_000, b"<", b"&", b"&#0;",
    b"&#xD800;", b"%s", b"../../x", b"file:///etc/passwd", b"\r", b"\t\t\t", b"\n\n", b"]]>", b"-->", b"\\", b"\\u0000",
    b"999999999999", b"2147483648", b"-9223372036854775809", b"XFD1048576", b"zz-ZZ-xx", b"99999999T999999Z",
)  # fmt: skip
_NESTS = ((b"[", b"]"), (b"{", b"}"), (b'{"a":', b"}"), (b"<b>", b"</b>"), (b"(", b")"), (b"<p>", b""), (b"[[", b""))
_TOKEN = re.compile(rb'"[^"\n]{0,200}"|\'[^\'\n]{0,200}\'|<[^<>]{1,200}>|[\w.\-]{1,60}')
_MOST_NESTED = 30_000

Change = Callable[[bytes, random.Random], bytes]


def mutate(sample: bytes, shape: str, chance: random.Random) -> bytes:
    """Return a file made of a good one by one to four changes, also inside an archive or a database."""
    if shape == "zip" and chance.random() < 0.8:
        return _in_archive(sample, chance)
    if shape == "sqlite" and chance.random() < 0.7:
        return _in_database(sample, chance)
    return _changed(sample, chance, _BYTE_CHANGES if shape in ("zip", "sqlite", "binary") else _TEXT_CHANGES)


def _changed(data: bytes, chance: random.Random, changes: tuple[Change, ...]) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(changes)(data, chance)
    return data


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 10))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _drop(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 2, 16, 200)) :]


def _double(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    part = data[start : start + chance.choice((1, 20, 300))]
    return data[:start] + part * chance.choice((2, 2, 50)) + data[start:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_ODD) + data[at:]


def _replace_token(data: bytes, chance: random.Random) -> bytes:
    """Put something odd, or another token of the file, in the place of one."""
    tokens = list(_TOKEN.finditer(data))
    if not tokens:
        return _insert(data, chance)
    token = chance.choice(tokens)
    other = chance.choice(_ODD) if chance.random() < 0.6 else chance.choice(tokens)[0]
    if token[0][:1] in b"\"'" and chance.random() < 0.7:
        other = token[0][:1] + other.strip(b"\"'") + token[0][-1:]
    return data[: token.start()] + other + data[token.end() :]


def _drop_token(data: bytes, chance: random.Random) -> bytes:
    tokens = list(_TOKEN.finditer(data))
    if not tokens:
        return data
    token = chance.choice(tokens)
    return data[: token.start()] + data[token.end() :]


def _swap_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if len(lines) > 1:
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _double_line(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        at = chance.randrange(len(lines))
        lines[at:at] = [lines[at]] * chance.choice((1, 1, 3, 200))
    return b"".join(lines)


def _nest(data: bytes, chance: random.Random) -> bytes:
    opening, closing = chance.choice(_NESTS)
    count = chance.choice((2, 100, 1_000, _MOST_NESTED))
    at = chance.randrange(len(data) + 1)
    return data[:at] + opening * count + (closing * count if chance.random() < 0.5 else b"") + data[at:]


def _recode(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-16-le", "utf-32", "gb18030", "big5", "cp1252")), "replace")


_BYTE_CHANGES: tuple[Change, ...] = (_flip, _flip, _flip, _cut, _drop, _double, _insert)
_TEXT_CHANGES: tuple[Change, ...] = (
    *(_flip, _cut, _drop, _double, _insert, _replace_token, _replace_token, _replace_token, _drop_token),
    *(_swap_lines, _double_line, _nest, _recode),
)


def _in_archive(sample: bytes, chance: random.Random) -> bytes:
    """Change, drop, double or rename a part of an archive, and pack it again."""
    with zipfile.ZipFile(io.BytesIO(sample)) as archive:
        parts = [(info.filename, archive.read(info.filename)) for info in archive.infolist()]
    at = chance.randrange(len(parts))
    name, data = parts[at]
    match chance.choice(("change", "change", "change", "change", "drop", "rename", "empty", "huge")):
        case "change":
            parts[at] = (name, _changed(data, chance, _TEXT_CHANGES))
        case "drop":
            del parts[at]
        case "rename":
            parts[at] = (chance.choice((name.upper(), f"../{name}", f"x{name}", name * 20)), data)
        case "empty":
            parts[at] = (name, b"")
        case "huge":
            middle = len(data) // 2
            parts[at] = (name, data[:middle] + b" " * chance.choice((10**6, 3 * 10**7)) + data[middle:])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name[:60_000], data)
    return packed.getvalue()


def _in_database(sample: bytes, chance: random.Random) -> bytes:
    """Change a cell of a row, drop rows, or drop a table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(sample)
        connection = sqlite3.connect(path, isolation_level=None)
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        table = chance.choice([name for name in tables if not name.startswith("sqlite_")])
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info('{table}')")]
        try:
            match chance.choice(("cell", "cell", "cell", "rows", "table")):
                case "cell":
                    value = chance.choice((None, b"\xff\x00", chance.choice(_ODD), 2**40, -1, 1.5, "x" * 10_000))
                    where = chance.choice(("", f" WHERE rowid = (SELECT max(rowid) FROM '{table}')"))
                    connection.execute(f"UPDATE '{table}' SET \"{chance.choice(columns)}\" = ?{where}", (value,))
                case "rows":
                    connection.execute(f"DELETE FROM '{table}' WHERE rowid % 2 = {chance.randrange(2)}")
                case "table":
                    connection.execute(f"DROP TABLE '{table}'")
        except sqlite3.Error:
            pass  # a rule of the table forbids it: the file stays good
        connection.close()
        return path.read_bytes()
