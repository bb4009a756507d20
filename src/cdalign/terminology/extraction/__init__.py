"""Terms proposed from aligned texts: what they define, their titles and symbols, and what statistics find."""
