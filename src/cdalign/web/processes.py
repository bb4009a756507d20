"""Processes that answer programs, and the application that hands them its requests.

One process listens and keeps every connection; others answer. So a request outlives the process that was to answer it:
when one dies, another one starts, and its requests are asked once more of the others. They only read, so to ask twice
is to ask once. A client that is not answered then is told to try again (503).
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import pickle
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Any

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)

# Makes the application in the process that is to run it: it is sent there.
MakeApp = Callable[[], Starlette]

_ATTEMPTS = 2
# The index of a memory of a million units is read in half a second, from a cold network disk in half a minute.
_SECONDS_TO_WAIT = 60.0
# A process that ends at once will end at once again: the next one waits, each time twice as long.
_SHORT_LIFE_SECONDS = 10.0
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.5, 30.0
_LENGTH_BYTES = 8
# What a process sends as the number of an answer when it can be asked.
_READY = 0
_KEPT_OF_SCOPE = (
    *("type", "http_version", "method", "scheme", "path", "raw_path", "query_string", "headers", "client", "server"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a process answers: status, headers and body."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class _GoneError(Exception):
    """The process that was asked has ended."""


@dataclass
class _Worker:
    """The listening process's side of one that answers."""

    process: BaseProcess
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    is_ready: bool = False
    asked: dict[int, asyncio.Future[Answer]] = field(default_factory=dict)
    number: int = 0

    async def ask(self, scope: dict[str, Any]) -> Answer:
        self.number += 1
        number = self.number
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.asked[number] = future
        try:
            _put(self.writer, (number, scope))
            return await future
        finally:
            del self.asked[number]

    async def listen(self, ready: asyncio.Event) -> None:
        """Take answers until the process has ended."""
        while True:
            try:
                number, answer = await _take(self.reader)
            except (asyncio.IncompleteReadError, OSError):
                return
            if number == _READY:
                self.is_ready = True
                ready.set()
            elif number in self.asked and not self.asked[number].done():
                self.asked[number].set_result(answer)

    def give_up(self) -> None:
        """Tell all callers that wait for an answer that none will come."""
        self.is_ready = False
        for future in self.asked.values():
            if not future.done():
                future.set_exception(_GoneError())
        self.writer.close()


class Crew:
    """An ASGI application whose requests are answered by several processes."""

    def __init__(self, make: MakeApp, size: int) -> None:
        self._make = make
        self._size = size
        self._workers: list[_Worker] = []
        self._keepers: list[asyncio.Task[None]] = []
        self._ready = asyncio.Event()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that answer."""
        return tuple(worker.process.pid or 0 for worker in self._workers)

    @property
    def ready_count(self) -> int:
        """How many of them can be asked now."""
        return sum(worker.is_ready for worker in self._workers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or start and end with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        answer = await self._ask({name: scope[name] for name in _KEPT_OF_SCOPE if name in scope})
        if answer is None:
            refusal = {"error": "no process is ready to answer", "advice": "ask again in a moment"}
            await JSONResponse(refusal, status_code=503, headers={"retry-after": "1"})(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body})

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._keepers = [asyncio.create_task(self._keep_one()) for _ in range(self._size)]
                await send({"type": "lifespan.startup.complete"})
            else:
                await self._end()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _end(self) -> None:
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)

    async def _ask(self, scope: dict[str, Any]) -> Answer | None:
        """Ask the process that has least to do, and another one if that one ends. Return None if none answers."""
        for _ in range(_ATTEMPTS):
            worker = await self._least_busy()
            if worker is None:
                return None
            try:
                return await worker.ask(scope)
            except (_GoneError, OSError):
                continue
        return None

    async def _least_busy(self) -> _Worker | None:
        deadline = time.monotonic() + _SECONDS_TO_WAIT
        while True:
            ready = [worker for worker in self._workers if worker.is_ready]
            if ready:
                return min(ready, key=lambda worker: len(worker.asked))
            self._ready.clear()
            try:
                await asyncio.wait_for(self._ready.wait(), deadline - time.monotonic())
            except TimeoutError:
                return None

    async def _keep_one(self) -> None:
        """Keep one process running: when it ends, say so and start another one."""
        pause = _FIRST_PAUSE_SECONDS
        while True:
            begun = time.monotonic()
            worker = await self._start()
            self._workers.append(worker)
            try:
                await worker.listen(self._ready)
            finally:
                self._workers.remove(worker)
                worker.give_up()
                worker.process.kill()
                await asyncio.shield(asyncio.to_thread(worker.process.join))
            code = worker.process.exitcode
            _log.error("process %s %s; another one takes its place", worker.process.pid, _describe_end(code))
            if time.monotonic() - begun >= _SHORT_LIFE_SECONDS:
                pause = _FIRST_PAUSE_SECONDS
                continue
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    async def _start(self) -> _Worker:
        mine, its = socket.socketpair()
        with its:
            # A forked copy of a server with threads may hang; a spawned process starts clean.
            spawn = multiprocessing.get_context("spawn")
            process = spawn.Process(target=_answer_all, args=(self._make, its), daemon=True, name="cdalign-answers")
            await asyncio.to_thread(process.start)
        reader, writer = await asyncio.open_connection(sock=mine)
        return _Worker(process, reader, writer)


def _describe_end(code: int | None) -> str:
    return f"was killed by signal {-code}" if code is not None and code < 0 else f"ended with code {code}"


def _put(writer: asyncio.StreamWriter, value: object) -> None:
    data = pickle.dumps(value)
    writer.write(len(data).to_bytes(_LENGTH_BYTES, "big") + data)


async def _take(reader: asyncio.StreamReader) -> Any:
    length = int.from_bytes(await reader.readexactly(_LENGTH_BYTES), "big")
    return pickle.loads(await reader.readexactly(length))  # noqa: S301 - from a process of our own


def _answer_all(make: MakeApp, link: socket.socket) -> None:
    """Answer what comes over a socket until its other end is closed; runs in a process of its own."""
    # Ctrl+C is for the process that listens; it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asyncio.run(_answer_link(make(), link))


async def _answer_link(app: Starlette, link: socket.socket) -> None:
    reader, writer = await asyncio.open_connection(sock=link)
    under_way: set[asyncio.Task[None]] = set()
    async with app.router.lifespan_context(app):
        _put(writer, (_READY, None))
        while True:
            try:
                number, scope = await _take(reader)
            except (asyncio.IncompleteReadError, OSError):
                os._exit(0)  # the process that listens has ended, so no caller waits for an answer
            task = asyncio.create_task(_answer_one(app, scope, number, writer))
            under_way.add(task)
            task.add_done_callback(under_way.discard)


async def _answer_one(app: ASGIApp, scope: Scope, number: int, writer: asyncio.StreamWriter) -> None:
    start: Message = {"status": 500, "headers": []}
    body = bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
        else:
            body.extend(message.get("body", b""))

    try:
        await app(scope, receive, send)
    except Exception:
        # Starlette has sent an answer that says so.
        _log.exception("a request could not be answered")
    _put(writer, (number, Answer(start["status"], list(start["headers"]), bytes(body))))
