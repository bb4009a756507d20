"""Short forms: where each is defined, and whether it is used as its definition promises.

A definition is a full form with its short form in brackets: 《不扩散核武器条约》(《不扩散条约》),
联合国裁军研究所(裁研所), United Nations Disarmament Commission (UNDC).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from cdalign.checks.document_readings import MOST_PLACES, DocumentReading, Passage, Place, list_places
from cdalign.checks.rules import make_finding
from cdalign.messages import say, say_times
from cdalign.model import Finding, TermType
from cdalign.terminology.extraction.definitions import find_definitions as definitions_in_text
from cdalign.terminology.extraction.definitions import holds_in_order
from cdalign.text import compact

_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]+[A-Za-z]*(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class ShortFormDefinition:
    """A short form and the full form that it stands for, with the place of both in one paragraph."""

    short: str
    full: str
    passage: Passage
    span: tuple[int, int]
    full_span: tuple[int, int]

    @property
    def printed_short(self) -> str:
        """The short form as it is printed."""
        return self.passage.text[slice(*self.span)].strip(" 《》")

    @property
    def printed_full(self) -> str:
        """The full form as it is printed."""
        return self.passage.text[slice(*self.full_span)].strip(" 《》")


def find_definitions(reading: DocumentReading) -> tuple[ShortFormDefinition, ...]:
    """Return the definitions of short forms in a document, in order."""
    return tuple(one for passage in reading.passages for one in _definitions_in(passage))


def _definitions_in(passage: Passage) -> Iterator[ShortFormDefinition]:
    for found in definitions_in_text(passage.text, passage.lang):
        start = _start_of_term(passage, *found.full_span)
        full = compact(passage.text[start : found.full_span[1]]).strip("《》")
        short = compact(found.short).strip("《》")
        if full.endswith(short) and "《" not in found.full:
            continue  # 国际劳工组织(劳工组织): the end of a name stands for it without being defined
        yield ShortFormDefinition(short, full, passage, found.short_span, (start, found.full_span[1]))


def _start_of_term(passage: Passage, start: int, stop: int) -> int:
    """Return where the full form begins: at the termbase's term that ends there, or else where it was guessed."""
    if passage.text[stop - 1] == "》":
        return start
    return next((match.start for match in passage.matches if match.stop == stop), start)


def check_definitions(reading: DocumentReading) -> Iterator[Finding]:
    """Yield findings for short forms that are defined twice, used before they are defined, or never used."""
    definitions = find_definitions(reading)
    by_short = sorted(definitions, key=lambda one: one.short)
    for short, group in groupby(by_short, key=lambda one: one.short):
        same = sorted(group, key=lambda one: (one.passage.number, one.span))
        uses = _uses(reading, short, same)
        yield from _check_twice(short, same)
        yield from _check_order(short, same[0], uses)
        yield from _check_full_forms(reading, same[0])


def _uses(reading: DocumentReading, short: str, definitions: Sequence[ShortFormDefinition]) -> list[Place]:
    """Return where the short form occurs outside its definitions and outside longer titles."""
    defined = {(one.passage.number, one.span) for one in definitions}
    return [
        (passage, span)
        for passage in reading.passages
        for span in passage.find(short)
        if not any(passage.number == number and at[0] <= span[0] < at[1] for number, at in defined)
    ]


def _check_twice(short: str, same: Sequence[ShortFormDefinition]) -> Iterator[Finding]:
    if len(same) > 1:
        quotes = [one.passage.quote((one.full_span[0], one.span[1])) for one in same]
        places = ", ".join(one.passage.id for one in same)
        message = say(
            "{short} is defined {count} times ({places})",
            short=same[0].printed_short,
            count=len(same),
            places=places,
        )
        advice = "define it once, where it first occurs; an annex that is read alone may define it again"
        yield make_finding(
            "shortforms.twice", message, quotes, advice=advice, words=(short, *(one.full for one in same))
        )


def _check_order(short: str, first: ShortFormDefinition, uses: Sequence[Place]) -> Iterator[Finding]:
    quote = first.passage.quote((first.full_span[0], first.span[1]))
    if not uses:
        message = say(
            "{short} is defined in {passage} and never used",
            short=first.printed_short,
            passage=first.passage.id,
        )
        yield make_finding(
            "shortforms.unused", message, (quote,), advice="leave the short form out", words=(short, first.full)
        )
        return
    early = [use for use in uses if (use[0].number, use[1]) < (first.passage.number, first.span)]
    if early:
        message = say(
            "{short} is used before it is defined in {passage}",
            short=first.printed_short,
            passage=first.passage.id,
        )
        quotes = (*(passage.quote(span) for passage, span in early[:MOST_PLACES]), quote)
        yield make_finding(
            "shortforms.late", message, quotes, advice="define it where it first occurs", words=(short, first.full)
        )


