"""A message: English words that know what they were made from, so that they can be said in another language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self


class Message(str):
    """A text in English with its template, the values in it, and a context where the English alone is ambiguous.

    It is a `str`, so code that does not translate it shows English. A value may be a message itself.
    """

    __slots__ = ("context", "template", "values")
    template: str
    values: Mapping[str, Any]
    context: str

    def __new__(cls, template: str, values: Mapping[str, Any] | None = None, context: str = "") -> Self:
        """Return the message of a template in the format of `str.format`."""
        message = super().__new__(cls, template.format(**values) if values else template)
        # Values are kept as words and numbers: an exception or a path need not outlive what is said of it.
        kept = {
            name: value if isinstance(value, (str, int, float)) else str(value)
            for name, value in (values or {}).items()
        }
        message.template, message.values, message.context = template, kept, context
        return message

    def __reduce__(self) -> tuple[object, ...]:
        """Return what pickle needs: messages pass between processes."""
        return (type(self), (self.template, self.values, self.context))


class MessageList(Message):
    """Several messages in a row, with what is between them."""

    __slots__ = ("parts",)
    parts: tuple[str, ...]

    def __new__(cls, parts: Iterable[str], between: str = ", ") -> Self:
        """Return the messages as one text."""
        kept = tuple(parts)
        message = str.__new__(cls, between.join(kept))
        message.template, message.values, message.context, message.parts = between, {}, "between", kept
        return message

    def __reduce__(self) -> tuple[object, ...]:
        """Return what pickle needs."""
        return (type(self), (self.parts, self.template))


def say(template: str, /, *, context: str = "", **values: Any) -> Message:
    """Return a message: `say("{count} units are checked", count=3)`.

    The template is the message's id in the catalogue, and so a literal. `context` tells two templates of the same
    English apart (gettext's msgctxt).
    """
    return Message(template, values, context)


def say_either(one: str, many: str, /, count: int, **values: Any) -> Message:
    """Return the one message or the other by a count, which both may name: English has a plural, Chinese has none."""
    return Message(one if count == 1 else many, {"count": count, **values})


def say_times(count: int) -> Message:
    """Return how often something occurs: once, 2 times."""
    return say_either("once", "{count:,} times", count)


def say_list(parts: Iterable[str], between: str = ", ") -> MessageList:
    """Return several messages as one, with commas between them, or with what is given."""
    return MessageList(parts, between)
