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
