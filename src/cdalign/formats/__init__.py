"""The one registry of what is read and what is written, for every command and page.

    documents    `reading.kinds`: what `align`, `structure`, a project and the upload page read
    pairs        `exchange.catalogue`: what a memory or a table of units is read from and written as
    termbases    `terminology.catalogue`
    bitexts      here: what an aligned pair becomes, by the suffix of its file

beads       the beads themselves, as a table, as JSON and as index pairs
outputs     the formats of a bitext
"""

from cdalign.formats.beads import describe_beads, render_bead_table
from cdalign.formats.outputs import (
    BITEXT_SUFFIXES,
    check_bitext_path,
    memory_header,
    write_bitext,
    write_units,
)

__all__ = [
    "BITEXT_SUFFIXES",
    "check_bitext_path",
    "describe_beads",
    "memory_header",
    "render_bead_table",
    "write_bitext",
    "write_units",
]
