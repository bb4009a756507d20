from pathlib import Path

import pytest

from cdalign.errors import ReadError
from cdalign.reading import Format, parse_blocks, read_blocks
from cdalign.reading.subtitles import parse_subtitles
from conftest import require_tool

SRT = """1
00:00:01,000 --> 00:00:04,200
<i>The meeting
was opened.</i>

2
00:00:05,000 --> 00:00:07,000
{\\an8}会议
开幕。
"""
VTT = """WEBVTT - a talk

NOTE not shown

intro
00:01.000 --> 00:04.000 align:start
<v Ann>The meeting &amp; the vote.

00:00:05.000 --> 00:00:07.000

"""


def test_a_cue_is_a_paragraph_without_number_times_and_marks() -> None:
    cues = [(block.line, block.text) for block in parse_subtitles(SRT)]
    assert cues == [(2, "The meeting was opened."), (7, "会议开幕。")]
    assert [block.text for block in parse_subtitles(VTT)] == ["The meeting & the vote."]


@pytest.mark.parametrize("text", [SRT, SRT.replace("\n", "\r\n"), VTT, "\ufeff" + SRT])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_subtitles_are_known_by_their_content(text: str, encoding: str) -> None:
    reading = parse_blocks(text.encode(encoding))
    assert reading.format is Format.SUBTITLES
    assert "The meeting" in reading.blocks[0].text


def test_a_list_with_numbers_is_no_subtitle() -> None:
    assert parse_blocks(b"1\nThe first point.\n\n2\nThe second one.\n").format is Format.TXT


def test_rtf_is_read_through_libreoffice(tmp_path: Path) -> None:
    require_tool("soffice")
    (tmp_path / "a.rtf").write_text(r"{\rtf1\ansi The meeting was opened.\par It rose at noon.\par}", encoding="ascii")
    reading = read_blocks(tmp_path / "a.rtf")
    assert reading.format is Format.RTF
    assert [block.text for block in reading.blocks] == ["The meeting was opened.", "It rose at noon."]


def test_without_libreoffice_an_rtf_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdalign.office.find_office", lambda: None)
    with pytest.raises(ReadError, match="LibreOffice"):
        parse_blocks(b"{\\rtf1\\ansi a}")
