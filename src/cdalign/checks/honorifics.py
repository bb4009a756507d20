"""Persons with a title in a text of either language: 肖博士, Mr. LAU Wong-fat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cdalign.checks.sounds import SURNAMES
from cdalign.patterns import compile_late
from cdalign.text import HAN

_TITLES = (
    "先生|女士|同志|小姐|夫人|太太|大使|教授|博士|部长|总统|总理|主席|议员|将军|法官|大法官|上校|司长|主任|代表|国王|王子|阁下|律师|医生|爵士|主教|神父|"
    "秘书长|总干事|行长|州长|市长|专员|参赞|公使|院长|校长|委员|记者|上尉|少校|中校|上将"
)
_TITLE = compile_late(_TITLES)
_LONGEST_NAME = 9
# One Han alone before a title is a surname or no name: 肖博士, 该代表.
_TITLED = compile_late(rf"([{HAN}]{{2,9}}|[{SURNAMES}])(?:{_TITLES})")
_WORD = r"[A-ZÀ-Ý][A-Za-zÀ-ÿ]*(?:['’-][A-Za-zÀ-ÿ]+)*"
_PARTICLES = "de|la|van|von|der|den|al|el|bin|ibn|da|dos|du|del|di|le|ter"
_ENGLISH_TITLED = compile_late(
    r"\b(?:(?:Mr|Mrs|Ms|Dr|MR|MRS|MS|DR)\.?|Miss|MISS|Prof\.|Professor|Ambassador|Judge|Councillor|Comrade|Senator|"
    rf"Colonel|Captain|Premier|Chancellor|President|Sir|Dame) "
    rf"(?P<name>{_WORD}\.?(?: (?:{_WORD}|[A-Z]\.|(?:{_PARTICLES})(?= ))){{0,4}})"
)
_NAME = re.compile(_WORD)
# What follows a name in capital letters: honours and degrees, offices.
_NO_NAMES = frozenset((
    "OBE", "MBE", "CBE", "KBE", "QC", "SC", "JP", "GBS", "SBS", "BBS", "GBM", "PRESIDENT", "CHAIRMAN", "CHAIRPERSON",
    "SPEAKER", "SECRETARY", "MINISTER", "DIRECTOR", "COMMISSIONER", "AMBASSADOR", "CHAIR", "VICE",
))  # fmt: skip


def titled_han(text: str) -> Iterator[re.Match[str]]:
    """Yield each run of Han before a title; most texts have none, and a look for the title is quick."""
    end = 0
    for title in _TITLE.finditer(text):
        if title.start() >= end:
            found = _TITLED.search(text, max(end, title.start() - _LONGEST_NAME), title.end())
            if found:
                end = found.end()
                yield found


class Called(NamedTuple):
    """A person with a title: the words of the name and where each occurs, without an 's."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def last(self) -> str:
        """The last word, in English mostly the surname."""
        return self.words[-1]


def titled_english(text: str) -> Iterator[Called]:
    """Yield the persons with a title of an English text: `Mr. David LI` with the words David and LI."""
    for found in _ENGLISH_TITLED.finditer(text):
        parts = [
            (re.sub("['’]s$", "", one[0]), one.start())
            for one in _NAME.finditer(text, found.start("name"), found.end("name"))
        ]
        named = [part for part in parts if len(part[0]) > 1 and part[0] not in _NO_NAMES]
        if named:
            yield Called(tuple(word for word, _ in named), tuple((start, start + len(word)) for word, start in named))
