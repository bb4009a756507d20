"""The command `cdalign`, and `python -m cdalign`."""

import os
import signal
import sys

# What a shell adds to the number of the signal that has ended a program (POSIX, XCU 2.8.2).
_SIGNALLED = 128


def main() -> int:
    """Run the command line; an interrupt before it is loaded says nothing."""
    _begin_again_in_utf8()
    try:
        # A service manager ends a program so. It is to clean up as after Ctrl+C, and not to vanish.
        signal.signal(signal.SIGTERM, _interrupt)
        from cdalign.collector import search_seldom

        search_seldom()
        from cdalign.cli import main as run

        return run()
    except KeyboardInterrupt as error:
        return _SIGNALLED + (error.args[0] if error.args else signal.SIGINT)
    finally:
        # If an interrupt came while a string was run as code, as dataclasses do on import, `python -m` ends itself by
        # SIGINT whatever is returned here (`_Py_UnhandledKeyboardInterrupt`). It forgets that with the next string.
        exec("")  # noqa: S102


def _begin_again_in_utf8() -> None:
    """Start this program again in Python's UTF-8 mode if the locale cannot express an argument.

    In the locale C, with that mode turned off, the bytes of Chinese words are half surrogates (PEP 383), which are not
    text: they cannot be searched for, printed or written (PEP 540).
    """
    is_lost = any("\udc80" <= char <= "\udcff" for word in sys.argv[1:] for char in word)
    if is_lost and os.name == "posix" and sys.getfilesystemencoding() != "utf-8" and not getattr(sys, "frozen", False):
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "cdalign", *sys.argv[1:]])  # noqa: S606 - itself


def _interrupt(number: int, _: object) -> None:
    raise KeyboardInterrupt(number)


if __name__ == "__main__":
    sys.exit(main())
