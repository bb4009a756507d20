"""A short run of the fuzzer, so that it works and finds nothing; `make fuzz` is the long one."""

from pathlib import Path

import pytest

from cdalign.errors import ReadError
from cdalign.evaluation import parse_beads
from cdalign.notations import load_json, load_toml

ROOT = Path(__file__).parent.parent


@pytest.fixture
def fuzz(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> object:
    pytest.importorskip("resource", reason="bounds of a process are set with `resource`")
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.chdir(tmp_path)
    from fuzz import running

    return running


def test_damaged_files_of_every_kind_are_read_or_refused(fuzz: object, tmp_path: Path) -> None:
    """In this process, for starting one for each kind takes longer than the files do."""
    import signal

    previous = signal.signal(signal.SIGPROF, fuzz._stop)  # type: ignore[attr-defined]
    try:
        for kind in fuzz.KINDS:  # type: ignore[attr-defined]
            (folder := tmp_path / kind.name).mkdir()
            outcomes = [fuzz._read_one(kind, 3, number, folder, 0)[0] for number in range(8)]  # type: ignore[attr-defined]
            assert set(outcomes) <= {"read", "refused"}, (kind.name, outcomes)
    finally:
        signal.signal(signal.SIGPROF, previous)


def test_a_run_reads_files_in_a_child_and_counts_them(fuzz: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main(["--files", "4", "--kind", "beads"]) == 0  # type: ignore[attr-defined]
    assert "0 files broke a reader" in capsys.readouterr().out


def test_the_same_seed_makes_the_same_files(fuzz: object) -> None:
    kind = next(one for one in fuzz.KINDS if one.name == "tmx")  # type: ignore[attr-defined]
    assert fuzz.file_of(kind, 1, 5) == fuzz.file_of(kind, 1, 5)  # type: ignore[attr-defined]
    assert fuzz.file_of(kind, 1, 5) != fuzz.file_of(kind, 2, 5)  # type: ignore[attr-defined]


def test_a_reader_that_breaks_is_found(fuzz: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kind = next(one for one in fuzz.KINDS if one.name == "beads")  # type: ignore[attr-defined]
    broken = type(kind)("beads", kind.file, kind.shape, kind.sample, lambda path: 1 / 0)
    outcome, _, _ = fuzz._read_one(broken, 1, 0, tmp_path, 0)  # type: ignore[attr-defined]
    assert outcome == "wrong"
    assert "ZeroDivisionError" in next(Path("fuzz-found").glob("*.why")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 50_000, '{"n": ' + "9" * 10_000 + "}", "", "{", "nul", '["\\udc00"]']
)
def test_json_that_is_too_much_is_a_read_error(text: str) -> None:
    with pytest.raises(ReadError, match="not JSON"):
        load_json(text, path="a.json")


@pytest.mark.parametrize(
    "text",
    [
        "a=" + "[" * 50_000,
        "a." * 150_000,
        "'a'." * 9_000 + "a = 1",
        "x = 1\n" * 900_000,
        "a = " + "9" * 10_000,
        "=",
        "x" * 300_000,
    ],
)
def test_toml_that_is_too_much_is_a_read_error(text: str) -> None:
    with pytest.raises(ReadError):
        load_toml(text, path="a.toml")


def test_the_records_of_a_thousand_texts_are_read() -> None:
    record = '[[source]]\npath = "zh/A.txt"\nurl = "https://example.org/a.b"\nobtained = "' + "x" * 200 + '"\n'
    assert len(load_toml("# " + "." * 500 + "\n" + record * 2_000)["source"]) == 2_000


def test_a_bead_of_five_thousand_digits_is_a_read_error() -> None:
    with pytest.raises(ReadError, match="is not a bead"):
        parse_beads(f"[{'1' * 5_000}]:[0]\n")
