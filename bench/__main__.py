"""Measures room by room, side by side with what a user would take instead: python -m bench [ROOM…] [OPTION…].

Each room is a program of its own (`python bench/ROOM.py`), so that one's memory is not the other's. A room that lacks
something says what, and the others are measured.
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent / "tests"))

from postgres_server import find_program

# Not rooms: this file, what learns weights, and what makes material for several rooms.
NOT_ROOMS = {"__main__", "alignment_training", "spotting_training", "synthetic"}

# What a room takes beyond `make build`: modules, each with what installs it, and programs.
MODULES = {"postgres": {"psycopg": "pip install 'cdalign[postgres]'"}}
PROGRAMS = {"postgres": ("initdb",), "web": ("chromium",)}


def name_missing(room: str) -> list[str]:
    """Return what a room needs and this machine does not have."""
    modules = [f"{name} ({how})" for name, how in MODULES.get(room, {}).items() if find_spec(name) is None]
    return modules + [f"the program {name}" for name in PROGRAMS.get(room, ()) if find_program(name) is None]


def main(arguments: list[str]) -> int:
    # Options are handed to every room.
    count = next((place for place, one in enumerate(arguments) if one.startswith("-")), len(arguments))
    chosen, options = arguments[:count], arguments[count:]
    rooms = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in NOT_ROOMS)
    unknown = sorted(set(chosen) - set(rooms))
    if unknown:
        print(f"error: there is no room {unknown[0]}\ntry: one of {', '.join(rooms)}", file=sys.stderr)
        return 2
    codes = []
    for room in chosen or rooms:
        print(f"== {room}", flush=True)
        if missing := name_missing(room):
            print(f"not measured, missing: {', '.join(missing)}\n", flush=True)
            continue
        codes.append(subprocess.run([sys.executable, FOLDER / f"{room}.py", *options], check=False).returncode)
        print(flush=True)
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
