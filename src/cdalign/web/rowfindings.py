"""The findings of each row of a review."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from cdalign.languages import primary_language
from cdalign.messages import translate
from cdalign.model import Bitext, Finding, Level, Quote
from cdalign.report.wording import SEVERITIES
from cdalign.reviewing.places import first_unit, segment_numbers
from cdalign.web.checking import look_for_findings
from cdalign.web.children import State
from cdalign.web.pages import language_for, workspace_of
from cdalign.web.review_rows import bead_name


def list_row_findings(request: Request) -> JSONResponse:
    """Return the open findings of each row of a review: by the row's name, its severity, message and fingerprint.

    While a long text is checked, the answer says so.
    """
    key = request.path_params["key"]
    workspace = workspace_of(request)
    findings = look_for_findings(request, key, may_be_older=True)
    if findings is None:
        return JSONResponse({"state": State.WORKING}, status_code=202)
    bitext, version = workspace.review(key).snapshot()
    ignored = workspace.ignored(key)
    opened = (one for one in findings if one.fingerprint not in ignored)
    return JSONResponse({"version": version, "rows": _by_row(bitext, opened, language_for(request))})


def _by_row(bitext: Bitext, findings: Iterable[Finding], lang: str) -> dict[str, list[dict[str, str]]]:
    places, rows = _Places(bitext), dict[str, list[dict[str, str]]]()
    for finding in findings:
        told = {
            "severity": finding.severity,
            "said": translate(SEVERITIES[finding.severity], lang),
            "message": translate(finding.message, lang),
            "id": finding.fingerprint,
        }
        for name in {places.row_of(one) for one in finding.quotes} - {""}:
            rows.setdefault(name, []).append(told)
    return rows


class _Places:
    """Finds the row of a review in which a quote of a finding is."""

    def __init__(self, bitext: Bitext) -> None:
        self._lang = primary_language(bitext.source.lang)
        self._numbers = [segment_numbers(document) for document in (bitext.source, bitext.target)]
        self._rows = [_rows_of(bitext, is_source=is_source) for is_source in (True, False)]

    def row_of(self, quote: Quote) -> str:
        """Return the name of the row; an empty text where the place is not of this text."""
        side = 0 if primary_language(quote.lang) == self._lang else 1
        at = self._numbers[side].get(first_unit(quote.place))
        return "" if at is None else self._rows[side].get(at, "")


def _rows_of(bitext: Bitext, *, is_source: bool) -> dict[int, str]:
    """Return the name of the row of each sentence of a side, by its number."""
    return {
        at: bead_name(Level.SENTENCE, bead)
        for bead in bitext.sentences
        for at in (bead.source if is_source else bead.target)
    }


ROUTES = (Route("/review/{key}/findings", list_row_findings),)
