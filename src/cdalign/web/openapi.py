"""The OpenAPI 3.1 description of the memory server, made from the endpoints that it serves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cdalign.version import VERSION
from cdalign.web.fields import Field
from cdalign.web.pages import LARGEST_BODY_BYTES, read_json
from cdalign.web.parameters import Parameter, Schema

Answer = Callable[[Request], Response]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
JSON = "application/json"
# Other answers that a client may get, and when.
_ERRORS = {
    "401": "the server wants a token, and the request bears none or a wrong one",
    "421": "the Host header names a host that is not served here",
    "422": "a parameter is missing or not what it should be",
    "429": "too many requests from one address; Retry-After says when to ask again",
    "500": "the memory or a text cannot be read",
    "503": "the memory does not answer at present, or too many connect at once; Retry-After says when to ask again",
}


def listing(items: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def record(**properties: Schema) -> Schema:
    """Return the schema of an object that has all of these properties."""
    return {"type": "object", "required": list(properties), "properties": properties}


def named(name: str) -> Schema:
    """Return a reference to one of the schemas that the description names."""
    return {"$ref": f"#/components/schemas/{name}"}


@dataclass(frozen=True)
class Endpoint:
    """One address for programs, with GET, or with POST if a text is too long for an address.

    `fields` are what the JSON object of a POST has; `answer` finds it read in `request.state.asked`.
    `path` is as Starlette has it (`{text:words}`), `gives` the schema of the JSON, or the content types of a file;
    `others` are further codes that it answers with, and when. Quick ones are answered one after the other, in the
    order in which they came: where threads fought for the memory, single ones waited for ten seconds (measured).
    """

    path: str
    summary: str
    answer: Answer
    gives: Schema | tuple[str, ...]
    parameters: tuple[Parameter, ...] = ()
    others: dict[str, str] = field(default_factory=dict)
    is_quick: bool = True
    fields: tuple[Field, ...] = ()

    @property
    def method(self) -> str:
        """The HTTP method."""
        return "POST" if self.fields else "GET"

    @property
    def route(self) -> Route:
        """The route that serves it."""
        if self.fields:
            return Route(self.path, self._answer_body, methods=["POST"])
        return Route(self.path, self._answer_in_turn if self.is_quick else self.answer, methods=["GET"])

    async def _answer_in_turn(self, request: Request) -> Response:
        if not request.app.state.has_pages and not request.app.state.workspace.may_wait:
            # With no pages to wait for it, the thread that reads requests answers them: half as many again a second,
            # and a process that is at work leaves new connections to the others (measured with two of them).
            return self.answer(request)
        return await to_thread.run_sync(self.answer, request, limiter=request.app.state.turns)

    async def _answer_body(self, request: Request) -> Response:
        sent = await read_json(request, LARGEST_BODY_BYTES)
        request.state.asked = {field.name: field.read(sent) for field in self.fields}
        # One after the other: each may take a second, and together they would all be slow.
        return await to_thread.run_sync(self.answer, request, limiter=request.app.state.long_turns)

    def describe(self) -> dict[str, Any]:
        """Return its description: parameters and answers."""
        responses = {"200": {"description": "the answer", "content": self._content()}}
        errors = {code: _error(why) for code, why in sorted((_ERRORS | self.others).items())}
        body = {"requestBody": {"required": True, "content": {JSON: {"schema": self._body()}}}} if self.fields else {}
        return {
            "summary": self.summary,
            "parameters": [_describe_parameter(parameter) for parameter in self.parameters],
            "responses": responses | errors,
            **body,
        }

    def _body(self) -> Schema:
        properties = {field.name: field.schema | {"description": field.what} for field in self.fields}
        required = [field.name for field in self.fields if field.is_required]
        return {"type": "object", "required": required, "properties": properties}

    def _content(self) -> dict[str, Any]:
        if isinstance(self.gives, tuple):
            return {content_type: {} for content_type in self.gives}
        return {JSON: {"schema": self.gives}}


def _describe_parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "path" if parameter.is_path else "query",
        "required": parameter.is_required or parameter.is_path,
        "description": parameter.what,
        "schema": parameter.schema,
    }


def _error(why: str) -> dict[str, Any]:
    # Where too many connect at once, uvicorn itself answers, in plain text.
    content: dict[str, Any] = {JSON: {"schema": named("Error")}}
    return {"description": why, "content": content | ({"text/plain": {}} if why == _ERRORS["503"] else {})}


def describe(endpoints: Iterable[Endpoint], schemas: dict[str, Schema]) -> dict[str, Any]:
    """Return the description of endpoints; `schemas` are those that they refer to by name."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "cdalign memory server",
            "version": VERSION,
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "paths": {
            re.sub(r":\w+}", "}", endpoint.path): {endpoint.method.lower(): endpoint.describe()}
            for endpoint in endpoints
        },
        "components": {
            "schemas": {"Error": record(error=TEXT, advice=TEXT), **schemas},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        # Without a token where the server listens on this computer alone.
        "security": [{}, {"token": []}],
    }
