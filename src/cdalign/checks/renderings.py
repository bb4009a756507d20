"""One text translated in several ways, several texts translated alike, one term rendered by several.

These rules look at a whole memory. Each is an accumulator: it reads every unit once, and yields its findings at the
end. What it keeps is bounded, so that a million units fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit, Terminology
from cdalign.checks.wordings import is_plain_word
from cdalign.messages import say
from cdalign.model import Finding, Quote, Severity, Term, TermType

# Texts beyond this number are not remembered; it takes some 300 MB.
_MOST_TEXTS = 200_000
_MOST_RENDERINGS = 8
# Shorter texts ("Report", "(Signed)") are rightly translated by their context.
_SHORTEST_TEXT = 6


@dataclass(slots=True)
class _Seen:
    """How often a rendering was seen, and the first unit that had it, as quotes of both sides."""

    mine: Quote
    other: Quote
    count: int = 1


class SegmentRenderings:
    """Remembers how each text was translated; one of them looks from source to target, another the other way."""

    def __init__(self, *, is_reverse: bool = False) -> None:
        self._is_reverse = is_reverse
        # By digest, not by words: the words occur in the quotes already.
        self._texts: dict[bytes, dict[bytes, _Seen]] = {}

    def add(self, unit: PreparedUnit) -> None:
        """Take note of a unit."""
        mine, other = (unit.target, unit.source) if self._is_reverse else (unit.source, unit.target)
        words = mine.bare
        if len(words) < _SHORTEST_TEXT or not other.text.strip():
            return
        key, rendering = _digest(words), _digest(other.bare)
        renderings = self._texts.get(key)
        if renderings is None:
            if len(self._texts) < _MOST_TEXTS:
                self._texts[key] = {rendering: _Seen(mine.quote(), other.quote())}
        elif rendering in renderings:
            renderings[rendering].count += 1
        elif len(renderings) < _MOST_RENDERINGS:
            renderings[rendering] = _Seen(mine.quote(), other.quote())

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each text with more than one rendering, the commonest rendering first."""
        for renderings in self._texts.values():
            if len(renderings) > 1:
                yield self._finding(sorted(renderings.values(), key=lambda seen: -seen.count))

    def _finding(self, ordered: Sequence[_Seen]) -> Finding:
        counts = ", ".join(f"{seen.count} ×" for seen in ordered)
        rule = "segments.merged" if self._is_reverse else "segments.renderings"
        message = (
            say("{count} source texts are translated alike ({counts})", count=len(ordered), counts=counts)
            if self._is_reverse
            else say("one source text is translated in {count} ways ({counts})", count=len(ordered), counts=counts)
        )
        return make_finding(
            rule,
            message,
            [ordered[0].mine, *(seen.other for seen in ordered)],
            expected="" if self._is_reverse else ordered[0].other.text,
            advice="choose one wording, or ignore this where the difference is meant",
            words=(ordered[0].mine.text, *sorted(seen.other.text for seen in ordered)),
        )


def _digest(words: str) -> bytes:
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class TermRenderings:
    """Counts by which terms each term is rendered, in both directions, over a whole memory."""

    def __init__(self, terms: Terminology, *, is_forward_only: bool = False) -> None:
        self._terms = terms
        self._is_forward_only = is_forward_only
        self._used: dict[tuple[str, str, str], dict[str, _Seen]] = {}

    def add(self, unit: PreparedUnit) -> None:
        """Take note of the concepts that a unit names by one term on each side: there one renders the other."""
        for concept in sorted(unit.source.concepts & unit.target.concepts):
            named = [self._term_in(side, concept) for side in (unit.source, unit.target)]
            if named[0] and named[1]:
                self._add_pair(concept, unit.source, named[0], unit.target, named[1])
                if not self._is_forward_only:
                    self._add_pair(concept, unit.target, named[1], unit.source, named[0])

    def _add_pair(self, concept: str, side: CheckedSide, term: str, other: CheckedSide, rendering: str) -> None:
        used = self._used.setdefault((concept, side.lang, term), {})
        if rendering in used:
            used[rendering].count += 1
        else:
            mine, others = (
                one.quote((match.start, match.stop) for match in one.named[concept]) for one in (side, other)
            )
            used[rendering] = _Seen(mine, others)

    def _term_in(self, side: CheckedSide, concept: str) -> str:
        """Return the one full term by which a text names a concept, or an empty text if there are several or none."""
        found = ""
        for match in side.named[concept]:
            senses = self._terms.senses(match.text, side.lang)
            term = senses[0].term if senses else None
            if term is None or not _is_comparable(term) or found not in ("", term.text):
                return ""
            found = term.text
        return found

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each term that is rendered by more than one, the majority first."""
        for (concept, _, term), used in self._used.items():
            if len(used) > 1:
                yield _rendering_finding(concept, term, used)


def _is_comparable(term: Term) -> bool:
    """Return whether a term competes with others; a short form occurs rightly next to its full form."""
    return term.type in (TermType.FULL_FORM, TermType.VARIANT) and term.pos == "noun"


def _rendering_finding(concept: str, term: str, used: dict[str, _Seen]) -> Finding:
    ordered = sorted(used.items(), key=lambda item: -item[1].count)
    shares = ", ".join(f"{words} ({seen.count})" for words, seen in ordered)
    quotes = [quote for _, seen in ordered for quote in (seen.mine, seen.other)]
    return make_finding(
        "terms.renderings",
        say("{term} is rendered in {count} ways: {shares}", term=term, count=len(ordered), shares=shares),
        quotes,
        expected=ordered[0][0],
        advice="use one of them throughout, or deprecate the others in the termbase",
        words=(concept, term, *sorted(used)),
        severity=Severity.INFO if any(map(is_plain_word, (term, *used))) else None,
    )
