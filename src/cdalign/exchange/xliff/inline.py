"""Inline elements of XLIFF 1.2 (2.4) and 2 (4.7.2), and the codes that they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cdalign.inline import Piece, TextAndCodes, join_pieces, pieces
from cdalign.markup import escape_attribute, escape_text
from cdalign.model import Code, CodeKind, Codes

_NATIVE = {"bpt": CodeKind.OPEN, "ept": CodeKind.CLOSE, "ph": CodeKind.SINGLE}
_EMPTY = {"bx": CodeKind.OPEN, "ex": CodeKind.CLOSE, "x": CodeKind.SINGLE}
_PAIRS = frozenset(("g", "pc"))
_UNKNOWN_TYPE = "ut"
# Values of ctype that XLIFF 1.2 has itself; any other begins with x- (2.3).
_KNOWN_TYPES = frozenset(("image", "pb", "lb", "bold", "italic", "underlined", "link"))
_SUB_TYPE = re.compile(r"(<sub\b[^<>]*?\s)(?:type|ctype)=")


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace; nothing for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attributes_of(element: Any) -> dict[str, str]:
    """Return the attributes of an element by their names without namespace."""
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}


def read_codes(element: Any, data: Mapping[str, str] | None = None) -> TextAndCodes:
    """Return the words and codes of a source, a target or a segment's mark; `data` are the unit's original data."""
    return join_pieces(_read(element, data or {}))


def _read(element: Any, data: Mapping[str, str]) -> Iterator[Piece]:
    if element.text:
        yield element.text
    for child in element:
        yield from _read_child(child, local_name(child), attributes_of(child), data)
        if child.tail:
            yield child.tail


def _read_child(child: Any, name: str, told: Mapping[str, str], data: Mapping[str, str]) -> Iterator[Piece]:
    if name in _PAIRS:
        first, second = _data(told, data, "Start"), _data(told, data, "End")
        yield _code(CodeKind.OPEN, told)._replace(data=first)
        yield from _read(child, data)
        yield _code(CodeKind.CLOSE, told)._replace(data=second, type="")
    elif name == "mrk":
        if told.get("mtype") == "seg":
            yield from _read(child, data)
            return
        type_ = _bare_type(told.get("mtype") or told.get("type", ""))
        yield Code(0, CodeKind.MARK, told.get("id") or told.get("mid", ""), type=type_)
        yield from _read(child, data)
        yield Code(0, CodeKind.MARK_END, told.get("id") or told.get("mid", ""))
    elif name in ("sc", "ec"):
        yield _read_half(name, told, data)
    elif name == "it":
        is_end = told.get("pos") in ("close", "end")
        yield _with_content(_code(CodeKind.CLOSE_ALONE if is_end else CodeKind.OPEN_ALONE, told), child)
    elif name == "ph" and not len(child) and not child.text:
        yield _code(CodeKind.SINGLE, told)._replace(data=_data(told, data, ""))
    elif name in _NATIVE:
        yield _with_content(_code(_NATIVE[name], told), child)
    elif name in _EMPTY:
        yield _code(_EMPTY[name], told)._replace(data=told.get("equiv-text", ""))
    elif name == "cp":
        yield _character(told)
    else:
        yield from _read(child, data)  # an element of a tool's own: its words are kept


def _read_half(name: str, told: Mapping[str, str], data: Mapping[str, str]) -> Code:
    """Return the code of an sc or ec of XLIFF 2, whose partner may occur in another segment."""
    is_alone = told.get("isolated") == "yes"
    if name == "sc":
        kind = CodeKind.OPEN_ALONE if is_alone else CodeKind.OPEN
        return _code(kind, told)._replace(data=_data(told, data, ""))
    kind = CodeKind.CLOSE_ALONE if is_alone else CodeKind.CLOSE
    return Code(0, kind, told.get("startRef") or told.get("id", ""), _data(told, data, ""))


def _code(kind: CodeKind, told: Mapping[str, str]) -> Code:
    type_ = told.get("ctype") or told.get("subType") or told.get("type", "")
    if kind is CodeKind.SINGLE and type_ == f"x-{_UNKNOWN_TYPE}":
        return Code(0, CodeKind.UNKNOWN, told.get("id", ""))
    attributes = (("assoc", told["assoc"]),) if told.get("assoc") else ()
    name = told.get("rid") or told.get("id", "")
    return Code(0, kind, name, "", "" if kind is CodeKind.CLOSE else _bare_type(type_), "", attributes)


def _bare_type(type_: str) -> str:
    return type_.removeprefix("x-")


def _data(told: Mapping[str, str], data: Mapping[str, str], end: str) -> str:
    """Return the original data that an element of XLIFF 2 refers to, or the equivalent that it names."""
    return data.get(told.get(f"dataRef{end}", ""), told.get(f"equiv{end}", ""))


def _with_content(code: Code, element: Any) -> Code:
    """Return the code with its native code: the text of the element, and its XML where it holds elements."""
    return code._replace(data="".join(element.itertext()), markup=_inner(element) if len(element) else "")


def _inner(element: Any) -> str:
    """Return the inner XML of a native code as TMX writes it."""
    parts = [escape_text(element.text or "")]
    for child in element:
        name, told = local_name(child), attributes_of(child)
        attributes = {"type" if key == "ctype" else key: value for key, value in told.items() if key != "id"}
        written = "".join(f' {key}="{escape_attribute(value)}"' for key, value in attributes.items())
        parts += f"<{name}{written}>", _inner(child), f"</{name}>", escape_text(child.tail or "")
    return "".join(parts)


def _character(told: Mapping[str, str]) -> str:
    """Return the character of a cp of XLIFF 2: one that XML cannot hold is left out."""
    try:
        character = chr(int(told.get("hex", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return character if character.isprintable() or character in "\t\n" else ""


def original_data(unit: Any) -> dict[str, str]:
    """Return the original data of a unit of XLIFF 2 by id."""
    children = (child for child in unit if local_name(child) == "originalData")
    return {data.get("id", ""): _data_text(data) for child in children for data in child if local_name(data) == "data"}


def _data_text(data: Any) -> str:
    """Return the text of a `data` element, with the characters that its `cp` elements stand for."""
    parts = [data.text or ""]
    for character in data:
        parts += _character(attributes_of(character)), character.tail or ""
    return "".join(parts)


def render_codes(text: str, codes: Codes) -> str:
    """Return the content of a source or target of XLIFF 1.2; every code must have an id."""
    return "".join(escape_text(part) if isinstance(part, str) else _render_code(part) for part in pieces(text, codes))


def _render_code(code: Code) -> str:
    if code.kind is CodeKind.MARK:
        return f'<mrk mtype="x-{escape_attribute(code.type)}" mid="{escape_attribute(code.id)}">'
    if code.kind is CodeKind.MARK_END:
        return "</mrk>"
    name, extra = _element_of(code)
    content = _SUB_TYPE.sub(r"\1ctype=", code.markup) or escape_text(code.data)
    opening = f'<{name} id="{escape_attribute(code.id)}"{extra}'
    return f"{opening}>{content}</{name}>" if content else f"{opening}/>"


def _element_of(code: Code) -> tuple[str, str]:
    """Return the name of a code's element, and its attributes in addition to the id."""
    has_data = bool(code.data or code.markup)
    rid = f' rid="{escape_attribute(code.id)}"'
    type_ = f' ctype="{escape_attribute(_written_type(code))}"' if code.type or code.kind is CodeKind.UNKNOWN else ""
    assoc = next((f' assoc="{escape_attribute(value)}"' for name, value in code.attributes if name == "assoc"), "")
    match code.kind:
        case CodeKind.OPEN:
            return ("bpt" if has_data else "bx"), rid + type_
        case CodeKind.CLOSE:
            return ("ept" if has_data else "ex"), rid
        case CodeKind.OPEN_ALONE:
            return "it", f' pos="open"{type_}'
        case CodeKind.CLOSE_ALONE:
            return "it", f' pos="close"{type_}'
        case _:
            return ("ph" if has_data else "x"), type_ + (assoc if has_data else "")


def _written_type(code: Code) -> str:
    if code.kind is CodeKind.UNKNOWN:
        return f"x-{_UNKNOWN_TYPE}"
    return code.type if code.type in _KNOWN_TYPES else f"x-{code.type}"
