"""Installs the wheel of a folder into a fresh environment and does the main job with it: try_wheel.py dist."""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from main_job import do_main_job


def main(folder: Path) -> None:
    (wheel,) = folder.glob("*.whl")
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as place:
        venv.create(place, with_pip=True)
        programs = Path(place) / ("Scripts" if sys.platform == "win32" else "bin")
        python = programs / ("python.exe" if sys.platform == "win32" else "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True)
        size = sum(path.stat().st_size for path in Path(place).rglob("*") if path.is_file())
        print(f"installed with what it needs: {size / 1e6:.0f} MB")
        do_main_job([str(programs / "cdalign")])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