def _check_full_forms(reading: DocumentReading, first: ShortFormDefinition) -> Iterator[Finding]:
    """Yield findings for the full form where the definition should have occurred already, and where it was needless."""
    defined_at = first.passage.number, first.full_span
    full = [
        (passage, span)
        for passage in reading.passages
        for span in passage.find(first.full)
        if (passage.number, span) != defined_at and not _is_definition(passage, span[1])
    ]
    early = [use for use in full if (use[0].number, use[1]) < defined_at]
    later = [use for use in full if (use[0].number, use[1]) > (first.passage.number, first.span)]
    definition = first.passage.quote((first.full_span[0], first.span[1]))
    name, place = first.printed_full, first.passage.id
    if early:
        message = say(
            "{name} occurs in {places}, and its short form is defined only in {place}",
            name=name,
            places=list_places(early),
            place=place,
        )
        quotes = [*(passage.quote(span) for passage, span in early[:MOST_PLACES]), definition]
        advice = say("define {short} in {id}", short=first.printed_short, id=early[0][0].id)
        yield make_finding("shortforms.late", message, quotes, advice=advice, words=(first.short, first.full, "full"))
    if later:
        message = say(
            "{name} is written in full ({places}) although {short} is defined in {place}",
            name=name,
            places=list_places(later),
            short=first.printed_short,
            place=place,
        )
        quotes = [definition, *(passage.quote(span) for passage, span in later[:MOST_PLACES])]
        words = (first.short, first.full)
        yield make_finding("shortforms.mixed", message, quotes, expected=first.printed_short, words=words)


def _is_definition(passage: Passage, stop: int) -> bool:
    return re.match(r"》?\s*[(（]", passage.text[stop:]) is not None


def check_undefined(reading: DocumentReading) -> Iterator[Finding]:
    """Yield a finding for each contracted short form of the termbase that occurs in the text and is never defined.

    A contraction leaves out characters from within: 裁谈会, NPT. A form that is simply the end of the full one
    (议事规则) needs no definition.
    """
    defined = {one.short for one in find_definitions(reading)}
    used: dict[tuple[str, str], list[Place]] = {}
    for passage in reading.passages:
        for match in passage.matches:
            short = compact(match.text)
            if short not in defined and _is_contracted_term(reading, match.text, match.key):
                used.setdefault((short, match.key), []).append((passage, (match.start, match.stop)))
    for (short, concept), uses in used.items():
        # A longer term may hold it: the President of the body, a document of the body.
        everywhere = _uses(reading, short, ()) if reading.is_chinese else uses
        yield _undefined(reading, short, concept, everywhere)


def _is_contracted_term(reading: DocumentReading, words: str, concept: str) -> bool:
    senses = [one for one in reading.terms.senses(words, reading.lang) if one.concept.id == concept]
    if not senses or senses[0].term.type not in (TermType.SHORT_FORM, TermType.ACRONYM, TermType.ABBREVIATION):
        return False
    if senses[0].term.status.is_unwanted:
        return False  # the check of terms speaks of it
    short = compact(words)
    fulls = [compact(term.text) for term in senses[0].concept.terms_in(reading.lang) if term.type is TermType.FULL_FORM]
    if not reading.is_chinese:
        return _ACRONYM.fullmatch(short) is not None and bool(fulls)
    return any(short not in full and holds_in_order(full, short) for full in fulls)


def _undefined(reading: DocumentReading, short: str, concept: str, uses: Sequence[Place]) -> Finding:
    entry = reading.terms.termbase.by_id[concept]
    full = next(term.text for term in entry.terms_in(reading.lang) if term.type is TermType.FULL_FORM)
    in_full = sum(1 for passage in reading.passages for _ in passage.find(compact(full)))
    also = say(", in addition to {full} ({times})", full=full, times=say_times(in_full)) if in_full else ""
    first, span = uses[0]
    printed = first.text[slice(*span)]
    return make_finding(
        "shortforms.undefined",
        say(
            "{printed} is used {times} and never defined ({places}){also}",
            printed=printed,
            times=say_times(len(uses)),
            places=list_places(uses),
            also=also,
        ),
        [passage.quote(span) for passage, span in uses[:MOST_PLACES]],
        expected=f"{full}({printed})" if reading.is_chinese else f"{full} ({printed})",
        advice=say("define it in {first}, where it first occurs", first=first.id),
        words=(short, concept),
    )
