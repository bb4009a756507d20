"""Which terms of a large termbase a passage can name: few, found without making ready the many.

A recogniser of a hundred thousand concepts takes seconds to make; one of those that a passage can name takes
milliseconds, and finds there the same. So every term is kept under its hook, which occurs in each text that names
it: of a Chinese term the first characters, of an English one the first word.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress

from cdalign.languages import is_chinese, is_english
from cdalign.model import Term
from cdalign.patterns import compile_late
from cdalign.terminology.inflection import bases_of
from cdalign.text import compact

_SEPARATOR = "\x00"
# Most Chinese words have two characters; three part a hundred thousand terms into handfuls.
_HOOK_LENGTH = 3
# What recognition takes for a word: Latin, Greek or Cyrillic, also where Han occur next to it.
_LETTER = r"[^\W_\u2e80-\U0010ffff]"
_WORD = compile_late(f"{_LETTER}+")
_FIRST_WORD = compile_late(f"{_SEPARATOR}[^{_SEPARATOR}]*?(?={_SEPARATOR}|{_LETTER})({_LETTER}*)")
# More words than any term has, so that a passage without a stop is not kept once for each of its words.
_MOST_WORDS = 40


class PassageFilter:
    """The hooks of terms: which of them a passage can name."""

    def __init__(self, terms: Sequence[Term], keys: Sequence[str]) -> None:
        """Take the terms, and in addition to them the forms under which they are compared."""
        self.terms, self.keys = terms, keys
        self._chinese, self._english = _places(terms, is_chinese), _places(terms, is_english)
        self._characters = [keys[at][:_HOOK_LENGTH] for at in self._chinese]
        self._words = _first_words([terms[at].text for at in self._english])

    def passing(self, text: str, key: str, lang: str) -> Iterator[int]:
        """Yield the places of the terms that a text can name, and of few others; `key` is how it is compared."""
        if is_chinese(lang):
            return self._passing_chinese(key)
        return self._passing_english(_WORD.findall(compact(text).lower())) if is_english(lang) else iter(())

    def _passing_chinese(self, key: str) -> Iterator[int]:
        hooks = {key[at : at + size] for size in range(_HOOK_LENGTH + 1) for at in range(len(key))}
        hooked = compress(self._chinese, map(hooks.__contains__, self._characters))
        return (place for place in hooked if self.keys[place] in key)

    def _passing_english(self, words: Sequence[str]) -> Iterator[int]:
        following = _following(words)
        hooked = compress(range(len(self._words)), map(following.__contains__, self._words))
        found = ((self._english[number], following[self._words[number]]) for number in hooked)
        return (place for place, letters in found if _can_follow(self.terms[place].text, letters))


def _places(terms: Sequence[Term], is_of: Callable[[str], bool]) -> array[int]:
    langs = {lang for lang in {term.lang for term in terms} if is_of(lang)}
    return array("L", [place for place, term in enumerate(terms) if term.lang in langs])


def _first_words(texts: Sequence[str]) -> list[str]:
    """The first word of each text in lower case, found for all of them at once."""
    joined = _SEPARATOR + _SEPARATOR.join(text.replace(_SEPARATOR, "") for text in texts) + _SEPARATOR
    return _FIRST_WORD.findall(compact(joined).lower())[: len(texts)]


def _following(words: Sequence[str]) -> Mapping[str, set[str]]:
    """Return for each word that can begin a term the first letters of what follows it in a text."""
    letters = "".join(word[0] for word in words)
    following: dict[str, set[str]] = defaultdict(set)
    following[""].add("")
    for at, word in enumerate(words, 1):
        for base in bases_of(word):
            following[base].add(letters[at : at + _MOST_WORDS])
    return following


def _can_follow(text: str, following: Iterable[str]) -> bool:
    """Return whether the words after a term's first one begin as words of the text; inflection changes endings only."""
    plain = text.replace("-", " ")
    is_plain = plain.isascii() and plain.replace(" ", "").isalnum()
    words = plain.split() if is_plain else _WORD.findall(compact(text))
    letters = "".join([word[0] for word in words[1:]]).lower()[:_MOST_WORDS]
    return any(found.startswith(letters) for found in following)
