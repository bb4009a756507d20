import gzip
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from test_tmx_reading import HEAD, tmx, unit

from cdalign.cli import main
from cdalign.cli.tm.split import parse_size
from cdalign.errors import UsageError
from cdalign.tmx import read_tmx, read_units
from cdalign.tmx.comparing import word_differences
from cdalign.tmx.validation import validate_memory

NUMBERED = [
    f'<tu tuid="u{n}" changedate="2018090{n}T000000Z"><prop type="x-document">CD/{n % 2}</prop>'
    f'<prop type="x-score">0.{n}</prop><tuv xml:lang="en"><seg>Sentence number {n}.</seg></tuv>'
    f'<tuv xml:lang="zh-CN"><seg>第{n}句。</seg></tuv></tu>'
    for n in range(1, 8)
]


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "a.tmx"
    path.write_text(tmx(*NUMBERED), encoding="utf-8")
    return path


def run(*words: object) -> int:
    return main(["tm", *map(str, words)])


def ids(path: Path) -> list[str]:
    return [unit.label for unit in read_tmx(path)[1]]


def changes(path: Path) -> list[tuple[str, str, str]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row["action"], row["reason"], row["source"]) for row in rows]


def test_clean_fixes_removes_and_flags_with_reasons(tmp_path: Path) -> None:
    dirty, clean, report = tmp_path / "a.tmx", tmp_path / "clean.tmx", tmp_path / "changes.jsonl"
    long = "The Conference on Disarmament adopted the report of its subsidiary body in Geneva. " * 6
    dirty.write_text(
        tmx(
            unit(" Two  spaces. "),
            unit("Kept."),
            unit("Kept."),
            unit("Kept.", "另一句。"),
            unit("Empty.", ""),
            unit("...", "。。。"),
            unit(long, "裁谈会在日内瓦通过了附属机构的报告。"),
            unit("On 5 September 2018 it met.", "它于2018年9月6日开会。"),
            unit("Old code.", "旧代码。", ("en", "zh_CN")),
            unit("Own attribute.", "自有属性。").replace("<tu>", '<tu score="0.5">'),
            '<tu><tuv xml:lang="en"><seg>Alone.</seg></tuv></tu>',
        ),
        encoding="utf-8",
    )
    assert run("clean", dirty, "-o", clean, "--report", report, "--source-lang", "en", "--target-lang", "zh") == 0
    listed = changes(report)
    assert ("fixed", "white space or Unicode form", "Two spaces.") in listed
    assert ("removed", "duplicate", "Kept.") in listed
    assert ("conflict", "another translation of this source", "Kept.") in listed
    assert ("removed", "empty text", "Empty.") in listed or ("removed", "one language only", "Empty.") in listed
    assert ("removed", "no words", "...") in listed
    assert ("removed", "one language only", "Alone.") in listed
    assert ("fixed", "language code", "Old code.") in listed
    flags = {source: reason.partition(":")[0] for action, reason, source in listed if action == "flagged"}
    assert flags == {"On 5 September 2018 it met.": "dates.different", long.strip(): "omissions.length"}
    kept = list(read_units(clean, "en", "zh"))
    assert [unit.source for unit in kept] == [
        "Two spaces.",
        "Kept.",
        "Kept.",
        long.strip(),
        "On 5 September 2018 it met.",
        "Old code.",
        "Own attribute.",
    ]
    assert kept[3].prop("x-doubt").startswith("omissions.length: ")
    assert kept[6].prop("x-score") == "0.5"
    found = validate_memory(clean, lambda fault: None, tools=("omegat6",))
    assert dict(found.verdicts)["omegat6"] == "impaired"  # the conflict stays: only a person can settle it
    again = tmp_path / "again.tmx"
    assert run("clean", clean, "-o", again, "--source-lang", "en", "--target-lang", "zh") == 0
    assert again.read_bytes() == clean.read_bytes()


