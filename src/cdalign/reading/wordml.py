"""The words of WordprocessingML (ECMA-376, part 1, 17): names, attributes, on and off, and symbol characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# What holds blocks or runs and is not one itself; what is deleted or moved away is not among them.
CONTAINERS = frozenset({W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"})


def attribute(element: _Element | None, name: str = "val") -> str:
    """Return an attribute of an element, or an empty string where the element or the attribute is missing."""
    return element.get(W + name, "") if element is not None else ""


def is_on(element: _Element | None) -> bool:
    """Return whether a property that is on or off (17.17.4) is on: it is present and does not say otherwise."""
    return element is not None and attribute(element) not in ("0", "false", "off")


# The encodings of two fonts that hold signs in the places of letters (Unicode's mappings VENDORS/APPLE/SYMBOL.TXT and
# VENDORS/MISC/SYMBOL.TXT; for Wingdings the signs that texts use). Word writes their codes as U+F000 and above.
_SYMBOL_UPPER = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SYMBOL_LOWER = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈"
_SYMBOL = {
    **{code: chr(code) for code in range(0x20, 0x7F)},
    **dict(zip(range(0x41, 0x5B), _SYMBOL_UPPER, strict=True)),
    **dict(zip(range(0x61, 0x7B), _SYMBOL_LOWER, strict=True)),
    **dict(zip(range(0xA0, 0xE2), _SYMBOL_HIGH, strict=True)),
    0x22: "∀",
    0x24: "∃",
    0x27: "∋",
    0x2A: "∗",
    0x2D: "−",
    0x40: "≅",
    0x5C: "∴",
    0x5E: "⊥",
    0x7E: "∼",
    0xE5: "∑",
    0xF1: "〉",
    0xF2: "∫",
}
_WINGDINGS = {
    **{0x80 + value: char for value, char in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
    0x22: "✂",
    0x28: "☎",
    0x29: "✆",
    0x2A: "✉",
    0x36: "⌛",
    0x3F: "✍",
    **dict(zip(range(0x45, 0x49), "☜☞☝☟", strict=True)),
    0x4A: "☺",
    0x4C: "☹",
    0x52: "☼",
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x9F: "•",
    0xA1: "○",
    0xA4: "◉",
    0xA7: "▪",
    0xA8: "☐",
    0xAB: "★",
    0xDC: "➲",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    **dict(zip(range(0xEF, 0xF3), "⇦⇨⇧⇩", strict=True)),
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
# Marks, boxes and arrows of their sister fonts (Unicode, L2/12-130, L2/11-344).
_WINGDINGS_2 = {
    **dict(zip(range(0x4F, 0x55), "✗✓☒☑☒☒", strict=True)),
    0x97: "●",
    0xA2: "■",
    0xA3: "☐",
}
_WINGDINGS_3 = {
    **dict(zip(range(0x21, 0x25), "←→↑↓", strict=True)),
    **dict(zip(range(0x70, 0x78), "▲▼△▽◀▶◁▷", strict=True)),
    0x7D: "▶",
}
_WEBDINGS = {0x61: "✔", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗", 0x33: "◀", 0x34: "▶", 0x35: "▲", 0x36: "▼"}
_FONTS = {
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "wingdings": _WINGDINGS,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
_PRIVATE_USE = range(0xF020, 0xF100)


def symbol_character(font: str, code: int) -> str:
    """Return the character that a code of a font shows (17.3.3.30); an empty string for a sign without one."""
    signs = next((signs for name, signs in _FONTS.items() if name in font.lower()), None)
    if code not in _PRIVATE_USE and signs is None:
        return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code < 0x110000 else ""
    return (signs or _SYMBOL).get(code & 0xFF, "")


def show_symbols(text: str, font: str) -> str:
    """Return a text with the characters of the private use area that stand for signs as those signs."""
    if not any(ord(char) in _PRIVATE_USE for char in text):
        return text
    return "".join(symbol_character(font, ord(char)) if ord(char) in _PRIVATE_USE else char for char in text)
