"""Who may send requests (hosts, origins, tokens), and the headers that keep the pages safe.

A page of another site can send requests to this computer. So a request must name one of our hosts (no DNS
rebinding), and a request that changes something must come from our own page (Origin) and bear its secret.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cdalign.web.rates import Rate

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
CSRF_HEADER = "x-csrf-token"
_COOKIE = "cdalign_token"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Addresses for programs, which do not follow redirects or keep cookies.
FOR_PROGRAMS = ("/tmserver/", "/api/", "/files/")
# Those that take POST, because a text is too long for an address. They only read, as all of these do.
ASKED_WITH_POST = frozenset({"/api/discovery", "/api/fragments"})
_SECRET_BYTES = 24  # 192 bits
# 20,000 Chinese characters, the longest question, take 180 kB when percent-encoded. uvicorn bounds only what comes in
# several pieces.
LARGEST_HEAD_BYTES = 256_000
# More requests at once than this are turned away; 32 clients are the measured load.
_MOST_AT_ONCE = 200
# A name or an address, and a port. The name may have any letters.
_HOST = re.compile(r"(?:\[(?P<address>[0-9A-Fa-f:.]+)\]|(?P<name>[^\s:/?#\[\]@,\\]+))(?::[0-9]{1,5})?")

# Only our own files: no script, style or picture of another site, no inline script, no frame around our pages.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def make_secret() -> str:
    """Return a new secret that fits into a URL."""
    return secrets.token_urlsafe(_SECRET_BYTES)


@dataclass(frozen=True)
class Access:
    """Who may send requests: our host names, the token that each request must have (empty: none), the pages' secret.

    `rate` is how many requests a second one address may send; 0 is without limit.
    With a token, every host given as an IP address is answered too: a name can be rebound, an address cannot.
    """

    hosts: frozenset[str] = LOOPBACK_HOSTS
    token: str = ""
    csrf: str = field(default_factory=make_secret)
    rate: int = 0

    def knows_host(self, host: str) -> bool:
        """Return whether a Host header names one of our hosts."""
        name = _host_name(host)
        return name in self.hosts or (bool(self.token) and _is_address(name))

    def admits_change(self, headers: Headers) -> bool:
        """Return whether a request that changes something comes from one of our own pages."""
        origin = urlsplit(headers.get("origin", ""))
        is_ours = origin.scheme in ("http", "https") and origin.netloc == headers.get("host", "")
        return is_ours and secrets.compare_digest(headers.get(CSRF_HEADER, "").encode(), self.csrf.encode())

    def admits_token(self, given: str) -> bool:
        """Return whether a token is the right one."""
        return not self.token or secrets.compare_digest(given.encode(), self.token.encode())


def _host_name(host: str) -> str:
    """Return the name or address in a Host header, or an empty text where it is not one (RFC 9110, section 7.2).

    Starlette's TrustedHostMiddleware cuts at the first colon, so it takes `127.0.0.1:80@evil.example` for 127.0.0.1.
    """
    found = _HOST.fullmatch(host)
    return (found["name"] or found["address"]).lower() if found else ""


def _cookies_named(name: str, header: str) -> Iterator[str]:
    """Yield the values of the cookies of a name; those of other programs may be of any form (RFC 6265, section 5.4)."""
    for cookie in header.split(";"):
        key, _, value = cookie.partition("=")
        if key.strip() == name:
            yield value.strip().strip('"')


def _head_bytes(scope: Scope) -> int:
    """Return how long the address and the headers of a request are."""
    headers = sum(len(name) + len(value) for name, value in scope["headers"])
    return len(scope.get("raw_path", b"")) + len(scope["query_string"]) + headers


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


class AccessMiddleware:
    """Refuses requests that are not allowed, and adds the security headers to every answer."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access
        self._rate = Rate(access.rate)
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = self._answer_at_once(scope) or self._app
        self._under_way += 1
        try:
            await answer(scope, receive, _with_headers(send))
        finally:
            self._under_way -= 1

    def _answer_at_once(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if _head_bytes(scope) > LARGEST_HEAD_BYTES:
            return _refuse(scope, 431, "the address and its headers are too long", "send less than 256 kB")
        if self._under_way >= _MOST_AT_ONCE:
            return _refuse(scope, 503, "too many requests at once", "ask again in a second")
        if not self._access.knows_host(headers.get("host", "")):
            return _refuse(scope, 421, "this host is not served here", "start cdalign serve with --name HOST")
        if not self._rate.admits(_address(scope)):
            return _refuse(scope, 429, "too many requests from one address", "ask again in a second")
        answer = self._ask_for_token(scope, headers)
        if answer is not None:
            return answer
        if scope["method"] in _SAFE_METHODS or (scope["method"] == "POST" and scope["path"] in ASKED_WITH_POST):
            return None
        if is_for_programs(scope["path"]):
            return _refuse(scope, 405, "nothing can be changed here", f"ask with {_method_of(scope['path'])}")
        if not self._access.admits_change(headers):
            return _refuse(scope, 403, "this does not come from a page of ours", "load the page again")
        return None

    def _ask_for_token(self, scope: Scope, headers: Headers) -> Response | None:
        # What watches a server (Docker, a load balancer) has no token, and learns no more than "ok" or "away".
        if not self._access.token or scope["path"].startswith("/static/") or scope["path"] == "/health":
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        asked = dict(query).get("token", "")
        if asked and self._access.admits_token(asked):
            if scope["method"] not in _SAFE_METHODS or is_for_programs(scope["path"]):
                return None
            return _keep_token(scope["path"], [pair for pair in query if pair[0] != "token"], asked)
        if self._has_token(headers) or self._strip_path_token(scope):
            return None
        return _refuse(scope, 401, "a token is needed", "use the address that cdalign serve printed")

    def _has_token(self, headers: Headers) -> bool:
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        given = [*_cookies_named(_COOKIE, headers.get("cookie", "")), bearer]
        return any(bool(one) and self._access.admits_token(one) for one in given)

    def _strip_path_token(self, scope: Scope) -> bool:
        """Admit tools that can be given only a URL: `/t/TOKEN/tmserver/…`."""
        parts = scope["path"].split("/", 3)
        if len(parts) < 4 or parts[1] != "t" or not self._access.admits_token(parts[2]):
            return False
        scope["path"] = f"/{parts[3]}"
        scope["raw_path"] = scope["path"].encode()
        return is_for_programs(scope["path"])


def is_for_programs(path: str) -> bool:
    """Return whether an address is for programs, so that errors are answered in JSON."""
    return path.startswith(FOR_PROGRAMS) or path in ("/get", "/health", "/metrics")


_SOON = {"retry-after": "1"}
_REFUSAL_HEADERS = {401: {"www-authenticate": "Bearer"}, 405: {"allow": "GET, HEAD"}, 429: _SOON, 503: _SOON}


def _method_of(path: str) -> str:
    return "POST" if path in ASKED_WITH_POST else "GET"


def _refuse(scope: Scope, status: int, error: str, advice: str) -> Response:
    headers = _REFUSAL_HEADERS.get(status)
    if status == 405 and scope["path"] in ASKED_WITH_POST:
        headers = {"allow": "POST"}
    if is_for_programs(scope["path"]):
        return JSONResponse({"error": error, "advice": advice}, status_code=status, headers=headers)
    return PlainTextResponse(f"{error}: {advice}\n", status_code=status, headers=headers)


def _address(scope: Scope) -> str:
    return str(scope["client"][0]) if scope.get("client") else ""


def _keep_token(path: str, query: list[tuple[str, str]], token: str) -> Response:
    """Put the token into a cookie and take it out of the address, which is bookmarked and shown."""
    address = "/" + path.lstrip("/") + (f"?{urlencode(query)}" if query else "")
    answer = RedirectResponse(address, status_code=303)
    answer.set_cookie(_COOKIE, token, httponly=True, samesite="strict")
    return answer


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return send_with_headers
