"""Office files are converted by LibreOffice in bounded time, and what goes wrong is told."""

import stat
import sys
from pathlib import Path

import pytest

from cdalign.errors import ReadError
from cdalign.office import OfficeRun, convert_office_file, find_office
from cdalign.reading import parse_blocks
from conftest import require_tool

RTF = rb"{\rtf1\ansi 1. The Committee decided.\par 2. It adjourned.\par}"


def program(folder: Path, script: str) -> OfficeRun:
    """A program in the place of LibreOffice."""
    if sys.platform == "win32":
        pytest.skip("a script with a first line is a program on POSIX only")
    file = folder / "office"
    file.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return OfficeRun(str(file), longest=1.0)


def test_a_file_is_converted() -> None:
    require_tool("soffice")
    made = convert_office_file(RTF, "rtf", "docx", kind="an RTF file")
    assert [block.text for block in parse_blocks(made).blocks] == ["1. The Committee decided.", "2. It adjourned."]


def test_where_libreoffice_is_missing_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdalign.office.find_office", lambda: None)
    with pytest.raises(ReadError, match="through LibreOffice") as raised:
        convert_office_file(RTF, "rtf", "docx", kind="an RTF file", path="a.rtf")
    assert "DOCX" in raised.value.advice


def test_a_program_on_no_path_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdalign.office.shutil.which", lambda name: None)
    monkeypatch.setattr("cdalign.office._USUAL_PLACES", ())
    assert find_office() is None


def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    child = tmp_path / "child"
    script = (
        "import os, subprocess, sys, time\n"
        "one = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(child)!r}, 'w').write(str(one.pid))\n"
        "time.sleep(60)\n"
    )
    with pytest.raises(ReadError, match="within 1 seconds"):
        convert_office_file(RTF, "rtf", "docx", kind="an RTF file", office=program(tmp_path, script))
    assert not is_running(int(child.read_text()))


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize("script", ["print('source file could not be loaded')", "raise SystemExit(1)"])
def test_a_program_that_makes_nothing_is_told(script: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot convert"):
        convert_office_file(RTF, "rtf", "docx", kind="an RTF file", office=program(tmp_path, script))


def test_a_program_that_does_not_start_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not start"):
        convert_office_file(RTF, "rtf", "docx", kind="an RTF file", office=OfficeRun(str(tmp_path / "missing")))
