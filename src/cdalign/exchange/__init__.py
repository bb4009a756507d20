"""The other ways a bitext leaves and comes back: an OmegaT project, XLIFF, spreadsheets, tables.

omegat      a project ready to open
review      the table of units that goes out for review, and what has changed when it comes back
"""
