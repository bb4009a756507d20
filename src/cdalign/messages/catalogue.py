"""The catalogue of messages: gettext's .mo of each interface language, made of the .po next to it."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO
from typing import Any

from cdalign.messages.interface import ENGLISH
from cdalign.messages.sayings import Message, MessageList


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
        words.format(**{name: _translate_value(value, lang) for name, value in message.values.items()})
        if (message.values)
        else words
    )


def _look_up(message: Message, lang: str) -> str:
    catalogue = _catalogue(lang)
    if message.context:
        return catalogue.pgettext(message.context, message.template)
    return catalogue.gettext(message.template) if message.template else ""


def _translate_value(value: Any, lang: str) -> Any:
    return translate(value, lang) if isinstance(value, Message) else value


@cache
def _catalogue(lang: str) -> NullTranslations:
    folder = resources.files("cdalign.messages")
    compiled = folder / f"{lang}.mo"
    if compiled.is_file():
        return GNUTranslations(BytesIO(compiled.read_bytes()))
    # A checkout has no .mo: it is made in memory, so that it is never older than what it is made of.
    return GNUTranslations(BytesIO(compile_catalogue((folder / f"{lang}.po").read_bytes())))


def compile_catalogue(po: bytes) -> bytes:
    """Return the bytes of a .mo made of the bytes of a .po; untranslated and fuzzy messages are left out."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(po)))
    return compiled.getvalue()
