"""Does by hand what the Dockerfile and compose.yaml say, where no container engine runs: try_container.py.

Each stage of the Dockerfile becomes a virtual environment of this Python, and its paths (/source, /wheel, /project) lie
in a temporary folder. The commands of RUN are run there, the entry point is started, and the health check must succeed.
Then the server of compose.yaml is started with a database of its own. What only a container has is checked as text: the
base image, the user. The program must end within ten seconds of SIGTERM, as `docker stop` wants it.
"""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from postgres_server import find_program, running_server  # noqa: E402

PORT = "8138"
SECONDS_TO_START, SECONDS_TO_STOP = 120, 10
# They change the system, which a container may do: they must be there, and say what they would do.
ONLY_IN_A_CONTAINER = ("useradd", "chown")
TOKEN = "a-token"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        stages = parse_dockerfile((ROOT / "Dockerfile").read_text(encoding="utf-8"))
        for number, stage in enumerate(stages):
            environment = prepare(place, number)
            run_stage(stage, place, environment)
        last = dict(stages[-1])
        assert last["USER"] not in ("root", "0"), "the container runs as root"
        assert last["EXPOSE"] == PORT
        port = free_port()
        entry = [*json.loads(last["ENTRYPOINT"]), *json.loads(last["CMD"]), "--port", port]
        with started(entry, place / "project", environment | {"CDALIGN_TOKEN": TOKEN}):
            wait_for_health(last["HEALTHCHECK"], port, environment)
        print("Dockerfile: built, started, healthy, stopped")
        try_compose(place, environment)
        print("compose.yaml: started with a database, imported, asked, stopped")


def parse_dockerfile(text: str) -> list[list[tuple[str, str]]]:
    """Return the stages, each a list of instructions with their words."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    stages: list[list[tuple[str, str]]] = []
    for line in filter(None, joined.splitlines()):
        instruction, _, words = line.partition(" ")
        if instruction == "FROM":
            assert re.fullmatch(r"python:3\.\d+-slim( AS \w+)?", words), words
            stages.append([])
        stages[-1].append((instruction, words.strip()))
    return stages


def prepare(place: Path, number: int) -> dict[str, str]:
    """Make the environment of a stage, and return its variables."""
    home = place / f"stage{number}"
    venv.create(home, with_pip=True)
    for name in ONLY_IN_A_CONTAINER:
        shim = home / "bin" / name
        shim.write_text(f'#!/bin/sh\necho "  (in a container: {name} $*)"\n', encoding="utf-8")
        shim.chmod(0o755)
    return {
        "PATH": f"{home / 'bin'}:{os.defpath}",
        "HOME": str(home),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_QUIET": "1",
    }


def run_stage(stage: list[tuple[str, str]], place: Path, environment: dict[str, str]) -> None:
    folder = place
    for instruction, words in stage:
        if instruction == "WORKDIR":
            folder = Path(moved(words, place))
            folder.mkdir(exist_ok=True)
        elif instruction == "COPY":
            copy(words.split(), folder, place)
        elif instruction == "RUN":
            print(f"RUN {words}", flush=True)
            subprocess.run(["sh", "-ec", moved(words, place)], cwd=folder, env=environment, check=True)


def moved(words: str, place: Path) -> str:
    """Return a command with the container's paths in the temporary folder."""
    return re.sub(r"(?<![\w./])/(source|wheel|project)\b", rf"{place}/\1", words)


def copy(words: list[str], folder: Path, place: Path) -> None:
    """Copy as COPY does: from a former stage, what lies there already; from here, what Git knows."""
    if words[0].startswith("--from="):
        assert (Path(moved(words[1], place))).exists()
        return
    *sources, target = words
    for source in sources:
        names = subprocess.run(["git", "ls-files", source], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        for name in names.splitlines():
            goal = Path(moved(target, place)) if target.startswith("/") else folder / target
            goal = goal / (name if source == "." else Path(name).name)
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, goal)


@contextmanager
def started(call: list[str], folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """Run a program, and end it as a container engine does."""
    with subprocess.Popen(call, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            yield
            process.terminate()
            process.wait(SECONDS_TO_STOP)
        finally:
            process.kill()


def wait_for_health(words: str, port: str, environment: dict[str, str]) -> None:
    """Run the command of the health check until it succeeds."""
    command = json.loads(words.partition("CMD ")[2])
    command = [word.replace(f":{PORT}/", f":{port}/") for word in command]
    begin = time.monotonic()
    while subprocess.run(command, env=environment, check=False, stderr=subprocess.DEVNULL).returncode:
        assert time.monotonic() - begin < SECONDS_TO_START, "never healthy"
        time.sleep(0.2)


def free_port() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


def try_compose(place: Path, environment: dict[str, str]) -> None:
    """Start the server of compose.yaml with a PostgreSQL of its own, import a memory and ask for it."""
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    database, server = services["database"], services["server"]
    assert database["image"].startswith("postgres:")
    assert server["depends_on"]["database"]["condition"] == "service_healthy"
    assert shlex.split(database["healthcheck"]["test"][1])[0] == "pg_isready"
    values = {"POSTGRES_PASSWORD": "a-password", "CDALIGN_TOKEN": TOKEN}
    variables = {name: fill(value, values) for name, value in server["environment"].items()}
    initdb = find_program("initdb")
    assert initdb is not None, "PostgreSQL is not installed"
    with running_server(initdb) as url:
        port = free_port()
        made = {"postgresql://cdalign@database/cdalign": f"{url}/postgres"}
        call = ["cdalign", *(made.get(fill(word, values), fill(word, values)) for word in server["command"])]
        memory = next(word for word in call if word.startswith("postgresql"))
        settings = environment | variables
        tmx = ROOT / "tm" / "CD-2138.sentences.tmx"
        subprocess.run(["cdalign", "tm", "import", tmx, "--memory", memory], env=settings, check=True)
        with started([*call, "--port", port], place / "project", settings):
            check = dict(parse_dockerfile((ROOT / "Dockerfile").read_text(encoding="utf-8"))[-1])["HEALTHCHECK"]
            wait_for_health(check, port, environment)
            question = urllib.request.Request(
                f"http://127.0.0.1:{port}/api/concordance?q=disarmament", headers={"Authorization": f"Bearer {TOKEN}"}
            )
            with urllib.request.urlopen(question, timeout=60) as answer:
                assert json.load(answer)["hits"]


def fill(text: str, values: dict[str, str]) -> str:
    """Return a text of compose.yaml with its variables filled in."""
    return re.sub(r"\$\{(\w+)(:\?[^}]*)?\}", lambda found: values[found[1]], str(text))


if __name__ == "__main__":
    main()
