"""One file over HTTP: whole or not at all, in bounded time and size, retried politely, resumed where it broke off."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse

from cdalign.errors import ReadError
from cdalign.version import VERSION

_HEADERS = {"User-Agent": f"cdalign/{VERSION}", "Accept": "*/*"}
_CHUNK = 64 * 2**10
_LARGEST_BODY = 256 * 2**20
# Worth asking again: too many requests, and the server's own troubles.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT = 60.0
_ABSENT = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to try: seconds without a byte, seconds for one file, attempts, and how to wait between them."""

    silence: float = 30.0
    whole: float = 300.0
    attempts: int = 4
    first_wait: float = 1.0
    sleep: Callable[[float], None] = field(default=time.sleep)


@dataclass(frozen=True, slots=True)
class Download:
    """What a server gave: the address it came from in the end, its bytes, and the type it says they are."""

    url: str
    body: bytes
    content_type: str = ""
    status: int = 200


@dataclass
class _Partial:
    """What has come so far of one file; `tag` says which state of the file it is a part of."""

    body: bytearray = field(default_factory=bytearray)
    tag: str = ""


class _PassingError(Exception):
    """A fault that may be gone at the next attempt; `wait` is what the server asks for, in seconds."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


def download(url: str, patience: Patience) -> Download | None:
    """Give the file at an address, or nothing where the server says that it has none.

    Raises:
        ReadError: it could not be had whole, after all attempts.
    """
    partial = _Partial()
    fault = ""
    for attempt in range(patience.attempts):
        try:
            return _attempt(url, partial, patience)
        except _PassingError as error:
            fault = str(error)
            if attempt + 1 < patience.attempts:
                patience.sleep(min(_LONGEST_WAIT, max(error.wait, patience.first_wait * 2**attempt)))
    raise ReadError(
        f"cannot be fetched: {fault} ({patience.attempts} attempts)",
        path=url,
        advice="try again later, or download it with a browser and put it into corpus/",
    )


def _attempt(url: str, partial: _Partial, patience: Patience) -> Download | None:
    if not url.startswith(("https://", "http://")):
        raise ReadError("is no web address", path=url, advice="--server https://documents.un.org")
    request = urllib.request.Request(url, headers=_HEADERS | _resuming(partial))  # noqa: S310 (the scheme was checked)
    try:
        with urllib.request.urlopen(request, timeout=patience.silence) as response:  # noqa: S310 (as above)
            return _receive(response, partial, patience)
    except urllib.error.HTTPError as error:
        with error:
            if error.code not in _ABSENT:
                raise _fault(error, url, partial) from error
        return None
    except (urllib.error.URLError, HTTPException, OSError) as error:
        raise _PassingError(str(getattr(error, "reason", "") or error or type(error).__name__)) from error


def _resuming(partial: _Partial) -> dict[str, str]:
    if not partial.body or not partial.tag:
        return {}
    return {"Range": f"bytes={len(partial.body)}-", "If-Range": partial.tag}


def _fault(error: urllib.error.HTTPError, url: str, partial: _Partial) -> Exception:
    """Give the error that an answer other than success is."""
    if error.code == 416:
        partial.body.clear()
        return _PassingError("the server did not go on where it broke off")
    if error.code in _PASSING:
        return _PassingError(f"the server answers {error.code}", _seconds(error.headers["Retry-After"]))
    return ReadError(
        f"cannot be fetched: the server answers {error.code} {error.reason}",
        path=url,
        advice="open the address in a browser, and put the file into corpus/",
    )


def _seconds(written: str | None) -> float:
    return float(written) if written and written.isascii() and written.isdigit() else 0.0


def _receive(response: HTTPResponse, partial: _Partial, patience: Patience) -> Download:
    """Take the body in pieces, so that a server that drips cannot hold us longer than we wait for a whole file."""
    headers, status = response.headers, response.status
    if status != 206:
        partial.body.clear()
    partial.tag = headers["ETag"] or headers["Last-Modified"] or ""
    expected = _expected_size(headers["Content-Length"], partial)
    end = time.monotonic() + patience.whole
    while chunk := response.read1(_CHUNK):
        partial.body += chunk
        if len(partial.body) > _LARGEST_BODY:
            raise ReadError("is too large for a document", path=response.geturl(), advice="download it with a browser")
        if time.monotonic() > end:
            raise _PassingError("the server is too slow")
    if expected is not None and len(partial.body) < expected:
        raise _PassingError(f"the connection broke off after {len(partial.body)} of {expected} bytes")
    return Download(response.geturl(), bytes(partial.body), headers.get_content_type(), status)


def _expected_size(written: str | None, partial: _Partial) -> int | None:
    return len(partial.body) + int(written) if written and written.isascii() and written.isdigit() else None
