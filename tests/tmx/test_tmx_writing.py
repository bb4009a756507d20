import gzip
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from cdalign.errors import WriteError
from cdalign.model import TranslationUnit
from cdalign.tmx import ContextStyle, TmxHeader, Written, read_tmx, read_units, write_tmx
from cdalign.tmx.editions import traditional_edition
from conftest import require_tool

ADOPTED = TranslationUnit(
    "裁谈会通过了报告。",
    "The Conference adopted the report.",
    "zh-Hans",
    "en",
    id="CD/1#body.1",
    props=(("x-document", "CD/1"), ("x-score", "0.93")),
    notes=("CD/1 body.1; aligned automatically",),
    created="2018-10-05T08:00:00Z",
    changed="2018-10-06T08:00:00Z",
)
ROSE = TranslationUnit("会议中午散会。", "The meeting rose at noon.", "zh-Hans", "en", props=(("x-document", "CD/1"),))
OTHER = TranslationUnit("另一份文件。", "Another document.", "zh-Hans", "en", props=(("x-document", "CD/2"),))


def write(path: Path, *units: TranslationUnit, **options: object) -> str:
    write_tmx(path, units, **options)  # type: ignore[arg-type]
    return path.read_text(encoding="utf-8")


def test_each_unit_stands_on_a_line_of_its_own(tmp_path: Path) -> None:
    lines = write(tmp_path / "a.tmx", ADOPTED, ROSE).splitlines()
    assert [line for line in lines if line.startswith(("<tu ", "<tu>"))] == [
        '<tu tuid="CD/1#body.1" creationdate="20181005T080000Z" changedate="20181006T080000Z">'
        "<note>CD/1 body.1; aligned automatically</note>"
        '<prop type="x-document">CD/1</prop><prop type="x-score">0.93</prop>'
        '<tuv xml:lang="zh-CN"><seg>裁谈会通过了报告。</seg></tuv>'
        '<tuv xml:lang="en-US"><seg>The Conference adopted the report.</seg></tuv></tu>',
        '<tu><prop type="x-document">CD/1</prop><tuv xml:lang="zh-CN"><seg>会议中午散会。</seg></tuv>'
        '<tuv xml:lang="en-US"><seg>The meeting rose at noon.</seg></tuv></tu>',
    ]


def test_the_header_says_what_it_was_told(tmp_path: Path) -> None:
    header = TmxHeader(
        segtype="paragraph", notes=("English: working translation",), props=(("target-status", "working-translation"),)
    )
    write(tmp_path / "a.tmx", ADOPTED, header=header)
    read, _ = read_tmx(tmp_path / "a.tmx")
    assert read.attributes["srclang"] == "zh-CN"
    assert read.attributes["segtype"] == "paragraph"
    assert [(detail.name, detail.type, detail.text) for detail in read.details] == [
        ("note", "", "English: working translation"),
        ("prop", "x-target-status", "working-translation"),
    ]


def test_the_same_units_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.tmx.gz", "b.tmx.gz"):
        write_tmx(tmp_path / name, [ADOPTED, ROSE])
    assert (tmp_path / "a.tmx.gz").read_bytes() == (tmp_path / "b.tmx.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.tmx.gz").read_bytes()).endswith(b"</tmx>\n")


def test_what_cannot_stand_in_a_memory_is_left_out_and_counted(tmp_path: Path) -> None:
    dirty = TranslationUnit(" 甲\x0b \n乙 ", "e\u0301", "zh-Hans", "en")
    empty = TranslationUnit("丙", " ", "zh-Hans", "en")
    written = write_tmx(tmp_path / "a.tmx", [dirty, empty, ROSE, ROSE])
    assert written == Written(
        2, (("duplicate", 1), ("empty target", 1)), (("illegal characters", 1), ("not in NFC", 1))
    )
    first = next(read_units(tmp_path / "a.tmx"))
    assert (first.source, first.target) == ("甲 乙", "\u00e9")


def test_no_prop_is_named_as_omegat_names_its_own(tmp_path: Path) -> None:
    unit = TranslationUnit("甲", "a", "zh", "en", props=(("file", "a.txt"), ("x-own", "1")))
    assert '<prop type="x-file">a.txt</prop><prop type="x-own">1</prop>' in write(tmp_path / "a.tmx", unit)


@pytest.mark.parametrize(
    ("style", "types"),
    [
        (ContextStyle.MEMOQ, ("x-context-pre", "x-context-post")),
        (ContextStyle.PHRASE, ("context_prev", "context_next")),
        (ContextStyle.XTM, ("x-previous-source-text", "x-next-source-text")),
    ],
)
def test_context_is_of_the_same_document(tmp_path: Path, style: ContextStyle, types: tuple[str, str]) -> None:
    write(tmp_path / "a.tmx", ADOPTED, ROSE, OTHER, context=style)
    first, second, third = read_units(tmp_path / "a.tmx")
    shown = "<seg>{}</seg>" if style is ContextStyle.MEMOQ else "{}"
    assert first.source_props == ((types[1], shown.format(ROSE.source)),)
    assert second.source_props == ((types[0], shown.format(ADOPTED.source)),)
    assert third.source_props == ()


