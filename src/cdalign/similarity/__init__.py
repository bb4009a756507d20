"""How alike two runs of text are: by their lengths, and by the words that translate each other."""