@pytest.mark.parametrize(
    ("policy", "kept"),
    [
        ("exact", ["a", "b", "c"]),
        ("first", ["a"]),
        ("newest", ["b"]),
        ("best", ["c"]),
        ("all", ["a", "b", "c", "d"]),
    ],
)
def test_duplicates_go_by_policy(tmp_path: Path, policy: str, kept: list[str]) -> None:
    units = [
        f'<tu tuid="{name}" changedate="{date}T000000Z"><prop type="x-score">{score}</prop>'
        f'<tuv xml:lang="en"><seg>Same.</seg></tuv><tuv xml:lang="zh-CN"><seg>{text}</seg></tuv></tu>'
        for name, date, score, text in (
            ("a", "20180101", "0.5", "甲"),
            ("b", "20200101", "0.6", "乙"),
            ("c", "20190101", "0.9", "丙"),
            ("d", "20170101", "0.1", "甲"),
        )
    ]
    source, target = tmp_path / "a.tmx", tmp_path / "b.tmx"
    source.write_text(tmx(*units), encoding="utf-8")
    assert run("clean", source, "-o", target, "--duplicates", policy) == 0
    assert ids(target) == kept


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (["--min-score", "0.5"], "567"),
        (["--document", "CD/0"], "246"),
        (["--since", "2018-09-03", "--until", "2018-09-05"], "345"),
        (["--max-length", "10"], ""),
        (["--min-length", "10"], "1234567"),
        (["--script", "Hant"], "1234567"),
        (["--status", "confirmed"], ""),
    ],
)
def test_filter_keeps_what_is_wanted(memory: Path, options: list[str], kept: str) -> None:
    output = memory.with_name("b.tmx")
    assert run("filter", memory, "-o", output, *options) == 0
    assert ids(output) == [f"u{n}" for n in kept]


def test_merge_and_split_lose_nothing(memory: Path, tmp_path: Path) -> None:
    merged = tmp_path / "merged.tmx"
    assert run("merge", memory, tmp_path / "[a].tmx", "-o", merged) == 0
    assert ids(merged) == ids(memory) * 2
    assert run("split", memory, "-o", tmp_path / "part", "--units", "3") == 0
    parts = sorted(tmp_path.glob("part.*.tmx"))
    assert [len(ids(part)) for part in parts] == [3, 3, 1]
    assert [label for part in parts for label in ids(part)] == ids(memory)


def test_split_by_size_and_document(memory: Path, tmp_path: Path) -> None:
    assert run("split", memory, "-o", tmp_path / "size", "--size", "1k") == 0
    sizes = [part.stat().st_size for part in tmp_path.glob("size.*.tmx")]
    assert len(sizes) > 1
    assert max(sizes) <= 1000
    assert run("split", memory, "-o", tmp_path / "doc", "--by-document") == 0
    assert ids(tmp_path / "doc.CD-0.tmx") == ["u2", "u4", "u6"]


@pytest.mark.parametrize(("word", "size"), [("200MB", 200_000_000), ("1G", 10**9), ("1.5k", 1500), ("7", 7)])
def test_sizes_are_read_as_vendors_write_them(word: str, size: int) -> None:
    assert parse_size(word) == size


def test_a_size_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError):
        parse_size("much")


def test_memories_of_two_directions_keep_theirs_when_merged(memory: Path, tmp_path: Path) -> None:
    other, merged = tmp_path / "b.tmx", tmp_path / "m.tmx"
    assert run("reverse", memory, "-o", other) == 0
    header, units = read_tmx(other)
    assert header.source_lang == "zh-CN"
    assert [variant.lang for variant in next(units).variants] == ["zh-CN", "en"]
    assert run("merge", memory, other, "-o", merged) == 0
    header, units = read_tmx(merged)
    assert header.attributes["srclang"] == "*all*"
    assert {unit.attributes["srclang"] for unit in units} == {"en", "zh-CN"}


def test_reverse_twice_gives_the_same(memory: Path, tmp_path: Path) -> None:
    once, twice, copy = tmp_path / "1.tmx", tmp_path / "2.tmx", tmp_path / "3.tmx"
    assert run("reverse", memory, "-o", once) == 0
    assert run("reverse", once, "-o", twice) == 0
    assert run("merge", memory, "-o", copy) == 0
    assert twice.read_bytes() == copy.read_bytes()


def test_recode_writes_usual_codes_as_xml_lang(tmp_path: Path) -> None:
    old, new = tmp_path / "a.tmx", tmp_path / "b.tmx"
    text = tmx(
        unit(codes=("ENG", "zh_cn")).replace("xml:lang", "lang"), head=HEAD.replace('srclang="en"', 'srclang="ENG"')
    )
    old.write_text(text, encoding="utf-8")
    assert run("recode", old, "-o", new, "--code", "en=en-GB") == 0
    header, units = read_tmx(new)
    assert header.source_lang == "en-GB"
    assert [dict(variant.attributes) for variant in next(units).variants] == [
        {"xml:lang": "en-GB"},
        {"xml:lang": "zh-CN"},
    ]


def test_strip_inline_keeps_the_words(tmp_path: Path) -> None:
    old, new = tmp_path / "a.tmx", tmp_path / "b.tmx"
    old.write_text(tmx(unit("A <hi>b</hi> <ph>&lt;c&gt;</ph>d.")), encoding="utf-8")
    assert run("strip-inline", old, "-o", new) == 0
    assert "<seg>A b d.</seg>" in new.read_text(encoding="utf-8")


