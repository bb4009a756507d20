"""The documents of the memory: a list of them, and each as a bitext with its sentences side by side."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cdalign.messages import say
from cdalign.model import TranslationUnit
from cdalign.units import document_name
from cdalign.web.marking import Piece
from cdalign.web.pages import page_asked, show_page, workspace_of
from cdalign.web.symbols import address_of, known_symbols, link_symbols, united_nations_address
from cdalign.web.workspace import MissingError

_ROWS_A_PAGE = 200
_DOCUMENTS_A_PAGE = 500


@dataclass(frozen=True, slots=True)
class BitextRow:
    """A unit as a row: its number in the document, and both texts in pieces."""

    number: int
    unit: TranslationUnit
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]


def list_documents(request: Request) -> Response:
    """Return the page that lists the documents of the memory."""
    wanted = request.query_params.get("q", "").strip()
    documents = workspace_of(request).memories().list_documents()
    chosen = [one for one in documents if wanted.casefold() in one[0].casefold()]
    return show_page(
        request, "documents.html", documents=chosen[:_DOCUMENTS_A_PAGE], total=len(chosen), wanted=wanted[:200]
    )


def show_bitext(request: Request) -> Response:
    """Return a page of a document of the memory.

    Raises:
        MissingError: the memory does not have it.
    """
    document = request.query_params.get("document", "")
    workspace = workspace_of(request)
    units = workspace.memories().document_units(document)
    if not units:
        raise _no_document(document)
    here = next((at for at, unit in enumerate(units) if unit.prop("x-paragraph") == request.query_params.get("at")), -1)
    page = here // _ROWS_A_PAGE if here >= 0 else page_asked(request, len(units), _ROWS_A_PAGE)
    return show_page(
        request,
        "bitext.html",
        document=document,
        rows=_rows(request, units, page * _ROWS_A_PAGE),
        langs=(units[0].source_lang, units[0].target_lang),
        here=here,
        total=len(units),
        page=page,
        pages=-(-len(units) // _ROWS_A_PAGE),
        review=next((key for key, (one, _) in workspace.readable().items() if document_name(one) == document), ""),
        elsewhere=united_nations_address(document),
    )


def _rows(request: Request, units: tuple[TranslationUnit, ...], start: int) -> list[BitextRow]:
    shown = units[start : start + _ROWS_A_PAGE]
    texts = [pair for unit in shown for pair in ((unit.source, unit.source_lang), (unit.target, unit.target_lang))]
    known = known_symbols(workspace_of(request).memories, texts)
    return [
        BitextRow(
            number,
            unit,
            link_symbols(unit.source, unit.source_lang, known),
            link_symbols(unit.target, unit.target_lang, known),
        )
        for number, unit in enumerate(shown, start)
    ]


def find_document(request: Request) -> Response:
    """Lead from a document symbol to our page of the document where the memory has it, else to the UN's.

    Raises:
        MissingError: the memory does not have it, and the symbol is not of the UN.
    """
    symbol = request.query_params.get("symbol", "")
    address = address_of(symbol, workspace_of(request).memories().known_documents({symbol}))
    if not address:
        raise _no_document(symbol)
    return RedirectResponse(address)


def _no_document(document: str) -> MissingError:
    message = say("the memory has no document {document}", document=document[:200])
    return MissingError(message, advice="choose one under Documents")


ROUTES = (
    Route("/documents", list_documents),
    Route("/document", find_document),
    Route("/bitext", show_bitext),
)
