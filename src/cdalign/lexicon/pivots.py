"""Equivalents by way of other words: what renders the Chinese words that share an equivalent with a word.

For a free translation the equivalents of a word are too few: it takes now this word of their field, now that one. A
pivot leads from a Chinese word over one of its English words and another Chinese word with that English word on to
what else renders that one. Each is a weak hint, and in a close translation they only disturb.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping

import numpy as np

from cdalign.lexicon.entries import Lexicon
from cdalign.lexicon.learning import Seeds, stems_of
from cdalign.lexicon.tokens import Vocabulary

Stems = Mapping[str, float]

# Weaker links are too many, and any word comes to render any other (mac-dev: from .0003 to .01 nearly alike).
_LEAST = 0.004


def add_pivots(seeds: Seeds, chinese: Vocabulary, english: Vocabulary, lexicon: Lexicon) -> Seeds:
    """Return the seeds with the pairs of known tokens that the lexicon links over another known word, where new.

    Words that do not occur in the texts lead on too, but to little more, and cost a second (mac-dev: .894 for .893).
    """
    known = set(zip(seeds.chinese.tolist(), seeds.english.tolist(), strict=True))
    stems = {word: stems_of(lexicon, word) for word in chinese.ids}
    found = [
        (chinese.ids[word], english.ids[stem], share)
        for word, stem, share in _lead_over(stems, english.ids)
        if (chinese.ids[word], english.ids[stem]) not in known
    ]
    return Seeds(
        np.append(seeds.chinese, np.array([row[0] for row in found], np.int64)),
        np.append(seeds.english, np.array([row[1] for row in found], np.int64)),
        np.append(seeds.probability, np.array([row[2] for row in found], np.float64)),
    )


def _lead_over(stems: Mapping[str, Stems], wanted: Container[str]) -> Iterator[tuple[str, str, float]]:
    """Yield each word with the wanted stems that it leads to over other words, and the probability of each."""
    rendering: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for word, its in stems.items():
        for stem, share in its.items():
            rendering[stem].append((word, share))
    totals = {stem: sum(share for _, share in words) for stem, words in rendering.items()}
    ends = {word: [(stem, share) for stem, share in its.items() if stem in wanted] for word, its in stems.items()}
    for word, its in stems.items():
        others = (
            (other, probability * share / totals[stem])
            for stem, probability in its.items()
            for other, share in rendering[stem]
            if other != word
        )
        reached: dict[str, float] = defaultdict(float)
        for other, there in others:
            for last, chance in ends[other]:
                reached[last] += there * chance
        yield from ((word, stem, share) for stem, share in reached.items() if share >= _LEAST)
