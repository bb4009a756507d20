"""Negations that only one text has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from cdalign.checks.denials import (
    CONDITION_ENGLISH,
    FIRST_DENIAL,
    IDIOMS,
    PLAIN_ENGLISH,
    STRONG_ENGLISH,
    STRONG_HAN,
    STRONG_WORDS,
    TWICE_DENIED,
    VERBAL_HAN,
    may_deny,
    may_deny_in_english,
)
from cdalign.checks.rules import SOURCE, TRANSLATION, make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.checks.word_evidence import MOST_WORDS, Word, chinese_words
from cdalign.lexicon import core_lexicon
from cdalign.lexicon.equivalents import equivalent_stems, stems_of_word
from cdalign.lexicon.stemming import stem_word
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.patterns import compile_late
from cdalign.text import HAN

# In longer units a Chinese negation is rendered elsewhere, more often than it is lost, unless it denies a verb.
_LONGEST_HAN = 28
# So many of the words after a negation say what it denies.
_DENIED_WORDS = 4
_DENIED_IN_CHINESE = 3
_AUXILIARIES = frozenset([
    *"能会是应想愿要该准许让被在对向为再可得曾把将由因受有予给到过了",
    *("应该", "愿意", "可以", "能够", "得到"),
])  # fmt: skip
_DENYING_HAN = frozenset("不没未无非否勿毋")
# A word with its negation at the end denies what follows: 从来没有, 根本不.
_DENY_WHAT_FOLLOWS = ("不", "没", "未", "没有", "无法")
_CLAUSE_END = re.compile("[，,；;。：:！？!?\n（）()]")
_PREFIXED = re.compile(r"\b(?:un|in|im|ir|il|non-?|dis)([a-z]{5,})\b")
_ABLE = re.compile("[ai]bl[ey]$")
_UNLESS = re.compile(
    r"\b(?:unless|except\w*|otherwise|only|without|absent|save|but|until|barring|no|not \w+ until)\b", re.IGNORECASE
)
_BAN = "(不得(?![不已了而])|不能|不应|不可|禁止|严禁|不准|不许)[^，。；、,.;]{0,10}"
# Bans on verbs that deny by themselves, and the English of these verbs.
_BANNED_DENIALS = tuple(
    (compile_late(_BAN + verb), compile_late(words, re.IGNORECASE))
    for verb, words in {
        "拒绝": r"\b(?:refus\w*|reject\w*|declin\w*|den(?:y|ied|ies|ying|ial))\b",
        "(?:推迟|拖延|延误)": r"\b(?:postpon\w*|delay\w*|defer\w*)\b",
        "(?:停止|中止|中断)": r"\b(?:stop\w*|ceas\w*|suspend\w*|interrupt\w*)\b",
        "(?:放弃|免除)": r"\b(?:abandon\w*|waiv\w*|renounc\w*|exempt\w*)\b",
        "(?:违反|违背)": r"\b(?:violat\w*|breach\w*|contraven\w*)\b",
        "(?:忽视|忽略|无视)": r"\b(?:ignor\w*|neglect\w*|overlook\w*|disregard\w*)\b",
        "忘记": r"\b(?:forg[eo]t\w*)\b",
    }.items()
)
# What a negation denies ends with the clause, and in Chinese with 的; of longer scopes the first words tell.
_SCOPE_HAN, _SCOPE_ENGLISH = compile_late(rf"[{HAN}]{{1,10}}"), compile_late(r"[^,;:.!?()]{1,60}")


def check_negations(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where one text denies and the other has no word that could deny."""
    sides = unit.chinese_and_english
    if sides is None:
        return
    chinese, english = sides
    han = _denied_only_in_chinese(chinese, english)
    word = "" if han else _denied_only_in_english(english, chinese)
    if han or word:
        yield _negation(unit, chinese, english, han, word)


def _denied_only_in_chinese(chinese: CheckedSide, english: CheckedSide) -> str:
    """Return the Chinese negation of what the English says without any word that could deny, or an empty text."""
    is_short = len(chinese.compact) <= _LONGEST_HAN
    if is_short and "除非" in chinese.compact and not _UNLESS.search(english.text):
        return "除非"
    condition = TWICE_DENIED.search(chinese.compact)
    if condition and CONDITION_ENGLISH.search(english.text):
        return ""
    if condition and not may_deny_in_english(FIRST_DENIAL.sub("", english.text)):
        return condition[1]
    if is_short and (twice := _denied_verb(chinese.compact, english.text)):
        return twice
    pattern = STRONG_HAN if is_short else VERBAL_HAN
    if not pattern.search(chinese.compact) or may_deny_in_english(english.text):
        return ""
    plain = IDIOMS.sub("，", _without_idioms(chinese))
    said = (found[0] for found in pattern.finditer(plain) if _is_said_there(plain[found.end() :], english))
    return next(said, "")


