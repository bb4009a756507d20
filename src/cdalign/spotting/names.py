"""Names by their sound: which Han characters write the syllables of a foreign name (乔杜里, Chowdhury).

Both are reduced to classes of consonants, since transcription keeps those and bends vowels; a Chinese name in
pinyin is spelled out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cdalign.terminology.pinyin import reading_of

_CLASSES = {
    letter: name
    for name, letters in (
        ("P", "bp"),
        ("M", "m"),
        ("F", "f"),
        ("T", "dt"),
        ("N", "n"),
        ("L", "lr"),
        ("K", "gk"),
        ("H", "h"),
        ("S", "jqxzcs"),
        ("W", "wv"),
        ("Y", "y"),
    )
    for letter in letters
}
_CLOSE_CLASSES = {frozenset(pair) for pair in ("HK", "FW", "MN", "SY", "PW", "FH")}
_CLOSE = 0.6
# English spellings as the sounds that Chinese writes, in this order.
_RESPELLINGS: tuple[tuple[str, str], ...] = (
    (r"ph", "f"),
    (r"ck", "k"),
    (r"sch|sh", "s"),
    (r"ch", "j"),
    (r"th", "t"),
    (r"qu", "kw"),
    (r"x", "ks"),
    (r"(?<=[aeiou])[wy](?![aeiou])|(?<=[^aeiou])y$", ""),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"g(?=[ei])", "j"),
    (r"(?<=[bdgkpt])h", ""),
    (r"(.)\1", r"\1"),
)
_PINYIN = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?([a-z]*)")
_LONGEST_NAME = 6
# A name is taken where this share of its consonants agrees, and two of them at least.
_LEAST_AGREEMENT, _FEWEST_CONSONANTS = 0.66, 2
_TRUST_IN_SOUND = 0.75
_TRUST_IN_NAMES = 0.9


def link_names(characters: Sequence[str], words: Sequence[str]) -> NDArray[np.float64]:
    """Return how surely each character is part of the Chinese form of each English name, from 0 to .9.

    Args:
        characters: Han characters in order, with an empty string where a character cannot belong to a name.
        words: Latin words, with an empty string where a word cannot be a name.
    """
    links = np.zeros((len(characters), len(words)))
    runs = _runs(characters)
    for column, word in enumerate(words):
        if word:
            for start, stop in runs:
                _link_run(links[start:stop, column], characters[start:stop], word)
    return _TRUST_IN_NAMES * links


def _runs(characters: Sequence[str]) -> list[tuple[int, int]]:
    found = re.finditer("1+", "".join("1" if char else "0" for char in characters))
    return [run.span() for run in found]


def _link_run(links: NDArray[np.float64], run: Sequence[str], word: str) -> None:
    for start in range(len(run)):
        for stop in range(start + 1, min(start + _LONGEST_NAME, len(run)) + 1):
            certainty = _certainty("".join(run[start:stop]), word.lower())
            links[start:stop] = np.maximum(links[start:stop], certainty)


@lru_cache(maxsize=2**14)
def _certainty(characters: str, word: str) -> float:
    syllables = [reading_of(char) for char in characters]
    if "".join(syllables) == word.replace("-", "").replace("'", ""):
        return 1.0
    spoken, written = "".join(map(_consonants_of_syllable, syllables)), _consonants_of_word(word)
    if len(written) < _FEWEST_CONSONANTS or len(characters) == 1 < len(written) - 1:
        return 0.0
    if not spoken or not _agreement_of_classes(spoken[0], written[0]):
        return 0.0
    agreement = _longest_agreement(spoken, written)
    share = agreement / max(len(spoken), len(written))
    return _TRUST_IN_SOUND * share if share >= _LEAST_AGREEMENT and agreement >= _FEWEST_CONSONANTS else 0.0


def _consonants_of_syllable(syllable: str) -> str:
    found = _PINYIN.fullmatch(syllable)
    if not found:
        return ""
    initial, final = found.group(1) or "", found.group(2)
    classes = "S" if len(initial) == 2 else _CLASSES.get(initial, "")
    if final.endswith(("n", "ng")):
        return classes + "N"
    return classes + "L" if final == "er" else classes


@lru_cache(maxsize=2**12)
def _consonants_of_word(word: str) -> str:
    for pattern, sound in _RESPELLINGS:
        word = re.sub(pattern, sound, word)
    return re.sub(r"(.)\1", r"\1", "".join(_CLASSES.get(letter, "") for letter in word))


def _agreement_of_classes(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return _CLOSE if frozenset((one, other)) in _CLOSE_CLASSES else 0.0


def _longest_agreement(one: str, other: str, agree: Callable[[str, str], float] = _agreement_of_classes) -> float:
    """Return the greatest sum of agreements of two sequences read in order (a weighted longest common subsequence)."""
    row = [0.0] * (len(other) + 1)
    for left in one:
        above, row = row, [0.0]
        for place, right in enumerate(other):
            row.append(max(above[place] + agree(left, right), above[place + 1], row[place]))
    return row[-1]
