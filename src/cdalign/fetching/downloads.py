"""One file over HTTP: whole or not at all, in bounded time and size, retried politely, resumed when interrupted."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse

from cdalign.errors import ReadError
from cdalign.fetching.connections import Deadline, check_address, make_opener
from cdalign.messages import say
from cdalign.version import VERSION

_HEADERS = {"User-Agent": f"cdalign/{VERSION}", "Accept": "*/*"}
_CHUNK = 64 * 2**10
_LARGEST_BODY = 256 * 2**20
# Statuses worth a retry: too many requests, and errors of the server.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_ABSENT = frozenset({404, 410})
# A size with more digits than that of any file is not read as a number: Python refuses thousands of digits.
_LONGEST_NUMBER = 15


class BusyServerError(ReadError):
    """A server asks us to wait longer than we are willing to."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to try: seconds without a byte, seconds for one answer, attempts, and the waits between them.

    `longest_wait` is the longest wait that a server may ask for, `between` the wait between two documents, in seconds.
    """

    silence: float = 30.0
    whole: float = 300.0
    attempts: int = 4
    first_wait: float = 1.0
    longest_wait: float = 120.0
    between: float = 1.0
    sleep: Callable[[float], None] = field(default=time.sleep)


@dataclass(frozen=True, slots=True)
class Download:
    """The answer of a server: the final address after redirects, the bytes, and the declared content type."""

    url: str
    body: bytes
    content_type: str = ""
    status: int = 200


@dataclass
class _Partial:
    """The part of a file received so far. `tag` identifies the state of the file (ETag or date)."""

    body: bytearray = field(default_factory=bytearray)
    tag: str = ""


class _PassingError(Exception):
    """A fault that may be gone at the next attempt. `wait` is the wait that the server asks for, in seconds."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


def download(url: str, patience: Patience) -> Download | None:
    """Return the file at an address, or None if the server says that it has none.

    Raises:
        BusyServerError: the server asks to wait longer than `patience` allows.
        ReadError: the file could not be fetched completely in all attempts.
    """
    partial = _Partial()
    fault = ""
    for attempt in range(patience.attempts):
        try:
            return _attempt(url, partial, patience)
        except _PassingError as error:
            fault = str(error)
            if error.wait > patience.longest_wait:
                raise _ask_later(url, error.wait) from error
            if attempt + 1 < patience.attempts:
                patience.sleep(max(error.wait, min(patience.longest_wait, patience.first_wait * 2**attempt)))
    raise ReadError(
        say("cannot be fetched: {fault} ({attempts} attempts)", fault=fault, attempts=patience.attempts),
        path=url,
        advice="try again later, or download it with a browser and put it into corpus/",
    )


def _ask_later(url: str, wait: float) -> BusyServerError:
    return BusyServerError(
        say("cannot be fetched now: the server asks to wait {wait:.0f} seconds", wait=wait),
        path=url,
        advice="run the same command later; it resumes where it stopped",
    )


def _attempt(url: str, partial: _Partial, patience: Patience) -> Download | None:
    check_address(url)
    deadline = Deadline(patience.whole)
    request = urllib.request.Request(url, headers=_HEADERS | _resuming(partial))  # noqa: S310 (the scheme was checked)
    try:
        with deadline.running(), make_opener(deadline).open(request, timeout=patience.silence) as response:
            return _receive(response, partial, deadline)
    except urllib.error.HTTPError as error:
        with error:
            if error.code not in _ABSENT:
                raise _fault(error, url, partial) from error
        return None
    except (urllib.error.URLError, HTTPException, OSError) as error:
        slow = "the server is too slow" if deadline.is_over else ""
        raise _PassingError(slow or str(getattr(error, "reason", "") or error or type(error).__name__)) from error


def _resuming(partial: _Partial) -> dict[str, str]:
    if not partial.body or not partial.tag:
        return {}
    return {"Range": f"bytes={len(partial.body)}-", "If-Range": partial.tag}


def _fault(error: urllib.error.HTTPError, url: str, partial: _Partial) -> Exception:
    """Return the error for an answer other than success."""
    if error.code == 416:
        partial.body.clear()
        return _PassingError("the server did not resume the interrupted download")
    if error.code in _PASSING:
        return _PassingError(
            say("the server answered {code}", code=error.code), _seconds_to_wait(error.headers["Retry-After"])
        )
    return ReadError(
        say("cannot be fetched: the server answered {code} {reason}", code=error.code, reason=error.reason),
        path=url,
        advice="open the address in a browser, and put the file into corpus/",
    )


def _seconds_to_wait(written: str | None) -> float:
    """Return the seconds of a `Retry-After` header: a number or a date (RFC 9110, 10.2.3); 0 for anything else."""
    if not written:
        return 0.0
    if written.isascii() and written.isdigit():
        return float(written) if len(written) <= _LONGEST_NUMBER else float("inf")
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _receive(response: HTTPResponse, partial: _Partial, deadline: Deadline) -> Download:
    """Read the body in pieces, so that no server can make us hold more than the size limit."""
    headers, status = response.headers, response.status
    if status != 206:
        partial.body.clear()
    partial.tag = headers["ETag"] or headers["Last-Modified"] or ""
    expected = _expected_size(headers["Content-Length"], partial)
    while chunk := response.read1(_CHUNK):
        partial.body += chunk
        _refuse_larger(len(partial.body), response)
    if deadline.is_over:
        raise _PassingError("the server is too slow")
    if expected is not None:
        _refuse_larger(expected, response)
        if len(partial.body) < expected:
            raise _PassingError(
                say(
                    "the connection was lost after {count} of {expected} bytes",
                    count=len(partial.body),
                    expected=expected,
                )
            )
    return Download(response.geturl(), bytes(partial.body), headers.get_content_type(), status)


def _refuse_larger(size: int, response: HTTPResponse) -> None:
    if size > _LARGEST_BODY:
        raise ReadError("is too large for a document", path=response.geturl(), advice="download it with a browser")


def _expected_size(written: str | None, partial: _Partial) -> int | None:
    if not written or not (written.isascii() and written.isdigit()):
        return None
    return len(partial.body) + int(written) if len(written) <= _LONGEST_NUMBER else _LARGEST_BODY + 1
