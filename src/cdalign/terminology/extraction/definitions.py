"""Short forms where a text defines them: 《full》(《short》), name(short), "Full Name (ACRONYM)", "Name (Short Name)".

Schwartz and Hearst (PSB 2003) match letters from right to left; here words are matched, because the acronyms of
treaties skip words and take two letters of others, and Chinese short forms take characters of the full name in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cdalign.languages import is_chinese
from cdalign.model import TermType
from cdalign.patterns import compile_late
from cdalign.text import HAN, squeeze_spaces

_SAID = r"(?:(?:以下|下文)?(?:简称|称)(?:为)?\s*)?[“\"]?"
_TITLE = compile_late(
    rf"(?P<full>《[^《》]{{3,60}}》)\s*[(（]\s*{_SAID}(?P<short>《[^《》()（）]{{2,30}}》|[A-Z][A-Z\-]{{1,11}})[”\"]?\s*[)）]"
)
_NAME = compile_late(
    rf"(?P<full>[{HAN}·]{{4,40}})\s*[(（]\s*{_SAID}(?P<short>[{HAN}]{{2,10}}|[A-Z][A-Z\-]{{1,11}})[”\"]?\s*[)）]"
)
_PARENTHESIS = re.compile(
    r"\s*\((?:(?:hereinafter|hereafter)?\s*(?:referred to as|called)?\s*)?(?:the )?"
    r"[“\"]?(?P<short>[A-Z][^()“”\"]{1,60}?)[”\"]?\)"
)
# What names a document, a place in one or a date is a reference: A/60/312, Annex II, Vol. 3, May 2005.
_REFERENCE = re.compile(
    r"[A-Z]{1,10}(?:/[A-Za-z0-9.\-]+)*/[A-Za-z.\-]*\d"
    r"|(?:[A-Z][a-z]+\.? )+(?:\d|[IVXL]+\b)"
)
_ENGLISH_WORD = re.compile(r"[A-Za-z]+(?:[’'][a-z]+)?")
_SMALL_WORDS = frozenset((
    "of", "the", "and", "on", "for", "in", "to", "a", "an", "at", "by", "with", "from", "against", "under", "or",
    "between", "among", "de", "la", "le", "du", "des",
))  # fmt: skip
# After which a Chinese name can begin: function words, units of time, verbs that reports use before a name.
_BEFORE_NAME = re.compile(
    r"[了的和与及或由对向在为将把被就经即如以是于年月日届]|根据|通过|设立|关于|任命|听取|提交|支持|开展|包括|例如"
)
_SHORTEST_NAME = 4  # characters
# Of what occurs in a full name before the part that the short form is made of: 国际, 联合国.
_PREFIX_LENGTHS = range(2, 5)
_CLAUSE = re.compile(r"[.;:!?]\s")
_LONGEST_NAME = 14  # English words


@dataclass(frozen=True, slots=True)
class Definition:
    """A full name and the short form that a text defines for it, and where each of the two is there."""

    full: str
    short: str
    full_span: tuple[int, int]
    short_span: tuple[int, int]

    @property
    def short_type(self) -> TermType:
        """What kind of short form it is."""
        letters = [char for char in self.short if char.isalpha()]
        is_acronym = all(char.isascii() for char in letters) and sum(map(str.isupper, letters)) > len(letters) / 2
        return TermType.ACRONYM if is_acronym and " " not in self.short else TermType.SHORT_FORM


def find_definitions(text: str, lang: str) -> tuple[Definition, ...]:
    """Return the short forms that a text of one paragraph defines, in its order."""
    found = _chinese_definitions(text) if is_chinese(lang) else _english_definitions(text)
    return tuple(sorted(found, key=lambda definition: definition.full_span))


def _chinese_definitions(text: str) -> Iterator[Definition]:
    for match in _TITLE.finditer(text):
        yield Definition(match["full"], match["short"], match.span("full"), match.span("short"))
    for match in _NAME.finditer(text):
        full = _name_for(match["full"], match["short"])
        if full:
            stop = match.end("full")
            yield Definition(full, match["short"], (stop - len(full), stop), match.span("short"))


def _name_for(run: str, short: str) -> str:
    """The part of a run of Han that a short form stands for, or an empty text if it stands for none."""
    starts = [0, *(found.end() for found in _BEFORE_NAME.finditer(run))]
    if short.isascii():
        usable = [start for start in starts if len(run) - start > _SHORTEST_NAME]
        return run[max(usable) :] if usable else ""
    core = max((at for at, char in enumerate(run) if char == short[0] and holds_in_order(run[at:], short)), default=-1)
    if core < 0:
        return ""
    before = max(start for start in starts if start <= core)
    name = run[before if core - before in _PREFIX_LENGTHS else core :]
    return name if len(name) > len(short) else ""


def holds_in_order(name: str, short: str) -> bool:
    """Return whether the characters of a short form occur in a name in this order, others between them or not."""
    rest = iter(name)
    return all(char in rest for char in short)


def _english_definitions(text: str) -> Iterator[Definition]:
    for match in _PARENTHESIS.finditer(text):
        short = squeeze_spaces(match["short"])
        if _REFERENCE.match(short):
            continue
        clause = [found.end() for found in _CLAUSE.finditer(text, 0, match.start())]
        start = _start_of_name(text, clause[-1] if clause else 0, match.start(), short)
        if start >= 0:
            full = squeeze_spaces(text[start : match.start()])
            yield Definition(full, short, (start, match.start()), match.span("short"))


def _start_of_name(text: str, first: int, stop: int, short: str) -> int:
    """Where the name begins that a short form in brackets stands for, or -1 where it stands for none."""
    words = list(_ENGLISH_WORD.finditer(text, first, stop))[-_LONGEST_NAME:]
    if not words or text[words[-1].end() : stop].strip():
        return -1
    if " " in short or not _is_acronym(short):
        return _start_by_words(words, short)
    return _start_by_letters(words, short)


def _is_acronym(short: str) -> bool:
    return short.replace("-", "").isalnum() and sum(map(str.isupper, short)) > len(short) / 2


def _start_by_letters(words: list[re.Match[str]], short: str) -> int:
    """Words from right to left whose letters make the acronym; then to the left as long as the name continues."""
    letters = [char.lower() for char in short.removesuffix("s") if char.isalpha()]
    at = len(words) - 1
    left = len(letters)
    start = -1
    while at >= 0 and left:
        word = words[at][0].lower()
        taken = _letters_taken(word, letters[:left])
        if taken:
            left -= taken
            start = at
        elif words[at][0][0].islower() and word not in _SMALL_WORDS:
            return -1
        at -= 1
    return words[start].start() if left == 0 and start >= 0 else -1


def _letters_taken(word: str, letters: list[str]) -> int:
    """How many of the last letters a word can stand for: its first letter, and letters inside it after that."""
    if word in _SMALL_WORDS:
        return 0
    for count in range(min(3, len(letters)), 0, -1):
        wanted = letters[-count:]
        if word[0] == wanted[0] and holds_in_order(word[1:], "".join(wanted[1:])):
            return count
    return 0


def _start_by_words(words: list[re.Match[str]], short: str) -> int:
    """A short name whose words are of the long one (`Non-Proliferation Treaty`), or a nickname (`Bangkok Treaty`).

    The nearest start that will do is taken, and the capitalised words right before it with it.
    """
    wanted = {word.lower() for word in _ENGLISH_WORD.findall(short)} - _SMALL_WORDS
    if not wanted:
        return -1
    first = _start_of_capitals(words)
    starts = [at for at in range(len(words) - 1, first - 1, -1) if words[at][0][0].isupper()] if first >= 0 else []
    for can_stand_for in (_is_part, _is_nickname):
        for start in starts:
            if can_stand_for(wanted, words[start:]):
                return words[_with_capitals_before(start, starts)].start()
    return -1


def _with_capitals_before(start: int, starts: list[int]) -> int:
    while start - 1 in starts:
        start -= 1
    return start


def _is_part(wanted: set[str], words: list[re.Match[str]]) -> bool:
    return wanted < {word[0].lower() for word in words} or _by_initials(wanted, words)


def _is_nickname(wanted: set[str], words: list[re.Match[str]]) -> bool:
    is_shared = not wanted.isdisjoint(word[0].lower() for word in words)
    return len(wanted) > 1 and is_shared and len(words) > len(wanted)


def _by_initials(wanted: set[str], words: list[re.Match[str]]) -> bool:
    """`New START` of `New Strategic Arms Reduction Treaty`: each word is there, or is made of initials."""
    held = {word[0].lower() for word in words}
    initials = "".join(word[0][0].lower() for word in words if word[0].lower() not in _SMALL_WORDS)
    rest = wanted - held
    return len(rest) == 1 and len(wanted) > 1 and holds_in_order(initials + initials[-1:], _squeezed(next(iter(rest))))


def _squeezed(acronym: str) -> str:
    """Letters that a word gives in addition to its first (`STrategic`): kept where initials have them."""
    return re.sub(r"(?<=s)t", "", acronym, count=1)


def _start_of_capitals(words: list[re.Match[str]]) -> int:
    """The first word of the capitalised name at the end, small words allowed inside."""
    start = -1
    for at in range(len(words) - 1, -1, -1):
        word = words[at][0]
        if word[0].isupper():
            start = at
        elif word.lower() not in _SMALL_WORDS:
            break
    return start
