"""Which segments say the same: paragraphs first, then the sentences inside them."""