def _denied_verb(chinese: str, english: str) -> str:
    """Return a ban on a verb that denies by itself, of which the English has only the verb: 不得拒绝, “may refuse”."""
    for banned, words in _BANNED_DENIALS:
        ban = banned.search(chinese)
        if ban and words.search(english):
            return "" if may_deny_in_english(words.sub("", english)) else ban[1]
    return ""


def _is_said_there(after: str, english: CheckedSide) -> bool:
    """Return whether the English renders the words that a Chinese negation denies: 不掺水 put as “neat” loses nothing.

    A negation of a word that denies by itself is said without any: 绝不能忘记 is “must remember”.
    """
    scope = _SCOPE_HAN.match(after)
    words = chinese_words(scope[0].partition("的")[0]) if scope else ()
    denied = [word for word in words if word.form not in _AUXILIARIES][:_DENIED_IN_CHINESE]
    if not denied or _is_denial(denied[0].form):
        return False
    return any(not stems_of_word(word.form).isdisjoint(english.evidence) for word in denied)


@lru_cache(maxsize=MOST_WORDS)
def _is_denial(word: str) -> bool:
    return any(may_deny_in_english(text) for text, _ in core_lexicon().equivalents.get(word, ()))


def _without_idioms(chinese: CheckedSide) -> str:
    """Return a compact Chinese text without the long words that hold a negation inside, and deny nothing: 犹豫不决."""
    text = chinese.compact
    for word in chinese.words:
        if _is_idiom(word.form):
            text = text.replace(word.form, "")
    return text


def _is_idiom(word: str) -> bool:
    if word.endswith(_DENY_WHAT_FOLLOWS):
        return False
    is_long = len(word) > 3 or (len(word) == 3 and word[0] not in "不没未无")
    return is_long and not _DENYING_HAN.isdisjoint(word)


def _denied_only_in_english(english: CheckedSide, chinese: CheckedSide) -> str:
    """Return the English negation of what the Chinese affirms, or an empty text.

    The Chinese affirms it if no word in the clause of the denied word, or in the clauses next to it, could deny. If the
    Chinese has no denied word, none of its words may.
    """
    is_denying = not STRONG_WORDS.isdisjoint(english.small_words)
    for found in STRONG_ENGLISH.finditer(english.text) if is_denying else ():
        places = _places_of_denied(found, english, chinese)
        clauses = [_clauses_around(chinese.text, at) for at in places]
        if not clauses and PLAIN_ENGLISH.fullmatch(found[0]):
            clauses = [chinese.text]
        if clauses and not any(map(may_deny, clauses)):
            return found[0]
    if len(chinese.compact) <= _LONGEST_HAN:
        denied = _denied_adjective(chinese, english)
        if denied and not may_deny(chinese.compact):
            return denied[0]
    return ""


def _places_of_denied(found: re.Match[str], english: CheckedSide, chinese: CheckedSide) -> list[int]:
    """Return where the Chinese has words that render what an English negation denies."""
    scope = _SCOPE_ENGLISH.match(english.text, found.end())
    stop = scope.end() if scope else found.end()
    denied = {word.form for word in _words_between(english, found.end(), stop)}
    return [word.start for word in chinese.words if not denied.isdisjoint(stems_of_word(word.form))]


def _words_between(side: CheckedSide, start: int, stop: int) -> Sequence[Word]:
    return [word for word in side.words if start <= word.start < stop][:_DENIED_WORDS]


def _clauses_around(text: str, at: int) -> str:
    """Return the clause around a place, with the clause before it and the one after it."""
    before = [0, 0, *(found.end() for found in _CLAUSE_END.finditer(text, 0, at))]
    after = [found.start() for found in _CLAUSE_END.finditer(text, at)]
    return text[before[-2] : after[1] if len(after) > 1 else len(text)]


def _denied_adjective(chinese: CheckedSide, english: CheckedSide) -> re.Match[str] | None:
    """Return an adjective with un-, in- or dis- whose word without it renders a word of the Chinese."""
    prefixed = list(_PREFIXED.finditer(english.text))
    if not prefixed:
        return None
    rendered = {
        stem for word in chinese.words for stems in equivalent_stems(word.form) for stem in stems if len(stems) == 1
    }
    for found in prefixed:
        bases = {stem_word(found[1]), stem_word(_ABLE.sub("e", found[1]))}
        if not bases.isdisjoint(rendered) and stem_word(found[0]) not in rendered:
            return found
    return None


def _negation(unit: PreparedUnit, chinese: CheckedSide, english: CheckedSide, han: str, word: str) -> Finding:
    denies, other = (chinese, english) if han else (english, chinese)
    at = denies.text.lower().find(han or word.lower())
    ordered = (denies.quote([(at, at + len(han or word))] if at >= 0 else ()), other.quote())
    where = TRANSLATION if other is unit.target else SOURCE
    message = say("{word} denies, and nothing in the {where} does", word=han or word, where=where)
    words = (han or word.lower(), unit.source.text)
    return make_finding("meaning.negation", message, ordered, unit=unit.id, words=words)
