"""The termbase for other tools: a download in each format that we write."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cdalign.terminology import GlossaryFormat, Layout, write_glossary
from cdalign.terminology.catalogue import KINDS, TermsKept
from cdalign.web.pages import attachment, workspace_of
from cdalign.web.workspace import MissingError


@dataclass(frozen=True, slots=True)
class TermsFile:
    """A form of the termbase: suffix, format, the tool whose columns it has, and direction."""

    ending: str
    format: GlossaryFormat
    layout: Layout = Layout.GENERAL
    langs: tuple[str, str] | None = None

    @property
    def loses(self) -> tuple[TermsKept, ...]:
        """The parts of a concept that the format cannot keep."""
        kept = next(kind.keeps for kind in KINDS if kind.written is self.format)
        return tuple(what for what in TermsKept if what not in kept)


# By the name in the address; the words of the page are `terms-file.NAME`.
TERMS_FILES = {
    "tbx": TermsFile(".tbx", GlossaryFormat.TBX),
    "tbx-dct": TermsFile(".dct.tbx", GlossaryFormat.TBX_DCT),
    "tbx2": TermsFile(".v2.tbx", GlossaryFormat.TBX_2),
    "xlsx": TermsFile(".xlsx", GlossaryFormat.XLSX),
    "csv": TermsFile(".csv", GlossaryFormat.CSV),
    "trados": TermsFile(".trados.xlsx", GlossaryFormat.XLSX, Layout.TRADOS),
    "memoq": TermsFile(".memoq.csv", GlossaryFormat.CSV, Layout.MEMOQ),
    "phrase": TermsFile(".phrase.xlsx", GlossaryFormat.XLSX, Layout.PHRASE),
    "omegat-zh-en": TermsFile(".zh-en.txt", GlossaryFormat.OMEGAT, langs=("zh", "en")),
    "omegat-en-zh": TermsFile(".en-zh.txt", GlossaryFormat.OMEGAT, langs=("en", "zh")),
    "tsv": TermsFile(".tsv", GlossaryFormat.TSV),
    "json": TermsFile(".json", GlossaryFormat.JSON),
}


def download_terms(request: Request) -> Response:
    """Return the termbase of the open project as a file.

    Raises:
        MissingError: it is not written so.
        WriteError: the termbase has a fault.
    """
    chosen = TERMS_FILES.get(request.path_params["name"])
    if chosen is None:
        raise MissingError("there is no such file", advice="choose one under Terms")
    workspace = workspace_of(request)
    termbase = workspace.terms().sound.termbase
    with tempfile.TemporaryDirectory(prefix="cdalign-") as folder:
        path = Path(folder) / f"terms{chosen.ending}"
        write_glossary(path, termbase, chosen.format, layout=chosen.layout, langs=chosen.langs, origin="cdalign")
        data = path.read_bytes()
    headers = attachment((workspace.title or "terms") + chosen.ending)
    return Response(data, media_type="application/octet-stream", headers=headers)


ROUTES = (Route("/export/{name}", download_terms),)
