"""The core lexicon is taken apart word by word; its files must be written the way this relies on."""

from importlib import resources

from cdalign.lexicon import core_lexicon
from cdalign.lexicon.entries import Lexicon, WrittenEquivalents, write_out
from cdalign.lexicons import read_core_entries


def test_renderings_are_taken_apart_when_they_are_asked_for() -> None:
    written = WrittenEquivalents({"联合": "joint; unite ; ", "声明": "declaration"})
    assert written["联合"] == (("joint", 1.0), ("unite", 1.0))
    assert written.get("没有") is None
    assert "声明" in written
    assert "没有" not in written
    assert list(written) == ["联合", "声明"]
    assert dict(written.items())["声明"] == (("declaration", 1.0),)


def test_any_renderings_can_be_written_out() -> None:
    lexicon = Lexicon({"联合": (("joint", 1.0), ("unite", 0.5))})
    assert write_out(lexicon.equivalents) == {"联合": "joint; unite"}
    assert write_out(core_lexicon().equivalents)["核武器"].startswith("nuclear")


def test_the_files_are_written_evenly() -> None:
    files = [file for file in resources.files("cdalign.lexicons").iterdir() if file.name.endswith(".tsv")]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").split("\n")[:-1]]
    rows = [line.split("\t") for line in lines]
    assert len(rows) > 40_000
    assert [row for row in rows if len(row) != 2 or row[0] != row[0].strip() or row[1] != _even(row[1])] == []
    assert len({row[0] for row in rows}) == len(rows)
    assert dict(rows) == read_core_entries()
    assert [file.name for file in files if not file.read_bytes().endswith(b"\n")] == []


def _even(texts: str) -> str:
    return "; ".join(part.strip() for part in texts.split(";") if part.strip())
