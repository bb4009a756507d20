"""Unpacks the sdist of a folder, installs it into a fresh environment and runs its tests: try_sdist.py dist [TESTS].

The package is installed as a user would, not as a link to its sources, so that a file that the sdist lacks is missed.
"""

import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

# They touch every room and the files at the root; the whole suite runs with `tests`.
USUAL = ("tests/quality", "tests/test_layers.py", "tests/test_public_names.py", "tests/test_distribution.py")


def main(folder: Path, tests: list[str]) -> None:
    (sdist,) = folder.glob("*.tar.gz")
    print(f"{sdist.name}: {sdist.stat().st_size / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as place:
        with tarfile.open(sdist) as archive:
            archive.extractall(place, filter="data")
        (root,) = Path(place).iterdir()
        venv.create(root / "environment", with_pip=True)
        python = root / "environment" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        install += ["--constraint", root / "constraints.txt"]
        subprocess.run([*install, "pip>=25.1"], cwd=root, check=True)
        subprocess.run([*install, ".", "--group", "dev"], cwd=root, check=True)
        subprocess.run([python, "-m", "pytest", "-n", "auto", *(tests or USUAL)], cwd=root, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
