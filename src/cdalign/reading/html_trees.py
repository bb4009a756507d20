"""An HTML file becomes a tree of elements: decoded first and parsed then.

Given bytes labelled gb2312, lxml cuts the text at the first character that only GB18030 has (镕); given text it cannot.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from cdalign.encodings import Decoded, decode_bytes
from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.patterns import compile_late

if TYPE_CHECKING:
    from lxml.etree import _Element


_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")

# An element that XHTML closes at once, and HTML would take for open to the end of the file: `<title/>`, `<a id="x"/>`.
_XHTML = "http://www.w3.org/1999/xhtml"
_EMPTY_ELEMENT = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)([A-Za-z][\w:-]{0,40})"
    r"((?:\s[^<>]{0,2000})?)/>"
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | frozenset(
    (
        "html", "body", "p", "div", "section", "article", "main", "header", "footer", "aside", "address",
        "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "form", "fieldset",
        "hr", "center", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "details", "summary",
        "title",
    )
)  # fmt: skip
# HTML lets a reading end where the next part of the ruby begins; lxml does not know it, and would nest them.
_OPEN_READING = re.compile(r"(<(rt|rp|rtc)\b[^<>]{0,200}>[^<]{0,200})(?=<(?:rb|rt|rp|rtc)\b|</ruby)", re.IGNORECASE)

# 40,000 attributes of a tag take libxml2 1.6 seconds, 200,000 would take 40; a tag of a real page has a few dozen.
_MOST_ATTRIBUTES = 2_000
_TAG = compile_late(
    r"""<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1\s*>|\Z)"""
    r"""|<[a-z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""[^\s/>="']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")


def decode_html(data: bytes, *, encoding: str = "", path: str = "") -> Decoded:
    """Return the text of an HTML file: in the encoding asked for, else declared, else the likeliest.

    Raises:
        ReadError: the encoding asked for is unknown or does not fit, or none fits.
    """
    declared = "" if encoding else _declared_encoding(data)
    if declared:
        try:
            return decode_bytes(data, encoding=declared, path=path)
        except ReadError:
            # A wrong declaration is common and no reason to give up.
            pass
    return decode_bytes(data, encoding=encoding, path=path)


def _declared_encoding(data: bytes) -> str:
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return ""
    start = data[:_DECLARED_WITHIN]
    found = _XML_ENCODING.search(start) or _CHARSET.search(start)
    return found[1].decode("ascii") if found else ""


def _refuse_endless_tag(text: str, path: str) -> None:
    """Refuse a text with a tag of too many attributes: libxml2 compares each with each and would not end."""
    for tag in _TAG.finditer(text):
        # An attribute has a character, and one before it.
        if tag.end() - tag.start() > 2 * _MOST_ATTRIBUTES:
            count = sum(1 for _ in islice(_ATTRIBUTE.finditer(tag[0]), _MOST_ATTRIBUTES + 1))
            if count > _MOST_ATTRIBUTES and not (tag[1] or tag[0].startswith("<!")):
                line = text.count("\n", 0, tag.start()) + 1
                message = f"has a tag with more than {_MOST_ATTRIBUTES:,} attributes, or one that does not end"
                advice = "end the tag with >, or save the page as text"
                raise ReadError(message, code="file.large", path=path, line=line, advice=advice)


def prepare_html(text: str) -> str:
    """Return the text as lxml understands it: readings of ruby are closed, and `<title/>` of XHTML has an end tag."""
    whole = _XML_DECLARATION.sub("", text)
    if _XHTML in whole[:_DECLARED_WITHIN]:
        whole = _EMPTY_ELEMENT.sub(r"<\1\2></\1>", whole)
    return _OPEN_READING.sub(r"\1</\2>", whole)


def parse_tree(text: str, path: str) -> _Element:
    """Return the root element of a prepared HTML text.

    Raises:
        ReadError: there is nothing in it that HTML could be, or a tag has too many attributes.
    """
    from lxml import etree, html

    _refuse_endless_tag(text, path)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ReadError(
            say("is not HTML that can be read ({error})", error=error),
            code="file.kind",
            path=path,
            advice="save it as text",
        ) from error
