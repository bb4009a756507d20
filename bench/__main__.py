"""Measures room by room, side by side with what a user would take instead: python -m bench [ROOM…].

Each room is a program of its own (`python bench/ROOM.py`), so that one's memory is not the other's.
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
# Not rooms: this file, and what makes material for several of them.
NOT_ROOMS = {"__main__", "spotting_training", "synthetic"}


def main(chosen: list[str]) -> int:
    rooms = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in NOT_ROOMS)
    unknown = sorted(set(chosen) - set(rooms))
    if unknown:
        print(f"error: there is no room {unknown[0]}\ntry: one of {', '.join(rooms)}", file=sys.stderr)
        return 2
    codes = []
    for room in chosen or rooms:
        print(f"== {room}", flush=True)
        codes.append(subprocess.run([sys.executable, FOLDER / f"{room}.py"], check=False).returncode)
        print(flush=True)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
