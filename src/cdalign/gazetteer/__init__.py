"""Names that the world has in both languages: countries, cities, international bodies, treaties.

known_names   CLDR's names of territories, and tables of our own in this folder
surnames      how Chinese surnames are spelt in addition to pinyin
finding       where they occur in a text, the longest first
"""

from cdalign.gazetteer.finding import Name, find_names, stems_of_things
from cdalign.gazetteer.surnames import is_spelling_of_surname

__all__ = ["Name", "find_names", "is_spelling_of_surname", "stems_of_things"]
