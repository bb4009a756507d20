"""An OmegaT project whose memory and glossary come from our server by `http` mapping, and OmegaT that uses them.

The mapping needs OmegaT 4; where only Debian's 3.6 is, the files are fetched by a program that does what OmegaT's
HTTPRemoteRepository does, by the same class of Java, and put where the mapping would put them.
"""

import shutil
import subprocess
from pathlib import Path

import pytest
from web_projects import Served, make_project, serving

from cdalign.editing import set_status
from cdalign.exchange.omegat import OmegatProject, write_omegat_project
from cdalign.model import BeadStatus, Level
from cdalign.tmx import read_units
from cdalign.web.access import Access
from cdalign.working import write_working
from conftest import require_tool, run_omegat

CLIENT = Path(__file__).parent / "FetchMappedFiles.java"
# Mappings of the project: the name on the server, and where OmegaT puts it.
MAPPED = {"sentences.tmx": "tm/auto/test.tmx", "glossary.txt": "glossary/test.utf8"}


def fetch(url: str, folder: Path, *names: str) -> list[str]:
    command = [require_tool("java"), CLIENT, url, folder, *(names or MAPPED)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout.split("\n")[:-1]


def test_omegat_translates_with_what_it_fetched(tmp_path: Path) -> None:
    served, team = make_project(tmp_path / "served"), tmp_path / "team"
    write_omegat_project(team, OmegatProject("team", "zh-Hans", "en", (), texts={"new": "秘书处分发了文件。\n"}))
    repository = tmp_path / "repository"
    repository.mkdir()
    with serving(served, tmp_path / "uploads", Access(token="secret")) as address:
        url = f"{address}/t/secret/files/test/"
        assert fetch(url, repository) == ["200 sentences.tmx", "200 glossary.txt"]
        assert fetch(url, repository) == ["304 sentences.tmx", "304 glossary.txt"]
        for name, place in MAPPED.items():
            (team / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(repository / name, team / place)
        assert "主席\tPresident" in (team / MAPPED["glossary.txt"]).read_text(encoding="utf-8-sig")
        with pytest.raises(subprocess.CalledProcessError):
            fetch(url, repository, "none.tmx")
    run_omegat(team, "--mode=console-translate")
    assert (team / "target" / "new.utf8").read_text(
        encoding="utf-8"
    ).strip() == "The secretariat circulated the document."


def test_a_file_is_fetched_again_when_a_person_has_changed_the_alignment(tmp_path: Path) -> None:
    served = make_project(tmp_path / "served")
    repository = tmp_path / "repository"
    repository.mkdir()
    with serving(served, tmp_path / "uploads") as address:
        url = f"{address}/files/test/"
        fetch(url, repository)
        bitext = Served(served, address).on_disk
        write_working(served.working_file(served.pairs[0]), set_status(bitext, Level.SENTENCE, 4, BeadStatus.CONFIRMED))
        assert fetch(url, repository) == ["200 sentences.tmx", "304 glossary.txt"]
    states = [unit.prop("x-review") for unit in read_units(repository / "sentences.tmx")]
    assert states.count("confirmed") == 1
