"""The fields of JSON objects that programs send: each describes itself for OpenAPI, and checks its value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cdalign.errors import UsageError
from cdalign.messages import say
from cdalign.web.parameters import Schema

_MOST_NAMES = 1_000
_LONGEST_NAME = 2_000


@dataclass(frozen=True)
class TextField:
    """A text."""

    name: str
    what: str
    longest: int
    is_required: bool = True

    @property
    def schema(self) -> Schema:
        """Its JSON schema."""
        return {"type": "string", "minLength": int(self.is_required), "maxLength": self.longest}

    def read(self, sent: dict[str, Any]) -> str:
        """Return the text that was sent, or an empty one if it is missing and not required.

        Raises:
            UsageError: it is missing, too long, or not a text.
        """
        value = sent.get(self.name, "")
        if not isinstance(value, str) or (self.is_required and not value):
            raise _not_as_described(self.name, self.what)
        if len(value) > self.longest:
            raise UsageError(
                say("{name} has more than {longest} characters", name=self.name, longest=self.longest),
                advice="send it in pieces",
            )
        return value


@dataclass(frozen=True)
class NumberField:
    """A whole number."""

    name: str
    what: str
    usual: int
    least: int
    most: int
    is_required = False

    @property
    def schema(self) -> Schema:
        """Its JSON schema."""
        return {"type": "integer", "default": self.usual, "minimum": self.least, "maximum": self.most}

    def read(self, sent: dict[str, Any]) -> int:
        """Return the number that was sent, or the default.

        Raises:
            UsageError: it is not a whole number, or out of its bounds.
        """
        value = sent.get(self.name, self.usual)
        # In JSON Schema 1.0 is an integer, and true is not.
        is_whole = isinstance(value, (int, float)) and not isinstance(value, bool) and value == value // 1
        if not is_whole or not self.least <= value <= self.most:
            raise UsageError(
                say("{name} is a whole number from {least} to {most}", name=self.name, least=self.least, most=self.most)
            )
        return int(value)


@dataclass(frozen=True)
class NamesField:
    """A list of names."""

    name: str
    what: str
    is_required = False

    @property
    def schema(self) -> Schema:
        """Its JSON schema."""
        items = {"type": "string", "maxLength": _LONGEST_NAME}
        return {"type": "array", "items": items, "maxItems": _MOST_NAMES, "default": []}

    def read(self, sent: dict[str, Any]) -> list[str]:
        """Return the names that were sent.

        Raises:
            UsageError: it is not a list of names, or has too many.
        """
        value = sent.get(self.name, [])
        if not isinstance(value, list) or len(value) > _MOST_NAMES:
            raise _not_as_described(self.name, self.what)
        if not all(isinstance(one, str) and len(one) <= _LONGEST_NAME for one in value):
            raise _not_as_described(self.name, self.what)
        return value


def _not_as_described(name: str, what: str) -> UsageError:
    return UsageError(
        say("{name} is not what it should be", name=name), advice=say("send {name}: {what}", name=name, what=what)
    )


Field = TextField | NumberField | NamesField
