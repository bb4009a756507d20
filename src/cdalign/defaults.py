"""What holds where a user names nothing: said once, for the rooms and for the faces that show it in their help."""

# The collection of a memory that units go into.
DEFAULT_COLLECTION = "main"
# The least similarity of a fuzzy match, in percent (Trados Studio's default, too).
DEFAULT_THRESHOLD = 70
# The port of the pages and the memory server.
DEFAULT_PORT = 8138
