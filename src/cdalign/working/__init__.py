"""The working file `tm/NAME.beads.tsv`: one bead per line, stand-off, saved whole or not at all.

It holds a person's decisions, so it outlives every other file in `tm/`. A line names its units by id and by a
digest of their words. When the text moves, the decision moves with its words. When the words are gone, the line
is kept as `lost` until they return.

    #cdalign-beads  1
    #source  corpus/zh/CD-2138.txt  zh-Hans  8ad1…
    #target  corpus/en/CD-2138.txt  en       90c2…
    level      status     source      target      score  marks  source-digest  target-digest
    paragraph  confirmed  annex.17    annex.17    1.000         3f0a…          77b1…
    sentence   pending    annex.17.1  annex.17.1  0.982         …              …
    sentence   pending    annex.17.2  ^annex.17.1 0.610         …

`^annex.17.1` is an empty side and its place: after annex.17.1.

lines       a line with its cells, written and read
digests     the words of a run of units in 48 bits
rendering   a bitext becomes the text of its file
fitting     the lines become beads of the present texts
sidefiles   the files of one record a line next to it: edits and comments
"""

from cdalign.working.fitting import Decisions, fit_bitext, fit_decisions, fit_working
from cdalign.working.lines import WorkingLine, is_working, parse_working, parse_working_bytes, read_working
from cdalign.working.rendering import WorkingText, render_working, write_working

__all__ = [
    "Decisions",
    "WorkingLine",
    "WorkingText",
    "fit_bitext",
    "fit_decisions",
    "fit_working",
    "is_working",
    "parse_working",
    "parse_working_bytes",
    "read_working",
    "render_working",
    "write_working",
]
