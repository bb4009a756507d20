"""How long the main job takes from a cold process, and how soon the command line answers."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
RUNS = 7


def measure(command: list[str], cwd: Path) -> tuple[float, float]:
    """Give the medians of wall and CPU seconds; the first run warms the disk cache and is not counted."""
    walls, cpus = [], []
    for _ in range(RUNS + 1):
        before, start = os.times(), time.perf_counter()
        subprocess.run(command, cwd=cwd, check=True, capture_output=True)
        walls.append(time.perf_counter() - start)
        after = os.times()
        cpus.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return statistics.median(walls[1:]), statistics.median(cpus[1:])


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copytree(REPOSITORY / "corpus", project / "corpus")
        (project / "tm").mkdir()
        shutil.copy(REPOSITORY / "tm" / "termbase.tsv", project / "tm")
        python = [sys.executable]
        jobs = {
            "python -c pass (the floor)": [*python, "-c", "pass"],
            "import lxml, numpy, opencc": [*python, "-c", "import lxml.etree, numpy, opencc"],
            "cdalign --help (goal 0.2 s)": [*python, "-m", "cdalign", "--help"],
            "cdalign build (goal 5 s)": [*python, "-m", "cdalign", "build"],
            "cdalign lookup 裁谈会": [*python, "-m", "cdalign", "lookup", "裁谈会"],
        }
        print(f"{'':34} {'wall s':>8} {'CPU s':>8}   median of {RUNS}")
        for name, command in jobs.items():
            wall, cpu = measure(command, project)
            print(f"{name:34} {wall:8.3f} {cpu:8.3f}")


if __name__ == "__main__":
    run()
