"""Persons: the posts that occur next to their names, and the spelling of the names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from cdalign.checks.document_readings import DocumentReading, Passage, Place
from cdalign.checks.rules import make_finding
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.patterns import compile_late
from cdalign.text import HAN

_PERSONS = "persons"
_LATIN_NAME = re.compile(r"(?<![A-Za-z])[A-Z][a-z]+(?: [A-Z]\.)? [A-Z][a-z]+(?:-[A-Z][a-z]+)?(?![A-Za-z])")
_TITLES = "大使|主席|部长|司长|主任|协调员|秘书长|代表|博士|教授|先生|女士|阁下"
# A foreign name ends before a title or where the Han end; what is glued to it otherwise is left alone.
_DOTTED_NAME = compile_late(rf"(?:{_TITLES})*+([{HAN}]{{1,6}}·[{HAN}·]{{1,12}}?)(?={_TITLES}|[^{HAN}·]|$)")
_HAN_POST = compile_late(f"[{HAN}]{{2,12}}$")
_ENGLISH_POST = re.compile(r"(?:,\s*(?:the )?((?:[A-Z][a-z]+|of|for|the|and)(?: (?:[A-Z][a-z]+|of|for|the|and))*),)")
_CONNECTIVE = re.compile("[和与及]")
_POST_REACH = 24


def check_posts(reading: DocumentReading) -> Iterator[Finding]:
    """Yield a finding for each person whose name is next to differently worded posts."""
    for name, mentions in _mentions(reading).items():
        posts: dict[str, Place] = {}
        for passage, span in mentions:
            post, place = _post_beside(reading, passage, span)
            if post:
                posts.setdefault(post, (passage, place))
        different = [pair for pair in combinations(posts, 2) if not _agree(*pair)]
        if different:
            shown = " / ".join(f"{post} ({passage.id})" for post, (passage, _) in posts.items())
            quotes = [passage.quote(place) for passage, place in posts.values()]
            message = say(
                "the post of {name} is worded in {count} ways: {shown}", name=name, count=len(posts), shown=shown
            )
            advice = "use the same title for the same post"
            yield make_finding("names.post", message, quotes, advice=advice, words=(name, *sorted(posts)))


def _agree(one: str, other: str) -> bool:
    """Return whether one post is the other with an institution before it (裁研所研究部主任, 研究部主任)."""
    return one.endswith(other) or other.endswith(one)


def _mentions(reading: DocumentReading) -> dict[str, list[Place]]:
    """Return where persons are named: those of the termbase, and in Chinese names in Latin letters or with a dot."""
    by_id = reading.terms.termbase.by_id
    found: dict[str, list[Place]] = {}
    for passage in reading.passages:
        spans = {(one.start, one.stop) for one in passage.matches if by_id[one.key].subject == _PERSONS}
        if reading.is_chinese:
            spans |= {one.span() for one in _LATIN_NAME.finditer(passage.text)}
            spans |= {one.span(1) for one in _DOTTED_NAME.finditer(passage.text)}
        for start, stop in sorted(spans):
            found.setdefault(passage.text[start:stop], []).append((passage, (start, stop)))
    return found


def _post_beside(reading: DocumentReading, passage: Passage, span: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """Return the post and its place: in Chinese before the name, in English after it between commas."""
    start, stop = span
    if not reading.is_chinese:
        after = _ENGLISH_POST.match(passage.text, stop)
        return (after[1], after.span(1)) if after else ("", span)
    before = passage.text[max(0, start - _POST_REACH) : start].rstrip()
    run = _HAN_POST.search(before)
    if not run:
        return "", span
    post = _CONNECTIVE.split(run[0])[-1]
    at = max(0, start - _POST_REACH) + run.end() - len(post)
    return (post, (at, at + len(post))) if len(post) > 1 else ("", span)


def check_name_spellings(reading: DocumentReading) -> Iterator[Finding]:
    """Yield a finding where two names in a text are nearly the same: one of them is probably misspelt."""
    from rapidfuzz.distance import Levenshtein

    mentions = _mentions(reading)
    by_id = reading.terms.termbase.by_id
    known = {term.text for entry in by_id.values() if entry.subject == _PERSONS for term in entry.terms}
    for one, other in combinations(mentions, 2):
        is_near = min(len(one), len(other)) >= 5 and 0 < Levenshtein.distance(one, other, score_cutoff=2) <= 1
        if is_near and not {one, other} <= known:
            quotes = [mentions[name][0][0].quote(mentions[name][0][1]) for name in (one, other)]
            message = say("{one} and {other}: one name in two spellings?", one=one, other=other)
            yield make_finding("names.spelling", message, quotes, words=sorted((one, other)))
