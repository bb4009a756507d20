"""For the person who runs a server: a log line for each request, and figures at `/metrics`."""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cdalign.text import escape_controls
from cdalign.web.metrics import CONTENT_TYPE, Metrics

METRICS_PATH = "/metrics"
# The status of a request whose connection was closed before the answer (as nginx logs it).
_CLOSED = 499
_log = logging.getLogger("cdalign.requests")


class LogForm(StrEnum):
    """How a log line is written: for people, or as JSON for programs."""

    TEXT = "text"
    JSON = "json"


class LogFormatter(logging.Formatter):
    """Writes a record as one line; `request` among its attributes has the facts of a request."""

    def __init__(self, form: LogForm) -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        request: dict[str, Any] | None = getattr(record, "request", None)
        if self._form is LogForm.JSON:
            facts = {"message": record.getMessage()} if request is None else request
            trace = {"trace": self.formatException(record.exc_info)} if record.exc_info else {}
            head = {"time": moment, "level": record.levelname.lower(), "logger": record.name}
            return json.dumps(head | facts | trace, ensure_ascii=False)
        if request is None:
            trace_lines = f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
            return f"{moment} {record.levelname.lower()} {record.getMessage()}{trace_lines}"
        return "{time} {client} {method} {path} {status} {bytes} B {ms} ms".format(
            time=moment, **request | {"path": escape_controls(request["path"])}
        )


def start_log(form: LogForm) -> None:
    """Write a line for each request to stderr from now on, and all warnings in the same form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LogFormatter(form))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    _log.setLevel(logging.INFO)


class RequestWatch:
    """An ASGI application that counts and logs what another one answers, and adds its figures to `/metrics`."""

    def __init__(
        self,
        app: ASGIApp,
        paths: Iterable[str],
        *,
        has_metrics: bool,
        other_pids: Callable[[], tuple[int, ...]] = tuple,
    ) -> None:
        """`paths` are those of the routes; `other_pids` returns the further processes that answer."""
        self._app = app
        self._metrics = Metrics(paths)
        self._has_metrics = has_metrics
        self._other_pids = other_pids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and count and log it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        observed = _Observed(send)
        self._metrics.under_way += 1
        try:
            await self._answer(scope, receive, observed)
        except Exception:
            # The server answers so.
            observed.status = 500
            raise
        finally:
            self._metrics.under_way -= 1
            self._note(scope, observed, time.perf_counter() - begun)

    async def _answer(self, scope: Scope, receive: Receive, observed: _Observed) -> None:
        if scope["path"] != METRICS_PATH:
            await self._app(scope, receive, observed.send)
        elif not self._has_metrics:
            refusal = {"error": "there are no metrics here", "advice": "start cdalign serve with --metrics"}
            await JSONResponse(refusal, status_code=404)(scope, receive, observed.send)
        else:
            await self._answer_metrics(scope, receive, observed)

    async def _answer_metrics(self, scope: Scope, receive: Receive, observed: _Observed) -> None:
        """Answer with the application's own figures, followed by those of this process."""
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        start, *rest = messages
        if start["status"] != 200:
            for message in messages:
                await observed.send(message)
            return
        sizes = b"".join(message.get("body", b"") for message in rest).decode("utf-8")
        text = sizes + self._metrics.render((os.getpid(), *self._other_pids()))
        await Response(text, media_type=CONTENT_TYPE, headers={"cache-control": "no-store"})(
            scope, receive, observed.send
        )

    def _note(self, scope: Scope, observed: _Observed, seconds: float) -> None:
        path = _path_without_token(scope["path"])
        self._metrics.note(scope["method"], path, observed.status, seconds)
        if _log.isEnabledFor(logging.INFO):
            client = scope["client"][0] if scope.get("client") else ""
            facts = {
                "client": client,
                "method": scope["method"],
                "path": path,
                "status": observed.status,
                "bytes": observed.size,
                "ms": round(seconds * 1000, 1),
            }
            _log.info("request", extra={"request": facts})


class _Observed:
    """Passes an answer on, and keeps its status and size."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = _CLOSED
        self.size = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        self.size += len(message.get("body", b""))
        await self._send(message)


def _path_without_token(path: str) -> str:
    """Return the path of a request; one with a token that was not admitted is cut before it."""
    return "/t" if path.startswith("/t/") else path
