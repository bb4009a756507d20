"""What a memory is worth for new texts: the table of match bands that agencies quote from, and pre-translation."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from cdalign.defaults import DEFAULT_THRESHOLD
from cdalign.exchange.xliff import PartMatch
from cdalign.memory.carrying import carry_codes
from cdalign.memory.forms import words_of
from cdalign.memory.fragments import Fragment
from cdalign.memory.hits import NO_FILTERS, Filters, Hit
from cdalign.memory.memories import Memory
from cdalign.memory.renderings import spot_fragments
from cdalign.memory.searching import EXACT_SCORE
from cdalign.model import Document, TranslationUnit
from cdalign.text import compact
from cdalign.units import times_of

CONTEXT_BAND, REPETITION_BAND, EXACT_BAND, NEW_BAND = "context match", "repetition", "100%", "new"
# The bands that CAT tools count in and agencies have prices for.
_FUZZY_BANDS = (("95-99%", 95), ("85-94%", 85), ("75-84%", 75), ("50-74%", 50))
BANDS = (CONTEXT_BAND, REPETITION_BAND, EXACT_BAND, *(name for name, _ in _FUZZY_BANDS), NEW_BAND)
# The prop of a unit whose match has inline codes that do not fit its source.
CODES_PROP, CODES_LEFT_OUT = "x-codes", "left-out"
MATCH_PROP = "x-match"
_LOWEST = _FUZZY_BANDS[-1][1]


# What was translated before of each sentence of a document, by its number.
DocumentParts = Mapping[int, Sequence[PartMatch]]


@dataclass(frozen=True, slots=True)
class BandCount:
    """How much of a text falls into a band: segments, words (each Han character is one), characters without spaces."""

    band: str
    segments: int = 0
    words: int = 0
    characters: int = 0

    def plus(self, text: str) -> BandCount:
        """The count with one more segment."""
        characters = sum(map(len, text.split()))
        words = len(words_of(text))
        return BandCount(self.band, self.segments + 1, self.words + words, self.characters + characters)


def count_bands(
    memory: Memory, documents: Iterable[Document], *, filters: Filters = NO_FILTERS
) -> tuple[BandCount, ...]:
    """Return the counts of all bands for the sentences of some documents, in the order of `BANDS`.

    A sentence that has come before in these documents is a repetition, unless the memory has it in its context.
    """
    counts = {band: BandCount(band) for band in BANDS}
    seen: set[str] = set()
    for document in documents:
        for segment, hit in _best_matches(memory, document, _LOWEST, filters):
            band = _band_of(hit)
            bare = compact(segment)
            if band != CONTEXT_BAND and bare in seen:
                band = REPETITION_BAND
            seen.add(bare)
            counts[band] = counts[band].plus(segment)
    return tuple(counts.values())


def _band_of(hit: Hit | None) -> str:
    if hit is None:
        return NEW_BAND
    if hit.score > 100:
        return CONTEXT_BAND
    if hit.score == 100:
        return EXACT_BAND
    return next(name for name, lowest in _FUZZY_BANDS if hit.score >= lowest)


def _best_matches(
    memory: Memory, document: Document, threshold: int, filters: Filters
) -> Iterator[tuple[str, Hit | None]]:
    texts = ["", *(segment.text for segment in document.segments), ""]
    for before, text, after in zip(texts, texts[1:], texts[2:], strict=False):
        hits = memory.find_fuzzy(
            text, document.lang, threshold=threshold, before=before, after=after, limit=1, filters=filters
        )
        yield text, hits[0] if hits else None


def pretranslate(
    memory: Memory,
    document: Document,
    target_lang: str,
    *,
    threshold: int = DEFAULT_THRESHOLD,
    filters: Filters = NO_FILTERS,
    parts: DocumentParts | None = None,
) -> Iterator[TranslationUnit]:
    """Yield a unit for every sentence of a document, with the best translation that the memory has, or none.

    The prop `x-match` says the percentage, `x-origin` the unit it comes from; where only numbers differ they are
    replaced and `x-adapted` says `numbers`. The inline codes of the match are kept on both sides where the source has
    the words of the match; else they are left out, and `x-codes` says `left-out`. A match below 100 % is what
    a person has to go over. A sentence without a full match gets a note for each of its `parts` that were translated
    before (`find_parts`).
    """
    matches = _best_matches(memory, document, threshold, filters)
    for number, (segment, (text, hit)) in enumerate(zip(document.segments, matches, strict=True)):
        props = (("x-document", document.symbol),) if document.symbol else ()
        unit = TranslationUnit(
            text,
            "",
            document.lang,
            target_lang,
            id=f"{document.symbol}#{segment.id}" if document.symbol else segment.id,
            props=(*props, ("x-paragraph", segment.id)),
            source_props=times_of(document, range(number, number + 1)),
        )
        filled = _filled(unit, hit) if hit else unit
        if parts and not is_full_match(filled):
            filled = replace(filled, notes=(*filled.notes, *map(_part_note, parts.get(number, ()))))
        yield filled


def is_full_match(unit: TranslationUnit) -> bool:
    """Return whether a unit of `pretranslate` has a translation of 100 % or more."""
    return int(unit.prop(MATCH_PROP) or 0) >= EXACT_SCORE


def find_parts(
    memory: Memory, document: Document, most: int, *, filters: Filters = NO_FILTERS
) -> dict[int, tuple[PartMatch, ...]]:
    """Return the longest runs of each sentence that the memory holds, with what renders them, by the sentence's number.

    Args:
        memory: what was translated before.
        document: the new text.
        most: how many runs of a sentence are returned.
        filters: which units count.
    """
    found = _fragments_of(memory, document, filters) if most else {}
    return {number: tuple(map(_part_of, spot_fragments(runs[:most]))) for number, runs in found.items()}


def _fragments_of(memory: Memory, document: Document, filters: Filters) -> dict[int, list[Fragment]]:
    """Return the fragments of each sentence by its number, longest first."""
    texts = [segment.text.replace("\n", " ") for segment in document.segments]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    found: dict[int, list[Fragment]] = defaultdict(list)
    for fragment in memory.find_fragments("\n".join(texts), document.lang, examples=1, filters=filters):
        found[bisect_right(starts, fragment.span.start) - 1].append(fragment)
    return found


def _part_of(fragment: Fragment) -> PartMatch:
    (hit,) = fragment.hits
    (span,) = hit.spans
    rendered = " … ".join(hit.translation[one.start : one.stop] for one in hit.translation_spans)
    origin = hit.unit.prop("x-document") or hit.unit.id or hit.collection
    return PartMatch(hit.text[span.start : span.stop], rendered or hit.translation, origin)


def _part_note(part: PartMatch) -> str:
    return f"{part.source} = {part.target} ({part.origin})"


def _filled(unit: TranslationUnit, hit: Hit) -> TranslationUnit:
    """Return the unit with the translation of a match, the codes of the match, and what a person is to know."""
    translation = hit.adaptation.text if hit.adaptation else hit.translation
    codes = carry_codes(hit, unit.source, translation)
    source_codes, target_codes = codes or ((), ())
    return replace(
        unit,
        target=translation,
        source_codes=source_codes,
        target_codes=target_codes,
        props=(*unit.props, *_match_props(hit), *(((CODES_PROP, CODES_LEFT_OUT),) if codes is None else ())),
        notes=(_note(hit, has_codes=codes is not None),),
    )


def _note(hit: Hit, *, has_codes: bool) -> str:
    adapted = "; numbers replaced" if hit.adaptation else ""
    left_out = "" if has_codes else "; its inline codes do not fit and were left out"
    return f"{hit.score}% match from {hit.unit.id or hit.collection}{adapted}{left_out}"


def _match_props(hit: Hit) -> Sequence[tuple[str, str]]:
    props = [(MATCH_PROP, str(hit.score)), ("x-origin", hit.unit.id or hit.collection)]
    if hit.adaptation:
        props.append(("x-adapted", "numbers"))
    return props
