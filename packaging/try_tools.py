"""Installs the wheel of a folder as the README says, by pipx and by uv, and starts it: try_tools.py dist."""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

IS_WINDOWS = sys.platform == "win32"
# What each tool calls, and the variables that name the folders of its programs and of its environments.
TOOLS = {
    "pipx": (["pipx", "install"], {"PIPX_BIN_DIR": "bin", "PIPX_HOME": "home", "PIPX_MAN_DIR": "man"}),
    "uv": (["uv", "tool", "install"], {"UV_TOOL_BIN_DIR": "bin", "UV_TOOL_DIR": "home"}),
}


def main(folder: Path) -> None:
    (wheel,) = folder.glob("*.whl")
    with tempfile.TemporaryDirectory() as place:
        venv.create(place, with_pip=True)
        python = Path(place) / ("Scripts/python.exe" if IS_WINDOWS else "bin/python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", *TOOLS], check=True)
        for tool, (words, variables) in TOOLS.items():
            root = Path(place) / f"by {tool}"
            environment = {**os.environ, **{name: str(root / part) for name, part in variables.items()}}
            choose = ["--python", sys.executable]
            subprocess.run([python, "-m", *words, *choose, wheel], env=environment, check=True, capture_output=True)
            program = root / "bin" / ("cdalign.exe" if IS_WINDOWS else "cdalign")
            version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()
            subprocess.run([program, "demo", root / "first project"], check=True, capture_output=True)
            assert (root / "first project" / "corpus" / "zh").is_dir()
            print(f"{tool}: {version}, the sample is laid")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
