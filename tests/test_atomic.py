"""Files are written whole or not at all."""

import stat
from pathlib import Path

import pytest

from cdalign.atomic import open_whole, write_whole
from cdalign.errors import WriteError


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.txt", "核裁军\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "核裁军\n".encode()


def _fail_in_the_middle(path: Path) -> None:
    with open_whole(path) as stream:
        stream.write(b"half of the new")
        raise ZeroDivisionError


def test_a_failure_in_the_middle_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "old")
    with pytest.raises(ZeroDivisionError):
        _fail_in_the_middle(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_mode_of_the_old_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o600)
    write_whole(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_content_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "same")
    before = path.stat().st_mtime_ns, path.stat().st_ino
    write_whole(path, "same")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WriteError) as caught:
        write_whole(tmp_path / "file" / "a.txt", "x")
    assert caught.value.advice


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_whole(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_device_stays_a_device(tmp_path: Path) -> None:
    write_whole("/dev/null", "gone")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(WriteError):
        write_whole("/dev/full", "no room")
    assert Path("/dev/full").is_char_device()


def held_by_another_program(winerror: int = 32) -> PermissionError:
    """What Windows answers."""
    error = PermissionError(13, "The process cannot access the file because it is being used by another process")
    error.winerror = winerror  # type: ignore[attr-defined]
    return error


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, without making them."""
    made: list[float] = []
    monkeypatch.setattr("cdalign.atomic.time.sleep", made.append)
    return made


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_that_a_program_holds_for_a_moment_is_replaced_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float], winerror: int
) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    replace = Path.replace

    def replace_at_the_third_time(made: Path, target: Path) -> Path:
        if len(pauses) < 2:
            raise held_by_another_program(winerror)
        return replace(made, target)

    monkeypatch.setattr(Path, "replace", replace_at_the_third_time)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert len(pauses) == 2


def test_a_file_that_excel_shows_is_left_and_the_advice_is_to_close_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    path = tmp_path / "报告.xlsx"
    path.write_bytes(b"old")

    def replace_never(made: Path, target: Path) -> Path:
        raise held_by_another_program()

    monkeypatch.setattr(Path, "replace", replace_never)
    with pytest.raises(WriteError, match="used by another process") as caught:
        write_whole(path, b"new")
    assert "close it" in caught.value.advice
    assert len(pauses) > 3
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"old"


def test_a_folder_that_is_for_reading_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    def refuse(made: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WriteError, match="Permission denied") as caught:
        write_whole(tmp_path / "a.txt", b"new")
    assert "writable" in caught.value.advice
    assert pauses == []


@pytest.mark.parametrize("name", ["决" * 80 + ".tmx", "a" * 250 + ".tmx"], ids=["chinese", "latin"])
def test_a_name_as_long_as_the_system_takes_can_be_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_path_longer_than_windows_once_took_can_be_written(tmp_path: Path) -> None:
    path = tmp_path.joinpath(*["裁军谈判会议 文件"] * 20) / "report.html"
    assert len(str(path)) > 260
    write_whole(path, "报告")
    assert path.read_text(encoding="utf-8") == "报告"
