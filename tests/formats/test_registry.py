"""One registry says what is read and written, and everything that is offered is written and read."""

import json
from pathlib import Path

import pytest

from cdalign.alignment import align_documents
from cdalign.cli import main
from cdalign.documents import make_document
from cdalign.errors import UsageError
from cdalign.exchange.catalogue import FORMATS, SUBTITLES
from cdalign.exchange.formats import read_any
from cdalign.formats import BITEXT_SUFFIXES, check_bitext_path, memory_header, write_bitext, write_units
from cdalign.lexicon import Lexicon
from cdalign.model import Bitext, Level
from cdalign.reading import Format, Reading
from cdalign.reading.blocks import Block

CHINESE = ("会议通过了报告。", "主席宣布会议结束。")
ENGLISH = ("The Conference adopted its report.", "The President declared the meeting closed.")
UNITS_KEPT = [suffix for kind in (*FORMATS, SUBTITLES) if kind.is_written for suffix in kind.suffixes]


@pytest.fixture(scope="module")
def bitext() -> Bitext:
    """Return a bitext of subtitles, which every format can hold."""
    source, target = (
        make_document(
            Reading(
                tuple(
                    Block(text, times=f"00:00:0{second},000 --> 00:00:0{second},900")
                    for second, text in enumerate(texts)
                ),
                Format.SUBTITLES,
                path=f"talk.{lang}.srt",
            ),
            lang=lang,
        )
        for lang, texts in (("zh-Hans", CHINESE), ("en", ENGLISH))
    )
    return align_documents(source, target, lexicon=Lexicon())


@pytest.mark.parametrize("suffix", BITEXT_SUFFIXES)
def test_a_bitext_is_written_in_every_form(bitext: Bitext, suffix: str, tmp_path: Path) -> None:
    write_bitext(tmp_path / f"talk{suffix}", bitext, Level.SENTENCE)
    made = sorted(path for path in tmp_path.iterdir() if path.stat().st_size)
    assert made
    if suffix == ".moses":
        assert [path.name for path in made] == ["talk.en", "talk.zh"]
    else:
        assert [path.name for path in made] == [f"talk{suffix}"]


@pytest.mark.parametrize("suffix", [one for one in UNITS_KEPT if one not in SUBTITLES.suffixes])
def test_its_units_come_back_from_every_format_of_pairs(bitext: Bitext, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"talk{suffix}"
    write_units(path, bitext, Level.SENTENCE)
    back = [(unit.source, unit.target) for unit in read_any(path, "zh-Hans", "en")]
    assert back == [*zip(CHINESE, ENGLISH, strict=True)]


def test_every_format_that_is_written_is_offered_for_a_bitext_or_stands_for_something_else() -> None:
    # TSV is the table of beads, XLSX the report; their units are in CSV and TMX.
    assert set(UNITS_KEPT) - set(BITEXT_SUFFIXES) == set()


def test_an_unknown_suffix_is_refused_with_the_list() -> None:
    with pytest.raises(UsageError, match=r"no form is known for \.docx files") as caught:
        check_bitext_path("talk.docx")
    assert ".tmx" in caught.value.advice
    assert check_bitext_path("talk") == ".tsv"
    assert check_bitext_path("TALK.TMX.GZ") == ".tmx.gz"


def test_the_command_line_writes_what_the_registry_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for lang, texts in (("zh", CHINESE), ("en", ENGLISH)):
        (tmp_path / f"{lang}.txt").write_text("\n".join(texts), encoding="utf-8")
    pair = [str(tmp_path / "zh.txt"), str(tmp_path / "en.txt")]
    assert main(["align", *pair, "-o", str(tmp_path / "pair.po")]) == 0
    assert [unit.target for unit in read_any(tmp_path / "pair.po")] == [*ENGLISH]
    assert main(["align", *pair, "-o", str(tmp_path / "pair.json")]) == 0
    assert len(json.loads((tmp_path / "pair.json").read_text(encoding="utf-8"))) == len(CHINESE)
    assert main(["align", *pair, "-o", str(tmp_path / "pair.srt")]) == 2
    assert "when it is shown" in capsys.readouterr().err
    assert not (tmp_path / "pair.srt").exists()


def test_the_header_says_what_kind_of_texts_they_are(bitext: Bitext) -> None:
    header = memory_header([bitext], Level.SENTENCE)
    assert header.source_lang == "zh-Hans"
    assert header.segtype == "sentence"