def test_stats_count(memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("stats", memory, "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["units"], figures["pairs"], figures["repeated"]) == (7, 7, 0)
    assert figures["texts"] == [["en", 7], ["zh-CN", 7]]
    assert figures["words"] == [["en", 21], ["zh-CN", 14]]
    assert figures["documents"] == [["CD/1", 4], ["CD/0", 3]]
    assert figures["scores"] == [0, 1, 1, 1, 1, 1, 1, 1, 0, 0]
    assert (figures["earliest"], figures["latest"]) == ("2018-09-01T00:00:00Z", "2018-09-07T00:00:00Z")
    assert run("stats", memory) == 0
    assert "pairs       7" in capsys.readouterr().out


def test_diff_reads_as_a_person_does(memory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "b.tmx"
    changed = [NUMBERED[0].replace("第1句", "第一句"), *NUMBERED[3:1:-1], *NUMBERED[4:], unit("New.", "新。")]
    other.write_text(tmx(*changed), encoding="utf-8")
    assert run("diff", memory, other) == 1
    assert capsys.readouterr().out.splitlines() == [
        "changed u1: Sentence number 1.",
        "    第[-1-]{+一+}句。",
        "removed u2: Sentence number 2.",
        "    第2句。",
        "added: New.",
        "    新。",
    ]
    assert run("diff", memory, memory) == 0


@pytest.mark.parametrize(("old", "new"), [("a 中" * 5_000, "b 中" * 5_000), ("same " * 9_000, "same " * 8_000 + "x")])
def test_differences_of_very_long_texts_hold_both_of_them(old: str, new: str) -> None:
    pieces = list(word_differences(old, new))
    assert "".join(piece.text for piece in pieces if piece.sign in "=-") == old
    assert "".join(piece.text for piece in pieces if piece.sign in "=+") == new


def test_word_differences_hold_both_texts() -> None:
    pieces = list(word_differences("The Conference met.", "The Council met twice."))
    assert "".join(piece.text for piece in pieces if piece.sign != "+") == "The Conference met."
    assert "".join(piece.text for piece in pieces if piece.sign != "-") == "The Council met twice."


def test_standard_input_and_output(
    memory: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(memory.read_bytes())))
    assert run("filter", "-", "--document", "CD/0") == 0
    assert capfdbinary.readouterr().out.count(b"<tu ") == 3


def test_a_glob_without_files_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("stats", tmp_path / "*.tmx") == 2
    assert "matches no file" in capsys.readouterr().err


def test_nothing_half_written_where_the_input_breaks_off(memory: Path, tmp_path: Path) -> None:
    memory.write_bytes(memory.read_bytes()[:-30])
    output, report = tmp_path / "b.tmx", tmp_path / "c.tsv"
    for tool in ("clean", "filter", "merge", "reverse", "recode", "strip-inline"):
        assert run(tool, memory, "-o", output) == 2
    assert run("clean", memory, "-o", output, "--report", report) == 2
    assert run("convert", memory, "-o", tmp_path / "b.xlsx") == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.tmx"]


@pytest.mark.parametrize("suffix", [".tsv", ".xlsx", ".jsonl"])
def test_reports_are_written_in_three_formats(memory: Path, tmp_path: Path, suffix: str) -> None:
    report = tmp_path / f"left-out{suffix}"
    assert run("filter", memory, "-o", tmp_path / "b.tmx", "--min-score", "0.9", "--report", report) == 0
    assert report.stat().st_size > 0
    assert run("filter", memory, "-o", tmp_path / "b.tmx", "--report", tmp_path / "report.doc") == 2


def test_convert_says_what_it_leaves_out(memory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("convert", memory, memory, "-o", tmp_path / "b.tmx", "--source", "en", "--target", "zh") == 0
    assert capsys.readouterr().err.splitlines()[-2:] == [f"{tmp_path / 'b.tmx'}: 7 units", "left out: 7 (duplicate)"]


def test_what_the_reader_fixes_is_named_and_listed(
    memory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, report = tmp_path / "b.tmx", tmp_path / "changes.jsonl"
    broken.write_text(tmx(unit("A\x01B & C"), unit("D&nbsp;E")), encoding="utf-8")
    assert run("clean", memory, broken, "-o", tmp_path / "c.tmx", "--report", report) == 0
    assert [change for change in changes(report) if change[0] != "flagged"] == [
        ("removed", "illegal character", "U+0001"),
        ("fixed", "bare ampersand", "&"),
        ("fixed", "unknown entity, kept as text", "&nbsp;"),
    ]
    assert f"warning: {broken}:3: U+0001: XML 1.0 does not allow" in capsys.readouterr().err


READING = (
    ["validate"],
    ["stats"],
    ["clean", "--duplicates", "all", "--no-flags"],
    ["filter"],
    ["merge"],
    ["reverse"],
    ["recode"],
    ["strip-inline"],
)


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_every_tool_takes_files_globs_and_standard_input(
    words: list[str], memory: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    other = memory.with_name("b.tmx")
    other.write_bytes(memory.read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(memory.read_bytes())))
    monkeypatch.chdir(memory.parent)
    assert run(*words, memory, "?.tmx", "-") == 0
    printed = capfdbinary.readouterr()
    figures = {"validate": printed.err.count(b"7 units, 7 pairs"), "stats": printed.out.count(b"pairs       28") * 4}
    assert figures.get(words[0], printed.out.count(b"<tu ") / 7) == 4


@pytest.mark.parametrize("words", [["convert", "-o", "{}/c.tsv"], ["split", "-o", "{}/part", "--units", "100"]])
def test_what_writes_files_takes_globs_and_standard_input(
    words: list[str], memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(memory.read_bytes())))
    options = [word.format(tmp_path) for word in words[1:]]
    assert run(words[0], tmp_path / "?.tmx", "-", *options) == 0
    (made,) = [path for path in tmp_path.iterdir() if path != memory]
    assert made.read_text(encoding="utf-8").count("Sentence number 3.") == 2


def test_diff_and_bring_back_take_globs_and_standard_input(
    memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("split", memory, "-o", tmp_path / "part", "--units", "3") == 0
    assert run("diff", memory, tmp_path / "part.*.tmx") == 0
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(memory.read_bytes())))
    assert run("diff", "-", memory) == 0
    table, back = tmp_path / "t.tsv", tmp_path / "back.tmx"
    assert run("convert", memory, "-o", table, "--source", "en", "--target", "zh") == 0
    languages = ["--source", "en", "--target", "zh"]
    assert run("bring-back", tmp_path / "part.*.tmx", table, "-o", back, *languages) == 0
    assert "7 units; nothing changed" in capsys.readouterr().err


@pytest.mark.parametrize("words", [*READING[2:], ["convert"]], ids=lambda words: words[0])
def test_what_every_tool_writes_is_valid(words: list[str], memory: Path, shared: Path, tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "schemas" / "tmx" / "tmx14.xsd"))
    output = tmp_path / "out.tmx"
    assert run(*words, memory, "-o", output) == 0
    schema.assertValid(etree.parse(output))


@pytest.mark.parametrize("tool", ["clean", "convert"])
def test_what_is_fixed_is_valid_whatever_it_was(tool: str, shared: Path, tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "schemas" / "tmx" / "tmx14.xsd"))
    output, written = tmp_path / "out.tmx", 0
    for path in sorted((shared / "tmx").glob("*/*.[tT][mM][xX]")):
        output.unlink(missing_ok=True)
        if run(tool, path, "-o", output, "--source", "en", "--target", "zh") == 0:
            schema.assertValid(etree.parse(output))
            written += 1
        else:
            assert not output.exists(), path
    assert written > 100


