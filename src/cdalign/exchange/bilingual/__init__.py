"""One file with both languages: two columns of a table, paragraphs, lines or subtitles in turn, or both in one.

The characters tell Chinese from English. What has no counterpart is left out and reported with its place; a wrong
pair would be worse than none.

texts        the language of a text, and the two parts of one that has both
rows         a file as rows of cells and paragraphs
relatedness  whether a paragraph is related to those of the other language
row_pairs    rows as pairs
"""

from cdalign.exchange.bilingual.row_pairs import pair_unnamed_columns, read_bilingual_document

__all__ = ["pair_unnamed_columns", "read_bilingual_document"]
