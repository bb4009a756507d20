"""What a command costs before it does its work, and with it: CPU seconds of a new process (user and system).

They are those of the project in this repository, with Python's compiled files in place. The least of the runs says what
the command needs, the median what it costs on this machine at this time.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = [str(ROOT / "corpus" / lang / "CD-2138.txt") for lang in ("zh", "en")]
RUNS = 9
COMMANDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("python, nothing else", ("-c", "pass")),
    ("import numpy", ("-c", "import numpy")),
    ("cdalign --version", ("-m", "cdalign", "--version")),
    ("cdalign --help", ("-m", "cdalign", "--help")),
    ("cdalign find 彻底消除核武器", ("-m", "cdalign", "find", "彻底消除核武器")),
    ("cdalign lookup 裁谈会", ("-m", "cdalign", "lookup", "裁谈会")),
    ("cdalign align, two lines each", ("-m", "cdalign", "align", "--lines", "zh.txt", "en.txt")),
    ("cdalign align, the report", ("-m", "cdalign", "align", *TEXTS)),
    ("cdalign check, the report", ("-m", "cdalign", "check", *TEXTS)),
)


def measure(arguments: Sequence[str], folder: Path, environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    place = ROOT if "find" in arguments or "lookup" in arguments else folder
    subprocess.run([sys.executable, *arguments], cwd=place, env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "zh.txt").write_text("会议开幕。\n主席发言。\n", encoding="utf-8")
        (folder / "en.txt").write_text("The meeting opened.\nThe President spoke.\n", encoding="utf-8")
        for label, arguments in COMMANDS:
            measure(arguments, folder, environment)
            times = [measure(arguments, folder, environment) for _ in range(RUNS)]
            print(f"{label:34} {min(times):6.2f} s  median {statistics.median(times):.2f} s")


if __name__ == "__main__":
    main()
