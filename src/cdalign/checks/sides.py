"""A unit made ready for its checks: what is found in both of its texts is found once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from cdalign.languages import is_chinese
from cdalign.model import Match, Quote, SourceStatus, Span, TranslationUnit
from cdalign.quantities import Quantity, find_quantities
from cdalign.terminology.recognition import TermRecognizer, make_haystack
from cdalign.text import compact

_SENTENCE_END = re.compile(r"[。！？；!?;]+|[.](?=\s+[A-Z“\"(]|\s*$)")


@dataclass(frozen=True)
class Side:
    """One text of a unit: where it stands, its language, the whole paragraph where it is known, its status."""

    text: str
    lang: str
    place: str
    recognizer: TermRecognizer
    paragraph: str = ""
    status: str = str(SourceStatus.UNKNOWN)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities in the text."""
        return find_quantities(self.text, self.lang)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The terms in the text."""
        return self.recognizer.find(self.text, self.lang)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """The ids of the concepts that the text names."""
        return frozenset(match.key for match in self.matches)

    @cached_property
    def haystack(self) -> str:
        """The paragraph, or else the text, as terms are looked for in it."""
        return make_haystack(self.paragraph or self.text).folded

    @cached_property
    def compact(self) -> str:
        """The text's compact form."""
        return compact(self.text)

    @property
    def is_chinese(self) -> bool:
        """Whether the text is Chinese."""
        return is_chinese(self.lang)

    @property
    def is_official(self) -> bool:
        """Whether the text is official: such a text is reported and never corrected."""
        return self.status == SourceStatus.OFFICIAL

    @cached_property
    def sentence_count(self) -> int:
        """The number of sentences, counted by their ends."""
        return len(_SENTENCE_END.findall(self.text.rstrip())) or 1

    def quote(self, spans: Iterable[tuple[int, int]] = ()) -> Quote:
        """The text as a quote with marks."""
        return Quote(self.place, self.lang, self.text, tuple(Span(start, stop) for start, stop in spans))


@dataclass(frozen=True)
class PreparedUnit:
    """A unit ready for its checks."""

    id: str
    source: Side
    target: Side

    @property
    def sides(self) -> tuple[tuple[Side, Side], tuple[Side, Side]]:
        """Both directions: each side with the other."""
        return (self.source, self.target), (self.target, self.source)


def prepare_unit(unit: TranslationUnit, recognizer: TermRecognizer, number: int = 0) -> PreparedUnit:
    """Give a unit ready for its checks; one without an id is called by its number (`#12`)."""
    place = unit.id or unit.prop("x-paragraph") or f"#{number}"
    source = Side(unit.source, unit.source_lang, place, recognizer, status=unit.prop("x-source-status"))
    target = Side(unit.target, unit.target_lang, place, recognizer, status=unit.prop("x-target-status"))
    return PreparedUnit(place, source, target)
