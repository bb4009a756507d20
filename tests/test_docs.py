"""Every command in the documents is run, in their order, in a copy of the repository's own project."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from cdalign.cli import COMMANDS, main, make_parser
from conftest import REPOSITORY

DOCUMENTS = sorted([REPOSITORY / "README.md", REPOSITORY / "README.zh-CN.md", *(REPOSITORY / "docs").glob("*.md")])
_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
# Run by .ci/run itself. What needs a network is in ```text blocks.
_MAKE = re.compile(r"make (build|test|check|bench)")
# Run until they are stopped: only their words are checked here, tests/web runs them.
_DATABASE = "postgresql://cdalign@localhost/un"
_STAYS = {"review", "pages", "serve"}


def commands_of(document: Path) -> list[str]:
    """Return the lines that a reader types."""
    blocks = _BLOCK.findall(document.read_text(encoding="utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory, built_project: Path) -> Path:
    """A built copy of the project, and a second one that a reader would have made."""
    root = shutil.copytree(built_project, tmp_path_factory.mktemp("docs") / "project")
    shutil.copytree(REPOSITORY / "corpus", root / "my-project" / "corpus")
    (root / "my-project" / "tm").mkdir()
    shutil.copy(REPOSITORY / "tm" / "termbase.tsv", root / "my-project" / "tm")
    return root


def at_hand(line: str, request: pytest.FixtureRequest) -> str:
    """Return the command, with the address of the tests' database if it names one."""
    return line.replace(_DATABASE, request.getfixturevalue("database")) if _DATABASE in line else line


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_commands_of_a_document_work(
    document: Path,
    workplace: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(workplace)
    # What needs a database comes last: if there is none, all else has been run.
    for line in (at_hand(line, request) for line in sorted(commands_of(document), key=lambda line: _DATABASE in line)):
        if _MAKE.fullmatch(line):
            continue
        program, *arguments = shlex.split(line, comments=True)
        assert program == "cdalign", f"{document.name}: {line}"
        if arguments[0] in _STAYS:
            make_parser().parse_args(arguments)
            continue
        code = main(arguments)
        assert code == 0, f"{document.name}: {line}: exit {code}\n{capsys.readouterr().err}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_memory_is_made_before_it_is_served(document: Path) -> None:
    made: set[str] = set()
    for words in map(shlex.split, commands_of(document)):
        if "--memory" in words and words[1] in {*_STAYS, "tm"} and _DATABASE not in words:
            memory = words[words.index("--memory") + 1]
            made |= {memory} if words[1:3] == ["tm", "import"] else set()
            assert memory in made, f"{document.name}: {shlex.join(words)}: nothing has made {memory}"


def test_every_command_is_in_the_readme() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"cdalign {name}" not in readme] == []


def test_no_link_between_documents_is_broken() -> None:
    for document in [*DOCUMENTS, *REPOSITORY.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} -> {target}"
