"""Where words occur in the texts of a memory: the query for the word index, and the proof in the text itself.

The index knows words (a Han character, a run of letters, a number) and their order, not what comes between them;
so each unit that it gives is verified: the words must occur as the query has them. Between Han any space is
allowed; between English words spaces and hyphens are alike (nuclear weapon free = nuclear-weapon-free); other marks
must be those of the query. `*` at the end stands for any ending: `disarm*`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from cdalign.memory.forms import WORD_OR_MARK, words_of
from cdalign.model import Span
from cdalign.text import HAN, compact, contains_han, fold_characters

_LATIN = rf"[^\W_{HAN}]"
_SPACE_OR_HYPHEN = r"[\s\-\u2013]+"
_HYPHENS = "-\u2013"
# Quotation marks of every style stand for each other, single and double ones too (UAX 14, class QU; 「」『』), and so
# do the marks of titles and of titles inside titles. An apostrophe, which is inside a word, stands for apostrophes.
_DOUBLE, _SINGLE = '"“”„‟«»「」『』〝〞〟', "'‘’‚‛`´"
_QUOTE, _APOSTROPHE = (f"[{''.join(map(re.escape, marks))}]" for marks in (_DOUBLE + _SINGLE, _SINGLE))
_TITLES = {**dict.fromkeys("《〈", "[《〈]"), **dict.fromkeys("》〉", "[》〉]")}
_MARKS = {**dict.fromkeys(_DOUBLE + _SINGLE, _QUOTE), **_TITLES}
# So many words in a row lead to few units; the index of words takes as many times as long for a phrase as it has words.
_MOST_INDEXED = 12

# Units that may have the words otherwise than the query before no more are looked at: a tenth of a second.
MOST_REFUSED = 10_000

_STARTS_INSIDE_NUMBER, _ENDS_INSIDE_NUMBER = re.compile("[.,][0-9]"), re.compile("[0-9][.,]$")


@dataclass(frozen=True)
class Phrase:
    """Words that are looked for, as a user typed them."""

    text: str

    @property
    def has_open_end(self) -> bool:
        """Whether the last word stands for all that begin so."""
        return self.text.rstrip().endswith("*")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as the index has them.

        A number at an edge that a comma or a stop touches may be the part of a longer one there (`军，1，` in
        `军，1，2`, whose compact form has `1,2`); it is left to the proof in the text.
        """
        words, bare = words_of(self.text), compact(self.text).strip()
        first = 1 if len(words) > 1 and _STARTS_INSIDE_NUMBER.match(bare) else 0
        last = len(words) - (1 if len(words) - first > 1 and _ENDS_INSIDE_NUMBER.search(bare) else 0)
        return tuple(words[first:last])

    @cached_property
    def _indexed(self) -> slice:
        """The stretch of the words by which units are looked up: the most different, and of equals the longest."""
        count = len(self.words)
        if count <= _MOST_INDEXED:
            return slice(0, count)
        starts = range(count - _MOST_INDEXED + 1)
        kinds = [len(set(self.words[start : start + _MOST_INDEXED])) for start in starts]
        best = max(starts, key=lambda start: (kinds[start], -start))
        return slice(best, best + _MOST_INDEXED)

    @property
    def indexed_words(self) -> tuple[str, ...]:
        """The words by which units are looked up; of a long phrase a part of them, and `is_in` says the rest."""
        return self.words[self._indexed]

    @property
    def is_index_open(self) -> bool:
        """Whether the last of `indexed_words` stands for all that begin so."""
        return self.has_open_end and self._indexed.stop == len(self.words)

    @property
    def is_wholly_indexed(self) -> bool:
        """Whether every unit with `indexed_words` holds all words of the phrase in their order."""
        return len(self.indexed_words) == len(self.words)

    def is_in(self, text: str) -> bool:
        """Return whether the words follow each other in a text, whatever marks come between them."""
        return self._row in f" {' '.join(words_of(text))} "

    @cached_property
    def _row(self) -> str:
        return f" {' '.join(self.words)}" + ("" if self.has_open_end else " ")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What a text must hold, in its folded form, where offsets are those of the text itself."""
        query = fold_characters(self.text).strip().rstrip("*").rstrip()
        pieces, end, before = [], 0, ""
        for found in WORD_OR_MARK.finditer(query):
            word = found.group()
            if before:
                pieces.append(_gap(before, query[end : found.start()], word))
            around = query[: found.start()], query[found.end() :]
            pieces.append("" if word in _HYPHENS and before else _pattern_of(word, *around))
            end, before = found.end(), word
        return re.compile(_edged("".join(pieces), query, is_open=self.has_open_end), re.IGNORECASE)

    @cached_property
    def _needs_han(self) -> bool:
        return not self.text.isascii() and contains_han(self.text)

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return the stretches of a text where the phrase occurs."""
        if self._needs_han and text.isascii():
            return ()
        if not self.is_wholly_indexed and not self.is_in(text):
            return ()
        return tuple(Span(*found.span()) for found in self.pattern.finditer(fold_characters(text)))


def _pattern_of(word: str, before: str, after: str) -> str:
    """Return the pattern for a word or mark of the query between what is before it and after it."""
    is_inside = before[-1:].isalpha() and after[:1].isalpha() and not contains_han(before[-1] + after[0])
    if word in _SINGLE and is_inside:
        return _APOSTROPHE
    return _MARKS.get(word) or re.escape(word)


def _gap(before: str, between: str, after: str) -> str:
    """Return the pattern for what may come between two pieces of the query."""
    if after in _HYPHENS:
        return ""
    if before in _HYPHENS:
        return _SPACE_OR_HYPHEN
    if _is_latin(before) and _is_latin(after) and between:
        return _SPACE_OR_HYPHEN
    return r"\s*"


def _is_latin(word: str) -> bool:
    return word[0].isalnum() and not contains_han(word[0])


def _edged(pattern: str, query: str, *, is_open: bool) -> str:
    """Let Latin words and numbers stand for themselves alone, not for parts of longer ones."""
    if query and _is_latin(query[0]):
        pattern = rf"(?<!{_LATIN})(?<![0-9][.,](?=[0-9])){pattern}"
    if query and _is_latin(query[-1]):
        pattern += f"{_LATIN}*" if is_open else rf"(?!{_LATIN})(?!(?<=[0-9])[.,][0-9])"
    return pattern
