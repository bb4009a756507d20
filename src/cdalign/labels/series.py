"""What the labels of a whole text say of one: a decimal or an initial has no neighbours, a label has.

`2.5 GW of power` begins with what may be a label, and so does `A. Smith said that …`; but there is no 2.4 and no 2.6
before a paragraph, and no B.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cdalign.labels.kinds import Label, LabelKind


@dataclass(frozen=True, slots=True)
class LabelSeries:
    """The labels that the paragraphs of one text begin with."""

    members: frozenset[tuple[LabelKind, str, int]]

    @classmethod
    def of(cls, labels: Iterable[Label]) -> LabelSeries:
        """Return the series that these labels make."""
        return cls(frozenset((label.kind, label.prefix, label.value) for label in labels))

    def counts(self, label: Label) -> bool:
        """Say whether the label opens a series (25.1) or has a neighbour in it."""
        if label.kind is LabelKind.DOTTED and label.value == 1:
            return True
        return any((label.kind, label.prefix, label.value + step) in self.members for step in (-1, 1))
