"""The labels of a whole text as evidence for one of them: a label has neighbours; a decimal or an initial has none.

`2.5 GW of power` and `A. Smith said that …` begin with what may be a label, but no paragraph before begins with 2.4
and none after with 2.6 or B.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from cdalign.labels.kinds import Label, LabelKind
from cdalign.labels.printed import read_as_letter


@dataclass(frozen=True, slots=True)
class LabelSeries:
    """The labels at the beginnings of the paragraphs of one text."""

    members: frozenset[tuple[LabelKind, str, int]]

    @classmethod
    def of(cls, labels: Iterable[Label]) -> LabelSeries:
        """Return the series of these labels. A Roman numeral that is also a letter counts as both."""
        readings = chain.from_iterable((label, read_as_letter(label)) for label in labels)
        return cls(frozenset((label.kind, label.prefix, label.value) for label in readings))

    def counts(self, label: Label) -> bool:
        """Return whether the label opens a series (25.1) or has a neighbour in the text."""
        if label.kind is LabelKind.DOTTED and label.value == 1:
            return True
        return any((label.kind, label.prefix, label.value + step) in self.members for step in (-1, 1))
