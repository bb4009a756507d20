"""Translation memories (TMX 1.4b): a tolerant streaming reader, a strict writer, validation with reasons, clean-up.

read_units(path, "zh-Hans", "en")   pairs of texts, with all that the file says of them
read_texts(path, "zh-Hans", "en")   their words alone
read_tmx(path)                      the file's own elements
write_tmx(path, units, header=TmxHeader(…))    write_elements(path, header, units)
"""

from cdalign.tmx.contexts import ContextStyle
from cdalign.tmx.elements import Detail, Header, Texts, Unit, Variant
from cdalign.tmx.faults import TmxFault
from cdalign.tmx.reading import read_texts, read_tmx, read_units
from cdalign.tmx.writing import DEFAULT_CODES, TmxHeader, Written, write_elements, write_tmx

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
