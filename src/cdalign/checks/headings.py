"""Headings and quoted titles against the wording that they repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import product

from cdalign.checks.document_readings import DocumentReading, Passage, Place
from cdalign.checks.rules import make_finding
from cdalign.labels import parse_label
from cdalign.messages import say
from cdalign.model import Finding, Quote, Role
from cdalign.numerals import HAN_NUMERALS, parse_integer
from cdalign.patterns import compile_late
from cdalign.text import HAN, contains_han

# Shorter headings (Report, Annex, Test document) repeat nothing.
_SHORTEST, _FEWEST_WORDS = 8, 3
# A heading of 20 characters that lost two is 90 % alike; below 82 % it is another heading.
_ALIKE = 82.0
_SHORTEST_TITLE = 6
_TITLE_ALIKE = 80.0
_QUOTED = compile_late(r"[“\"《]([^“”\"《》]+)[”\"》]")
_NUMBER_OR_WORD = compile_late(rf"\d+|[{HAN_NUMERALS}]+|[a-z]+|[{HAN}]")
# Two wordings of 1,000 words each; headings have a few dozen.
_MOST_COMPARISONS = 1_000_000
_WORD_EDGE = "，,。.；;：:、 ()（）“”《》"


def check_headings(reading: DocumentReading) -> Iterator[Finding]:
    """Yield a finding for each heading or title that repeats a wording of the text, but not word for word."""
    texts = [one for one in reading.passages if one.paragraph.role not in (Role.HEADING, Role.MARKER)]
    for passage in reading.passages:
        if passage.paragraph.role in (Role.HEADING, Role.TITLE, Role.SUBTITLE):
            yield from _check_heading(passage, [one for one in texts if one is not passage])


def _check_heading(heading: Passage, texts: list[Passage]) -> Iterator[Finding]:
    words = heading.compact.text.lower()
    if (
        len(words) < _SHORTEST
        or (not contains_han(words) and len(words.split()) < _FEWEST_WORDS)
        or _is_number_alone(heading.text)
        or any(words in one.compact.text.lower() for one in texts)
    ):
        return
    near = [(one, stretch) for one in texts for stretch in _near(words, one, _ALIKE)]
    if any(_letters(words) == _letters(one.compact.text[slice(*stretch)]) for one, stretch in near):
        return
    if near:
        passage, (start, stop) = near[0]
        mine, other = _differences(heading, passage, start, stop)
        repeated = passage.text[slice(*passage.compact.original_span(start, stop))]
        places = ", ".join(dict.fromkeys(one.id for one, _ in near))
        yield make_finding(
            "headings.wording",
            say(
                "the heading of {heading} is not worded as {places}: {words} / {repeated}",
                heading=heading.id,
                places=places,
                words=heading.text,
                repeated=repeated,
            ),
            (mine, other),
            expected=repeated,
            advice="a heading that quotes a mandate keeps its words",
            words=(words, repeated),
        )


def _is_number_alone(text: str) -> bool:
    """Return whether a heading consists of its number (`Article 4`, `第四条`), and so repeats no wording."""
    numbered = parse_label(text)
    return numbered is not None and not numbered[1].strip()


def have_other_numbers(one: str, other: str) -> bool:
    """Return whether two wordings name different things by their numbers: `Article 3`, `Article 4`; `part A`, `part B`.

    Numbers are compared where the wordings differ, so that the article `a` counts only against another letter.
    """
    mine, others = _NUMBER_OR_WORD.findall(one.lower()), _NUMBER_OR_WORD.findall(other.lower())
    if len(mine) * len(others) > _MOST_COMPARISONS:
        return _values(mine) != _values(others)
    for kind, a, b, c, d in SequenceMatcher(None, mine, others, autojunk=False).get_opcodes():
        values, theirs = _values(mine[a:b]), _values(others[c:d])
        if kind == "replace" and values and theirs and values != theirs:
            return True
    return False


def _values(tokens: list[str]) -> list[int]:
    return [value for value in map(parse_integer, tokens) if value is not None]


def _letters(text: str) -> str:
    """Return a wording without marks and case, in which two wordings may differ freely."""
    return re.sub(r"[\W_]", "", text).lower()


def _near(words: str, passage: Passage, least: float) -> list[tuple[int, int]]:
    """Return the stretch of a passage's compact form that is most like the words, where it is like enough."""
    from rapidfuzz import fuzz

    text = passage.compact.text.lower()
    if len(text) < len(words) * 0.8:
        return []
    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=least)
    if found is None:
        return []
    # Both ends of the stretch go to the break that fits best, so that what is compared are whole clauses.
    reach = len(words) // 4
    starts, stops = _breaks(text, found.dest_start, reach), _breaks(text, found.dest_end, reach)
    start, stop = max(product(starts, stops), key=lambda span: fuzz.ratio(words, text[slice(*span)].rstrip(_WORD_EDGE)))
    stop -= len(text[start:stop]) - len(text[start:stop].rstrip(_WORD_EDGE))
    is_near = fuzz.ratio(words, text[start:stop]) >= least and not have_other_numbers(words, text[start:stop])
    return [(start, stop)] if is_near else []