def test_a_traditional_edition_says_that_it_is_converted(tmp_path: Path) -> None:
    (unit,) = traditional_edition([ADOPTED], "zh-TW")
    assert unit.source == "裁談會通過了報告。"
    assert unit.source_lang == "zh-TW"
    assert unit.prop("x-converted") == "OpenCC s2tw"


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    write(path, ADOPTED)
    before = path.read_bytes()

    def broken() -> object:
        yield ROSE
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_tmx(path, broken())  # type: ignore[arg-type]
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.tmx"]


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteError):
        write_tmx(tmp_path / "file" / "a.tmx", [ADOPTED])


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn")), min_size=1, max_size=30
)
LINES = st.lists(TEXTS, min_size=1, max_size=4).map(" ".join)


def is_clean(text: str) -> bool:
    import unicodedata

    return unicodedata.is_normalized("NFC", text) and not set(text) & {"\ufffe", "\uffff"} and bool(text.split())


CLEAN = LINES.filter(is_clean)
UNITS = st.builds(
    TranslationUnit,
    source=CLEAN,
    target=CLEAN,
    source_lang=st.just("zh-Hant"),
    target_lang=st.just("en"),
    id=st.just("") | CLEAN.map(lambda text: "-".join(text.split())),
    props=st.lists(st.tuples(CLEAN.map("x-{}".format), CLEAN), max_size=3).map(tuple),
    notes=st.lists(CLEAN, max_size=2).map(tuple),
    created=st.sampled_from(["", "2018-10-05T08:00:00Z"]),
    changed=st.sampled_from(["", "2019-10-05T08:00:00Z"]),
    source_props=st.lists(st.tuples(CLEAN.map("x-{}".format), CLEAN), max_size=1).map(tuple),
)


@given(st.lists(UNITS, max_size=5, unique_by=lambda unit: (unit.source, unit.target)))
@settings(max_examples=60, deadline=None)
def test_any_units_written_are_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory, units: list[TranslationUnit]
) -> None:
    path = tmp_path_factory.mktemp("tmx") / "a.tmx"
    write_tmx(path, units)
    assert list(read_units(path, "zh-Hant", "en")) == units


@given(st.lists(UNITS, max_size=3))
@settings(max_examples=30, deadline=None)
def test_everything_written_is_valid(
    shared: Path, tmp_path_factory: pytest.TempPathFactory, units: list[TranslationUnit]
) -> None:
    path = tmp_path_factory.mktemp("tmx") / "a.tmx"
    write_tmx(path, units, context=ContextStyle.MEMOQ)
    schema = etree.XMLSchema(etree.parse(shared / "schemas" / "tmx" / "tmx14.xsd"))
    schema.assertValid(etree.parse(path))


def omegat_check(shared: Path, memory: Path, text: str, expected: str, langs: tuple[str, str]) -> None:
    require_tool("omegat")
    source, target = memory.with_suffix(".source.txt"), memory.with_suffix(".target.txt")
    source.write_text(text, encoding="utf-8")
    target.write_text(expected, encoding="utf-8")
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "SRC_LANG": langs[0], "TGT_LANG": langs[1]}
    command = [str(shared / "tools" / "omegat_check"), str(memory), str(source), str(target)]
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_omegat_translates_from_it_in_both_directions(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    write_tmx(path, [ADOPTED, ROSE], header=TmxHeader(notes=("working translation",)))
    chinese, english = "裁谈会通过了报告。\n", "The Conference adopted the report.\n"
    omegat_check(shared, path, chinese, english, ("zh-CN", "en-US"))
    omegat_check(shared, path, english, chinese, ("en", "zh-CN"))


def test_translate_toolkit_fills_a_po_file_from_it(tmp_path: Path) -> None:
    memory, template, filled = tmp_path / "a.tmx", tmp_path / "in.po", tmp_path / "out.po"
    write_tmx(memory, [ADOPTED, ROSE])
    entries = "".join(f'msgid "{unit.source}"\nmsgstr ""\n\n' for unit in (ADOPTED, ROSE))
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en-US\\n"\n\n'
    template.write_text(head + entries, encoding="utf-8")
    arguments = ["--progress=none", f"--tm={memory}", "-t", str(template), str(template), str(filled)]
    subprocess.run([sys.executable, "-m", "translate.tools.pretranslate", *arguments], check=True)
    text = filled.read_text(encoding="utf-8")
    assert ADOPTED.target in text
    assert ROSE.target in text


def test_lines_are_numbered_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    write_tmx(path, [ADOPTED, ROSE, OTHER])
    _, units = read_tmx(path)
    lines = [unit.line for unit in units]
    assert all(after == before + 1 for before, after in pairwise(lines))
    assert path.read_text(encoding="utf-8").splitlines()[lines[0] - 1].startswith("<tu ")


def test_the_example_for_python_works(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (repository / "docs" / "tmx.md").read_text(encoding="utf-8")
    example = page.partition("```python\n")[2].partition("```")[0]
    (tmp_path / "tm").mkdir()
    write_tmx(tmp_path / "tm" / "CD-2138.sentences.tmx", [ADOPTED, ROSE])
    monkeypatch.chdir(tmp_path)
    exec(example, {})
    assert len(list(read_units("copy.tmx.gz"))) == 2
