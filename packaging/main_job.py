"""The main job, done with one program: what a wheel and a bundle must both do, away from the repository."""

import os
import re
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

PAGE_SECONDS = 60


def do_main_job(program: Sequence[str], environment: dict[str, str] | None = None) -> None:
    """Lay the sample, build it, check it, search it, serve it; raise where one of them fails."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        run(program, ["demo", "first project"], root, environment)
        project = root / "first project"
        run(program, ["build"], project, environment)
        run(program, ["check", ".", "--fail-on", "never", "-o", "findings.xlsx"], project, environment)
        assert "nuclear disarmament" in run(program, ["find", "核裁军", "--limit", "3"], project, environment)
        assert "Conference on Disarmament" in run(program, ["lookup", "裁谈会"], project, environment)
        serve(program, project, environment)


def run(program: Sequence[str], words: Sequence[str], folder: Path, environment: dict[str, str] | None) -> str:
    """Run one command, print how long it took, and return what it printed."""
    started = time.monotonic()
    done = subprocess.run([*program, *words], cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stderr.decode('utf-8', 'replace')}"
    print(f"  {' '.join(words):45} {time.monotonic() - started:6.2f} s", flush=True)
    return done.stdout.decode("utf-8")


def serve(program: Sequence[str], project: Path, environment: dict[str, str] | None) -> None:
    """Start the pages, open the first one, and stop them."""
    started = time.monotonic()
    call = [*program, "serve", "--port", "0", "--no-browser"]
    settings = {**(environment or os.environ), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(call, cwd=project, env=settings, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        address = process.stdout.readline().decode("utf-8").strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\S*", address), address
        with urllib.request.urlopen(address, timeout=PAGE_SECONDS) as answer:
            assert b"CD-2138" in answer.read()
        print(f"  {'serve, until the first page is there':45} {time.monotonic() - started:6.2f} s", flush=True)
        process.terminate()
        process.wait(PAGE_SECONDS)
