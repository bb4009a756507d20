"""Which words translate which: the bundled core lexicon, user dictionaries, termbases, and what is learnt."""

from cdalign.lexicon.entries import Lexicon, core_lexicon, with_equivalents, with_learnt, with_termbase
from cdalign.lexicon.formats import read_dictionary, read_trained, render_trained, write_trained

__all__ = [
    "Lexicon",
    "core_lexicon",
    "read_dictionary",
    "read_trained",
    "render_trained",
    "with_equivalents",
    "with_learnt",
    "with_termbase",
    "write_trained",
]
