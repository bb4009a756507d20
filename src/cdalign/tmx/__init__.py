"""Translation memories (TMX 1.4b): a tolerant streaming reader, a strict writer, validation with reasons, clean-up.

read_units(path, "zh-Hans", "en")   pairs of texts, with all that the file says about them
read_texts(path, "zh-Hans", "en")   their words alone
read_tmx(path)                      the file's own elements
write_tmx(path, units, header=TmxHeader(…))    write_elements(path, header, units)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cdalign.tmx.contexts import ContextStyle
    from cdalign.tmx.elements import Detail, Header, Texts, Unit, Variant
    from cdalign.tmx.faults import TmxFault
    from cdalign.tmx.reading import read_texts, read_tmx, read_units
    from cdalign.tmx.writing import DEFAULT_CODES, TmxHeader, Written, write_elements, write_tmx

_MODULE_OF = {
    "DEFAULT_CODES": "writing",
    "ContextStyle": "contexts",
    "Detail": "elements",
    "Header": "elements",
    "Texts": "elements",
    "TmxFault": "faults",
    "TmxHeader": "writing",
    "Unit": "elements",
    "Variant": "elements",
    "Written": "writing",
    "read_texts": "reading",
    "read_tmx": "reading",
    "read_units": "reading",
    "write_elements": "writing",
    "write_tmx": "writing",
}

__all__ = [
    "DEFAULT_CODES",
    "ContextStyle",
    "Detail",
    "Header",
    "Texts",
    "TmxFault",
    "TmxHeader",
    "Unit",
    "Variant",
    "Written",
    "read_texts",
    "read_tmx",
    "read_units",
    "write_elements",
    "write_tmx",
]


def __getattr__(name: str) -> Any:
    """Load a name from its module when it is first used: reading needs nothing of what writes."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'cdalign.tmx' has no attribute {name!r}")
    return getattr(import_module(f"cdalign.tmx.{_MODULE_OF[name]}"), name)