HOSTILE: dict[str, tuple[Callable[[], str | bytes], int | None]] = {
    "a unit of 50 MB": (lambda: tmx(unit(), unit("word " * 10_000_000), unit("After.")), 2),
    "a billion laughs": (
        lambda: tmx(unit("&l9;")).replace(
            "<tmx",
            '<!DOCTYPE tmx [<!ENTITY l0 "ha">'
            + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
            + "]><tmx",
            1,
        ),
        1,
    ),
    "an endless tag": (lambda: tmx(unit(), f'<tu tuid="{"x" * 21_000_000}"/>'), None),
    "an unpacking bomb": (lambda: gzip.compress(tmx(unit("x" * 200_000_000), unit()).encode(), 1), 1),
}
_PEAK = """
import sys
from pathlib import Path
from cdalign.cli import main
code = main(["tm", *sys.argv[1:]])
peak = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line[:5] == "VmHWM")
print(code, peak)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's count of memory")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_read_in_bounded_memory(name: str, tmp_path: Path) -> None:
    make, kept = HOSTILE[name]
    content = make()
    path, output = tmp_path / "a.tmx", tmp_path / "b.tmx"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    del content
    command = [sys.executable, "-c", _PEAK, "clean", str(path), "-o", str(output)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    code, kilobytes = map(int, result.stdout.split()[-2:])
    assert kilobytes < 128 * 1024
    if kept is None:
        assert (code, output.exists()) == (2, False)
        assert "error: " in result.stderr
    else:
        assert (code, len(ids(output))) == (0, kept)
