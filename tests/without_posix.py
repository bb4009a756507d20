"""Runs the command line as a system without POSIX modules would see it: without_posix.py COMMAND …

What Windows lacks is taken away from our code; the libraries have loaded what they need for this system before.
Processes that are started run this file again, and so lack the same.
"""

import asyncio  # noqa: F401 - loads what the standard library itself needs here
import os
import subprocess
import sys
import warnings

import filelock  # noqa: F401
import psutil  # noqa: F401

for missing in ("fcntl", "grp", "pwd", "resource", "termios"):
    sys.modules[missing] = None  # type: ignore[assignment]
for missing in ("fork", "getpgid", "getuid", "killpg", "sched_getaffinity", "setsid"):
    if hasattr(os, missing):
        delattr(os, missing)
# A file opened without an encoding would have the code page of Windows (PEP 597; needs -X warn_default_encoding).
warnings.filterwarnings("error", category=EncodingWarning, module=r"cdalign\b")
_start = subprocess.Popen.__init__


def _start_as_windows_does(self, *words, pass_fds=(), start_new_session=False, preexec_fn=None, **options):  # type: ignore[no-untyped-def]
    """Refuse what Windows refuses."""
    assert not pass_fds
    assert preexec_fn is None
    _start(self, *words, start_new_session=start_new_session, **options)


subprocess.Popen.__init__ = _start_as_windows_does  # type: ignore[method-assign]

if __name__ == "__main__":
    from cdalign.cli import main

    sys.exit(main())
