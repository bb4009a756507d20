import json
from pathlib import Path

import pytest

from cdalign.batch.ledger import SOURCE, TARGET, Known, Ledger
from cdalign.batch.manifest import (
    Folders,
    ListedPair,
    ManifestEntry,
    Unpaired,
    find_manifest,
    find_texts,
    pair_name,
    read_list,
)
from cdalign.errors import UsageError


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("CD-2138.txt", "CD-2138"),
        ("2018/CD-2138_en.docx", "2018/CD-2138"),
        ("CD-2138.zh-Hans.html", "CD-2138"),
        ("A-73-PV.5.pdf", "A-73-PV.5"),
        ("CD 2138 (E).doc", "CD-2138"),
        ("en.txt", "en"),
        ("../../etc/passwd.txt", "etc/passwd"),
        ("关于裁军.txt", "关于裁军"),
    ],
)
def test_the_name_of_a_file_is_that_of_its_pair(path: str, name: str) -> None:
    assert pair_name(path) == name


def test_folders_are_paired_by_name_and_the_rest_is_listed(tmp_path: Path) -> None:
    touch(tmp_path, "zh/1/A.txt", "zh/1/B_zh.txt", "zh/C.txt", "zh/README.md", "zh/.hidden")
    touch(tmp_path, "en/1/A.pdf", "en/1/B_en.docx", "en/D.txt", "en/1/A.docx")
    with Ledger() as ledger:
        ledger.add_files(SOURCE, find_texts(str(tmp_path / "zh")))
        ledger.add_files(TARGET, find_texts(str(tmp_path / "en")))
        ledger.pair_by_name()
        assert ledger.has_files_on_both_sides
        ledger.close_files()
        assert [(entry.name, Path(entry.target).name) for entry in ledger.entries()] == [
            ("1/A", "A.docx"),
            ("1/B", "B_en.docx"),
        ]
        assert [(Path(item.path).name, item.reason) for item in ledger.unpaired()] == [
            ("A.pdf", "another file has its name"),
            ("D.txt", "no partner was found"),
            ("C.txt", "no partner was found"),
        ]


def test_files_left_over_are_paired_by_their_symbols(tmp_path: Path) -> None:
    touch(tmp_path, "zh/G1.txt", "zh/G3.txt", "zh/G5.txt", "en/G2.txt", "en/G4.txt", "en/G6.txt")
    with Ledger() as ledger:
        for side, name in ((SOURCE, "zh"), (TARGET, "en")):
            ledger.add_files(side, find_texts(str(tmp_path / name)))
        for name, symbol in (
            ("zh/G1", "CD/1"),
            ("en/G2", "CD/1"),
            ("zh/G3", "CD/3"),
            ("zh/G5", "CD/3"),
            ("en/G4", "CD/3"),
        ):
            ledger.set_symbol(str(tmp_path / f"{name}.txt"), symbol)
        ledger.pair_by_symbol()
        ledger.close_files()
        assert list(ledger.entries()) == [
            ManifestEntry("CD-1", str(tmp_path / "zh/G1.txt"), str(tmp_path / "en/G2.txt"), "CD/1")
        ]
        assert len(list(ledger.unpaired())) == 4


def test_globs_are_paired_below_their_fixed_part(tmp_path: Path) -> None:
    touch(tmp_path, "2018/zh/A.txt", "2018/en/A.txt", "2019/zh/A.txt")
    found = sorted(file.name for file in find_texts(f"{tmp_path}/*/zh/*.txt"))
    assert found == ["2018/zh/A", "2019/zh/A"]
    with pytest.raises(UsageError):
        list(find_texts(str(tmp_path / "nowhere")))


@pytest.mark.parametrize("header", ["", "source\ttarget\tsymbol\n", "symbol\tsource\tnote\ttarget\n"])
def test_a_table_is_read_with_and_without_names(tmp_path: Path, header: str) -> None:
    line = "CD/1\tz.txt\tx\te.txt" if header.startswith("symbol") else "z.txt\te.txt\tCD/1"
    path = tmp_path / "pairs.tsv"
    path.write_text(f"{header}# a remark\n\n{line}\nonly-one\n")
    number = 4 + bool(header)
    assert list(read_list(path)) == [
        ManifestEntry("CD-1", str(tmp_path / "z.txt"), str(tmp_path / "e.txt"), "CD/1"),
        Unpaired(f"{path}:{number}", "the line must name a source and a target"),
    ]


def test_json_lines_are_read_and_bad_ones_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    rows = [{"source": "z.txt", "target": "/e.txt", "name": "x/../y"}, ["z"], {"source": "z.txt"}]
    path.write_text("\n".join([*map(json.dumps, rows), "{"]))
    first, *others = read_list(path)
    assert first == ManifestEntry("x/y", str(tmp_path / "z.txt"), "/e.txt")
    assert all(isinstance(item, Unpaired) for item in others)
    assert len(others) == 3


def test_of_two_pairs_of_one_name_the_first_counts() -> None:
    with Ledger() as ledger:
        ledger.add_entries([ManifestEntry("a", "1", "2"), ManifestEntry("a", "3", "4"), ManifestEntry("b", "5", "6")])
        assert [entry.source for entry in ledger.entries()] == ["1", "5"]
        assert list(ledger.unpaired()) == [Unpaired("3", "another pair is named a")]


def test_the_ledger_pages_through_many_and_may_be_written_to_meanwhile() -> None:
    with Ledger() as ledger:
        ledger.add_entries(ManifestEntry(f"{number:04}", "s", "t") for number in range(1000))
        seen = []
        for entry in ledger.entries():
            ledger.put_result(entry.name, Known("s", "done", 1))
            seen.append(entry.name)
        assert seen == sorted(seen)
        assert len(seen) == ledger.entry_count == 1000


def test_words_say_what_the_manifest_is(tmp_path: Path) -> None:
    touch(tmp_path, "corpus/zh/A.txt", "corpus/en/A.txt", "pairs.tsv")
    corpus = tmp_path / "corpus"
    expected = Folders(str(corpus / "zh"), str(corpus / "en"), corpus)
    assert find_manifest([str(tmp_path)]) == find_manifest([str(corpus)]) == expected
    assert find_manifest([str(tmp_path / "pairs.tsv")]) == ListedPair(tmp_path / "pairs.tsv")
    assert find_manifest(["a", "b"]) == Folders("a", "b")
    with pytest.raises(UsageError):
        find_manifest([str(tmp_path / "nowhere")])
