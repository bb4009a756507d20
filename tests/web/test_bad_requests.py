"""Requests that no well-behaved client sends, byte by byte: each is answered or cut off, and the next one is served."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
from web_projects import make_project, serving

from cdalign.web import connections

HOST = b"Host: 127.0.0.1\r\nConnection: close\r\n\r\n"
REQUESTS = {
    "a long address": (b"GET /api/matches?source=en&text=" + b"a" * 60_000 + b" HTTP/1.1\r\n" + HOST, 422),
    "a header of a megabyte": (b"GET /get HTTP/1.1\r\nX: " + b"a" * 1_000_000 + b"\r\n" + HOST, 400),
    "four thousand headers": (b"GET /api/terms?text=a HTTP/1.1\r\n" + b"X: 1\r\n" * 4_000 + HOST, 200),
    "raw UTF-8 in the path": ("GET /tmserver/zh/en/unit/会议 HTTP/1.1\r\n".encode() + HOST, 400),
    "raw GBK in the query": ("GET /api/concordance?q=会 HTTP/1.1\r\n".encode("gbk") + HOST, 400),
    "percent signs": (b"GET /api/concordance?q=%E4%BC%ZZ%%%1 HTTP/1.1\r\n" + HOST, 200),
    "lone surrogates": (b"GET /tmserver/zh/en/unit/%ED%A0%80%ED%B0%80 HTTP/1.1\r\n" + HOST, 200),
    "surrogates in a query": (b"GET /api/terms?text=%ED%A0%80 HTTP/1.1\r\n" + HOST, 200),
    "NUL": (b"GET /tmserver/zh/en/unit/%00%00 HTTP/1.1\r\n" + HOST, 200),
    "NUL in words": (b"GET /api/concordance?q=%00a%00 HTTP/1.1\r\n" + HOST, 200),
    "a raw NUL": (b"GET /tmserver/zh/en/unit/a\0b HTTP/1.1\r\n" + HOST, 400),
    "slashes in the text": (b"GET /tmserver/zh/en/unit/a%2F..%2F..%2Fetc HTTP/1.1\r\n" + HOST, 200),
    "a way up": (b"GET /files/../../etc/passwd HTTP/1.1\r\n" + HOST, 404),
    "no host": (b"GET /api/terms?text=a HTTP/1.1\r\n\r\n", 400),
    "two hosts": (b"GET /api/terms?text=a HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n", 400),
    "another host in the line": (b"GET http://evil.example/api/terms?text=a HTTP/1.1\r\n" + HOST, 404),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 421),
    "all bytes": (bytes(range(256)) * 4, 400),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00", 400),
    "CONNECT": (b"CONNECT evil.example:80 HTTP/1.1\r\n" + HOST, 403),
    "a length below zero": (b"POST /api/terms HTTP/1.1\r\nContent-Length: -4\r\n" + HOST, 400),
    "two lengths": (
        b"POST /get HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n" + HOST + b"0\r\n\r\n",
        405,
    ),
    "a cookie of all high bytes": (b"GET /get HTTP/1.1\r\nCookie: " + bytes(range(128, 256)) + b"\r\n" + HOST, 422),
    "a web socket": (b"GET /get HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nHost: localhost\r\n\r\n", 422),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    root = tmp_path_factory.mktemp("bad")
    with serving(make_project(root / "project"), root / "uploads") as address:
        yield "127.0.0.1", int(address.rpartition(":")[2])


def ask(place: tuple[str, int], request: bytes) -> bytes:
    """Send some bytes and give the first that come back; none where the connection is closed."""
    with socket.create_connection(place, timeout=60) as connection:
        # It may be cut off before all is sent, with an answer that lies there all the same.
        with suppress(ConnectionError):
            connection.sendall(request)
        return connection.recv(4096)


def status_of(answer: bytes) -> int:
    return int(answer.split()[1])


@pytest.mark.parametrize("name", REQUESTS)
def test_a_bad_request_is_answered(place: tuple[str, int], name: str) -> None:
    request, status = REQUESTS[name]
    assert status_of(ask(place, request)) == status
    assert status_of(ask(place, b"GET /api/terms?text=a HTTP/1.1\r\n" + HOST)) == 200


def test_an_answer_is_not_held_back(place: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def connect(protocol: connections.HastyProtocol, transport: asyncio.Transport) -> None:
        taken = transport.get_extra_info("socket")
        made.append(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        connection_made(protocol, transport)

    connection_made = connections.HastyProtocol.connection_made
    monkeypatch.setattr(connections.HastyProtocol, "connection_made", connect)
    assert status_of(ask(place, b"GET /api/terms?text=a HTTP/1.1\r\n" + HOST)) == 200
    assert made == [1]


def test_an_address_without_end_is_cut_off(place: tuple[str, int]) -> None:
    with socket.create_connection(place, timeout=60) as connection, pytest.raises(ConnectionError):
        connection.sendall(b"GET /" + b"a" * 50_000_000)


@pytest.mark.parametrize("begun", [b"", b"GET /api/terms?text=a HTTP/1.1\r\n"])
def test_who_never_ends_a_request_is_cut_off(
    place: tuple[str, int], monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.2)
    assert ask(place, begun) == b""


def test_who_ends_one_request_and_never_the_next_is_cut_off(
    place: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = b"GET /api/terms?text=a HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with socket.create_connection(place, timeout=60) as connection:
        for _ in range(2):
            connection.sendall(whole)
            answer = b""
            while not answer.endswith(b'{"terms":[]}'):
                answer += connection.recv(4096)
        monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.2)
        connection.sendall(b"GET /")
        assert connection.recv(4096) == b""


@pytest.mark.parametrize(
    "head",
    [
        b"GET /get?q=" + b"a" * 260_000 + b" HTTP/1.1\r\n",
        b"GET /get HTTP/1.1\r\n" + b"X-A: %s\r\n" % (b"a" * 95) * 3_000,
    ],
)
def test_a_head_of_more_than_256_kilobytes_is_refused(place: tuple[str, int], head: bytes) -> None:
    # What comes in one piece is refused by us, what comes in several by uvicorn.
    assert status_of(ask(place, head + HOST)) in (400, 431)


def test_slow_connections_that_come_again_keep_nobody_out(
    place: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 20)
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 3600.0)  # it is not time that cuts them off
    with ExitStack() as stack:
        for _ in range(8):
            slow = [stack.enter_context(socket.create_connection(place, timeout=60)) for _ in range(30)]
            for connection in slow:
                with suppress(ConnectionError):
                    connection.sendall(b"GET /api/terms?text=a HTTP/1.1\r\n")
            assert status_of(ask(place, b"GET /api/terms?text=a HTTP/1.1\r\n" + HOST)) == 200
            with suppress(ConnectionError):
                assert slow[0].recv(4096) == b"", "the one that has waited longest gives way"
