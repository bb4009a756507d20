"""The beads of a bitext: a table with indices and texts, the same as data."""

from __future__ import annotations

from typing import Any

from cdalign.model import Bead, Bitext, Level
from cdalign.units import bead_texts


def render_bead_table(bitext: Bitext, level: Level) -> str:
    """Return the beads as TSV. `source` and `target` name the texts, as in every table of units: it is read as one."""
    rows = ["source-indices\ttarget-indices\tscore\tmarks\tsource\ttarget"]
    for bead in bitext.beads(level):
        ids = (",".join(map(str, side)) for side in (bead.source, bead.target))
        texts = (text.replace("\t", " ") for text in bead_texts(bitext, level, bead))
        rows.append("\t".join([*ids, f"{bead.score:.3f}", ",".join(bead.marks), *texts]))
    return "\n".join(rows) + "\n"


def describe_beads(bitext: Bitext, level: Level) -> list[dict[str, Any]]:
    """Return the beads as plain dictionaries."""
    return [_describe(bitext, level, bead) for bead in bitext.beads(level)]


def _describe(bitext: Bitext, level: Level, bead: Bead) -> dict[str, Any]:
    source, target = bead_texts(bitext, level, bead)
    return {
        "source": list(bead.source),
        "target": list(bead.target),
        "score": bead.score,
        "marks": list(bead.marks),
        "source_text": source,
        "target_text": target,
    }
