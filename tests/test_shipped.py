import pytest

from cdalign.shipped import read_shipped, read_shipped_text


def test_a_file_beside_a_module_is_read() -> None:
    text = read_shipped_text("cdalign.spotting", "weights.tsv")
    assert "\t" in text
    assert read_shipped("cdalign.spotting", "weights.tsv").decode().replace("\r\n", "\n") == text
    assert read_shipped("cdalign.report", "templates/report.css")


def test_a_file_that_is_missing_is_told() -> None:
    with pytest.raises(FileNotFoundError):
        read_shipped("cdalign.spotting", "nothing.tsv")
