"""An error says what, where, and what to do."""

import pickle

from cdalign.errors import ReadError


def test_an_error_names_its_place() -> None:
    error = ReadError("is empty", path="a.txt", line=3, unit="tu 7", advice="fill it")
    assert str(error) == "a.txt:3 (tu 7): is empty"
    assert error.advice == "fill it"
    assert str(ReadError("is empty")) == "is empty"


def test_an_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ReadError("is empty", path="a.txt", line=3, advice="fill it")))
    assert (type(error), str(error), error.advice) == (ReadError, "a.txt:3: is empty", "fill it")
