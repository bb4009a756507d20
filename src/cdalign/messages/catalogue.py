"""The catalogue of messages: gettext's .mo of each interface language, made of the .po next to it."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from cdalign.messages.interface import ENGLISH
from cdalign.messages.sayings import Message, MessageList
from cdalign.shipped import read_shipped

if TYPE_CHECKING:
    from gettext import NullTranslations

_Value = TypeVar("_Value")


def translate(message: str, lang: str) -> str:
    """Return a message in an interface language; what the catalogue lacks stays English.

    A plain string is looked up as it is. Values that are messages are translated too.
    """
    if lang == ENGLISH:
        return str(message)
    if isinstance(message, MessageList):
        return _look_up(message, lang).join(translate(part, lang) for part in message.parts)
    if not isinstance(message, Message):
        return _catalogue(lang).gettext(message) if message else message
    words = _look_up(message, lang)
    return (
        words.format(**{name: translate_said(value, lang) for name, value in message.values.items()})
        if (message.values)
        else words
    )


def _look_up(message: Message, lang: str) -> str:
    catalogue = _catalogue(lang)
    if message.context:
        return catalogue.pgettext(message.context, message.template)
    return catalogue.gettext(message.template) if message.template else ""


def translate_said(value: _Value, lang: str) -> _Value | str:
    """Return a message in an interface language, and any other value as it is: a text may be in the catalogue too."""
    return translate(value, lang) if isinstance(value, Message) else value


@cache
def _catalogue(lang: str) -> NullTranslations:
    # Whoever reads English does without.
    from gettext import GNUTranslations

    try:
        return GNUTranslations(BytesIO(read_shipped(__package__, f"{lang}.mo")))
    except FileNotFoundError:
        # A checkout has no .mo: it is made in memory, so that it is never older than what it is made of.
        return GNUTranslations(BytesIO(compile_catalogue(read_shipped(__package__, f"{lang}.po"))))


def compile_catalogue(po: bytes) -> bytes:
    """Return the bytes of a .mo made of the bytes of a .po; untranslated and fuzzy messages are left out."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(po)))
    return compiled.getvalue()
