"""The exit codes of the command line, which `docs/decisions.md` lists. They are promised."""

from signal import SIGTERM

DONE, FOUND, COULD_NOT, OUR_MISTAKE, INTERRUPTED, ENDED = 0, 1, 2, 70, 130, 143


def code_after(interrupt: KeyboardInterrupt) -> int:
    """Return the exit code after Ctrl+C, or after SIGTERM, which the program raises with the number of the signal."""
    return ENDED if SIGTERM in interrupt.args else INTERRUPTED
