"""Which text a finding is about: the official one, which is only reported, or the working translation."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from cdalign.languages import primary_language
from cdalign.model import Bitext, Finding, Quote, SourceStatus
from cdalign.units import document_name


class Concern(StrEnum):
    """The kind of text that a finding is about."""

    OFFICIAL = "official text"
    WORKING_TRANSLATION = "working translation"
    UNKNOWN = "text of unknown status"


_OF_STATUS = {
    SourceStatus.OFFICIAL: Concern.OFFICIAL,
    SourceStatus.WORKING_TRANSLATION: Concern.WORKING_TRANSLATION,
    SourceStatus.UNKNOWN: Concern.UNKNOWN,
}


class Concerns:
    """Tells of findings which kind of text they are about, by the status of the documents that they quote.

    A difference between an official text and a working translation is about the translation: the official text stands.
    """

    def __init__(self, bitexts: Iterable[Bitext]) -> None:
        self._status: dict[tuple[str, str], SourceStatus] = {}
        for bitext in bitexts:
            for document in (bitext.source, bitext.target):
                for name in (document_name(bitext), ""):
                    key = name, primary_language(document.lang)
                    self._status.setdefault(key, document.provenance.status)

    def find(self, finding: Finding) -> Concern:
        """Return the kind of text that a finding is about; unknown where no document is known."""
        found = {self._status_of(quote) for quote in finding.quotes}
        for status in (SourceStatus.WORKING_TRANSLATION, SourceStatus.UNKNOWN):
            if status in found:
                return _OF_STATUS[status]
        return Concern.OFFICIAL if found else Concern.UNKNOWN

    def _status_of(self, quote: Quote) -> SourceStatus:
        name = quote.place.rpartition("#")[0]
        return self._status.get((name, primary_language(quote.lang)), SourceStatus.UNKNOWN)
