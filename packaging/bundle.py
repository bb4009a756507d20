"""Makes a program that needs no Python, and does the main job with it: bundle.py [--onedir].

The bundle is build/bundle/cdalign (cdalign.exe on Windows): one file with Python and every package inside, made by
PyInstaller on the system that it is for. A folder (`--onedir`) starts quicker, since nothing is unpacked first.
"""

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path

from main_job import do_main_job

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build"
# Packages whose data files are read at run time, and the commands, which are imported by name.
COLLECTED = (
    *("babel", "cdalign", "opencc", "pypdfium2_raw", "pypinyin", "sacrebleu", "symspellpy", "translate", "uvicorn"),
)
LEFT_OUT = ("tkinter", "pytest", "IPython", "matplotlib")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--onedir", action="store_true", help="a folder instead of one file")
    options = parser.parse_args()
    python = prepare()
    form = "--onedir" if options.onedir else "--onefile"
    words = [form, "--noconfirm", "--clean", "--name", "cdalign", "--log-level", "WARN"]
    words += ["--distpath", str(BUILD / "bundle"), "--workpath", str(BUILD / "work"), "--specpath", str(BUILD)]
    for package in COLLECTED:
        words += ["--collect-all", package]
    for package in LEFT_OUT:
        words += ["--exclude-module", package]
    subprocess.run([python, "-m", "PyInstaller", *words, str(ROOT / "packaging" / "start.py")], check=True)
    program = BUILD / "bundle" / "cdalign"
    if options.onedir:
        program /= "cdalign"
    program = program.with_suffix(".exe") if sys.platform == "win32" else program
    print(f"{program.name}: {size_of(program.parent if options.onedir else program) / 1e6:.0f} MB")
    # No Python is on the path: the program must bring its own.
    do_main_job([str(program)], {**os.environ, "PATH": os.defpath if sys.platform == "win32" else "/nowhere"})


def prepare() -> Path:
    """Make an environment with the package and PyInstaller, and return its Python."""
    place = BUILD / "environment"
    if not place.exists():
        venv.create(place, with_pip=True)
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    install = [python, "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt"]
    subprocess.run([*install, "pyinstaller", ROOT], check=True)
    return python


def size_of(place: Path) -> int:
    files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files)


if __name__ == "__main__":
    main()
