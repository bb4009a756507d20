"""The searchable memory: exact matches, fuzzy matches with CAT percentages, and words in context.

    with open_memory("un.cdtm") as memory:
        memory.add(read_units("CD-2138.sentences.tmx"))
        memory.find_fuzzy("彻底消除核武器", "zh", threshold=70)
        memory.concordance("nuclear disarm*")

It lies in one SQLite file, or for a team in PostgreSQL; docs/memory.md says how matches are counted.
"""

from cdalign.defaults import DEFAULT_COLLECTION, DEFAULT_THRESHOLD
from cdalign.memory.hits import NO_FILTERS, Adaptation, Added, Collection, Filters, Hit, HitKind, HitSide
from cdalign.memory.memories import Memory, open_memory

__all__ = [
    "DEFAULT_COLLECTION",
    "DEFAULT_THRESHOLD",
    "NO_FILTERS",
    "Adaptation",
    "Added",
    "Collection",
    "Filters",
    "Hit",
    "HitKind",
    "HitSide",
    "Memory",
    "open_memory",
]
