"""Persons: whether the name that one text spells or transcribes is the one that the other has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from cdalign.checks.honorifics import titled_han
from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.checks.slips import dictionary
from cdalign.checks.sounds import HAN_OF_NAMES, SURNAMES, readings_of, sound_of_latin, sounds_like
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.patterns import compile_late
from cdalign.text import HAN

_TONE_MARKS = re.compile("[\u0300-\u036f]")
_LATIN_PAIR = re.compile(r"(?<![A-Za-z])([A-Z][a-z]{1,5}|[A-Z]{2,6}) ([A-Z][a-z]{1,11}(?:-[a-z]+)?)(?![A-Za-z])")
_DOTTED = compile_late(rf"[{HAN}]{{1,7}}(?:[·•‧・][{HAN}A-Z]{{1,9}})+")
_DOT = re.compile("[·•‧・]")
_TITLE_BEFORE = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Ambassador|Judge|Sir|Dame|Lord|Lady|President|Minister|General|Colonel|Major|"
    r"Captain|King|Queen|Prince|Princess|Senator|Bishop|Madam|Justice|Councillor|Mrs|Messrs|Hon|Honourable)\.?$"
)
_CAPITALIZED = re.compile(r"(?<![\w’'-])[A-ZÀ-Ý][A-Za-zÀ-ÿ]+(?:['’-][A-ZÀ-Ý][A-Za-zÀ-ÿ]+)*")


def check_persons(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where the persons of the two texts have different names."""
    if unit.source.is_chinese == unit.target.is_chinese:
        return
    chinese, english = (unit.source, unit.target) if unit.source.is_chinese else (unit.target, unit.source)
    for words, span, shown in wrong_names(chinese, english):
        quotes = unit.in_order(chinese.quote_words(shown), english.quote([span]))
        message = say("{words} is not how {shown} is written", words=words, shown=shown)
        yield make_finding("names.person", message, quotes, unit=unit.id, words=(words, shown, unit.source.text))


def wrong_names(chinese: CheckedSide, english: CheckedSide) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Yield the English names that are wrong by themselves: the words, where they occur, and the Han that they miss."""
    yield from _wrong_pinyin(chinese, english)
    yield from _wrong_transcriptions(chinese, english)


def _wrong_pinyin(chinese: CheckedSide, english: CheckedSide) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Yield Chinese persons whose name in the English has the surname, or the given name, of no one in the Chinese."""
    for found in _LATIN_PAIR.finditer(english.text):
        surname, given = found[1].lower(), found[2].lower().replace("-", "")
        if surname not in _surname_readings() or not _is_pinyin(given):
            continue
        runs = list(_named_like(chinese.compact, surname))
        if runs and not any(given in readings_of(name[1:]) for name in runs):
            likely = [name for name in runs if len(name) == _syllables(given) + 1]
            if likely and not _is_there(given, chinese.compact):
                yield found[0], found.span(), likely[0]
                continue
        namesake = _namesake(given, surname, chinese.compact)
        if namesake:
            yield found[0], found.span(), namesake


def _namesake(given: str, surname: str, text: str) -> str:
    """Return who in a text has a given name of two syllables after another surname, if no one has it after this one."""
    if surname not in _mandarin_surnames():  # Tan and Chan are how dialects say 陈
        return ""
    names = [
        text[at : at + 3]
        for at, char in enumerate(text)
        if char in SURNAMES and _syllables(given) == 2 and given in readings_of(text[at + 1 : at + 3])
    ]
    return "" if any(surname in readings_of(name[0]) for name in names) else next(iter(names), "")


def paired_persons(chinese: CheckedSide, english: CheckedSide) -> Iterator[tuple[str, int, int]]:
    """Yield the Chinese persons that both texts name: the Han, where they occur, where the English name occurs."""
    for found in _LATIN_PAIR.finditer(english.text):
        surname, given = found[1].lower(), found[2].lower().replace("-", "")
        if surname in _surname_readings():
            names = (name for name in _named_like(chinese.compact, surname) if given in readings_of(name[1:]))
            if name := next(names, ""):
                yield name, chinese.text.find(name), found.start()


def _named_like(text: str, surname: str) -> Iterator[str]:
    """Yield what may be a person of this surname: the surname with the one or two Han after it."""
    for at, char in enumerate(text):
        if char in SURNAMES and surname in readings_of(char):
            yield from (run for run in (text[at : at + 2], text[at : at + 3]) if re.fullmatch(f"[{HAN}]{{2,3}}", run))


def _is_there(given: str, text: str) -> bool:
    return any(given in readings_of(text[at : at + size]) for size in (1, 2) for at in range(len(text)))


