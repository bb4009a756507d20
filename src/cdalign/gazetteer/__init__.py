"""Names that the world has in both languages: countries, cities, international bodies, treaties.

tables   what is known: CLDR's names of territories, and tables of our own in this folder
finding  where they occur in a text, the longest first
"""

from cdalign.gazetteer.finding import Name, find_names, stems_of_things

__all__ = ["Name", "find_names", "stems_of_things"]