def _breaks(text: str, at: int, reach: int) -> list[int]:
    """Return the places of a text that are near a place: those next to a mark or an end, or else all of them."""
    near = range(max(0, at - reach), min(len(text), at + reach) + 1)
    found = [one for one in near if one in (0, len(text)) or text[one - 1] in _WORD_EDGE or text[one] in _WORD_EDGE]
    return found or list(near)


def _differences(heading: Passage, passage: Passage, start: int, stop: int) -> tuple[Quote, Quote]:
    """Return both wordings with what differs marked."""
    mine, other = heading.compact.text, passage.compact.text[start:stop]
    changes = [one for one in SequenceMatcher(None, mine, other, autojunk=False).get_opcodes() if one[0] != "equal"]
    left = [heading.compact.original_span(a, b) for _, a, b, _, _ in changes if b > a]
    right = [passage.compact.original_span(start + c, start + d) for _, _, _, c, d in changes if d > c]
    whole = passage.compact.original_span(start, stop)
    return heading.quote(*left), passage.quote(*(right or [whole]))


def check_quoted_titles(reading: DocumentReading) -> Iterator[Finding]:
    """Yield a finding where two quoted titles are nearly alike, or one occurs elsewhere in other words."""
    from rapidfuzz import fuzz

    titles = _quoted_titles(reading)
    names = list(titles)
    for index, one in enumerate(names):
        for other in names[index + 1 :]:
            is_part = one in other or other in one
            if is_part or fuzz.ratio(one, other) < _TITLE_ALIKE or have_other_numbers(one, other):
                continue
            if not _share_terms(reading, one, other):
                quotes = [titles[name][0].quote(titles[name][1]) for name in (one, other)]
                shown = [titles[name][0].text[slice(*titles[name][1])] for name in (one, other)]
                message = say("two titles are nearly alike: {one} / {other}", one=shown[0], other=shown[1])
                yield make_finding("titles.wording", message, quotes, expected=shown[0], words=sorted((one, other)))


def _quoted_titles(reading: DocumentReading) -> dict[str, Place]:
    """Return where each title first occurs, by its words without spaces that mean nothing."""
    titles: dict[str, Place] = {}
    for passage in reading.passages:
        for found in _QUOTED.finditer(passage.text):
            words = re.sub(r"\s+", " " if not reading.is_chinese else "", found[1])
            if len(words) >= _SHORTEST_TITLE:
                titles.setdefault(words, (passage, found.span(1)))
    return titles


def _share_terms(reading: DocumentReading, one: str, other: str) -> bool:
    """Return whether the termbase knows both: then they are rightly alike, or the check of variants speaks of them."""
    return bool(reading.terms.find(one, reading.lang) and reading.terms.find(other, reading.lang))
