"""The command `cdalign`, and `python -m cdalign`."""

import signal
import sys

_INTERRUPTED = 130


def main() -> int:
    """Run the command line; an interrupt before it is loaded says nothing."""
    try:
        # A service manager ends a program so. It is to clean up as after Ctrl+C, and not to vanish.
        signal.signal(signal.SIGTERM, _interrupt)
        from cdalign.cli import main as run

        return run()
    except KeyboardInterrupt:
        return _INTERRUPTED


def _interrupt(number: int, _: object) -> None:
    raise KeyboardInterrupt(number)


if __name__ == "__main__":
    sys.exit(main())
