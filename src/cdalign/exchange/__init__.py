"""The other ways a bitext leaves and comes back: an OmegaT project, XLIFF, spreadsheets, tables.

omegat       a project ready to open
unit_tables  the table of units that goes out for review
returned     what a person has changed in it when it comes back
"""
