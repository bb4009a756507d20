"""What several tests share: the project's own corpus, material beside the repository, programs of other people."""

import os

# One core a worker, as in the workers of cdalign itself: with two threads each, those of one worker wait in a busy loop
# for those of the other. Measured on two cores: a tenth of the processor time in tests of alignment. Read at the import
# of numpy, and by the programs that tests start.
for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from cdalign.memory import Memory, open_memory
from cdalign.memory.store import IN_MEMORY
from cdalign.project import open_project
from cdalign.project.building import build_project
from postgres_server import find_program, running_server

# No test asserts a time: another process on the machine would make it fail.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

# A suite that is run in the background ignores Ctrl-C, and every program that it starts would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"
# What a page may take in a browser: a bound for one that never comes, not a limit for one on a busy machine.
MOST_MILLISECONDS = 300_000
AXE = "axe-core@4.10.3"
# Makes a memory of units in the place that the test is run on.
Remember = Callable[..., Memory]
CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# A program in Java runs here for a second, half of which is the compiler for programs that run for hours.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what the golden files say; look at the diff")


class Golden:
    """Tables of inputs and of what comes out: the last column of `golden/NAME.tsv`, the others go in."""

    def __init__(self, *, is_updating: bool) -> None:
        self._is_updating = is_updating

    def check(self, name: str, answer: Callable[..., str]) -> None:
        """Compare what comes out for each row with its last cell, or with --update-golden write it there."""
        path = GOLDEN / f"{name}.tsv"
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        found = [row if row[0].startswith("#") else [*row[:-1], answer(*row[:-1])] for row in rows]
        if self._is_updating:
            path.write_text("".join("\t".join(row) + "\n" for row in found), encoding="utf-8", newline="\n")
        assert found == rows, "where the new answers are right: pytest --update-golden, and review the diff"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(is_updating=request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def built_project(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own project, built once; a test that changes something makes a copy of it."""
    root = tmp_path_factory.mktemp("built")
    shutil.copytree(repository / "corpus", root / "corpus")
    (root / "tm").mkdir()
    shutil.copy(repository / "tm" / "termbase.tsv", root / "tm")
    build_project(open_project(root))
    return root


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real material that the repository does not contain."""
    if not SHARED.is_dir():
        pytest.skip("needs the material beside the repository, which is not published")
    return SHARED


def require_tool(name: str) -> str:
    """Give the path of a program, or skip; with CDALIGN_REQUIRE_TOOLS=1 a missing program is a failure."""
    path = shutil.which(name)
    if path is None:
        if os.environ.get("CDALIGN_REQUIRE_TOOLS") == "1":
            pytest.fail(f"{name} is required here and is not installed")
        pytest.skip(f"needs {name}")
    return path


def run_omegat(folder: Path, *options: str) -> None:
    """Let OmegaT open a project without its window."""
    require_tool("omegat")
    environment = {**os.environ, "JAVA_TOOL_OPTIONS": "-Djava.awt.headless=true -Dfile.encoding=UTF-8"}
    command = ["omegat", str(folder), f"--config-dir={folder.parent / 'cfg'}", *options]
    subprocess.run(command, env=environment, check=True, capture_output=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server, to which a database's name is added."""
    pytest.importorskip("psycopg", reason="needs psycopg")
    initdb = find_program("initdb") or require_tool("initdb")
    with running_server(initdb) as url:
        yield url


@pytest.fixture
def database(postgres: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty database."""
    import psycopg

    name = f"cdalign_{abs(hash(request.node.nodeid))}"
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield f"{postgres}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["file", "postgresql"])
def shared_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place that outlives the process and is open to several."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("database"))
    return str(tmp_path / "deep" / "un.cdtm")


@pytest.fixture(params=["fleeting", "file", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for a memory."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("database"))
    return str(tmp_path / "un.cdtm") if request.param == "file" else IN_MEMORY


@pytest.fixture
def remember(place: str) -> Iterator[Remember]:
    """Makes a memory of units; called without any, an empty one. It is closed at the end."""
    with ExitStack() as stack:

        def remember(*units: object) -> Memory:
            memory = stack.enter_context(open_memory(place))
            memory.add(units)  # type: ignore[arg-type]
            return memory

        yield remember


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's chromium."""
    pytest.importorskip("playwright", reason="needs playwright")
    from playwright.sync_api import sync_playwright

    path = require_tool("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of axe-core, which npm brings; it is no part of this repository (MPL-2.0, 0.5 MB)."""
    npm = require_tool("npm")
    folder = tmp_path_factory.mktemp("axe")
    fetched = subprocess.run(
        [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", AXE],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if fetched.returncode:
        pytest.skip(f"npm could not bring {AXE}: {fetched.stderr[:200]}")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def grave_violations(page: Any, axe: str) -> list[tuple[str, str, list[str]]]:
    """Give what axe-core calls serious or critical in a page: rule, what it wants, the first places."""
    page.evaluate(axe)
    # What passes is many times as long, and is not asked for.
    violations = page.evaluate("() => axe.run({ resultTypes: ['violations'] }).then(found => found.violations)")
    return [
        (one["id"], one["help"], [node["html"][:120] for node in one["nodes"]][:3])
        for one in violations
        if one["impact"] in ("serious", "critical")
    ]
