"""The downloads of a pair, made from the bitext as it is now."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from cdalign.formats import write_units
from cdalign.messages import say
from cdalign.model import Bitext, Finding, Level, Termbase
from cdalign.report import make_report, render_report
from cdalign.units import document_name
from cdalign.web.checking import wait_for_findings
from cdalign.web.openapi import Endpoint
from cdalign.web.pages import attachment, language_for, workspace_of
from cdalign.web.parameters import Words
from cdalign.web.workspace import MissingError
from cdalign.working import render_working


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file is made from: a pair, its terms, the interface language, and a function that checks the pair.

    Checking takes some milliseconds a row, and only reports need it.
    """

    bitext: Bitext
    termbase: Termbase
    lang: str
    findings: Callable[[], Sequence[Finding]]


Render = Callable[[Contents], bytes]


def _through_file(name: str, write: Callable[[Path], object]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="cdalign-") as folder:
        path = Path(folder) / name
        write(path)
        return path.read_bytes()


def _units(name: str, level: Level) -> Render:
    def render(contents: Contents) -> bytes:
        return _through_file(name, lambda path: write_units(path, contents.bitext, level))

    return render


def _glossary(name: str) -> Render:
    def render(contents: Contents) -> bytes:
        from cdalign.terminology.glossary import write_glossary

        return _through_file(name, lambda path: write_glossary(path, contents.termbase, origin="cdalign"))

    return render


def _report(suffix: str) -> Render:
    def render(contents: Contents) -> bytes:
        bitext = contents.bitext
        title = say("{name}: alignment and consistency", name=document_name(bitext))
        count = len(bitext.sentences)
        report = make_report(title, contents.findings(), [bitext], unit_count=count, lang=contents.lang)
        made = render_report(report, suffix)
        return made.encode("utf-8") if isinstance(made, str) else made

    return render


# As long as a file's name may be (ext4, NTFS).
LONGEST_NAME = 255

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Name, content type, and how it is made; the page's words are `file.NAME`.
FILES: dict[str, tuple[str, Render]] = {
    "sentences.tmx": ("application/x-tmx+xml", _units("memory.tmx", Level.SENTENCE)),
    "paragraphs.tmx": ("application/x-tmx+xml", _units("memory.tmx", Level.PARAGRAPH)),
    "units.xlsx": (
        _WORKBOOK,
        _units("units.xlsx", Level.SENTENCE),
    ),
    "glossary.tbx": ("application/x-tbx", _glossary("glossary.tbx")),
    "glossary.txt": ("text/plain", _glossary("glossary.txt")),
    "report.xlsx": (_WORKBOOK, _report(".xlsx")),
    "report.html": ("application/octet-stream", _report(".html")),
    "beads.tsv": ("text/tab-separated-values", lambda contents: render_working(contents.bitext).encode("utf-8")),
}


_KEY = Words("key", "the name of a pair of texts", LONGEST_NAME, is_path=True)
_NAME = Words("name", f"one of {', '.join(FILES)}", LONGEST_NAME, is_path=True)


def download_file(request: Request) -> Response:
    """Return one file of a pair as a download."""
    key, name = _KEY.read(request), _NAME.read(request)
    if name not in FILES:
        raise MissingError(
            say("there is no file {name!r}", name=name), advice=say("choose one of {names}", names=", ".join(FILES))
        )
    workspace = workspace_of(request)
    shelf = workspace.shelf(key)
    content_type, render = FILES[name]
    data = render(
        Contents(
            workspace.review(key).snapshot()[0],
            workspace.terms(shelf.project).termbase,
            language_for(request),
            lambda: wait_for_findings(request, key),
        )
    )
    # OmegaT team projects fetch by URL and ask whether the file is still the same.
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = attachment(f"{shelf.title}.{name}") | {"etag": tag, "cache-control": "no-cache"}
    if _is_known(tag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers={"etag": tag})
    return Response(data, media_type=content_type, headers=headers)


def _is_known(tag: str, known: str) -> bool:
    """Return whether an If-None-Match header names the tag (RFC 9110, section 13.1.2: compared weakly)."""
    return known.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in known.split(","))


ENDPOINTS = (
    Endpoint(
        "/files/{key}/{name}",
        "a file of a pair of texts, made of the alignment as it is now; bears an ETag",
        download_file,
        tuple(sorted({content_type for content_type, _ in FILES.values()})),
        (_KEY, _NAME),
        {"404": "there is no such pair or file"},
        is_quick=False,
    ),
)
