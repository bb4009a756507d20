"""Several names of one thing inside one language: by the termbase, and by words that often stand for each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from cdalign.checks.document_readings import DocumentReading, Passage, Place, list_places
from cdalign.checks.rules import make_finding
from cdalign.checks.wordings import are_told_apart, are_turned_round, is_elaborated, is_plain_word
from cdalign.languages import primary_language
from cdalign.lexicon.tokens import core_matcher
from cdalign.messages import say
from cdalign.model import Finding, Match, Quote, Severity, Term, TermStatus, TermType
from cdalign.patterns import compile_late
from cdalign.shipped import read_shipped_text
from cdalign.text import HAN, compact

_MOST_PLACES = 4
_COMPETING = (TermType.FULL_FORM, TermType.VARIANT)

# What carries a name of its own: two names for one of these are not a matter of style.
_NAMING_SUBJECTS = frozenset(
    ("treaties", "bodies", "groups of States", "posts", "persons", "agenda items", "initiatives")
)
# 无核武器国家 holds no 核武器国家; 并非具有法律约束力 holds 具有法律约束力.
_DENIED = re.compile("无$|(?<![并绝决除若莫])非$")
# Two Han occur inside words of another meaning: 授权 in 未经授权.
_SHORTEST_HIDDEN = 4


def check_term_variants(reading: DocumentReading) -> Iterator[Finding]:
    """Yield a finding for each concept that a document names by several competing terms of the termbase.

    A short form occurs rightly next to its full form; two full forms or variants compete, and so do two short forms.
    """
    used: dict[str, dict[str, list[Place]]] = {}
    for passage in reading.passages:
        for match in passage.matches:
            term = _term_of(reading, match)
            if term is not None:
                places = used.setdefault(match.key, {}).setdefault(term.text, [])
                places.append((passage, (match.start, match.stop)))
    for concept, words in _hidden_forms(reading):
        places = [] if words in used.get(concept, ()) else _all_places(reading, words, used.get(concept, ()))
        if places:
            used.setdefault(concept, {})[words] = places
    for concept, forms in used.items():
        if len(forms) > 1 and _compete(reading, concept, forms):
            entry = reading.terms.termbase.by_id[concept]
            counted = {words: _all_places(reading, words, forms) or places for words, places in forms.items()}
            preferred = next((term.text for term in entry.terms_in(reading.lang) if _is_recommended(term)), "")
            is_name = entry.subject in _NAMING_SUBJECTS and not any(map(is_plain_word, forms))
            yield _group("variants.terms", concept, counted, preferred, Severity.MAJOR if is_name else None)


def _hidden_forms(reading: DocumentReading) -> list[tuple[str, str]]:
    """Return the names that occur in a Chinese document, be it inside longer terms, each with its concept."""
    if not reading.is_chinese:
        return []
    named: dict[str, list[tuple[str, str]]] = {}
    for entry in reading.terms.termbase.entries:
        for term in entry.terms_in(reading.lang):
            if term.type in _COMPETING and term.is_detected and len(compact(term.text)) >= _SHORTEST_HIDDEN:
                named.setdefault(compact(term.text), []).append((entry.id, term.text))
    text = "\0".join(passage.compact.text for passage in reading.passages)
    return [one for form in _occurring(list(named), text) for one in named[form]]


def _occurring(words: list[str], text: str) -> list[str]:
    from ahocorasick_rs import AhoCorasick

    if not words:
        return []
    found = {index for index, _, _ in AhoCorasick(words).find_matches_as_indexes(text, overlapping=True)}
    return [words[index] for index in sorted(found)]


def _is_recommended(term: Term) -> bool:
    return term.status is TermStatus.PREFERRED and term.type in _COMPETING


def _all_places(reading: DocumentReading, words: str, forms: Iterable[str]) -> list[Place]:
    """Return every place where a form occurs, inside longer terms too, but not inside another form of its concept.

    What 无 or 非 comes before is another thing: 无核武器国家 holds no 核武器国家.
    """
    longer = [compact(other) for other in forms if other != words and compact(words) in compact(other)]
    places = []
    for passage in reading.passages:
        taken = [span for other in longer for span in passage.find(other)]
        for start, stop in passage.find(compact(words)):
            is_taken = any(first <= start and stop <= last for first, last in taken)
            if not is_taken and not _DENIED.search(passage.text[:start].rstrip()[-2:]):
                places.append((passage, (start, stop)))
    return places


def _term_of(reading: DocumentReading, match: Match) -> Term | None:
    senses = reading.terms.senses(match.text, reading.lang)
    return next((one.term for one in senses if one.concept.id == match.key), None)


def _compete(reading: DocumentReading, concept: str, forms: dict[str, list[Place]]) -> bool:
    terms = [term for term in reading.terms.termbase.by_id[concept].terms_in(reading.lang) if term.text in forms]
    names = [term.text for term in terms if term.type in _COMPETING and term.pos in ("noun", "adjective")]
    short = [term.text for term in terms if term.type is TermType.SHORT_FORM]
    return len(short) > 1 or any(not _differ_rightly(reading, *pair) for pair in combinations(names, 2))


def _differ_rightly(reading: DocumentReading, one: str, other: str) -> bool:
    """Return whether one wording says more than the other, or the document tells them apart."""
    if is_elaborated(one, other) or is_elaborated(other, one) or are_turned_round(one, other):
        return True
    return any(are_told_apart(one, other, passage.compact.text) for passage in reading.passages)


def _group(
    rule: str, name: str, forms: dict[str, list[Place]], preferred: str = "", severity: Severity | None = None
) -> Finding:
    ordered = sorted(forms.items(), key=lambda item: (-len(item[1]), item[0]))
    shares = "; ".join(f"{words} ({len(places)}: {list_places(places, _MOST_PLACES)})" for words, places in ordered)
    quotes: list[Quote] = [passage.quote(span) for _, places in ordered for passage, span in places[:2]]
    return make_finding(
        rule,
        say("{shares} (concept {name})", shares=shares, name=name) if name else shares,
        quotes,
        expected=preferred or ordered[0][0],
        advice="use one wording throughout, unless a difference is meant",
        words=(name, *sorted(forms)),
        severity=severity or (Severity.INFO if any(map(is_plain_word, forms)) else None),
    )


@dataclass(frozen=True)
class _Synonyms:
    """Words that stand for each other, those that are two spellings of one, and the pattern that finds them."""

    group_of: dict[str, int]
    spellings: frozenset[str]
    pattern: re.Pattern[str]


@cache
def _synonyms(lang: str) -> _Synonyms | None:
    try:
        text = read_shipped_text(__package__, f"synonyms-{lang}.tsv")
    except FileNotFoundError:
        return None
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    rows = [line.lstrip("=").split("\t") for line in lines]
    group_of = {word: number for number, row in enumerate(rows) for word in row}
    spellings = {word for line, row in zip(lines, rows, strict=True) if line.startswith("=") for word in row}
    words = "|".join(map(re.escape, sorted(group_of, key=len, reverse=True)))
    pattern = re.compile(words if lang == "zh" else rf"\b(?:{words})\b", re.IGNORECASE)
    return _Synonyms(group_of, frozenset(spellings), pattern)


# How many characters (Chinese, up to the end of a word) or words the two wordings must share next to those that differ.
LEAST_SHARED = {"zh": 3, "en": 2}
# What joins words and belongs to none.
_FUNCTION = frozenset("的了和与及或在是为对从向把被将以并而其这那该也还都就所之于到由使让等则但")
_NEIGHBOUR = {"zh": compile_late(f"[{HAN}]+"), "en": compile_late(r"[A-Za-z-]+(?: [A-Za-z-]+)*")}


def check_word_variants(reading: DocumentReading, *, least_shared: int = 0) -> Iterator[Finding]:
    """Yield review items for wordings that differ by words that often mean the same: 减少核风险, 降低核风险.

    The words come from a table; what follows them must be the same for `least_shared` characters (Chinese) or
    words (others): more of them means fewer and surer findings.
    """
    lang = primary_language(reading.lang)
    synonyms = _synonyms(lang)
    if synonyms is None:
        return
    shared = least_shared or LEAST_SHARED[lang]
    found: dict[tuple[int, str], dict[str, list[Place]]] = {}
    for passage in reading.passages:
        for word, tail, span in _wordings(passage, synonyms, lang, shared):
            key = synonyms.group_of[word.lower()], tail.lower()
            places = found.setdefault(key, {}).setdefault((word.lower() + _joint(lang) + tail).strip(), [])
            places.append((passage, span))
    for forms in found.values():
        if len(forms) > 1 and not _is_one_concept(forms):
            yield _group("variants.words", "", {_printed(words, *places[0]): places for words, places in forms.items()})


def _printed(words: str, passage: Passage, span: tuple[int, int]) -> str:
    """Return a wording with its spaces as they are printed; in languages with small letters, in those."""
    return passage.text[slice(*span)] if passage.is_chinese else words


def _is_one_concept(forms: dict[str, list[Place]]) -> bool:
    """Return whether the termbase knows all the wordings as names of one concept, of which its own check speaks."""
    concepts = [
        {match.key for passage, span in places for match in passage.matches if match.start <= span[0] < match.stop}
        for places in forms.values()
    ]
    return bool(set.intersection(*concepts))


def _joint(lang: str) -> str:
    return "" if lang == "zh" else " "


def _wordings(
    passage: Passage, synonyms: _Synonyms, lang: str, shared: int
) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Yield each word of the table with the shared run after it and the stretch of both."""
    text = passage.compact.text
    for word in synonyms.pattern.finditer(text):
        if word[0] in synonyms.spellings:
            yield word[0], "", passage.compact.original_span(*word.span())
            continue
        start = word.end() + len(_joint(lang))
        neighbour = _NEIGHBOUR[lang].match(text, start)
        tail = _head_of(neighbour[0], lang, shared) if neighbour else ""
        if tail and neighbour and not _is_part_of_object(neighbour[0], tail):
            yield word[0], tail, passage.compact.original_span(word.start(), start + len(tail))


def _is_part_of_object(run: str, tail: str) -> bool:
    """Return whether the words only begin a longer object: 降低核武器系统的战备状态 lowers no weapons.

    With 的 at once after them they are the object, and what follows is another thing: 降低核风险的措施.
    """
    return run.find("的", len(tail)) > len(tail)


def _head_of(run: str, lang: str, shared: int) -> str:
    """Return the whole words that a run begins with, as many as it takes to reach the length, or an empty text."""
    if lang == "zh":
        return _chinese_head(run, shared) if len(run) >= shared else ""
    words = run.split(" ")
    return " ".join(words[:shared]) if len(words) >= shared else ""


def _chinese_head(run: str, shared: int) -> str:
    """Return the first words of a run of Han. Single characters in a row that are not words are taken for one word."""
    pieces = core_matcher().cut(run)
    stop = 0
    for number, piece in enumerate(pieces):
        stop += len(piece)
        goes_on = len(piece) == 1 and number + 1 < len(pieces) and len(pieces[number + 1]) == 1
        if stop >= shared and not (goes_on and not _FUNCTION.intersection(piece + pieces[number + 1])):
            break
    return run[:stop]
