"""The public names: what `from cdalign import …` offers."""

import subprocess
import sys
from pathlib import Path

import pytest

import cdalign


@pytest.mark.parametrize("name", cdalign.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(cdalign, name) is not None


def test_all_of_them_can_be_completed_before_they_are_used() -> None:
    program = "import cdalign; print(set(cdalign.__all__) <= set(dir(cdalign)), 'Any' in dir(cdalign))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]


def test_no_other_name_is() -> None:
    with pytest.raises(AttributeError, match="no attribute 'align'"):
        _ = cdalign.align


def test_the_import_loads_no_heavy_package() -> None:
    heavy = ("numpy", "lxml", "opencc", "jinja2", "xlsxwriter", "openpyxl", "rapidfuzz", "pypinyin", "translate")
    program = (
        f"import sys, cdalign, cdalign.cli as c; c.make_parser(); print([n for n in {heavy!r} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_files_are_aligned_in_one_call(tmp_path: Path) -> None:
    texts = {
        "zh.txt": "会议通过了报告。\n\n秘书处分发了报告。",
        "en.txt": "The Conference adopted the report.\n\nThe Secretariat distributed the report.",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    bitext = cdalign.align_documents(tmp_path / "zh.txt", str(tmp_path / "en.txt"))
    assert [bead.shape for bead in bitext.sentences] == ["1:1", "1:1"]
    assert repr(bitext) == "<Bitext zh-Hans ~ en: 2 paragraph beads, 2 sentence beads>"
    assert repr(bitext.source).count("\n") == 0
    assert "<td>The Conference adopted the report.</td>" in bitext._repr_html_()


def test_a_notebook_shows_the_first_beads_escaped() -> None:
    segments = tuple(cdalign.Segment(f"1.{number}", f"<b> {number}") for number in range(12))
    documents = [cdalign.Document(lang, (cdalign.Paragraph("1", "", segments=segments),)) for lang in ("zh", "en")]
    beads = tuple(cdalign.Bead(range(place, place + 1), range(place, place + 1)) for place in range(12))
    shown = cdalign.Bitext(documents[0], documents[1], (cdalign.Bead(range(1), range(1)),), beads)._repr_html_()
    assert "<b>" not in shown
    assert "&lt;b&gt; 9" in shown
    assert "… and 2 more" in shown
