"""Printed labels: paragraphs that bear the same one in the same part are likely the same paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cdalign.alignment.lattices import Lattice, fitting_beads
from cdalign.labels import WORD_KINDS, Label, LabelKind, parse_label
from cdalign.lexicon.tokens import IntArray
from cdalign.model import Paragraph, Role
from cdalign.text import fold_characters

# Weighed so that a label outweighs a short text that tells nothing, and some thirty words outweigh a label.
_SAME = 5.0
_DIFFERENT = -2.0
# A paragraph that bears a label of its own seldom continues the one before it.
_CONTINUED = -4.0

_PUNCTUATION = re.compile(r"[\s().,:;、。]")


def label_key(paragraph: Paragraph) -> str:
    """Return the label in a form that both languages share (`一、` and `I.` -> `part/#1`), or an empty string.

    Brackets do not count, and Chinese numbers the points of a list `（一）` or `㈠` where English has `(a)` or `A.`.
    """
    if paragraph.role is Role.MARKER:
        return f"{paragraph.part}/"
    found = parse_label(paragraph.label or paragraph.text)
    if found and (paragraph.label or found[0].kind in WORD_KINDS):
        return f"{paragraph.part}/{_shared_form(found[0])}"
    bare = _PUNCTUATION.sub("", fold_characters(paragraph.label)).lower()
    return f"{paragraph.part}/{bare}" if bare else ""


def _shared_form(label: Label) -> str:
    if label.kind is LabelKind.ROMAN:
        return f"#{label.value}"
    kind = LabelKind.SUB_LETTER if label.kind in (LabelKind.LETTER, LabelKind.BRACKETED_HAN) else label.kind
    return replace(label, kind=kind).key


def add_labels(lattice: Lattice, left: Sequence[str], right: Sequence[str]) -> Lattice:
    """Return the lattice with what the labels of both sides say about each bead; an empty label says nothing."""
    numbers = {key: number for number, key in enumerate({*left, *right} - {""})}
    left_ids, right_ids = _ids(left, numbers), _ids(right, numbers)
    left_sums, right_sums = _count_labelled(left_ids), _count_labelled(right_ids)
    scores = lattice.scores.copy()
    for number, (a, b), cells, row, column in fitting_beads(lattice.band):
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
