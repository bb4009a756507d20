"""What a program may ask with: each parameter says what it is to OpenAPI, and is read as it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from cdalign.errors import UsageError
from cdalign.messages import say

Schema = dict[str, Any]


@dataclass(frozen=True)
class Words:
    """A text of the address: of the query, or (`is_path`) of the path. `pattern` is one of ECMA-262 and of Python."""

    name: str
    what: str
    longest: int
    is_required: bool = True
    is_path: bool = False
    pattern: str = ""

    @property
    def schema(self) -> Schema:
        """Its JSON schema."""
        bounds: Schema = {"type": "string", "minLength": int(self.is_required), "maxLength": self.longest}
        return bounds | ({"pattern": self.pattern} if self.pattern else {})

    def read(self, request: Request) -> str:
        """Return the text that was sent; an empty one if none was sent and none is needed.

        Raises:
            UsageError: it is missing, too long, or not of the form.
        """
        given = request.path_params if self.is_path else request.query_params
        value: str = given.get(self.name, "")
        if self.is_required and not value:
            raise UsageError(
                say("{name} is missing", name=self.name),
                advice=say("send {name}: {what}", name=self.name, what=self.what),
            )
        if len(value) > self.longest:
            raise UsageError(
                say("{name} has more than {longest} characters", name=self.name, longest=self.longest),
                advice="send one sentence at once",
            )
        if self.pattern and not re.search(self.pattern, value):
            raise UsageError(
                say("{name} is not what it should be", name=self.name),
                advice=say("send {name}: {what}", name=self.name, what=self.what),
            )
        return value


@dataclass(frozen=True)
class Number:
    """A whole number of the query. One that is `is_bent` is brought within its bounds, as amaGama does."""

    name: str
    what: str
    usual: int
    least: int
    most: int
    is_bent: bool = False
    is_required = False
    is_path = False

    @property
    def schema(self) -> Schema:
        """Its JSON schema."""
        bounds = {"minimum": 0, "maximum": 999_999} if self.is_bent else {"minimum": self.least, "maximum": self.most}
        return {"type": "integer", "default": self.usual, **bounds}

    def read(self, request: Request) -> int:
        """Return the number that was sent, or the usual one.

        Raises:
            UsageError: it is not a whole number, or out of its bounds.
        """
        value = request.query_params.get(self.name)
        if value is None:
            return self.usual
        if not re.fullmatch("[0-9]{1,6}", value) or not (self.is_bent or self.least <= int(value) <= self.most):
            raise UsageError(
                say("{name} is a whole number from {least} to {most}", name=self.name, least=self.least, most=self.most)
            )
        return min(max(int(value), self.least), self.most)


@dataclass(frozen=True)
class Flag:
    """A yes or no of the query; no where it is not sent."""

    name: str
    what: str
    is_required = False
    is_path = False

    @property
    def schema(self) -> Schema:
        """Its JSON schema."""
        return {"type": "boolean", "default": False}

    def read(self, request: Request) -> bool:
        """Return what was sent.

        Raises:
            UsageError: it is neither `true` nor `false`.
        """
        value = request.query_params.get(self.name, "false")
        if value not in ("true", "false"):
            raise UsageError(say("{name} is true or false", name=self.name))
        return value == "true"


Parameter = Words | Number | Flag
