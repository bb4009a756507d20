"""Terms: the termbase and its file formats, recognising terms in text, looking them up, proposing new ones.

records      a termbase as any file gives it: one term a record, still words only
faults       what can be wrong with a termbase, with reason and mend
gathering    records become concepts
tables       TSV and CSV in our own columns
termbase     the file of a termbase, whatever its format
inflection   the forms under which an English term stands in running text
recognition  the terms of a text, leftmost-longest
"""
