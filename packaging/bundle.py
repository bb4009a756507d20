"""Makes programs that need no Python, and does the main job with them.

In build/bundle, named by version and system: `cdalign-pages`, one file for a double click (on macOS an application),
and an archive of the folder `cdalign` with the command line. PyInstaller makes them (cdalign.spec) on the system that
they are for.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from main_job import do_main_job, open_pages

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build"
BUNDLE = BUILD / "bundle"
IS_WINDOWS, IS_MAC = sys.platform == "win32", sys.platform == "darwin"
SUFFIX = ".exe" if IS_WINDOWS else ""


def main() -> None:
    python = prepare()
    shutil.rmtree(BUNDLE, ignore_errors=True)
    words = ["--noconfirm", "--log-level", "WARN", "--distpath", str(BUNDLE), "--workpath", str(BUILD / "work")]
    subprocess.run([python, "-m", "PyInstaller", *words, str(ROOT / "packaging" / "cdalign.spec")], check=True)
    label = f"{version(python)}-{platform.system().lower()}-{platform.machine().lower()}"
    pages = BUNDLE / f"cdalign-pages{SUFFIX}"
    handed_out = [archive("cdalign", label)]
    if IS_MAC:
        pages = BUNDLE / "cdalign-pages.app" / "Contents" / "MacOS" / "cdalign-pages"
        handed_out.append(archive("cdalign-pages.app", label))
    else:
        pages = pages.rename(BUNDLE / f"cdalign-pages-{label}{SUFFIX}")
        handed_out.append(pages)
    for path in handed_out:
        print(f"{path.name}: {path.stat().st_size / 1e6:.0f} MB")
    with tempfile.TemporaryDirectory() as home:
        environment = without_python(home)
        do_main_job([str(BUNDLE / "cdalign" / f"cdalign{SUFFIX}")], environment)
        open_pages(pages, state_folder(python, environment) / "pages.address", environment)


def archive(name: str, label: str) -> Path:
    """Pack a folder of the bundle."""
    form = "zip" if IS_WINDOWS else "gztar"
    return Path(shutil.make_archive(str(BUNDLE / f"{Path(name).stem}-{label}"), form, BUNDLE, name))


def version(python: Path) -> str:
    call = [python, "-c", "from cdalign.version import VERSION; print(VERSION)"]
    return subprocess.run(call, check=True, capture_output=True, text=True).stdout.strip()


def prepare() -> Path:
    """Make an environment with the package and PyInstaller, and return its Python."""
    place = BUILD / "environment"
    if not place.exists():
        venv.create(place, with_pip=True)
    python = place / ("Scripts/python.exe" if IS_WINDOWS else "bin/python")
    install = [python, "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt"]
    subprocess.run([*install, "pyinstaller", ROOT], check=True)
    return python


def without_python(home: str) -> dict[str, str]:
    """Return an environment in which no Python is on the path, for a user whose home is empty; no browser is opened."""
    homes = dict.fromkeys(("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), home)
    path = os.defpath if IS_WINDOWS else "/nowhere"
    return {**os.environ, **homes, "PATH": path, "BROWSER": "/nowhere/browser"}


def state_folder(python: Path, environment: dict[str, str]) -> Path:
    """Return the folder in which a second start finds the first one."""
    call = [python, "-c", "from cdalign.desktop import state_folder; print(state_folder())"]
    return Path(subprocess.run(call, env=environment, check=True, capture_output=True, text=True).stdout.strip())


if __name__ == "__main__":
    main()
