"""The core lexicon is taken apart word by word; its files must be written the way this relies on."""

from importlib import resources

from cdalign.lexicon import core_lexicon
from cdalign.lexicon.entries import Lexicon, WrittenEquivalents, write_out


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
    folder = resources.files("cdalign") / "lexicons"
    tables = [file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".tsv")]
    rows = [line.split("\t") for text in tables for line in text.split("\n") if line and not line.startswith("#")]
    assert len(rows) > 40_000
    uneven = [row for row in rows if len(row) != 2 or row[0] != row[0].strip() or row[1] != _even(row[1])]
    assert uneven == []


def _even(texts: str) -> str:
    return "; ".join(part.strip() for part in texts.split(";") if part.strip())
