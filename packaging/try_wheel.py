"""Installs the wheel of a folder into a fresh environment and does the main job with it: try_wheel.py dist."""

import re
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

from main_job import do_main_job


def main(folder: Path) -> None:
    (wheel,) = folder.glob("*.whl")
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
    check_readme(wheel)
    with tempfile.TemporaryDirectory() as place:
        venv.create(place, with_pip=True)
        programs = Path(place) / ("Scripts" if sys.platform == "win32" else "bin")
        python = programs / ("python.exe" if sys.platform == "win32" else "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True)
        size = sum(path.stat().st_size for path in Path(place).rglob("*") if path.is_file())
        print(f"installed with what it needs: {size / 1e6:.0f} MB")
        do_main_job([str(programs / "cdalign")])


def check_readme(wheel: Path) -> None:
    """See that the text for the index page has no link or picture that leads nowhere there."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        text = archive.read(name).decode("utf-8")
    assert "Description-Content-Type: text/markdown" in text
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    assert [link for link in links if not link.startswith(("https://", "#"))] == []


if __name__ == "__main__":
    main(Path(sys.argv[1]))
