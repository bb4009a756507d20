"""Document symbols in texts become links: to our page where a memory has the document, else to the UN's own system."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote as quote_path
from urllib.parse import urlencode

from cdalign.model import Quote
from cdalign.quantities import find_quantities
from cdalign.report.marks import merged_spans
from cdalign.web.marking import HIT, Mark, Piece, cut_pieces, link_pieces
from cdalign.web.memories import Memories

LINK = "link"
_RESOLUTION = re.compile("[AS]/RES/[0-9]{1,4}")
_SESSION = re.compile(r" ?[(（]((?:19|20)[0-9]{2}|[IVXL]{1,6})[)）]")
_UNITED_NATIONS = "https://undocs.org/"
# How the symbols of United Nations documents begin (Dag Hammarskjöld Library, "UN Document Symbols"): principal organs,
# secretariat, conferences, programmes, regional commissions, bodies of human rights and disarmament treaties.
_SERIES = frozenset(
    (
        *("A", "S", "E", "T", "ST", "SG", "PC", "DC", "CD", "ENDC", "CCD", "NPT", "BWC", "CCW", "APLC", "CCM", "OEWG"),
        *("CAC", "CEB", "DP", "HSP", "HS", "ID", "IDB", "ITC", "TD", "UNEP", "UNCTAD", "UNITAR", "UNU", "UNW", "WFP"),
        *("ECE", "ESCAP", "ECA", "LC", "ESCWA", "CCPR", "CAT", "CED", "CEDAW", "CERD", "CMW", "CRC", "CRPD", "HRI"),
        *("FCCC", "CP", "ICCD", "CBD", "ISBA", "SPLOS", "CLCS", "LOS", "ICC", "JIU", "MSC", "PBC", "SP", "TT", "BWU"),
    )
)


def find_symbols(text: str, lang: str) -> list[tuple[int, int, str]]:
    """Return (start, stop, symbol) of the document symbols in a text.

    The year or session of an early resolution belongs to its symbol: S/RES/1540 (2004), A/RES/1514(XV).
    """
    found = [one for one in find_quantities(text, lang) if one.kind == "symbol"]
    return [_with_session(text, one.start, one.stop, one.value) for one in found]


def _with_session(text: str, start: int, stop: int, symbol: str) -> tuple[int, int, str]:
    session = _SESSION.match(text, stop) if _RESOLUTION.fullmatch(symbol) else None
    return (start, session.end(), f"{symbol}({session[1]})") if session else (start, stop, symbol)


def known_symbols(memories: Callable[[], Memories], texts: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return which of the documents that some texts name, each with its language, the memories have.

    The memories are called for only where a text names a document: after an edit they are brought up to date.
    """
    symbols = {symbol for text, lang in texts for _, _, symbol in find_symbols(text, lang)}
    return memories().known_documents(symbols) if symbols else frozenset()


def link_symbols(text: str, lang: str, known: frozenset[str], marks: Iterable[Mark] = ()) -> tuple[Piece, ...]:
    """Return a text in pieces at its marks, with links at the document symbols in it."""
    return tuple(link_pieces(cut_pieces(text, marks), _links(text, lang, known)))


def link_united_nations(text: str, lang: str, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces of a text with links at the symbols of the UN's documents.

    The links lead to `/document`, which asks the memories when it is followed. So a page that changes them at every
    edit, as the review does, need not ask for each text that it shows.
    """
    found = (
        (start, stop, symbol) for start, stop, symbol in find_symbols(text, lang) if united_nations_address(symbol)
    )
    links = (Mark(start, stop, LINK, f"/document?{urlencode({'symbol': symbol})}") for start, stop, symbol in found)
    return tuple(link_pieces(pieces, links))


def link_quote(quote: Quote, known: frozenset[str], kind: str = HIT) -> tuple[Piece, ...]:
    """Return a quote in pieces, with its spans marked as of a kind and links at the document symbols in it."""
    return link_symbols(quote.text, quote.lang, known, (Mark(one.start, one.stop, kind) for one in merged_spans(quote)))


def _links(text: str, lang: str, known: frozenset[str]) -> Sequence[Mark]:
    found = ((start, stop, address_of(symbol, known)) for start, stop, symbol in find_symbols(text, lang))
    return [Mark(start, stop, LINK, address) for start, stop, address in found if address]


def address_of(symbol: str, known: frozenset[str]) -> str:
    """Return where a document is shown: here if it is known, else by the UN; an empty text if it is neither."""
    return bitext_address(symbol) if symbol in known else united_nations_address(symbol)


def bitext_address(document: str, paragraph: str = "") -> str:
    """Return the address of our page of a document of the memory, at a paragraph where one is named."""
    if not paragraph:
        return f"/bitext?{urlencode({'document': document})}"
    return f"/bitext?{urlencode({'document': document, 'at': paragraph})}#here"


def united_nations_address(symbol: str) -> str:
    """Return the address of a document in the UN's document system, or an empty text if its symbol is not of the UN."""
    series, _, rest = symbol.partition("/")
    return _UNITED_NATIONS + quote_path(symbol, safe="/().") if rest and series.split(".")[0] in _SERIES else ""
