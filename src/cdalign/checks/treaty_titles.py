"""Titles of treaties: a bare title that means several of them, and a title without its brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cdalign.checks.document_readings import MOST_PLACES, DocumentReading, Passage, list_places
from cdalign.checks.rules import make_finding
from cdalign.messages import say, say_list
from cdalign.model import Finding, Quote
from cdalign.text import compact

_BARE_TITLE = {
    True: re.compile(r"《(条约|公约|协定|议定书|宪章|规约)》"),
    False: re.compile(r"\bthe (Treaty|Convention|Agreement|Protocol)\b(?! (?:on|of|for)\b)"),
}
_FULL_TITLE = {
    True: re.compile(r"《[^《》]+(?:条约|公约|协定|议定书|宪章|规约)》"),
    False: re.compile(r"(?:[A-Z][\w-]+ )+(?:Treaty|Convention)\b|\bTreaty on [A-Z]\w+|\b[A-Z]{3,}\b"),
}


def check_ambiguous_titles(reading: DocumentReading) -> Iterator[Finding]:
    """Yield a finding where a bare title, 《条约》 or “the Treaty”, stands for different treaties in one document."""
    uses: dict[str, list[tuple[Passage, tuple[int, int], str]]] = {}
    for passage in reading.passages:
        for found in _BARE_TITLE[reading.is_chinese].finditer(passage.text):
            antecedent = _antecedent(reading, passage, found.start())
            if antecedent:
                uses.setdefault(found[1], []).append((passage, found.span(), antecedent))
    for bare, places in uses.items():
        meanings = list(dict.fromkeys(meaning for _, _, meaning in places))
        if len(meanings) > 1:
            yield _ambiguous(reading, bare, places, meanings)


def _antecedent(reading: DocumentReading, passage: Passage, stop: int) -> str:
    """Return the concept of the last title before a place of a paragraph, or an empty text."""
    titles = list(_FULL_TITLE[reading.is_chinese].finditer(passage.text, 0, stop))
    matches = [
        one for one in passage.matches if one.stop <= stop and any(t.start() <= one.start < t.end() for t in titles)
    ]
    return matches[-1].key if matches else ""


def _ambiguous(
    reading: DocumentReading, bare: str, places: Sequence[tuple[Passage, tuple[int, int], str]], meanings: Sequence[str]
) -> Finding:
    shown = f"《{bare}》" if reading.is_chinese else f"“the {bare}”"
    said = say_list(
        (
            say(
                "{treaty} in {places}",
                treaty=_name_of(reading, meaning),
                places=list_places([(one, span) for one, span, what in places if what == meaning]),
            )
            for meaning in meanings
        ),
        "; ",
    )
    quotes: list[Quote] = []
    for meaning in meanings:
        quotes += [passage.quote(span) for passage, span, what in places if what == meaning][:2]
    return make_finding(
        "shortforms.ambiguous",
        say("{shown} stands for {count} treaties: {said}", shown=shown, count=len(meanings), said=said),
        quotes,
        advice="use the defined short form of each",
        words=(bare, *meanings),
    )


def _name_of(reading: DocumentReading, concept: str) -> str:
    return reading.terms.termbase.by_id[concept].terms_in(reading.lang)[0].text


def check_missing_brackets(reading: DocumentReading) -> Iterator[Finding]:
    """Yield a finding where a title that elsewhere occurs in 《》 occurs without them."""
    if not reading.is_chinese:
        return
    titles = {
        compact(found[1]): found[1] for one in reading.passages for found in re.finditer(r"《([^《》]{4,})》", one.text)
    }
    for title, printed in sorted(titles.items()):
        bare = [
            (passage, span)
            for passage in reading.passages
            for span in passage.find(title)
            if not _is_inside_brackets(passage.text, span)
        ]
        if bare:
            quotes = [passage.quote(span) for passage, span in bare[:MOST_PLACES]]
            message = say(
                "{printed} is written without 《》 in {names}",
                printed=printed,
                names=", ".join(dict.fromkeys((one.id for one, _ in bare))),
            )
            yield make_finding("shortforms.brackets", message, quotes, expected=f"《{printed}》", words=(title,))


def _is_inside_brackets(text: str, span: tuple[int, int]) -> bool:
    before = text[: span[0]]
    return before.count("《") > before.count("》")
