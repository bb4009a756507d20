"""cdalign puts a Chinese document beside its English text and aligns them."""
