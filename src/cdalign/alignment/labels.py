"""Printed labels: paragraphs that bear the same one in the same part are likely the same paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cdalign.alignment.lattices import Lattice
from cdalign.alignment.shapes import SHAPES
from cdalign.lexicon.tokens import IntArray
from cdalign.model import Paragraph
from cdalign.numerals import NumeralSystem, read_numerals
from cdalign.text import fold_characters

# Weighed so that a label outweighs a short text that tells nothing, and some thirty words outweigh a label.
_SAME = 5.0
_DIFFERENT = -2.0
# A paragraph that bears a label of its own seldom continues the one before it.
_CONTINUED = -4.0

_PUNCTUATION = re.compile(r"[\s().,:;、。]")


def label_key(paragraph: Paragraph) -> str:
    """Give the label in a form that both languages share (`一、` and `I.` -> `part/#1`), or nothing."""
    label = _PUNCTUATION.sub("", fold_characters(paragraph.label))
    if not label:
        return ""
    value = _number_of_heading(label)
    return f"{paragraph.part}/{f'#{value}' if value else label.lower()}"


def _number_of_heading(label: str) -> int:
    """Return the number of a label in Han or Roman capitals, which head the parts of a text; 0 for any other."""
    readings = read_numerals(label) if label != label.lower() or not label.isascii() else ()
    systems = {numeral.system: numeral.value for numeral in readings}
    return systems.get(NumeralSystem.HAN) or (systems.get(NumeralSystem.ROMAN, 0) if label not in "CDLM" else 0)


def add_labels(lattice: Lattice, left: Sequence[str], right: Sequence[str]) -> Lattice:
    """Give the lattice with what the labels of both sides say of each bead; an empty label says nothing."""
    numbers = {key: number for number, key in enumerate({*left, *right} - {""})}
    left_ids, right_ids = _ids(left, numbers), _ids(right, numbers)
    left_sums, right_sums = _count_labelled(left_ids), _count_labelled(right_ids)
    rows, columns = lattice.band.rows_of_cells(), lattice.band.columns_of_cells()
    scores = lattice.scores.copy()
    for number, (a, b) in enumerate(SHAPES):
        cells = np.flatnonzero((rows >= a) & (columns >= b))
        row, column = rows[cells], columns[cells]
        here, there = left_ids[row - a], right_ids[column - b]
        both = (here >= 0) & (there >= 0)
        continued = left_sums[row] - left_sums[row - a + 1] + right_sums[column] - right_sums[column - b + 1]
        bonus = np.where(both, np.where(here == there, _SAME, _DIFFERENT), 0.0) + _CONTINUED * continued
        scores[number, cells] += bonus.astype(np.float32)
    return replace(lattice, scores=scores)


def _ids(keys: Sequence[str], numbers: dict[str, int]) -> IntArray:
    return np.array([numbers.get(key, -1) for key in keys], dtype=np.int64)


def _count_labelled(ids: IntArray) -> IntArray:
    return np.concatenate([[0], np.cumsum(ids >= 0)])
