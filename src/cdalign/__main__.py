"""The command `cdalign`, and `python -m cdalign`."""

import sys

_INTERRUPTED = 130


def main() -> int:
    """Run the command line; an interrupt before it is loaded says nothing."""
    try:
        from cdalign.cli import main as run

        return run()
    except KeyboardInterrupt:
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
