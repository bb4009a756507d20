"""Text files of any encoding, read line by line. UTF-8, UTF-16, GBK and Big5 are detected from the bytes."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path

from cdalign.encodings import decode_bytes
from cdalign.errors import ReadError
from cdalign.messages import say

_CHUNK_BYTES = 2**20
_SAMPLE_BYTES = 2**18
# A cell of Excel has 32,767 characters at most, and a table has a few dozen columns.
_LONGEST_LINE = 4_000_000
_ADVICE = "save it again as UTF-8"


def encoding_of(path: str | Path) -> str:
    """Return Python's name of the encoding of a text file.

    A file whose bytes are all valid UTF-8 is UTF-8. Any other encoding is guessed from the first part that is not,
    by the frequency of Chinese characters.

    Raises:
        ReadError: the file cannot be read, or no encoding fits.
    """
    try:
        with Path(path).open("rb") as stream:
            sample = _foreign_sample(stream)
    except OSError as error:
        raise ReadError.of(error, path) from error
    return "utf-8-sig" if sample is None else decode_bytes(sample, path=str(path)).encoding


def _foreign_sample(stream: io.BufferedReader) -> bytes | None:
    """Return some bytes from which to guess an encoding, or None if all of them are UTF-8."""
    first = stream.read(_SAMPLE_BYTES)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return first[: len(first) // 4 * 4]
    if b"\0" in first:
        return first[: len(first) // 2 * 2]
    decoder = codecs.getincrementaldecoder("utf-8")()
    chunk = first
    while chunk:
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return _whole_lines(chunk)
        chunk = stream.read(_CHUNK_BYTES)
    return None if not decoder.getstate()[0] else _whole_lines(first)


def _whole_lines(chunk: bytes) -> bytes:
    """Return the chunk without the lines that are cut at its ends. No other character contains a newline byte."""
    if len(chunk) < _SAMPLE_BYTES:
        return chunk
    start, end = chunk.find(b"\n") + 1, chunk.rfind(b"\n") + 1
    return chunk[start:end] or chunk


def text_lines(path: str | Path, encoding: str = "") -> Iterator[str]:
    r"""Yield the lines of a text file with their line ends, which are `\n`, `\r` or both.

    Raises:
        ReadError: the file cannot be read, does not fit its encoding, or has a line that is too long for a table.
    """
    name = encoding or encoding_of(path)
    line = 0
    try:
        with Path(path).open(encoding=name, newline="") as stream:
            while text := stream.readline(_LONGEST_LINE + 1):
                line += 1
                if len(text) > _LONGEST_LINE:
                    raise ReadError("has a line that is too long for a table", path=path, line=line, advice="split it")
                yield text.removeprefix("\ufeff") if line == 1 else text
    except OSError as error:
        raise ReadError.of(error, path) from error
    except UnicodeError as error:
        raise ReadError(
            say("is not {name} from here on", name=name), path=path, line=line + 1, advice=_ADVICE
        ) from error