@cache
def _surname_readings() -> frozenset[str]:
    return frozenset(reading for char in SURNAMES for reading in readings_of(char))


@cache
def _mandarin_surnames() -> frozenset[str]:
    from pypinyin import lazy_pinyin

    return frozenset(syllable for char in SURNAMES for syllable in lazy_pinyin(char))


@cache
def _all_syllables() -> frozenset[str]:
    from pypinyin.pinyin_dict import pinyin_dict

    # NFD sets the marks of tone, and the dots of ü, apart from their letters.
    letters = unicodedata.normalize("NFD", ",".join(pinyin_dict.values()))
    return frozenset(_TONE_MARKS.sub("", letters).split(","))


def _is_pinyin(given: str) -> bool:
    return _syllables(given) in (1, 2) and given not in dictionary()


def _syllables(given: str) -> int:
    """Return of how many syllables of pinyin a word is made, one or two, or 0."""
    syllables = _all_syllables()
    if given in syllables:
        return 1
    return 2 if any(given[:at] in syllables and given[at:] in syllables for at in range(1, len(given))) else 0


def _wrong_transcriptions(chinese: CheckedSide, english: CheckedSide) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Yield foreign persons of whose name the English has nothing that sounds like it, but another person's name."""
    people = [*dict.fromkeys(_transcribed(chinese))]
    if not people:
        return
    latin = [(one[0], one.span()) for one in _CAPITALIZED.finditer(english.text) if not _is_known_name(one, english)]
    latin = [one for one in latin if not _TITLE_BEFORE.fullmatch(one[0])]
    sounds = [*sounds_of_names(latin)]
    taken = [part for one in people for part in _parts(one)]
    reported = set()
    for person in people:
        if any(_holds_sound(part, sound) for part in _parts(person)[-1:] for sound in sounds):
            continue
        for word, span in latin:
            if word in reported or not _is_persons(word, span, english.text):
                continue
            sound = sound_of_latin(word)
            if not any(_holds_sound(part, sound) for part in taken):
                reported.add(word)
                yield word, span, _parts(person)[-1]
                break


def _holds_sound(han: str, sound: str) -> bool:
    """Return whether the end of a run of Han, its beginning or all of it sounds like a name.

    Several names may be joined, and the Han of a word that follows may look like those of a name: 珀森提供.
    """
    stretches = (
        han,
        *(han[at:] for at in range(1, len(han) - 2)),
        *(han[:-cut] for cut in (1, 2) if len(han) > cut + 1),
    )
    return any(sounds_like(one, sound) for one in stretches)


def sounds_of_names(latin: list[tuple[str, tuple[int, int]]]) -> Iterator[str]:
    """Yield the sounds of each name and of each two that occur side by side: Abu Bakr, Van Damme."""
    for at, (word, span) in enumerate(latin):
        yield sound_of_latin(word)
        if at + 1 < len(latin) and latin[at + 1][1][0] - span[1] <= 2:
            yield sound_of_latin(word + latin[at + 1][0])


def _parts(person: str) -> list[str]:
    return [part for part in _DOT.split(person) if len(part) > 1] or [person]


def _transcribed(side: CheckedSide) -> Iterator[str]:
    """Yield the foreign persons of a Chinese text: names with a dot, and three Han and more before a title."""
    plain = side.compact
    for found in _DOTTED.finditer(plain) if _DOT.search(plain) else ():
        first, *rest = _DOT.split(found[0])
        run = re.search(f"[{HAN_OF_NAMES}]+$", first)
        last = re.match(f"[{HAN_OF_NAMES}]+", rest[-1])
        if run and last and len(last[0]) > 1:
            yield "·".join([run[0], *rest[:-1], last[0]])
    titled = list(titled_han(plain))
    places = {name.words for name in side.names if not name.is_weak} if titled else ()
    for found in titled:
        run = re.search(f"[{HAN_OF_NAMES}]+$", found[1])
        if (
            run
            and len(run[0]) >= 3
            and not any(place in run[0] for place in places)
            and not _DOT.search(plain[max(0, found.start() - 1) : found.start() + 1])
        ):
            yield run[0]


def _is_known_name(found: re.Match[str], side: CheckedSide) -> bool:
    return any(name.start <= found.start() < name.stop for name in side.names)


def _is_persons(word: str, span: tuple[int, int], text: str) -> bool:
    """Return whether a capitalized word is a person's name: after a title, or an unknown word next to another name."""
    if len(word) < 3 or _TITLE_BEFORE.fullmatch(word):
        return False
    if _TITLE_BEFORE.search(text[: span[0]].rstrip()):
        return True
    return dictionary().get(word.lower(), 0) == 0 and re.search(r"[A-Z][a-zÀ-ÿ]+\.? $", text[: span[0]]) is not None
