"""Subtitles keep their times from the file to the unit and back."""

from pathlib import Path

import pytest

from cdalign.cli import main
from cdalign.errors import UsageError
from cdalign.exchange.formats import Writing, read_any, write_any
from cdalign.model import TranslationUnit
from cdalign.reading.subtitles import find_cues, join_times

ZH = """1
00:00:01,000 --> 00:00:03,500
会议通过了报告。

2
00:00:04,000 --> 00:00:06,000
主席宣布
会议结束。

3
01:02:07,250 --> 01:02:09,000
谢谢各位。 再见。
"""
EN = """WEBVTT

00:01.100 --> 00:03.600
The Conference adopted its report.

00:04.000 --> 00:05.000 align:start
The President declared

00:05.000 --> 00:06.100
the meeting closed.

01:02:07.250 --> 01:02:09.500
<i>Thank you all. Goodbye.</i>
"""
TIMES = ["00:00:01,000 --> 00:00:03,500", "00:00:04,000 --> 00:00:06,000", "01:02:07,250 --> 01:02:09,000"]
OWN_TIMES = ["00:00:01,100 --> 00:00:03,600", "00:00:04,000 --> 00:00:06,100", "01:02:07,250 --> 01:02:09,500"]


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    (tmp_path / "zh.srt").write_text(ZH, encoding="utf-8")
    (tmp_path / "en.vtt").write_text(EN, encoding="utf-8")
    made = tmp_path / "talk.tmx"
    assert main(["align", str(tmp_path / "zh.srt"), str(tmp_path / "en.vtt"), "-o", str(made)]) == 0
    return made


def times(units: list[TranslationUnit]) -> list[tuple[str, str]]:
    return [(dict(unit.source_props).get("x-times", ""), dict(unit.target_props).get("x-times", "")) for unit in units]


def test_a_cue_is_a_segment_and_its_times_are_props_of_its_text(memory: Path) -> None:
    units = list(read_any(memory))
    assert [unit.source for unit in units] == ["会议通过了报告。", "主席宣布会议结束。", "谢谢各位。 再见。"]
    assert units[1].target == "The President declared the meeting closed."
    assert times(units) == [*zip(TIMES, OWN_TIMES, strict=True)]


@pytest.mark.parametrize("between", [".tmx", ".xlsx", ".tsv", ".csv", ".xlf"])
def test_times_come_through_every_format_that_keeps_props(memory: Path, between: str) -> None:
    there = memory.with_name(f"there{between}")
    write_any(there, read_any(memory), Writing())
    assert times(list(read_any(there))) == times(list(read_any(memory)))


@pytest.mark.parametrize("suffix", [".srt", ".vtt"])
def test_translations_are_written_at_their_own_times(memory: Path, suffix: str) -> None:
    out = memory.with_suffix(suffix)
    assert main(["tm", "convert", str(memory), "-o", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    cues = [(cue.times, cue.words) for cue in find_cues(text)]
    assert [when for when, _ in cues] == OWN_TIMES
    assert cues[0][1] == ("The Conference adopted its report.",)
    assert text.startswith("WEBVTT\n\n" if suffix == ".vtt" else "1\n00:00:01,100 --> ")


def test_a_new_file_is_translated_at_its_own_times(memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new, out = memory.with_name("new.srt"), memory.with_name("new.en.srt")
    new.write_text(
        ZH.replace("00:00:01,000", "00:00:02,000").replace("谢谢各位。 再见。", "没有译文的句子。"), encoding="utf-8"
    )
    assert main(["tm", "pretranslate", str(new), "--tmx", str(memory), "-o", str(out)]) == 0
    cues = [(cue.times, cue.words) for cue in find_cues(out.read_text(encoding="utf-8"))]
    assert cues[0] == ("00:00:02,000 --> 00:00:03,500", ("The Conference adopted its report.",))
    assert len(cues) == 2


def test_both_languages_in_one_file_are_pairs_with_times(tmp_path: Path) -> None:
    both = tmp_path / "both.srt"
    both.write_text(
        "1\n00:00:01,000 --> 00:00:02,000\n会议通过了\n报告。\nThe Conference adopted\nits report.\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\n谢谢。Thank you all.\n",
        encoding="utf-8",
    )
    units = list(read_any(both))
    assert [(unit.source, unit.target) for unit in units] == [
        ("会议通过了报告。", "The Conference adopted its report."),
        ("谢谢。", "Thank you all."),
    ]
    assert times(units)[0] == ("00:00:01,000 --> 00:00:02,000",) * 2


def test_units_that_say_no_times_make_no_subtitles(tmp_path: Path) -> None:
    unit = TranslationUnit("会议", "meeting", "zh-Hans", "en")
    with pytest.raises(UsageError, match="when it is shown"):
        write_any(tmp_path / "a.srt", [unit], Writing())
    assert not (tmp_path / "a.srt").exists()


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    props = (("x-times", TIMES[0]),)
    units = [
        TranslationUnit("一", "one", "zh", "en", source_props=props),
        TranslationUnit("二", "", "zh", "en", source_props=props),
        TranslationUnit("三", "three", "zh", "en"),
    ]
    written = write_any(tmp_path / "a.srt", units, Writing())
    assert written.units == 1
    assert dict(written.left_out) == {"units without times": 1, "units without a translation": 1}


def test_the_times_of_several_cues_reach_from_the_first_to_the_last() -> None:
    assert join_times(OWN_TIMES[:2]) == "00:00:01,100 --> 00:00:06,100"
    assert join_times([]) == ""
