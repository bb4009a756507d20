"""How segments begin and end, as a hint: how often both sides do so alike is learnt from the pair itself.

A question renders a question, and direct speech opens and closes with quotation marks on both sides; in novels that
tells more of where beads end than words do. Each pair of kinds weighs as the logarithm of how much oftener the edges of
beads have it than chance would. A text with ways of its own (a Chinese comma for an English full stop) teaches them.
A segment that ends in a colon introduces the next, and one that ends in no mark, or in a comma, may be a half sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cdalign.lexicon.tokens import CodedText, IntArray

Scores = NDArray[np.float64]

BEAD_CLUES = ("closing marks", "closing quotation marks", "openings", "colons inside", "half sentences inside")
OMISSION_CLUES = ("after a half sentence",)

# The kinds of each edge are numbered in order: closing marks, whether a quotation ends, how a segment opens.
_CLOSING = ("", "。.．", "？?", "！!", "：:", "；;", "…", "，,", "—-–")
_COLON, _HALF = 4, (0, 7)
_QUOTES_AT_END, _BRACKETS = "”」』\"’》'", "）)】]"
_OPENING = ("", "“「『\"‘《'", "0123456789(（一二三四五六七八九十第", "-–—…·•*")
_SMALL_LETTER = len(_OPENING)
_COUNTS = (len(_CLOSING), 2, len(_OPENING) + 1)
# Which segment of a run each of these edges belongs to: two to the last, one to the first.
_PLACES = (-1, -1, 0)
# How far edges are believed to agree before anything is known of the pair, 0 by chance and 1 wherever they can; and for
# how many beads that counts once the pair has been aligned. Neither matters much (.2 to .8, 20 to 100).
_AGREEMENT, _PRIOR_BEADS = 0.7, 20.0
# Closing marks speak against a bead with no more than this: translators join and cut sentences.
_MOST_AGAINST = 0.5
# Keeps what never happened from being impossible.
_LEAST = 1e-3


class EdgeModel(NamedTuple):
    """What each pair of kinds (of the left, of the right) says for a bead, in logarithms: a table for each edge."""

    closing: Scores
    quoting: Scores
    opening: Scores


def classify_edges(texts: Sequence[str]) -> IntArray:
    """Return the kinds of the edges of each text: its closing mark, whether a quotation ends, and how it opens."""
    return np.array([_classify(text.strip()) for text in texts], dtype=np.int64).reshape(-1, len(_COUNTS))


def _classify(text: str) -> tuple[int, int, int]:
    bare = text.rstrip(_QUOTES_AT_END + _BRACKETS).rstrip()
    opening = _find_kind(text[:1], _OPENING)
    if not opening and text[:1].isascii() and text[:1].islower():
        opening = _SMALL_LETTER
    return _find_kind(bare[-1:], _CLOSING), int(text[-1:] != "" and text[-1:] in _QUOTES_AT_END), opening


def _find_kind(character: str, kinds: Sequence[str]) -> int:
    return next((number for number, kind in enumerate(kinds) if character and character in kind), 0)


def learn_edges(
    left: CodedText, right: CodedText, steps: Sequence[tuple[int, int, int, int]], shares: Scores
) -> EdgeModel | None:
    """Return what an alignment teaches of edges, each two-sided bead with its share, or None if a side has none."""
    if left.edges is None or right.edges is None or not len(left) or not len(right):
        return None
    corners = np.array(steps, dtype=np.int64).reshape(-1, 4)
    is_two_sided = (corners[:, 0] < corners[:, 1]) & (corners[:, 2] < corners[:, 3])
    corners, weights = corners[is_two_sided], shares[is_two_sided]
    starts, ends = (corners[:, 0], corners[:, 2]), (corners[:, 1] - 1, corners[:, 3] - 1)
    tables = [
        _weigh(left.edges[:, edge], right.edges[:, edge], places, weights, count)
        for edge, (places, count) in enumerate(zip((ends, ends, starts), _COUNTS, strict=True))
    ]
    return EdgeModel(np.maximum(tables[0], -_MOST_AGAINST), *tables[1:])


def _weigh(left: IntArray, right: IntArray, places: tuple[IntArray, IntArray], weights: Scores, count: int) -> Scores:
    """Return the table of one edge: how much oftener than by chance beads have each pair of kinds, in logarithms.

    `places` are the segments of each side at this edge of each bead; `weights` is what each bead counts.
    """
    p, q = (np.bincount(kinds, minlength=count) / len(kinds) for kinds in (left, right))
    alike = _AGREEMENT * np.minimum(p, q)
    rest = np.outer(p - alike, q - alike) / max(_LEAST, 1 - float(alike.sum()))
    found = np.zeros((count, count))
    np.add.at(found, (left[places[0]], right[places[1]]), weights)
    joint = (found + _PRIOR_BEADS * (np.diag(alike) + rest)) / (found.sum() + _PRIOR_BEADS)
    logs: Scores = np.log((joint + _LEAST) / (np.outer(p, q) + _LEAST))
    return logs


class EdgeClues:
    """Describes beads and omissions of one pair by the edges of their segments; without a model they say nothing."""

    def __init__(self, left: CodedText, right: CodedText, model: EdgeModel | None) -> None:
        self._edges = [[] if text.edges is None else text.edges.tolist() for text in (left, right)]
        self._tables = None if model is None else [table.tolist() for table in model]

    def describe_bead(self, left: range, right: range) -> list[float]:
        """Return the numbers of `BEAD_CLUES` for a two-sided bead.

        Inside a bead, the difference between both sides counts: a colon on both sides is a boundary that was missed.
        """
        if self._tables is None:
            return [0.0] * len(BEAD_CLUES)
        inner = [[edges[at][0] for at in run[:-1]] for edges, run in zip(self._edges, (left, right), strict=True)]
        colons, halves = ([sum(kind in kinds for kind in side) for side in inner] for kinds in ((_COLON,), _HALF))
        return [*self._compare(left, right), float(abs(colons[0] - colons[1])), float(abs(halves[0] - halves[1]))]

    def _compare(self, left: range, right: range) -> list[float]:
        """Return what the closing marks, the quotations and the openings of two runs say for a bead of them."""
        assert self._tables is not None
        mine, yours = self._edges
        return [
            table[mine[left[at]][edge]][yours[right[at]][edge]]
            for edge, (table, at) in enumerate(zip(self._tables, _PLACES, strict=True))
        ]

    def describe_omission(self, side: int, segment: int) -> list[float]:
        """Return the numbers of `OMISSION_CLUES` for a segment left out of side 0 (Chinese) or 1."""
        edges = self._edges[side]
        return [float(self._tables is not None and segment > 0 and edges[segment - 1][0] in _HALF)]
