"""Official texts, read by our readers and aligned, give the paragraph beads of the gold: any format, no other help."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from word_files import paragraph, styles, word_file

from cdalign.alignment import align_documents
from cdalign.documents import make_document, read_document
from cdalign.lexicon.entries import core_lexicon
from cdalign.model import Document, Paragraph
from cdalign.reading import parse_blocks
from cdalign.text import compact
from conftest import require_tool

PairBead = tuple[tuple[str, ...], tuple[str, ...]]

LINE_BY_LINE = ("02_un_charter_ch1-3", "03_sdg_goals", "04_sdg_targets")
# The Chinese files have one line of notes (zh-Hant) or two (zh-Hans) that English lacks and the gold leaves out.
NOTES = {"zh-Hans": 2, "zh-Hant": 1}
ENGLISH_OF_ARTICLE_2 = "Furthermore, no distinction"


@pytest.fixture(scope="module")
def official(shared: Path) -> Path:
    return shared / "pairs"


def whole(one: Paragraph) -> str:
    return compact(f"{one.label} {one.text}".strip())


def align(source: Path, target: Path) -> list[PairBead]:
    chinese, english = read_document(source), read_document(target)
    beads = align_documents(chinese, english, lexicon=core_lexicon()).paragraphs
    return [
        (
            tuple(whole(chinese.paragraphs[index]) for index in bead.source),
            tuple(whole(english.paragraphs[index]) for index in bead.target),
        )
        for bead in beads
    ]


def lines_of(path: Path) -> list[str]:
    return [compact(line) for line in path.read_text(encoding="utf-8").splitlines()]


def gold_of_declaration(official: Path, script: str) -> list[PairBead]:
    pairs = json.loads((official / "01_udhr/gold_alignment.json").read_text(encoding="utf-8"))
    [beads] = [pair["beads"] for pair in pairs if pair["pair"] == f"{script}~en"]
    return [(tuple(map(compact, bead["zh_text"])), tuple(map(compact, bead["en_text"]))) for bead in beads]


@pytest.mark.parametrize("name", LINE_BY_LINE)
def test_texts_of_one_paragraph_a_line_align_line_by_line(name: str, official: Path) -> None:
    files = official / name / "zh.txt", official / name / "en.txt"
    gold: list[PairBead] = [((chinese,), (english,)) for chinese, english in zip(*map(lines_of, files), strict=True)]
    assert align(*files) == gold


def test_the_simplified_declaration_aligns_as_the_gold(official: Path) -> None:
    found = align(official / "01_udhr/zh-Hans.txt", official / "01_udhr/en.txt")
    two_sided = [bead for bead in found if bead[0] and bead[1]]
    assert two_sided == gold_of_declaration(official, "zh-Hans")
    assert [len(chinese) for chinese, english in found if not english] == [1] * NOTES["zh-Hans"]
    assert [english for chinese, english in found if not chinese] == []


def test_the_traditional_declaration_aligns_as_the_gold_but_for_what_it_lacks(official: Path) -> None:
    """This Chinese text lacks the second paragraph of Article 2; the gold, by articles, gives it to the first.

    Nothing of it is in the Chinese, so leaving it alone is right and one bead of 91 differs.
    """
    found = align(official / "01_udhr/zh-Hant.txt", official / "01_udhr/en.txt")
    gold = [
        (chinese, tuple(one for one in english if not one.startswith(ENGLISH_OF_ARTICLE_2)))
        for chinese, english in gold_of_declaration(official, "zh-Hant")
    ]
    assert [bead for bead in found if bead[0] and bead[1]] == gold
    assert [len(chinese) for chinese, english in found if not english] == [1] * NOTES["zh-Hant"]
    assert [english[0].startswith(ENGLISH_OF_ARTICLE_2) for chinese, english in found if not chinese] == [True]


def test_the_indicators_align_as_the_gold_but_for_a_line_that_stands_twice(official: Path) -> None:
    """English has the line for 2.b.1 again for 2.b.2, and Chinese has none: no text tells which is the translation."""
    files = official / "05_sdg_indicators/zh.txt", official / "05_sdg_indicators/en.txt"
    gold: list[PairBead] = [((chinese,), (english,)) for chinese, english in zip(*map(lines_of, files), strict=True)]
    [unwritten] = [english for chinese, english in gold if chinese == ("",)]
    missed = Counter(bead for bead in gold if bead[0] != ("",)) - Counter(align(*files))
    assert {english for _, english in missed} <= {unwritten}
    assert sum(missed.values()) <= 1


def as_html(lines: list[str]) -> bytes:
    return f"<html><body>{''.join(f'<p>{escape(line)}</p>' for line in lines)}</body></html>".encode()


def as_docx(lines: list[str]) -> bytes:
    return word_file("".join(map(paragraph, lines)))


def official_texts(official: Path) -> Iterator[tuple[str, list[str], Document]]:
    for path in sorted(official.glob("0*/*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        yield f"{path.parent.name}/{path.name}", lines, read_document(path)


def test_every_line_of_the_official_texts_is_one_paragraph_in_any_format(official: Path) -> None:
    names = []
    for name, lines, document in official_texts(official):
        names.append(name)
        assert [whole(one) for one in document.paragraphs] == [compact(line) for line in lines], name
        for data in (as_html(lines), as_docx(lines)):
            other = make_document(parse_blocks(data))
            assert other.paragraphs == document.paragraphs, name
    assert len(names) == 11


def test_every_paragraph_comes_back_out_of_a_pdf(official: Path, tmp_path: Path) -> None:
    """The targets and indicators are left out: without a stop at the end, nothing tells one apart over a page break."""
    program = require_tool("soffice")
    texts = [one for one in official_texts(official) if one[0] < "04"]
    files = [tmp_path / f"{name.replace('/', '-')}.docx" for name, _, _ in texts]
    for file, (_, lines, _) in zip(files, texts, strict=True):
        file.write_bytes(word_file("".join(map(paragraph, lines)), styles=styles()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [program, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for file, (name, _, document) in zip(files, texts, strict=True):
        found = read_document(file.with_suffix(".pdf")).paragraphs
        expected = [(one.id, one.role, whole(one)) for one in document.paragraphs]
        assert [(one.id, one.role, whole(one)) for one in found] == expected, name
