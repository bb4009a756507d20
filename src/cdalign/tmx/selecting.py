"""Which units of a memory are wanted: by score, document, date, length, script, review."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from cdalign.languages import is_chinese
from cdalign.model import REVIEW_PROP, SCORE_PROP, parse_score, parse_status
from cdalign.text import detect_script
from cdalign.tmx.dates import iso_of_tmx
from cdalign.tmx.elements import Unit, Variant


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted; a field left empty asks for nothing.

    Scores are 0–1, dates ISO 8601 (their beginning is enough), lengths characters of the longer side,
    documents patterns of `x-document` (`CD/*`), script `Hans` or `Hant`, reviews values of `x-review`.
    """

    least_score: float | None = None
    documents: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    shortest: int = 0
    longest: int = 0
    script: str = ""
    reviews: tuple[str, ...] = ()

    def objection(self, unit: Unit, pair: tuple[Variant, Variant]) -> str:
        """Return the reason why the unit is not wanted, or an empty text."""
        checks = (self._by_score, self._by_document, self._by_date, self._by_review)
        for check in checks:
            if reason := check(unit):
                return reason
        return self._by_length(pair) or self._by_script(pair)

    def _by_score(self, unit: Unit) -> str:
        if self.least_score is None:
            return ""
        score = score_of(unit)
        if score is None:
            return "no score"
        return f"score {score:g}" if score < self.least_score else ""

    def _by_document(self, unit: Unit) -> str:
        if not self.documents:
            return ""
        document = unit.prop("x-document")
        is_wanted = any(fnmatchcase(document, pattern) for pattern in self.documents)
        return "" if is_wanted else f"document {document or 'not said'}"

    def _by_date(self, unit: Unit) -> str:
        if not self.since and not self.until:
            return ""
        date = last_date(unit)
        if not date:
            return "no date"
        is_early = bool(self.since) and date < self.since
        is_late = bool(self.until) and date[: len(self.until)] > self.until
        return f"date {date}" if is_early or is_late else ""

    def _by_review(self, unit: Unit) -> str:
        review = parse_status(unit.prop(REVIEW_PROP))
        return f"review {review or 'not said'}" if self.reviews and review not in self.reviews else ""

    def _by_length(self, pair: tuple[Variant, Variant]) -> str:
        length = max(len(variant.text) for variant in pair)
        is_wrong = length < self.shortest or (self.longest and length > self.longest)
        return f"{length} characters" if is_wrong else ""

    def _by_script(self, pair: tuple[Variant, Variant]) -> str:
        if not self.script:
            return ""
        found = next((detect_script(variant.text) for variant in pair if is_chinese(variant.lang)), "")
        return f"script {found}" if found and found != self.script else ""


def last_date(unit: Unit) -> str:
    """Return when the unit was last changed or made, as ISO 8601, or an empty text."""
    holders = (unit.attributes, *(variant.attributes for variant in unit.variants))
    dates = [holder.get(name, "") for holder in holders for name in ("changedate", "creationdate")]
    return max((iso_of_tmx(date) for date in dates if date), default="")


def score_of(unit: Unit) -> float | None:
    """Return the score of the bead that the unit was made from, or None if the unit does not say."""
    return parse_score(unit.prop(SCORE_PROP))
